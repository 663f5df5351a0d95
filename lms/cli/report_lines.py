"""The lines that `lms report content` prints."""

from __future__ import annotations

from collections.abc import Iterator

from lms.content.figures import Figures, ScenarioFigures, figures
from lms.content.library import Library
from lms.content.segment import SOURCE
from lms.domain.course import Module
from lms.web.weights import Scales, Weight, whole_scenario


def module_lines(module: Module, library: Library, scales: Scales) -> Iterator[str]:
    """A module: what it holds, and what it weighs."""
    yield module.id
    yield from _holds(figures(library, [module]), library)
    lessons = [weight for weight in scales.lessons(SOURCE) if weight.what.startswith(f"/{SOURCE}/modules/{module.id}/")]
    for weight in lessons:
        yield _line("page", f"{weight.what}  {_of(weight)}")
    for lang in library.languages:
        yield _line("module", f"{lang}  {_of(scales.module(module, lang))}")
    yield _line(
        "stories", f"{sum(map(whole_scenario, module.scenarios)):,} bytes for every word of every way, in English"
    )


def whole_lines(library: Library, scales: Scales) -> Iterator[str]:
    """All modules together."""
    yield "all"
    yield from _holds(figures(library, library.modules.values()), library, each=False)
    for lang in library.languages:
        weight = scales.modules(lang)
        yield _line("modules", f"{lang}  {weight.what}: {_of(weight)}")
    for weight in scales.fetched_once():
        yield _line("once", f"{weight.what}: {_of(weight)}")


def verdict(weights: list[Weight]) -> Iterator[str]:
    """What is over its budget, plainly."""
    over = [weight for weight in weights if weight.over]
    for weight in over:
        yield f"OVER: {weight.what}: {weight.weight:,} of {weight.budget:,}"
    yield f"{len(over)} of {len(weights)} budgets are broken." if over else f"All {len(weights)} budgets are kept."


def _holds(found: Figures, library: Library, *, each: bool = True) -> Iterator[str]:
    age = f"{found.reading_age:.1f} (the oldest {found.oldest:.1f}: {found.oldest_lesson})"
    yield _line(
        "lessons", f"{found.lessons}: {found.words:,} words, {found.minutes} minutes; drawings: {found.drawings}"
    )
    yield _line("reading", f"age {age}" if found.lessons else "no lessons")
    decisions = sum(scenario.decisions for scenario in found.scenarios)
    yield _line("scenarios", f"{len(found.scenarios)}: {decisions} decision points")
    yield from (_line("", _scenario(scenario)) for scenario in found.scenarios if each)
    uses = (f"{count} {use} ({critical} critical)" for use, (count, critical) in found.items.items())
    yield _line("items", f"{sum(count for count, _ in found.items.values())}: {', '.join(uses)}")
    yield _line("cases", _cases(found, library))


def _scenario(found: ScenarioFigures) -> str:
    way = f"{found.shortest} to {found.longest} on a way, {found.ways:,} ways"
    return f"{found.id} ({found.form}): {found.decisions} decision points, {way}"


def _cases(found: Figures, library: Library) -> str:
    named = list(library.sources.cases.values())
    parts = (
        f"{report}: {len(cited)} of {sum(case.report == report for case in named)}"
        for report, cited in found.cases.items()
    )
    return f"{sum(map(len, found.cases.values()))} of {len(named)} ({', '.join(parts)})"


def _of(weight: Weight) -> str:
    return f"{weight.weight:,} of {weight.budget:,} bytes{'  OVER' if weight.over else ''}"


def _line(name: str, text: str) -> str:
    return f"  {name:<10} {text}"
