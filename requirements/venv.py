"""Sets up .venv from one of the locks beside this file: `python3 requirements/venv.py run`.

Every file that is installed is checked against the hashes of the lock. When the lock is the one
that was installed last, nothing is done, so that starting again takes seconds.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = Path(os.environ.get("VENV") or HERE.parent / ".venv").resolve()
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
INCLUDES = {"run": ("run",), "postgresql": ("postgresql", "run"), "test": ("test", "postgresql", "run")}
"""Which locks are satisfied once one of them is installed; tests/test_locks.py holds them to it."""

NO_VENV = """
This Python cannot make a virtual environment: its venv or pip module is not installed.
On Debian and Ubuntu:  sudo apt install python3-venv
Then run the same command again.
"""
OLD = "Waymark needs Python 3.11 or newer; this is {}.{}. Say which one to use: make run PYTHON=python3.12"


def main(lock: str) -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - run by whatever Python the machine has
        sys.exit(OLD.format(*sys.version_info[:2]))
    if lock not in INCLUDES:
        sys.exit(f"There is no lock named {lock}; there are: {', '.join(INCLUDES)}.")
    if current(lock):
        return
    create()
    print(f"Installing what requirements/{lock}.txt names into {VENV.name}", flush=True)
    install(lock)
    for name in INCLUDES[lock]:
        stamp(name).write_text(fingerprint(name), encoding="ascii")


def current(lock: str) -> bool:
    """Whether this very lock is installed, by this very Python."""
    return works() and stamp(lock).exists() and stamp(lock).read_text(encoding="ascii") == fingerprint(lock)


def works() -> bool:
    """Whether the environment's Python starts; it does not once the Python it was made from is gone."""
    return runs("-c", "")


def runs(*arguments: str) -> bool:
    return PYTHON.exists() and subprocess.run([PYTHON, *arguments], capture_output=True).returncode == 0


def stamp(lock: str) -> Path:
    return VENV / f"installed-{lock}"


def fingerprint(lock: str) -> str:
    return hashlib.sha256((HERE / f"{lock}.txt").read_bytes()).hexdigest()


def create() -> None:
    if works() and pip_is_there():
        return
    if VENV.exists():
        shutil.rmtree(VENV)
    made = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True)
    if made.returncode or not pip_is_there():
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(NO_VENV + made.stderr)


def pip_is_there() -> bool:
    return runs("-m", "pip", "--version")


def install(lock: str) -> None:
    """The lock names everything, so pip has nothing to work out: no dependencies, hashes required."""
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    done = subprocess.run([*pip, "--no-deps", "--require-hashes", "--requirement", HERE / f"{lock}.txt"])
    if done.returncode:
        sys.exit(
            "The installation failed; what pip says stands above. Nothing else was changed: run the command again."
        )


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "run")
