"""The instruments of `make bench` work; what they show is never held against a machine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.bench import client
from tests.bench.figure import at_least, at_most
from tests.bench.inside import opened
from tests.bench.running import memory
from tests.harness.live import live_site

ROOT = Path(__file__).resolve().parent.parent.parent


def test_a_figure_says_whether_its_bar_is_reached() -> None:
    assert str(at_least("pages", 2.5, 2, " times")).endswith(">= 2 times  reached")
    assert str(at_most("start", 2.5, 2, " s")).endswith("<= 2.0 s  NOT reached")


def test_the_load_generator_counts_whole_answers_of_200_only(tmp_path: Path) -> None:
    with live_site(tmp_path / "data") as site:
        port = int(urlsplit(site.address).port or 0)
        count, seconds = client.measure(port, 0.3, 2, "/en/", [])
        assert count > 0
        assert 0.3 <= seconds < 5
        with pytest.raises(SystemExit, match="404"):
            client.measure(port, 0.3, 2, "/en/nothing/", [])
        assert memory(site.process.pid) > 20 or sys.platform != "linux"


def test_a_request_is_measured_inside(tmp_path: Path) -> None:
    with opened(tmp_path) as inside:
        _, headers = inside.person("Heron")
        milliseconds, statements, size = inside.cost(lambda _turn: inside.ask(headers, "/en/me/"), 3)
    assert milliseconds > 0
    assert 0 < statements <= 6
    assert size > 500


def test_an_unknown_part_is_named() -> None:
    done = subprocess.run([sys.executable, "-m", "tests.bench", "speed"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert "There is no part named speed" in done.stderr
