"""The site as people run it: a process of its own with an address, started and ended by its id."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 60  # seconds until the site must be ready, on a busy machine
GRACE = 20  # seconds to finish what is in flight
LINK = re.compile(r"https?://\S+")


@dataclass
class LiveSite:
    """One running site. `log` is what it prints."""

    address: str
    data: Path
    log: Path
    process: subprocess.Popen[bytes]

    def printed(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def links(self) -> list[str]:
        """The addresses that it printed, in order."""
        return LINK.findall(self.printed())

    def end(self) -> int:
        """Asks the process to end, as a service manager does, and returns its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(GRACE)
            raise AssertionError(f"the site did not end within {GRACE} s:\n{self.printed()[-2000:]}") from None


def environment(data: Path) -> dict[str, str]:
    """The shell's environment for a command of the site on this folder, without LMS_* settings of the shell."""
    shell = {name: value for name, value in os.environ.items() if not name.startswith("LMS_")}
    return {**shell, "LMS_DATA": str(data), "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def live_site(data: Path, settings: Mapping[str, str] | None = None) -> Iterator[LiveSite]:
    """`lms serve` on a free port with this folder for its data; LMS_* settings of the shell do not leak in."""
    port = free_port()
    environ = {**environment(data), "PORT": str(port)}
    log = data.parent / f"{data.name}.log"
    with log.open("ab") as out:
        command = [sys.executable, "-m", "lms.cli", "serve"]
        process = subprocess.Popen(command, cwd=ROOT, env={**environ, **(settings or {})}, stdout=out, stderr=out)
    site = LiveSite(f"http://127.0.0.1:{port}", data, log, process)
    try:
        _wait(site)
        yield site
    finally:
        site.end()


def _wait(site: LiveSite) -> None:
    """Until /ready says yes."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if site.process.poll() is not None:
            raise AssertionError(f"the site ended by itself ({site.process.returncode}):\n{site.printed()[-3000:]}")
        if _answers(f"{site.address}/ready"):
            return
        time.sleep(0.05)
    raise AssertionError(f"the site was not ready within {PATIENCE} s:\n{site.printed()[-3000:]}")


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
