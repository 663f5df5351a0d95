"""The file of a backup: what is in it, how it is packed, and how it is proved whole."""

from __future__ import annotations

import hashlib
import io
import json
import os
import sqlite3
import tarfile
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from lms.domain.errors import WaymarkError

FORMAT = 1
MANIFEST, DATABASE = "manifest.json", "waymark.db"
KEYS = ("secret.key", "issuer.key")
TOMBSTONES = "tombstones"
MEMBERS = (DATABASE, *KEYS, TOMBSTONES)
PIECE = 1 << 20  # bytes read at a time


class BadBackup(WaymarkError):
    """A file that is no backup, or not a whole one."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself.

    kind: what the site ran on, "sqlite" or "postgresql"; version: the database's, by its migrations
    rows: how many each table has; files: SHA-256 of each member
    """

    format: int
    program: str
    made_at: str
    kind: str
    version: str
    rows: dict[str, int]
    files: dict[str, str]


def pack(folder: Path, manifest: Manifest, target: Path) -> None:
    """Writes the members that lie in `folder` into a new file, safe on disk. Only its owner may read it."""
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as tar:
            text = json.dumps(asdict(manifest), indent=1).encode()
            head = tarfile.TarInfo(MANIFEST)
            head.size, head.mode = len(text), 0o600
            tar.addfile(head, io.BytesIO(text))
            for name in manifest.files:
                tar.add(folder / name, name, recursive=False, filter=_nobodys)
        file.flush()
        os.fsync(file.fileno())


def _nobodys(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """A member that says nothing of the machine it was made on."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member


def unpack(path: Path, folder: Path) -> Manifest:
    """Puts the members into `folder` and proves them. Raises BadBackup, saying what is wrong."""
    try:
        with tarfile.open(path, "r:gz") as tar:
            manifest = _manifest(tar)
            for name in manifest.files:
                _take_out(tar, name, folder / name)
    except FileNotFoundError:
        raise BadBackup("There is no file %(file)s.", file=path) from None
    except (tarfile.TarError, OSError, EOFError, ValueError, KeyError, TypeError) as fault:
        raise BadBackup("%(file)s is not a whole backup: %(why)s", file=path, why=fault) from fault
    prove(folder, manifest)
    return manifest


def prove(folder: Path, manifest: Manifest) -> None:
    """Checks every member against the manifest, and the database against itself. Raises BadBackup."""
    for name, wanted in manifest.files.items():
        if fingerprint(folder / name) != wanted:
            raise BadBackup("The backup is damaged: %(name)s is not what was written.", name=name)
    try:
        with closing(sqlite3.connect(folder / DATABASE)) as database:
            _prove_database(database, manifest.rows)
    except sqlite3.Error as fault:
        raise BadBackup("The backup is damaged: its database cannot be read (%(why)s).", why=fault) from fault


def _prove_database(database: sqlite3.Connection, wanted: dict[str, int]) -> None:
    verdict = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if verdict != "ok" or database.execute("PRAGMA foreign_key_check").fetchone():
        raise BadBackup("The backup is damaged: its database does not hold together (%(why)s).", why=verdict)
    for table, rows in wanted.items():
        quoted = table.replace('"', "")
        if database.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()[0] != rows:
            raise BadBackup("The backup is damaged: rows of %(table)s are missing.", table=table)


def fingerprint(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _manifest(tar: tarfile.TarFile) -> Manifest:
    """The first member. Raises ValueError for another format or a name that has no business there."""
    head = tar.next()
    file = tar.extractfile(head) if head and head.name == MANIFEST and head.isfile() else None
    if file is None:
        raise ValueError("it has no manifest")
    found = Manifest(**json.loads(file.read(PIECE)))
    if found.format != FORMAT:
        raise ValueError(f"it has format {found.format}, and this program reads {FORMAT}")
    if DATABASE not in found.files or not set(found.files) <= set(MEMBERS):
        raise ValueError("it holds other files than a backup")
    return found


def _take_out(tar: tarfile.TarFile, name: str, target: Path) -> None:
    source = tar.extractfile(name)
    if source is None:
        raise ValueError(f"{name} is not a file")
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while piece := source.read(PIECE):
            file.write(piece)
