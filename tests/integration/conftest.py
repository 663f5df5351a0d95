"""Data folders for tests of backups: the site that is backed up, and a machine where nobody has started one."""

from __future__ import annotations

from pathlib import Path

import pytest

from lms.services.certificates.issuer import issuer_key
from lms.storage.engine import Database
from tests.harness import databases


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The data folder of the site that is backed up, with its keys."""
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / "secret.key").write_bytes(b"a key of thirty-two bytes, always")
    issuer_key(folder)
    return folder


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """The data folder of a new machine."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder


@pytest.fixture
def new_site(elsewhere: Path) -> Database:
    """A site on a new machine, which nobody has started yet."""
    return Database(databases.sqlite_url(elsewhere), elsewhere)
