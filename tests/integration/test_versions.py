"""At each start, every version that is served is kept; what was kept once is never lost or changed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from lms import content
from lms.cli.opening import open_site
from lms.config import Settings
from lms.content.finding import ContentError
from lms.content.library import Library
from lms.domain.course import Item
from lms.services.versions import VersionBook, keep_versions
from lms.storage.engine import Database
from lms.storage.versions import ContentVersion
from lms.web.site import KEY
from tests.unit.content.small import write

FIRST, LATER = datetime(2026, 11, 22, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)


def kept(database: Database) -> dict[str, datetime]:
    with database.reading() as session:
        return {row.hash: row.first_served_at for row in session.scalars(select(ContentVersion))}


def served(library: Library) -> set[str]:
    return {library.version(one) for one in library.units()}


def keep(database: Database, library: Library, now: datetime) -> int:
    with database.writing() as session:
        return keep_versions(session, library, now)


def reworded(root: Path) -> Library:
    """The same content with other words in its items."""
    for path in (root / "quizzes").rglob("items.toml"):
        path.write_text(path.read_text(encoding="utf-8").replace("A boat", "A ship"), encoding="utf-8")
    return content.load(root)


def test_each_unit_is_kept_once_with_the_day_on_which_it_was_first_served(database: Database, tmp_path: Path) -> None:
    write(tmp_path)
    library = content.load(tmp_path)
    assert keep(database, library, FIRST) == len(served(library)) > 0
    assert keep(database, library, LATER) == 0
    assert kept(database) == dict.fromkeys(served(library), FIRST)


def test_what_has_been_rewritten_can_still_be_replayed(database: Database, tmp_path: Path) -> None:
    write(tmp_path)
    before = content.load(tmp_path)
    keep(database, before, FIRST)
    after = reworded(tmp_path)
    gone = served(before) - served(after)
    assert gone
    keep(database, after, LATER)
    assert kept(database) == {**dict.fromkeys(served(after), LATER), **dict.fromkeys(served(before), FIRST)}
    book = VersionBook(after)
    with database.reading() as session:
        book.load(session, gone)
    assert all(book.find(mark) == before.unit(mark) for mark in gone)
    assert all(isinstance(before.unit(mark), Item) for mark in gone)


def test_a_site_keeps_its_versions_before_it_answers(tmp_path: Path) -> None:
    root, data = tmp_path / "content", tmp_path / "data"
    write(root)
    data.mkdir()
    site = open_site(Settings(data=data, content_root=root)).extensions[KEY]
    try:
        assert set(kept(site.database)) == served(site.library)
    finally:
        site.database.close()


def test_broken_content_keeps_nothing(tmp_path: Path) -> None:
    root, data = tmp_path / "content", tmp_path / "data"
    write(root)
    (root / "courses" / "harbour" / "module.toml").write_text("id = ", encoding="utf-8")
    data.mkdir()
    with pytest.raises(ContentError):
        open_site(Settings(data=data, content_root=root))
    assert not (data / "waymark.db").exists()
