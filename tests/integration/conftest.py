"""Folders: the data of a site and of a machine where nobody has started one, and a copy of the content."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lms.services.certificates.issuer import issuer_key
from lms.storage.engine import Database
from tests.harness import databases

ROOT = Path(__file__).resolve().parent.parent.parent


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


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the content, to be broken."""
    folder = tmp_path / "content"
    for name in ("courses", "quizzes", "media", "translations"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("fonts"))
    return folder
