"""Fixtures: databases, the library, the site in this process, and the fixed cast."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask, got_request_exception

from lms import content
from lms.config import Settings
from lms.content.library import Library
from lms.domain.permission import Role
from lms.services.versions import VersionBook, keep_versions
from lms.storage.engine import Database
from lms.web.site import KEY
from tests.harness import databases, postgres
from tests.harness.cast import Clock, Person, Stage
from tests.harness.client import Client
from tests.harness.collected import Collection
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
def postgresql_server() -> Iterator[str]:
    with postgres.running_server() as server:
        yield server


@pytest.fixture(scope="session")
def postgresql_database(
    postgresql_server: str, worker_id: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """This worker's own database, migrated."""
    with postgres.fresh_database(postgresql_server, f"waymark_{worker_id}") as url:
        database = databases.migrated(url, tmp_path_factory.mktemp("postgresql"))
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


@pytest.fixture(params=BOTH)
def bare_database(request: pytest.FixtureRequest, worker_id: str, tmp_path: Path) -> Iterator[Database]:
    """An empty database without tables, for tests of the migrations themselves; on SQLite, then on PostgreSQL."""
    with ExitStack() as stack:
        if request.param == SQLITE:
            url = databases.sqlite_url(tmp_path)
        else:
            server = request.getfixturevalue("postgresql_server")
            url = stack.enter_context(postgres.fresh_database(server, f"bare_{worker_id}"))
        made = Database(url, tmp_path)
        yield made
        made.close()


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """For what only SQLite has (its locks, its files); everything else asks for `database`."""
    made = databases.sqlite_copy(sqlite_template, tmp_path)
    yield made
    made.close()


# The site in this process ------------------------------------------


@pytest.fixture(scope="session")
def collected() -> Collection:
    """The pages that this worker's tests fetch."""
    return Collection()


@pytest.fixture(scope="session")
def whole_site(collected: Collection, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application with the pseudo-languages, made once; `stage` puts a fresh database under it."""
    from lms.app import create_app  # here, so that a unit test does not load the web

    folder = tmp_path_factory.mktemp("data")
    databases.migrated(databases.sqlite_url(folder), folder).close()
    app = create_app(Settings(data=folder, pseudo=True))
    app.test_client_class = type("Browser", (Client,), {"collection": collected})
    got_request_exception.connect(lambda _app, exception: collected.raised.append(exception), app, weak=False)
    yield app
    app.extensions[KEY].database.close()


@pytest.fixture
def stage(whole_site: Flask, database: Database, collected: Collection) -> Iterator[Stage]:
    """The site over an empty database (SQLite, then PostgreSQL), on a Monday morning."""
    collected.raised.clear()
    site, clock = whole_site.extensions[KEY], Clock()
    own = site.database, site.book, site.now
    site.database, site.book, site.now = database, VersionBook(site.library), clock
    with database.writing() as session:
        keep_versions(session, site.library, clock())
    yield Stage(whole_site, database, clock)
    site.database, site.book, site.now = own


@pytest.fixture
def clock(stage: Stage) -> Clock:
    return stage.clock


@pytest.fixture
def stranger(stage: Stage) -> Client:
    return stage.stranger()


@pytest.fixture
def learner(stage: Stage) -> Person:
    return stage.person("Sokha")


@pytest.fixture
def trainer(stage: Stage) -> Person:
    return stage.person("Dara", Role.TRAINER)


@pytest.fixture
def assessor(stage: Stage) -> Person:
    return stage.person("Mina", Role.ASSESSOR)


@pytest.fixture
def administrator(stage: Stage) -> Person:
    return stage.person("Rahim", Role.ADMINISTRATOR)
