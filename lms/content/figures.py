"""What there is to learn, in figures: lessons, words, reading age, minutes, ways, items and cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from statistics import mean

from lms.content.canonical import Unit
from lms.content.library import Library
from lms.content.rules.readability import reading_age, word_count
from lms.domain.course import Item, Lesson, Module, Use
from lms.domain.scenario import Scenario
from lms.domain.ways import fewest_decisions, most_decisions, ways_on

FORMULA = (
    "Reading age is the Flesch-Kincaid grade plus five years: a formula that counts the length of words and "
    "sentences, and knows nothing of what is said."
)


@dataclass(frozen=True, slots=True)
class ScenarioFigures:
    """`decisions` counts the places where one decides; `shortest` and `longest` the decisions on a way to an ending;
    `ways` all different ways, computed and not walked one by one."""

    id: str
    form: str
    decisions: int
    shortest: int
    longest: int
    ways: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of some modules. `reading_age` is the mean over the lessons, in years; 0 without lessons.

    `items` holds for each use how many, and how many of them are critical; `cases` for each report the
    ids that are cited.
    """

    lessons: int
    words: int
    minutes: int
    reading_age: float
    oldest: float
    oldest_lesson: str
    scenarios: tuple[ScenarioFigures, ...]
    items: Mapping[Use, tuple[int, int]]
    cases: Mapping[str, tuple[str, ...]]
    drawings: int


def figures(library: Library, modules: Iterable[Module]) -> Figures:
    """The figures of these modules together."""
    chosen = list(modules)
    lessons = [lesson for module in chosen for lesson in module.lessons]
    ages = {lesson.subject: reading_age(lesson.body) for lesson in lessons}
    oldest = max(ages, key=ages.__getitem__, default="")
    return Figures(
        lessons=len(lessons),
        words=sum(word_count(lesson.body) for lesson in lessons),
        minutes=sum(lesson.minutes for lesson in lessons),
        reading_age=mean(ages.values()) if ages else 0.0,
        oldest=ages.get(oldest, 0.0),
        oldest_lesson=oldest,
        scenarios=tuple(_scenario(scenario) for module in chosen for scenario in module.scenarios),
        items={use: _count(item for module in chosen for item in module.bank(use)) for use in Use},
        cases=_cases(library, chosen),
        drawings=sum(module in {one.id for one in chosen} for module, _ in library.drawings),
    )


def marks(unit: Unit) -> Iterator[str]:
    """Every source mark of a lesson, an item or a scenario, those of its choices and endings too."""
    yield from unit.sources
    if isinstance(unit, Scenario):
        for node in unit.nodes:
            yield from (mark for choice in node.choices for mark in choice.sources)
        yield from (mark for ending in unit.endings for mark in ending.sources)


def _scenario(scenario: Scenario) -> ScenarioFigures:
    return ScenarioFigures(
        id=scenario.subject,
        form=str(scenario.form),
        decisions=len(scenario.nodes),
        shortest=fewest_decisions(scenario)[scenario.start],
        longest=most_decisions(scenario)[scenario.start],
        ways=ways_on(scenario)[scenario.start],
    )


def _count(items: Iterable[Item]) -> tuple[int, int]:
    chosen = list(items)
    return len(chosen), sum(item.critical for item in chosen)


def _cases(library: Library, modules: list[Module]) -> Mapping[str, tuple[str, ...]]:
    units: list[Lesson | Item | Scenario] = []
    for module in modules:
        units += [*module.lessons, *module.items, *module.scenarios]
    cited = {mark for unit in units for mark in marks(unit)}
    cases = library.sources.cases.values()
    return {
        report: tuple(case.id for case in cases if case.report == report and case.id in cited)
        for report in library.reports
    }
