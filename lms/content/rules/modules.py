"""Rules for the frame of a module: its names, and how much of everything it needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from lms.content.finding import Finding, Place, Rule
from lms.content.reading.manuscript import BANK, Manuscript, ModuleFiles
from lms.content.rules.files import ID_IS_NAME
from lms.domain.course import Use

RESERVED = ("test", "pre-test", "plan", "scenarios", "follow-up", "print")
NOT_MODULES = ("courses", "interface", "fonts", "en")
PRACTICE, FORM, TEST, CRITICAL, SCENARIOS = 3, 6, 34, 9, 2

RESERVED_NAME = Rule(
    "reserved-name",
    f"No lesson is called {', '.join(RESERVED)}; no scenario's name begins with “{BANK}”; "
    f"no module is called {', '.join(NOT_MODULES)}.",
    "Choose another name: these are pages or files of the site itself.",
)
DUPLICATE_ID = Rule(
    "duplicate-id",
    "An id is used once: items, lessons, scenarios and actions in their module; nodes, choices and endings in "
    "their scenario; answers in their follow-up question; courses, terms, cases and reports on the site.",
    "Rename the newer one. An id that was published never changes.",
)
MODULE_PARTS = Rule(
    "module-parts",
    f"A published module with a test has at least {SCENARIOS} scenarios and one action.",
    "Write what is missing, or set the status to draft until it is there.",
)
BANK_SIZE = Rule(
    "bank-size",
    f"A published module has {PRACTICE} practice items for every lesson. One with a test also has {FORM} items in "
    f"each form, and at least {TEST} for the test, of which at least {CRITICAL} are critical.",
    "Write the items that are missing, or move one to another use.",
)


def check(manuscript: Manuscript) -> Iterator[Finding]:
    for folder, module in manuscript.modules.items():
        yield from _names(folder, module)
        yield from _scenario_names(module)
        yield from _duplicates(module)
        if module.frame.published:
            yield from _parts(module)
            yield from _bank(module)


def _names(folder: str, module: ModuleFiles) -> Iterator[Finding]:
    frame, place = module.frame, module.frame.document.place
    if frame.id != folder:
        yield ID_IS_NAME.at(place("id"), f"The id is “{frame.id}”, but the folder is “{folder}”.")
    if frame.id in NOT_MODULES:
        yield RESERVED_NAME.at(place("id"), f"No module can be called “{frame.id}”.")
    for number, lesson in enumerate(frame.lessons):
        if lesson in RESERVED:
            yield RESERVED_NAME.at(place("lessons", number), f"No lesson can be called “{lesson}”.")
    for number, scenario in enumerate(frame.scenarios):
        if scenario.startswith(BANK):
            yield RESERVED_NAME.at(place("scenarios", number), f"“{scenario}” would be read as a file of items.")


def _scenario_names(module: ModuleFiles) -> Iterator[Finding]:
    for name, file in module.scenarios.items():
        if file.scenario.id != name:
            message = f"The id is “{file.scenario.id}”, but the file is “{name}.toml”."
            yield ID_IS_NAME.at(file.document.place("id"), message)


def _duplicates(module: ModuleFiles) -> Iterator[Finding]:
    frame, place = module.frame, module.frame.document.place
    yield from repeated(frame.lessons, partial(place, "lessons"))
    yield from repeated(frame.scenarios, partial(place, "scenarios"))
    yield from repeated((action.id for action in frame.actions), partial(place, "action"))
    yield from repeated((row.item.id for row in module.bank), lambda number: module.bank[number].place("id"))


def repeated(ids: Iterable[str], place: Callable[[int], Place]) -> Iterator[Finding]:
    """A finding for every id that came before; `place` says where the nth stands."""
    seen: set[str] = set()
    for number, name in enumerate(ids):
        if name in seen:
            yield DUPLICATE_ID.at(place(number), f"“{name}” is there twice.")
        seen.add(name)


def _parts(module: ModuleFiles) -> Iterator[Finding]:
    frame = module.frame
    if frame.test and len(frame.scenarios) < SCENARIOS:
        message = f"There are {len(frame.scenarios)} scenarios; a module with a test needs {SCENARIOS}."
        yield MODULE_PARTS.at(frame.document.place("scenarios"), message)
    if frame.test and not frame.actions:
        yield MODULE_PARTS.at(frame.document.place("test"), "There is no action for work.")


def _bank(module: ModuleFiles) -> Iterator[Finding]:
    place = module.frame.document.place
    items = [row.item for row in module.bank]
    for number, lesson in enumerate(module.frame.lessons):
        have = sum(item.use is Use.PRACTICE and item.lesson == lesson for item in items)
        if have != PRACTICE:
            message = f"“{lesson}” has {have} practice items and needs {PRACTICE}."
            yield BANK_SIZE.at(place("lessons", number), message)
    if module.frame.test is None:
        return
    for use in (Use.FORM_A, Use.FORM_B):
        have = sum(item.use is use for item in items)
        if have != FORM:
            yield BANK_SIZE.at(place("test"), f"{use} has {have} items and needs {FORM}.")
    bank = [item for item in items if item.use is Use.TEST]
    critical = sum(item.critical for item in bank)
    if len(bank) < TEST:
        yield BANK_SIZE.at(place("test"), f"The test has {len(bank)} items to draw from and needs {TEST}.")
    if critical < CRITICAL:
        yield BANK_SIZE.at(place("test"), f"The test has {critical} critical items and needs {CRITICAL}.")
