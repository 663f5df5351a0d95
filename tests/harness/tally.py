"""The last lines of a run: how many tests ran where, and what was left out and why.

A whole run fails when fewer tests ran on PostgreSQL than on SQLite, or none in the browser; on CI
(`CI=true`) it fails as well when there is no browser. A part of a run (-k, -m, named files) only says so.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field

import pytest

from tests.harness import collected, nu

WHERE = "where"
PLACES = {"sqlite": "on SQLite", "postgresql": "on PostgreSQL", "browser": "in the browser"}
ON_CI = os.environ.get("CI") == "true"


@dataclass
class Tally:
    """What one run did; with several workers, the counts are the controller's."""

    ran: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    total: int = 0

    def add(self, report: pytest.TestReport) -> None:
        if report.when == "setup" and report.skipped:
            self.left_out[str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)] += 1
        if report.when == "call" and not report.skipped:
            self.total += 1
            self.ran.update(str(value) for name, value in report.user_properties if name == WHERE)

    def faults(self) -> list[str]:
        """Why a whole run is not good enough, however many tests passed."""
        found = self.wrong[:20]
        if self.ran["postgresql"] < self.ran["sqlite"]:
            found.append(f"{self.ran['sqlite']} tests ran on SQLite and only {self.ran['postgresql']} on PostgreSQL")
        if not self.ran["sqlite"]:
            found.append("no test ran on a database")
        if ON_CI and not self.ran["browser"]:
            found.append("no test ran in the browser, and this is CI")
        return found

    def lines(self) -> list[str]:
        places = ", ".join(f"{self.ran[place]} {words}" for place, words in PLACES.items())
        reasons = [
            f"left out: {count} tests: {reason.removeprefix('Skipped: ')}" for reason, count in self.left_out.items()
        ]
        return [f"{self.total} tests ran: {places}", *reasons, *self.notes] + (
            [] if reasons else ["no test was left out"]
        )


KEY: pytest.StashKey[Tally] = pytest.StashKey()


def tally(config: pytest.Config) -> Tally:
    return config.stash.setdefault(KEY, Tally())


def whole(config: pytest.Config) -> bool:
    """Whether all tests were asked for."""
    option = config.option
    return not (option.keyword or option.markexpr or option.lf or config.args_source is config.ArgsSource.ARGS)


def place(item: pytest.Item) -> None:
    """Notes beside a test where it runs."""
    for mark in PLACES:
        if item.get_closest_marker(mark):
            item.user_properties.append((WHERE, mark))


class Plugin:
    """Counts the tests of a run, and says the last word on it."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.leads = not hasattr(config, "workerinput")
        collected.open_folder()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        tally(self.config).add(report)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if not self._counts():
            return
        self._check_pages(tally(self.config))
        if session.exitstatus == pytest.ExitCode.OK and tally(self.config).faults():
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def _check_pages(self, counted: Tally) -> None:
        reason = nu.why_not()
        if reason:
            counted.notes.append(f"left out: the Nu HTML checker, because {reason}")
        else:
            counted.wrong += collected.nu_faults()
            counted.notes.append(f"{len(collected.pages())} pages went through the Nu HTML checker as well")

    def _counts(self) -> bool:
        return self.leads and whole(self.config) and not self.config.option.collectonly

    @pytest.hookimpl(trylast=True)
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.config.option.collectonly:
            return
        terminalreporter.section("what ran where")
        for line in tally(self.config).lines():
            terminalreporter.line(line)
        for fault in tally(self.config).faults() if self._counts() else []:
            terminalreporter.line(f"NOT ENOUGH: {fault}", red=True)

    def pytest_unconfigure(self) -> None:
        if self.leads:
            collected.close_folder()
