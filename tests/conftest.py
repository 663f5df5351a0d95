"""What every test may ask for. Where a test runs (SQLite, PostgreSQL, the browser) follows from what it asks for."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.harness import tally

ROOT = Path(__file__).resolve().parent.parent
pytest_plugins = ["tests.harness.fixtures", "tests.harness.browsing"]

hypothesis_settings.register_profile(
    "quick", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
hypothesis_settings.register_profile("thorough", max_examples=2000, deadline=timedelta(seconds=20), print_blob=True)
hypothesis_settings.load_profile("quick")  # --hypothesis-profile=thorough takes minutes


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "sqlite: runs on SQLite")
    config.pluginmanager.register(tally.Plugin(config), "tally")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
        tally.place(item)


@pytest.fixture(autouse=True)
def unit_tests_touch_nothing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under tests/unit, whoever opens a socket or a database fails."""
    if "tests/unit/" in request.node.nodeid.replace("\\", "/"):

        def refuse(*_: Any, **__: Any) -> None:
            raise AssertionError("a unit test touches no database and no socket (STYLE: «Fast is tested»)")

        monkeypatch.setattr("socket.socket.connect", refuse)
        monkeypatch.setattr("sqlite3.connect", refuse)
