"""Processes that are measured: started here, asked until they answer, and ended by their ids."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

from tests.harness.live import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 60
TOKEN = re.compile(r'name="csrf_token" value="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Process:
    """A server that answers on `port`."""

    port: int
    pid: int
    started: float  # seconds from its start to its first answer


@contextmanager
def running(
    command: Sequence[str], path: str, port: int, environ: Mapping[str, str] | None = None
) -> Iterator[Process]:
    """Runs a server until the end of the block; `path` must answer 200."""
    shell = {name: value for name, value in os.environ.items() if not name.startswith("LMS_")}
    whole = {**shell, "PYTHONPATH": str(ROOT), "PORT": str(port), **(environ or {})}
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=whole, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield Process(port, process.pid, _first_answer(process, port, path, start))
    finally:
        process.terminate()
        process.wait(30)


def _first_answer(process: subprocess.Popen[bytes], port: int, path: str, start: float) -> float:
    while time.perf_counter() - start < PATIENCE:
        if process.poll() is not None:
            raise SystemExit(f"a server ended by itself: {process.args}")
        line = HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            line.request("GET", path)
            if line.getresponse().status == 200:
                return time.perf_counter() - start
        except OSError:
            time.sleep(0.005)
        finally:
            line.close()
    raise SystemExit(f"a server did not answer within {PATIENCE} s: {process.args}")


@contextmanager
def site(data: Path) -> Iterator[Process]:
    """`lms serve` with this data."""
    with running([sys.executable, "-m", "lms.cli", "serve"], "/ready", free_port(), {"LMS_DATA": str(data)}) as process:
        yield process


@contextmanager
def bare() -> Iterator[Process]:
    """The yardstick on the very server and settings that `lms serve` uses."""
    with running([sys.executable, "-m", "tests.bench.bare_server"], "/", free_port()) as process:
        yield process


def helper(module: str, *arguments: object) -> float:
    """Runs one of the load generators and returns answers a second."""
    command = [sys.executable, "-m", f"tests.bench.{module}", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr.strip().splitlines()[-1])
    told = json.loads(done.stdout)
    return float(told["answers"]) / float(told["seconds"])


def demo(data: Path, learners: int) -> dict[str, dict[str, str]]:
    """Makes a demo and returns who can sign in."""
    command = [sys.executable, "-m", "lms.cli", "demo", "--learners", str(learners), "--seed", "1", "--json"]
    shell = {name: value for name, value in os.environ.items() if not name.startswith("LMS_")}
    done = subprocess.run(command, cwd=ROOT, env={**shell, "LMS_DATA": str(data)}, capture_output=True, check=True)
    told: dict[str, dict[str, str]] = json.loads(done.stdout)
    return told


def signed_in(port: int, name: str, password: str) -> str:
    """The cookie of somebody who has just signed in."""
    line = HTTPConnection("127.0.0.1", port, timeout=30)
    line.request("GET", "/en/sign-in/")
    page = line.getresponse()
    token = TOKEN.search(page.read().decode())
    form = urlencode({"csrf_token": token[1] if token else "", "name": name, "password": password})
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
    line.request("POST", "/en/sign-in/", form, {**headers, "Cookie": cookies(page)})
    answer = line.getresponse()
    answer.read()
    line.close()
    if answer.status != 303 or not cookies(answer):
        raise SystemExit(f"signing in answered {answer.status}")
    return cookies(answer)


def cookies(answer: HTTPResponse) -> str:
    return "; ".join(one.split(";")[0] for one in answer.headers.get_all("Set-Cookie") or ())


def memory(pid: int) -> float:
    """Megabytes that a process and its children hold in memory (RSS), summed; 0 where the system does not say."""
    return sum(_resident(one) for one in family(pid)) / 1024


def family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(one for child in children for one in family(int(child)))]


def _resident(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS:")), 0)


def processor(pid: int) -> float:
    """Seconds of processor that a process and its children have used."""
    ticks = 0
    for one in family(pid):
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")
