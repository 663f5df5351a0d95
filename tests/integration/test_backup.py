"""Backups: whole, made while people write, and back again on either database."""

from __future__ import annotations

import stat
import sys
import threading
from datetime import timedelta
from pathlib import Path

from click.testing import CliRunner
from sqlalchemy import select

from lms.cli import main
from lms.cli.lock import serving
from lms.content.library import Library
from lms.services import accounts as account_service
from lms.services.backup import archive, back_up, restore, restoring, tidy
from lms.services.erasure import buried, erase
from lms.storage import accounts, migrate, notes
from lms.storage.accounts import Account
from lms.storage.engine import Database
from tests.harness import databases
from tests.integration.demo_site import NOON, demo, everything

LATER = NOON + timedelta(days=1)


def learnt(rows: dict[str, list[object]]) -> dict[str, list[object]]:
    """Everything but what a restore itself writes down."""
    return {name: found for name, found in rows.items() if name not in ("setting", "audit")}


def test_everything_comes_back_on_another_machine(
    database: Database, library: Library, home: Path, new_site: Database, elsewhere: Path, tmp_path: Path
) -> None:
    demo(database, library)
    manifest = back_up(database, home, tmp_path / "site.tar.gz", NOON)
    assert manifest.kind == ("sqlite" if database.sqlite else "postgresql")
    done = restore(new_site, elsewhere, tmp_path / "site.tar.gz", LATER)
    assert (done.erased, done.former) == (0, None)
    assert learnt(everything(new_site)) == learnt(everything(database))
    assert migrate.current(new_site) == migrate.newest()
    for name in archive.KEYS:
        assert (elsewhere / name).read_bytes() == (home / name).read_bytes()
        assert stat.S_IMODE((elsewhere / name).stat().st_mode) == 0o600 or sys.platform == "win32"
    new_site.close()


def test_a_site_moves_to_postgresql(
    sqlite_database: Database, postgresql_database: Database, library: Library, home: Path, tmp_path: Path
) -> None:
    try:
        demo(sqlite_database, library)
        back_up(sqlite_database, home, tmp_path / "site.tar.gz", NOON)
        with postgresql_database.writing() as session:
            account_service.sign_up(session, "Somebody before", "a quiet password", "en", NOON)
        done = restore(postgresql_database, home, tmp_path / "site.tar.gz", LATER)
        assert learnt(everything(postgresql_database)) == learnt(everything(sqlite_database))
        assert done.former
        assert archive.unpack(done.former / "waymark.tar.gz", made(tmp_path / "former")).rows["account"] == 1
        with postgresql_database.writing() as session:  # the counters go on behind what was copied
            account_service.sign_up(session, "Somebody after", "a quiet password", "en", LATER)
            notes.set_setting(session, "organisation", "Still here")
    finally:
        databases.empty(postgresql_database)


def made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_a_backup_is_of_one_moment_while_others_write(database: Database, home: Path, tmp_path: Path) -> None:
    over, faults = threading.Event(), []

    def write() -> None:
        turn = 0
        while not over.is_set():
            turn += 1
            with database.writing() as session:
                notes.set_setting(session, "left", str(turn))
                notes.set_setting(session, "right", str(turn))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for turn in range(4):
            back_up(database, home, tmp_path / f"{turn}.tar.gz", NOON)
            folder = made(tmp_path / f"taken-{turn}")
            archive.unpack(tmp_path / f"{turn}.tar.gz", folder)
            copy = Database(f"sqlite:///{folder / archive.DATABASE}", folder)
            with copy.reading() as session:
                both = notes.settings(session)
            copy.close()
            faults += [both] if both.get("left") != both.get("right") else []
    finally:
        over.set()
        writer.join()
    assert not faults


def test_who_was_erased_stays_erased(
    database: Database, library: Library, home: Path, new_site: Database, elsewhere: Path, tmp_path: Path
) -> None:
    told = demo(database, library)
    back_up(database, home, tmp_path / "site.tar.gz", NOON)
    with database.writing() as session:
        gone = accounts.by_name(session, told["learner"]["name"])
        assert gone
        mark = gone.id
        erase(session, elsewhere, gone, NOON)
    done = restore(new_site, elsewhere, tmp_path / "site.tar.gz", LATER)
    assert done.erased == 1
    rows = everything(new_site)
    assert not [row for name in ("account", "event", "record", "certificate") for row in rows[name] if mark in row]
    assert buried(elsewhere) == {mark}
    new_site.close()


