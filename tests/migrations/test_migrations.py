"""Migrations: up and down with rows in the tables, and in the end exactly the tables of the models."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from lms.storage.migrate import config, current, downgrade, known, newest, upgrade
from lms.storage.tables import Base
from tests.migrations.filling import ROWS, counts, fill, tables

SCRIPTS = ScriptDirectory.from_config(config())
VERSIONS = [script.revision for script in reversed(list(SCRIPTS.walk_revisions()))]


def differences(database):
    with database.engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        return compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata)


def rows(database):
    with database.engine.connect() as connection:
        return counts(connection)


def fill_all(database):
    with database.writing() as session:
        fill(session.connection())


def test_there_is_one_line_of_versions_and_the_program_knows_its_end():
    assert SCRIPTS.get_heads() == [VERSIONS[-1]] == [newest()]
    assert set(VERSIONS) == known()


def test_an_empty_database_comes_to_the_tables_of_the_models(bare_database):
    assert current(bare_database) is None
    upgrade(bare_database)
    assert current(bare_database) == newest()
    assert differences(bare_database) == []


def test_migrating_twice_changes_nothing(bare_database):
    upgrade(bare_database)
    fill_all(bare_database)
    before = rows(bare_database)
    upgrade(bare_database)
    assert rows(bare_database) == before
    assert set(before.values()) == {ROWS}


@pytest.mark.parametrize("version", VERSIONS)
def test_each_version_goes_up_with_rows_in_it_and_loses_none(bare_database, version):
    upgrade(bare_database, version)
    fill_all(bare_database)
    before = rows(bare_database)
    upgrade(bare_database)
    after = rows(bare_database)
    assert {name: after[name] for name in before if name in after} == {name: ROWS for name in before if name in after}
    assert differences(bare_database) == []


@pytest.mark.parametrize("version", VERSIONS)
def test_each_version_goes_down_with_rows_in_it_and_up_again(bare_database, version):
    upgrade(bare_database, version)
    fill_all(bare_database)
    downgrade(bare_database, "-1")
    with bare_database.engine.connect() as connection:
        left = tables(connection)
    assert bool(left) == (version != VERSIONS[0]), "the first version takes its tables with it"
    upgrade(bare_database)
    assert differences(bare_database) == []


def test_a_migration_that_fails_leaves_the_database_as_it_was(bare_database, monkeypatch):
    def stumble(*_: object) -> None:
        raise RuntimeError("in the middle")

    monkeypatch.setattr("alembic.runtime.migration.HeadMaintainer.update_to_step", stumble)
    with pytest.raises(RuntimeError, match="in the middle"):
        upgrade(bare_database)
    assert rows(bare_database) == {}
    monkeypatch.undo()
    upgrade(bare_database)
    assert differences(bare_database) == []
