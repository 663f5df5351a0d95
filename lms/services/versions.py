"""Content as it was when somebody saw it: the library's units now, and every version that was ever served."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from lms.content.canonical import canonical, unit
from lms.content.library import Library
from lms.domain.course import Item, Lesson, Module
from lms.domain.scenario import Scenario
from lms.storage import versions
from lms.storage.versions import ContentVersion

Unit = Lesson | Item | Scenario


def keep_versions(session: Session, library: Library, now: datetime) -> int:
    """Stores each unit that the library serves and the store does not hold yet; returns how many."""
    held = versions.known(session)
    fresh = [(library.version(one), one) for one in library.units()]
    rows = {
        mark: ContentVersion(
            hash=mark, kind=type(one).__name__.lower(), subject=one.subject, body=canonical(one), first_served_at=now
        )
        for mark, one in fresh
        if mark not in held
    }
    session.add_all(rows.values())
    session.flush()
    return len(rows)


class VersionBook:
    """Finds units by version: in the library, else in the store. What was found once is remembered."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._older: dict[str, Unit] = {}

    def load(self, session: Session, hashes: Iterable[str | None]) -> None:
        """Makes these versions known, as far as the store holds them."""
        missing = {mark for mark in hashes if mark and self.find(mark) is None}
        if missing:
            found = versions.find(session, missing)
            self._older.update({mark: unit(body) for mark, body in found.items()})

    def find(self, mark: str) -> Unit | None:
        return self._library.unit(mark) or self._older.get(mark)

    def module(self, name: str) -> Module | None:
        """A module as it is taught today."""
        return self._library.module(name)

    def marked(self, mark: str) -> Item | Scenario | None:
        """What a fold needs: items and scenarios."""
        found = self.find(mark)
        return None if isinstance(found, Lesson) else found