def test_tombstones_in_a_backup_join_those_that_are_there(
    sqlite_database: Database, home: Path, new_site: Database, elsewhere: Path, tmp_path: Path
) -> None:
    with sqlite_database.writing() as session:
        account = account_service.sign_up(session, "Heron", "a quiet password", "en", NOON).account
        erase(session, home, account, NOON)
    back_up(sqlite_database, home, tmp_path / "site.tar.gz", NOON)
    here = buried(home)
    for _ in range(2):
        restore(new_site, elsewhere, tmp_path / "site.tar.gz", LATER)
        assert buried(elsewhere) == here
    assert (elsewhere / "tombstones").read_text().count("\n") == 1


def test_every_restore_begins_an_epoch_of_its_own(
    sqlite_database: Database, home: Path, new_site: Database, elsewhere: Path, tmp_path: Path
) -> None:
    back_up(sqlite_database, home, tmp_path / "site.tar.gz", NOON)
    seen = set()
    for hours in range(3):
        restore(new_site, elsewhere, tmp_path / "site.tar.gz", LATER + timedelta(hours=hours))
        with new_site.reading() as session:
            seen.add(notes.setting(session, restoring.EPOCH, "1"))
        new_site.engine.dispose()
    assert len(seen) == 3
    assert "1" not in seen


def test_what_was_there_is_kept(
    sqlite_database: Database, home: Path, new_site: Database, elsewhere: Path, tmp_path: Path
) -> None:
    back_up(sqlite_database, home, tmp_path / "site.tar.gz", NOON)
    migrate.upgrade(new_site)
    with new_site.writing() as session:
        account_service.sign_up(session, "Somebody before", "a quiet password", "en", NOON)
    new_site.engine.dispose()
    (elsewhere / "secret.key").write_bytes(b"the former key")
    done = restore(new_site, elsewhere, tmp_path / "site.tar.gz", LATER)
    assert done.former
    assert (done.former / "secret.key").read_bytes() == b"the former key"
    former = Database(databases.sqlite_url(done.former), done.former)
    with former.reading() as session:
        assert session.scalars(select(Account.nickname)).all() == ["Somebody before"]
    former.close()
    with new_site.reading() as session:
        assert accounts.count(session) == 0
    new_site.close()


def test_only_the_newest_are_kept(tmp_path: Path) -> None:
    names = [f"waymark-202611{day:02}T030000Z.tar.gz" for day in range(1, 6)]
    for name in [*names, "before-the-move.tar.gz"]:
        (tmp_path / name).write_text("")
    assert [path.name for path in tidy(tmp_path, 2)] == names[:3]
    assert {path.name for path in tmp_path.iterdir()} == {*names[3:], "before-the-move.tar.gz"}


def run(folder: Path, *words: str) -> tuple[int, str]:
    environ = {"LMS_DATA": str(folder), "LMS_DATABASE_URL": "", "LMS_CONTENT_ROOT": ""}
    done = CliRunner().invoke(main, words, env=environ)
    return done.exit_code, done.output


def test_the_commands_there_and_back(tmp_path: Path) -> None:
    assert run(tmp_path, "account", "make", "Heron")[0] == 0
    code, said = run(tmp_path, "backup", "--keep", "2")
    assert code == 0
    assert "1 accounts, 0 events" in said
    (written,) = (tmp_path / "backups").iterdir()
    name = run(tmp_path, "account", "list")[1].split("\t")[0]
    assert run(tmp_path, "erase", name, "--yes") == (0, "It is gone.\n")
    code, said = run(tmp_path, "restore", str(written), "--yes")
    assert code == 0
    assert "1 people who were erased since were left out." in said
    assert run(tmp_path, "account", "list") == (0, "")


def test_a_restore_waits_until_the_site_has_stopped(tmp_path: Path) -> None:
    run(tmp_path, "account", "make", "Heron")
    run(tmp_path, "backup")
    (written,) = (tmp_path / "backups").iterdir()
    with serving(tmp_path, alone=True):
        code, said = run(tmp_path, "restore", str(written), "--yes")
    assert code == 1
    assert "Stop it first" in said
    assert run(tmp_path, "restore", str(written), "--yes")[0] == 0


def test_nothing_is_not_backed_up(tmp_path: Path) -> None:
    code, said = run(tmp_path, "backup")
    assert code == 1
    assert "no site here yet" in said


def test_an_upgrade_backs_up_first_and_checks_after(tmp_path: Path) -> None:
    code, said = run(tmp_path, "upgrade")
    assert (code, "went from nothing to" in said) == (0, True)
    code, said = run(tmp_path, "upgrade")
    assert code == 0
    assert "already" in said
    assert "0 of them changed" in said
