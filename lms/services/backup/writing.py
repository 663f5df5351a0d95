"""Making a backup: copied while the site runs, proved, and only then given its name."""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine

from lms import __version__
from lms.domain.errors import Clash, Unavailable
from lms.services.backup import archive, rows
from lms.services.backup.archive import DATABASE, FORMAT, KEYS, TOMBSTONES, Manifest
from lms.services.backup.snapshot import snapshot
from lms.storage.engine import Database
from lms.storage.migrate import current

NAME = "waymark-{:%Y%m%dT%H%M%SZ}.tar.gz"
PATTERN = "waymark-*T*Z.tar.gz"


def back_up(database: Database, folder: Path, target: Path, now: datetime) -> Manifest:
    """Writes everything in the data folder that must survive to `target`, which must not exist yet.

    Raises Clash when it does, or when there is no site yet; Unavailable when the disk is full; BadBackup
    when what was written cannot be read again. Nothing is left behind then.
    """
    if current(database) is None:
        raise Clash("There is no site here yet, so there is nothing to back up.")
    if target.exists():
        raise Clash("%(file)s is there already. Choose another name.", file=target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with TemporaryDirectory(dir=target.parent, prefix=".backup-") as scratch:
            return _written(database, folder, target, now, Path(scratch))
    except OSError as fault:
        raise Unavailable("The backup could not be written: %(why)s", why=fault.strerror or fault) from fault


def _written(database: Database, folder: Path, target: Path, now: datetime, scratch: Path) -> Manifest:
    gathered, proved, draft = scratch / "gathered", scratch / "proved", scratch / "draft"
    gathered.mkdir()
    proved.mkdir()
    snapshot(database, gathered / DATABASE)
    for name in (*KEYS, TOMBSTONES):  # after the database: whoever was erased meanwhile has a tombstone by now
        if (folder / name).exists():
            shutil.copyfile(folder / name, gathered / name)
    manifest = _described(database, gathered, now)
    archive.pack(gathered, manifest, draft)
    archive.unpack(draft, proved)
    draft.replace(target)
    settle(target.parent)
    return manifest


def _described(database: Database, gathered: Path, now: datetime) -> Manifest:
    engine = create_engine(f"sqlite:///{gathered / DATABASE}")
    with engine.connect() as connection:
        counted = rows.count(connection, rows.tables(connection))
    engine.dispose()
    return Manifest(
        format=FORMAT,
        program=__version__,
        made_at=now.isoformat(timespec="seconds").replace("+00:00", "Z"),
        kind="sqlite" if database.sqlite else "postgresql",
        version=current(database) or "",
        rows=counted,
        files={path.name: archive.fingerprint(path) for path in sorted(gathered.iterdir())},
    )


def settle(folder: Path) -> None:
    """Makes new names in a folder safe on disk, where the system can."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def tidy(folder: Path, keep: int) -> list[Path]:
    """Removes all but the newest `keep` backups that were named by the program; returns those removed."""
    old = sorted(folder.glob(PATTERN))[:-keep] if keep else []
    for path in old:
        path.unlink()
    return old
