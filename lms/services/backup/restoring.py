"""The way back: a backup is proved and made ready aside, and only then takes the place of what is there."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from sqlalchemy import create_engine, delete, select

from lms.domain.errors import Clash, Unavailable
from lms.services import audit
from lms.services.backup import archive, rows
from lms.services.backup.archive import DATABASE, KEYS, Manifest
from lms.services.backup.writing import back_up, settle
from lms.services.erasure import buried, bury
from lms.storage.accounts import Account
from lms.storage.engine import Database
from lms.storage.migrate import current, known, newest, upgrade
from lms.storage.notes import EPOCH, set_setting

LATER = "The backup is from a later release than this program (its database has version %(version)s). Update first."
BESIDE = ("-wal", "-shm", "-journal")  # what SQLite keeps beside a database file


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back: the manifest, how many people stayed erased, and where the former state is kept."""

    manifest: Manifest
    erased: int
    former: Path | None


def restore(database: Database, folder: Path, path: Path, now: datetime) -> Restored:
    """Puts the backup at `path` in the place of everything; nobody else may use the database meanwhile.

    Raises BadBackup or Clash before anything has changed. People who were erased since stay erased,
    and the epoch is a new one, so that phones send again what the backup does not hold.
    """
    try:
        with TemporaryDirectory(dir=folder, prefix=".restore-") as scratch:
            done = _restored(database, folder, path, Path(scratch), now)
    except OSError as fault:
        raise Unavailable("The backup could not be put in its place: %(why)s", why=fault.strerror or fault) from fault
    settle(folder)
    return done


def _restored(database: Database, folder: Path, path: Path, aside: Path, now: datetime) -> Restored:
    manifest = archive.unpack(path, aside)
    ready = _ready(aside, manifest)
    gone = buried(folder) | buried(aside)
    erased = _settle_account(ready, gone, now)
    ready.close()
    bury_all(folder, gone)
    former = _replace(database, folder, aside, Path(str(ready.url.database)), now)
    return Restored(manifest, erased, former)


def _ready(aside: Path, manifest: Manifest) -> Database:
    """The backup's database, aside, at the version of this program. Raises Clash for a later one."""
    if manifest.version not in known():
        raise Clash(LATER, version=manifest.version or "none")
    if manifest.kind == "sqlite":
        made = Database(f"sqlite:///{aside / DATABASE}", aside)
    else:
        made = _filled(aside, manifest.version)
    if manifest.version != newest():
        upgrade(made)
    return made


def _filled(aside: Path, version: str) -> Database:
    """A proper database of this version with the rows of a dump."""
    made = Database(f"sqlite:///{aside / 'filled.db'}", aside)
    upgrade(made, version)
    dump = create_engine(f"sqlite:///{aside / DATABASE}")
    with dump.connect() as source, made.writing() as session:
        target = session.connection()
        rows.copy(source, target, rows.tables(target))
    dump.dispose()
    return made


def _settle_account(ready: Database, gone: frozenset[UUID], now: datetime) -> int:
    """Leaves out who was erased, and begins a new epoch. Returns how many were left out."""
    with ready.writing() as session:
        held = session.scalars(select(Account.id)).all()
        erased = [one for one in held if one in gone]
        for one in erased:
            session.execute(delete(Account).where(Account.id == one))
        set_setting(session, EPOCH, now.isoformat())
        audit.note(session, now, None, "backup.restored")
    return len(erased)


def bury_all(folder: Path, gone: Iterable[UUID]) -> None:
    present = buried(folder)
    for one in sorted(gone):
        if one not in present:
            bury(folder, one)


def _replace(database: Database, folder: Path, aside: Path, ready: Path, now: datetime) -> Path | None:
    """Keeps what is there, then puts the backup in its place; returns where the former state is."""
    former = folder / f"before-restore-{now:%Y%m%dT%H%M%SZ}"
    former.mkdir(mode=0o700)
    if database.sqlite:
        place = Path(str(database.url.database))
        _one_file(ready)
        _one_file(place)
        _take_place(ready, place, former)
    else:
        _pour(database, folder, ready, former / "waymark.tar.gz", now)
    for name in KEYS:
        if (aside / name).exists():
            _take_place(aside / name, folder / name, former)
    with suppress(OSError):
        former.rmdir()  # there was nothing to keep
    return former if former.exists() else None


def _take_place(new: Path, place: Path, former: Path) -> None:
    """Moves a file into its place at once; what was there is kept."""
    if place.exists():
        shutil.copy2(place, former / place.name)
    for end in BESIDE:
        if (beside := place.with_name(place.name + end)).exists():  # a log that could not be worked in
            shutil.move(beside, former / beside.name)
    close_by = place.with_name(place.name + ".new")  # the database may lie on another disk than the data folder
    shutil.move(new, close_by)
    close_by.replace(place)


def _one_file(path: Path) -> None:
    """Works a SQLite file's log into it; a damaged file is left as it is."""
    with suppress(sqlite3.Error):
        if path.exists():
            with closing(sqlite3.connect(path)) as database:
                database.execute("PRAGMA journal_mode=DELETE")


def _pour(database: Database, folder: Path, ready: Path, former: Path, now: datetime) -> None:
    """Replaces the rows of a PostgreSQL database in one transaction; what was there is backed up before."""
    if current(database) not in {None, *known()}:
        raise Clash(LATER, version=current(database))
    if current(database):
        back_up(database, folder, former, now)
    upgrade(database)
    engine = create_engine(f"sqlite:///{ready}")
    with engine.connect() as source, database.engine.begin() as target:
        rows.speak_utc(target)
        which = rows.tables(target)
        rows.clear(target, which)
        rows.copy(source, target, which)
        rows.go_on_counting(target)
    engine.dispose()
