"""The locks: whole, hashed, for every system, and in step with pyproject.toml and with each other."""

from __future__ import annotations

import re
import runpy
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "requirements"
LOCKS = ("run", "postgresql", "test")
PIN = re.compile(r"^([a-z0-9-]+)==([^\s;\\]+)\s*(?:;\s*([^\\]*?))?\s*\\$", re.MULTILINE)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def read(lock):
    return (FOLDER / f"{lock}.txt").read_text(encoding="utf-8")


def pins(lock):
    return {found[1]: found[2] for found in PIN.finditer(read(lock))}


def plain(requirement):
    return re.split(r"[\[<>=!~;@ ]", requirement.strip())[0].lower().replace("_", "-").replace(".", "-")


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_with_a_hash(lock):
    text = read(lock)
    blocks = [block for block in re.split(r"\n(?=\S)", text) if not block.startswith("#")]
    assert len(blocks) == len(pins(lock)) > 20
    assert all("--hash=sha256:" in block for block in blocks)


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_an_index(lock):
    assert not re.search(
        r"://|^-|--(?!hash)", "\n".join(line for line in read(lock).splitlines() if line[:1] != "#"), re.M
    )


@pytest.mark.parametrize("lock", LOCKS)
def test_compiled_packages_have_a_file_for_every_system(lock):
    """A wheel for each Python from 3.11 on and each of Linux, macOS, Windows makes many hashes."""
    hashes = {
        found[1]: block.count("--hash") for block in re.split(r"\n(?=\S)", read(lock)) if (found := PIN.match(block))
    }
    for name in ("brotli", "cffi", "cryptography", "granian", "lxml", "markupsafe", "nh3", "typst"):
        assert hashes[name] >= 12, f"{name} has {hashes[name]} files"


def test_each_lock_holds_the_smaller_ones():
    run, postgresql, test = map(pins, LOCKS)
    assert run.items() <= postgresql.items() <= test.items()
    assert "psycopg" not in run
    assert "psycopg" in postgresql


@pytest.mark.parametrize(
    ("wanted", "lock"),
    [
        (PROJECT["dependencies"], "run"),
        (PROJECT["optional-dependencies"]["postgresql"], "postgresql"),
        ((FOLDER / "test.in").read_text(encoding="utf-8").split(), "test"),
    ],
)
def test_the_locks_are_in_step_with_what_is_wanted(wanted, lock):
    missing = {plain(name) for name in wanted} - set(pins(lock))
    assert not missing, f"{missing} not in requirements/{lock}.txt: run `make lock`"


def test_the_installer_knows_the_locks():
    assert set(runpy.run_path(str(FOLDER / "venv.py"))["INCLUDES"]) == set(LOCKS)
