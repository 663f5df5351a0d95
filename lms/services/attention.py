"""Who needs the trainer: four plain rules, the same for everybody and written on the page.

1. waiting: handed in a test and has not passed it yet
2. new: has joined, and nothing is kept yet
3. quiet: nothing has arrived for QUIET days
4. stuck: nothing new in the course for STUCK days, though something still arrives

The first rule that fits is the one that counts, and none fits somebody who has finished.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.domain.mastery import WAIT
from lms.domain.progress import DONE
from lms.services.matrix import TOPICS, Column, columns, needed, twins
from lms.storage import cohorts, records
from lms.storage.accounts import Account
from lms.storage.cohorts import Cohort

STUCK, QUIET = timedelta(days=7), timedelta(days=14)
KINDS = ("waiting", "stuck", "quiet", "new")


class Place(NamedTuple):
    """How one person stands with one activity since `at`."""

    state: str
    score: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Member:
    """What the rules look at: `kept` holds her record lines, `seen` is when anything last arrived."""

    account: Account
    joined_at: datetime
    kept: Mapping[tuple[str, str], Place]
    seen: datetime | None

    def has_finished(self, wanted: Sequence[Column]) -> bool:
        places = (self.kept.get(column.key) for column in wanted)
        return bool(wanted) and all(place is not None and place.state == DONE for place in places)


@dataclass(frozen=True, slots=True)
class Need:
    """One person who needs the trainer. `days` counts whole days since what the rule measures.

    For «waiting», `test` is the column, `score` the last result, and `until` when the next try opens.
    """

    kind: str
    account: Account
    days: int
    test: Column | None = None
    score: int | None = None
    until: datetime | None = None


def need(member: Member, shown: Sequence[Column], wanted: Sequence[Column], now: datetime) -> Need | None:
    """The rule that fits this member, if any. `shown` are the course's activities, `wanted` those that finish it."""
    places = [place for column in shown if (place := member.kept.get(column.key))]
    if member.has_finished(wanted):
        return None
    if not places:
        return Need("new", member.account, (now - member.joined_at).days)
    return _waiting(member, shown, now) or _still(member, max(place.at for place in places), now)


def _waiting(member: Member, shown: Sequence[Column], now: datetime) -> Need | None:
    for column in shown:
        place = member.kept.get(column.key)
        if column.is_mastery and place and place.state != DONE and place.score is not None:
            return Need("waiting", member.account, (now - place.at).days, column, place.score, place.at + WAIT)
    return None


def _still(member: Member, progress: datetime, now: datetime) -> Need | None:
    """Quiet or stuck, after `progress` was the last thing new in the course."""
    seen = max(member.seen or progress, progress)
    if now - seen >= QUIET:
        return Need("quiet", member.account, (now - seen).days)
    return Need("stuck", member.account, (now - progress).days) if now - progress >= STUCK else None


@dataclass(frozen=True, slots=True)
class Overview:
    """A cohort at one glance. `twins` are nicknames that more than one person has."""

    size: int
    finished: int
    needs: Mapping[str, Sequence[Need]]
    twins: frozenset[str]

    @property
    def needing(self) -> int:
        return sum(len(group) for group in self.needs.values())


def overview(session: Session, library: Library, cohort: Cohort, now: datetime) -> Overview:
    """Everybody in the cohort by the rules; two statements whatever the size. The longest wait stands first."""
    shown, wanted = columns(library, cohort.course), needed(library, cohort.course)
    people = members(session, cohort)
    found = [one for person in people if shown and (one := need(person, shown, wanted, now))]
    finished = sum(person.has_finished(wanted) for person in people)
    groups = {kind: sorted((one for one in found if one.kind == kind), key=lambda one: -one.days) for kind in KINDS}
    return Overview(len(people), finished, groups, twins(person.account for person in people))


def members(session: Session, cohort: Cohort) -> list[Member]:
    """Everybody who is in the cohort now; two statements whatever the size."""
    joined = cohorts.joined(session, cohort.id)
    ids = [account.id for account, _, _ in joined]
    kept: dict[uuid.UUID, dict[tuple[str, str], Place]] = {one: {} for one in ids}
    for account_id, topic, subject, state, score, at in records.states(session, ids, TOPICS):
        kept[account_id][topic, subject] = Place(state, score, at)
    return [Member(account, at, kept[account.id], seen) for account, at, seen in joined]
