"""Which practice items a cohort gets wrong: what to talk about next time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.domain.course import Item
from lms.domain.report import ItemCount, count_items
from lms.services.matrix import columns
from lms.services.versions import VersionBook
from lms.storage import cohorts, events, records
from lms.storage.cohorts import Cohort

ENOUGH = 10  # first answers, below which shares say nothing


@dataclass(frozen=True, slots=True)
class ItemReport:
    """One item and how the cohort first answered it.

    `item` is the item as it was asked. `mixed` says that it was asked in more than one wording, so that its
    letters cannot be counted together.
    """

    item: Item
    count: ItemCount
    mixed: bool

    @property
    def enough(self) -> bool:
        return self.count.answered >= ENOUGH


def item_report(session: Session, library: Library, book: VersionBook, cohort: Cohort) -> list[ItemReport]:
    """Every practice item of the course that somebody answered, the ones to talk about first.

    Items with too few answers come last. Four statements whatever the size.
    """
    ids = [person.id for person in cohorts.members(session, cohort.id)]
    modules = {column.group for column in columns(library, cohort.course)}
    answers = records.first_answers(session, ids)
    counts = count_items((subject, first) for subject, first in answers if subject.partition("/")[0] in modules)
    asked = events.item_versions(session, ids)
    book.load(session, (version for versions in asked.values() for version in versions))
    found = _reports(library, book, counts, asked)
    return sorted(found, key=lambda one: not one.enough)


def _reports(
    library: Library, book: VersionBook, counts: Iterable[ItemCount], asked: Mapping[str, Sequence[str]]
) -> list[ItemReport]:
    found = []
    for count in counts:
        versions = asked.get(count.subject, ())
        item = book.marked(versions[0]) if len(versions) == 1 else library.item(count.subject)
        if isinstance(item, Item):
            found.append(ItemReport(item, count, len(versions) > 1))
    return found
