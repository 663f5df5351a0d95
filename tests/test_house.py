"""The house rules: layers, types, style, size, and nothing in the tree that belongs to one machine."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LIMITS = {"lms/": 200, "tests/": 300}  # lines of a Python file; tests are lists of cases
LONGER = {
    "lms/storage/migrations/versions/0001_the_first_tables.py": "one function each way, as Alembic wants it",
}
"""Python files over their limit, each with the reason why it is still one idea."""

# Spelt so that this file does not hold what it looks for.
MACHINE = re.compile(rb"(?<![\w.])/(?:wor%s/|hom%s/\w|User%s/\w|roo%s/\w)|fil%s:///\w" % (b"k", b"e", b"s", b"t", b"e"))
HOSTS = re.compile(rb"pyp%s\.org|pythonhost%s\.org|registry\.npmj%s\.org|deb\.debia%s\.org" % (b"i", b"ed", b"s", b"n"))
BINARY = (".png", ".jpg", ".ttf", ".otf", ".woff2", ".pdf", ".mo", ".ogg", ".mp3", ".mp4", ".gz", ".br", ".db")
SILENCED = re.compile(r"#\s*(?:type:\s*ignore|noqa)(?:\[[\w, -]+\]|:\s*[A-Z]+[0-9]+(?:,\s*[A-Z]+[0-9]+)*)?(?P<why>.*)$")


def tracked() -> list[Path]:
    """The files of the repository; without git (an unpacked archive), the files that would be in it."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode == 0 and listed.stdout:
        return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]
    folders = ("lms", "tests", "docs", "courses", "quizzes", "media", "translations", "requirements", ".ci")
    return [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]


def python_files() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py"]


def tool(*arguments: str) -> None:
    done = subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, f"{' '.join(arguments)}:\n{done.stdout[-6000:]}{done.stderr[-2000:]}"


def test_ruff_has_nothing_to_say():
    tool("ruff", "check", "--no-cache", ".")


def test_the_code_is_formatted():
    tool("ruff", "format", "--check", "--no-cache", ".")


def test_the_types_hold():
    tool("mypy", "--strict", "lms")


def test_imports_flow_one_way():
    runner = "from importlinter.cli import lint_imports; import sys; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", runner], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "0 broken" in done.stdout, done.stdout


def test_files_are_short():
    lines = {str(path.relative_to(ROOT)): path.read_bytes().count(b"\n") for path in python_files()}
    long = {
        name: count
        for name, count in lines.items()
        if count > next((n for at, n in LIMITS.items() if name.startswith(at)), 200)
    }
    assert set(long) == set(LONGER), f"too long without a reason, or listed and no longer so: {long}"


@pytest.mark.parametrize(("what", "pattern"), [("a path of one machine", MACHINE), ("the host of a registry", HOSTS)])
def test_nothing_belongs_to_one_machine(what, pattern):
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]!r}"
        for path in tracked()
        if path.suffix not in BINARY
        for number, line in enumerate(path.read_bytes().splitlines(), 1)
        if pattern.search(line)
    ]
    assert not found, f"{what}:\n" + "\n".join(found)


def test_the_patterns_find_what_they_are_for():
    for path in ("/wor" + "k/x", "/hom" + "e/ann/x", 'open("/roo' + 't/x")', "fil" + "e:///opt"):
        assert MACHINE.search(path.encode()), path
    assert not MACHINE.search(b"for work/home balance, ~/x and /en/work")
    assert HOSTS.search(b"https://files.pythonhost" + b"ed.org/")


def test_whoever_silences_a_tool_says_why():
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in python_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (silenced := SILENCED.search(line)) and not re.search(r"\w", silenced["why"])
    ]
    assert not found, "\n".join(found)
