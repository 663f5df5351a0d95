"""What every command stands on: the settings, the data folder and the database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from lms.config import BadSetting, Settings, from_environment

if TYPE_CHECKING:  # heavy, and the process that only watches over the site does without
    from lms.content.library import Library
    from lms.storage.engine import Database


def settings() -> Settings:
    """The settings of this process, with the data folder made. Raises BadSetting."""
    found = from_environment(os.environ)
    prepare(found.data)
    return found


def prepare(folder: Path) -> None:
    """Makes the data folder; nobody but its owner may look into it. Raises BadSetting."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError("it cannot be written to")
    except OSError as fault:
        raise BadSetting(f"LMS_DATA: the folder {folder} cannot be used: {fault.strerror or fault}") from fault


@contextmanager
def database(settings: Settings) -> Iterator[Database]:
    """The database, brought up to this release if it is empty. Raises WaymarkError for an older one."""
    from lms.cli.readiness import make_ready
    from lms.storage.engine import Database

    opened = Database(settings.database, settings.data)
    try:
        make_ready(opened)
        yield opened
    finally:
        opened.close()


def library(settings: Settings) -> Library:
    """The content. Raises ContentError."""
    from lms import content

    return content.load(settings.content_root, drafts=settings.drafts, pseudo=settings.pseudo)


def now() -> datetime:
    return datetime.now(UTC)
