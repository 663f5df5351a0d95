"""Fixtures: databases, the library, the site in this process, and the fixed cast."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lms import content
from lms.content.library import Library
from lms.storage.engine import Database
from tests.harness import databases, postgres
from tests.harness.databases import POSTGRESQL, SQLITE

ROOT = Path(__file__).resolve().parent.parent.parent
BOTH = [pytest.param(SQLITE, marks=pytest.mark.sqlite), pytest.param(POSTGRESQL, marks=pytest.mark.postgresql)]


@pytest.fixture(scope="session")
def library() -> Library:
    """The real courses, read once."""
    return content.load(ROOT, pseudo=True)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return databases.sqlite_template(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql_url(worker_id: str) -> Iterator[str]:
    """The address of this worker's own PostgreSQL database, empty and not migrated."""
    with postgres.fresh_database(f"waymark_{worker_id}") as url:
        yield url


@pytest.fixture(scope="session")
def postgresql_database(postgresql_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = databases.migrated(postgresql_url, tmp_path_factory.mktemp("postgresql"))
    yield database
    database.close()


@pytest.fixture(params=BOTH)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A migrated, empty database; the test runs once on SQLite and once on PostgreSQL."""
    if request.param == SQLITE:
        made = databases.sqlite_copy(request.getfixturevalue("sqlite_template"), tmp_path)
        yield made
        made.close()
        return
    shared = request.getfixturevalue("postgresql_database")
    yield shared
    databases.empty(shared)


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """For what only SQLite has (its locks, its files); everything else asks for `database`."""
    made = databases.sqlite_copy(sqlite_template, tmp_path)
    yield made
    made.close()
