"""Backups that are damaged, foreign or cannot be written: refused in plain words, and nothing has changed."""

from __future__ import annotations

import json
import stat
import sys
import tarfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from lms.domain.errors import Clash, Unavailable
from lms.services.backup import BadBackup, archive, back_up, restore
from lms.storage.engine import Database
from tests.integration.demo_site import NOON

LATER = NOON + timedelta(days=1)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    """Writes the archive again with one byte of the database changed."""
    change(path, lambda name, data: data[:-9] + bytes([data[-9] ^ 1]) + data[-8:] if name == archive.DATABASE else data)


def promise_more_rows(path: Path) -> None:
    def more(name: str, data: bytes) -> bytes:
        if name != archive.MANIFEST:
            return data
        manifest = json.loads(data)
        manifest["rows"]["account"] += 1
        return json.dumps(manifest).encode()

    change(path, more)


def another_format(path: Path) -> None:
    change(path, lambda name, data: data.replace(b'"format": 1', b'"format": 9') if name == archive.MANIFEST else data)


def a_stranger_in_it(path: Path) -> None:
    change(
        path, lambda name, data: data.replace(b'"secret.key"', b'"../.bashrc"') if name == archive.MANIFEST else data
    )


def no_archive(path: Path) -> None:
    path.write_text("This is a letter.")


def gone(path: Path) -> None:
    path.unlink()


def change(path: Path, how: Callable[[str, bytes], bytes]) -> None:
    with tarfile.open(path) as tar:
        members = [(one.name, tar.extractfile(one)) for one in tar.getmembers()]
        held = [(name, how(name, file.read())) for name, file in members if file]
    member = path.parent / "member"
    with tarfile.open(path, "w:gz") as tar:
        for name, data in held:
            member.write_bytes(data)
            tar.add(member, name)


DAMAGES = (cut, flip, promise_more_rows, another_format, a_stranger_in_it, no_archive, gone)


@pytest.mark.parametrize("damage", DAMAGES, ids=[damage.__name__ for damage in DAMAGES])
def test_a_damaged_backup_changes_nothing(
    sqlite_database: Database,
    home: Path,
    new_site: Database,
    elsewhere: Path,
    tmp_path: Path,
    damage: Callable[[Path], None],
) -> None:
    path = tmp_path / "site.tar.gz"
    back_up(sqlite_database, home, path, NOON)
    damage(path)
    with pytest.raises(BadBackup):
        restore(new_site, elsewhere, path, LATER)
    assert list(elsewhere.iterdir()) == []


def test_a_backup_of_a_later_release_is_refused(
    sqlite_database: Database, home: Path, new_site: Database, elsewhere: Path, tmp_path: Path
) -> None:
    with sqlite_database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    back_up(sqlite_database, home, tmp_path / "site.tar.gz", NOON)
    with pytest.raises(Clash, match="later release"):
        restore(new_site, elsewhere, tmp_path / "site.tar.gz", LATER)
    assert list(elsewhere.iterdir()) == []


def test_only_the_owner_can_read_it_and_nothing_else_is_left(
    sqlite_database: Database, home: Path, tmp_path: Path
) -> None:
    target = tmp_path / "backups" / "site.tar.gz"
    back_up(sqlite_database, home, target, NOON)
    assert list(target.parent.iterdir()) == [target]
    assert sys.platform == "win32" or stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_backup_never_overwrites(sqlite_database: Database, home: Path, tmp_path: Path) -> None:
    target = tmp_path / "site.tar.gz"
    target.write_text("mine")
    with pytest.raises(Clash, match="is there already"):
        back_up(sqlite_database, home, target, NOON)
    assert target.read_text() == "mine"


def test_a_disk_that_does_not_take_it_is_named(
    sqlite_database: Database, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive, "pack", full)
    with pytest.raises(Unavailable) as fault:
        back_up(sqlite_database, home, tmp_path / "backups" / "site.tar.gz", NOON)
    assert fault.value.values["why"] == "No space left on device"
    assert list((tmp_path / "backups").iterdir()) == []
