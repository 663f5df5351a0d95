"""What the courses weigh over the wire, as they are served with Brotli, and the budgets they are held to.

The budgets are those of the design (section 4: figures the product is held to), in bytes. The test run
and `lms report content` measure with the same functions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import brotli  # type: ignore[import-untyped] # it ships no types

from lms.content.canonical import canonical
from lms.content.library import Library
from lms.content.segment import SOURCE
from lms.domain.course import Module
from lms.domain.scenario import Scenario
from lms.web.assets import Asset
from lms.web.compiled import PageBook

LESSON, LESSON_TRANSLATED = 4_500, 7_000
FIRST_LESSON, FIRST_LESSON_REQUESTS = 20_000, 4
MODULE, MODULES = 60_000, 300_000
SHEET, SCRIPTS = 4_500, 12_000
FETCHED = re.compile(r'<(?:script|link|img)[^>]*\s(?:src|href)="(/static/[^"]+)"')


@dataclass(frozen=True, slots=True)
class Weight:
    """Something in one language, what it weighs and what it may weigh (bytes, or requests)."""

    what: str
    lang: str
    weight: int
    budget: int

    @property
    def over(self) -> bool:
        return self.weight > self.budget


@dataclass(frozen=True)
class Scales:
    """Weighs the pages of a library out of the book that serves them."""

    library: Library
    book: PageBook
    assets: Mapping[str, Asset]

    def page(self, address: str) -> int:
        """The bytes of one address. Raises KeyError when nothing is served there."""
        leaf = self.book.find(address)
        if leaf is None:
            raise KeyError(address)
        return len(leaf.variants["br"].body)

    def lessons(self, lang: str) -> Iterator[Weight]:
        """The page of every lesson."""
        budget = LESSON if lang == SOURCE else LESSON_TRANSLATED
        for address in self._lessons(lang):
            yield Weight(address, lang, self.page(address), budget)

    def first_lessons(self, lang: str) -> Iterator[Weight]:
        """Everything that a lesson's page fetches by itself, itself included, when it is the first: bytes, requests."""
        for address in self._lessons(lang):
            fetched = {address, *FETCHED.findall(self._text(address))}
            yield Weight(f"{address} with what it fetches", lang, sum(map(self.page, fetched)), FIRST_LESSON)
            yield Weight(f"{address} requests", lang, len(fetched), FIRST_LESSON_REQUESTS)

    def module(self, module: Module, lang: str) -> Weight:
        """A module: its own page, its lessons with their drawings, and the pages on which its scenarios begin."""
        return Weight(f"/{lang}/modules/{module.id}/", lang, sum(map(self.page, addresses(module, lang))), MODULE)

    def modules(self, lang: str) -> Weight:
        """The main modules together: those that end in a test."""
        weights = [self.module(module, lang).weight for module in self.library.modules.values() if module.test]
        return Weight(f"the {len(weights)} modules with a test", lang, sum(weights), MODULES)

    def fetched_once(self) -> Iterator[Weight]:
        """The style sheet of learners, and all scripts together."""
        yield Weight("the style sheet", "", self.page(self.assets["learner.css"].address), SHEET)
        scripts = [asset.address for name, asset in self.assets.items() if name.endswith(".js")]
        yield Weight("all scripts", "", sum(map(self.page, scripts)), SCRIPTS)

    def everything(self, lang: str) -> Iterator[Weight]:
        """All that has a budget, in one language."""
        yield from self.lessons(lang)
        yield from self.first_lessons(lang)
        yield from (self.module(module, lang) for module in self.library.modules.values())
        yield self.modules(lang)

    def _lessons(self, lang: str) -> list[str]:
        subjects = (lesson.subject for module in self.library.modules.values() for lesson in module.lessons)
        return [f"/{lang}/modules/{subject}/" for subject in subjects]

    def _text(self, address: str) -> str:
        leaf = self.book.find(address)
        return leaf.variants["identity"].body.decode() if leaf else ""


def addresses(module: Module, lang: str) -> list[str]:
    """The pages that make up a module."""
    top = f"/{lang}/modules/{module.id}/"
    scenarios = [f"{top}scenarios/{scenario.id}/" for scenario in module.scenarios]
    return [top, *(f"{top}{lesson.id}/" for lesson in module.lessons), *scenarios]


def whole_scenario(scenario: Scenario) -> int:
    """The bytes of every word of a scenario, in English: what a phone needs that plays it without the server.

    A page under way holds one place of it, so no page weighs this much, and it has no budget of its own.
    """
    return len(brotli.compress(json.dumps(canonical(scenario), ensure_ascii=False).encode(), quality=11))
