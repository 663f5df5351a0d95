"""Counting tries, so that guessing gets nowhere and nobody is locked out by others.

A right answer costs nothing, so a room full of people behind one address signs in unharmed: only
failures are counted, against the pair of name and address first, and against each alone with far
wider limits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from lms.domain.errors import TooMany
from lms.services.secrets import hashed
from lms.storage.base import insertion
from lms.storage.notes import Tries


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` tries of `what` by one `who` in a window."""

    what: str
    who: str
    most: int
    window: timedelta

    @property
    def key(self) -> str:
        return hashed(f"{self.what}\0{self.who}")


def sign_in_limits(name: str, address: str, known_here: bool) -> tuple[Limit, ...]:
    """`known_here`: this browser has signed in to that name before; strangers' guesses do not shut it out."""
    quarter, hour = timedelta(minutes=15), timedelta(hours=1)
    pair = Limit("sign-in pair", f"{name}\0{address}\0{known_here}", 8, quarter)
    crowd = Limit("sign-in address", address, 300, hour)
    return (pair,) if known_here else (pair, crowd, Limit("sign-in name", name, 40, hour))


def sign_up_limits(address: str) -> tuple[Limit, ...]:
    return (Limit("sign-up address", address, 120, timedelta(hours=1)),)


def code_limits(address: str) -> tuple[Limit, ...]:
    """Name keys, join codes and slips that did not fit. Asking for a certificate writes nothing, so none is counted."""
    return (Limit("code address", address, 60, timedelta(minutes=15)),)


def check(session: Session, limits: Sequence[Limit], now: datetime) -> None:
    """Raises TooMany when one of the limits is used up."""
    keys = {limit.key: limit for limit in limits}
    for row in session.scalars(select(Tries).where(Tries.key.in_(list(keys)), Tries.window_ends_at > now)):
        if row.count >= keys[row.key].most:
            seconds = int((row.window_ends_at - now).total_seconds()) + 1
            raise TooMany("There were too many tries. Please wait a little and try again.", seconds)


def count(session: Session, limits: Sequence[Limit], now: datetime) -> None:
    """Counts one try against each limit; windows that have ended start again."""
    session.execute(delete(Tries).where(Tries.window_ends_at <= now))
    for limit in limits:
        statement = insertion(session, Tries).values(key=limit.key, window_ends_at=now + limit.window, count=1)
        again = {"count": Tries.count + 1}
        session.execute(statement.on_conflict_do_update(index_elements=["key"], set_=again))
