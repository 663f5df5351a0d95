"""Scenarios: the list, the page on which a story begins, and a story under way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from lms.content.library import Library
from lms.content.segment import Segment
from lms.domain.course import Module
from lms.domain.engine import Play, Step, begin, longest
from lms.domain.interview import FIRST_TRY, worded
from lms.domain.scenario import METERS, Scenario, ScenarioForm
from lms.web.page import Page
from lms.web.pages.frame import frame
from lms.web.pages.interview import interview_view
from lms.web.pages.roads import roads_view, turned
from lms.web.pages.way import address_before, way
from lms.web.rendering import Renderer
from lms.web.speech import Speech, View


class Templates(NamedTuple):
    """The page on which a scenario of a form begins, and the page under way."""

    opening: str
    under_way: str


TEMPLATES: Mapping[ScenarioForm, Templates] = {
    ScenarioForm.STORY: Templates("stories/scenario.html", "stories/way.html"),
    ScenarioForm.INTERVIEW: Templates("stories/interview.html", "stories/interview-way.html"),
    ScenarioForm.ROADS: Templates("stories/roads.html", "stories/roads-way.html"),
}


def pages(library: Library, lang: str) -> Iterator[Page]:
    for module in library.modules.values():
        if module.scenarios:
            address = f"/{lang}/modules/{module.id}/scenarios/"
            yield Page(address, lang, "stories/scenarios.html", partial(_list, library, lang, module))
        for scenario in module.scenarios:
            yield Page(
                f"/{lang}/modules/{module.id}/scenarios/{scenario.id}/",
                lang,
                TEMPLATES[scenario.form].opening,
                partial(_first, library, lang, module, scenario),
                content=True,
                queried=True,
            )


def opening_page(renderer: Renderer, library: Library, lang: str, scenario: Scenario, attempt: int, **more: Any) -> str:
    """The page on which an interview begins, at another try than the first, in the words of that try."""
    module = library.modules[scenario.module]
    context = {**_opening(library, lang, module, scenario, attempt), **more}
    return renderer.render(TEMPLATES[scenario.form].opening, lang, **context)


def scenario_page(renderer: Renderer, library: Library, lang: str, play: Play, attempt: int = 1, **more: Any) -> str:
    """A story under way, after at least one choice; `more` goes to the layout (nav, roles, …)."""
    scenario = play.scenario
    speech, module = Speech(library, lang), library.modules[scenario.module]
    steps = [_step(speech, scenario, step) for step in play.steps]
    context = {
        **_frame(library, lang, scenario),
        "module": speech.module(module),
        "story": speech.story_line(scenario),
        "before": steps[:-1],
        "last": steps[-1] if steps else None,
        "levels": levels(speech, play),
        "at": play.at,
        "node": speech.node(scenario, play.node) if play.node else None,
        "ending": speech.ending(scenario, play.ending) if play.ending else None,
        "way": way(play.steps),
        "back": address_before(lang, play, len(steps) - 1, attempt) if steps else "",
        "place": len(play.steps) + (1 if play.node else 0),
        "total": len(play.steps) + longest(scenario, play.at),
        **_of_form(speech, play, attempt),
        **more,
    }
    return renderer.render(TEMPLATES[scenario.form].under_way, lang, **context)


def _step(speech: Speech, scenario: Scenario, step: Step) -> View:
    """A choice that was made, with the kind of a question, or the switch that was turned."""
    view = {**speech.step(scenario, step.node, step.choice), "kind": str(step.choice.kind or "")}
    return {**view, **turned(speech, scenario, step.node, step.choice)} if step.choice.turn else view


def _of_form(speech: Speech, play: Play, attempt: int) -> View:
    """What only the pages of this form show."""
    match play.scenario.form:
        case ScenarioForm.INTERVIEW:
            return interview_view(speech.lang, play, attempt)
        case ScenarioForm.ROADS:
            return roads_view(speech, play)
        case _:
            return {}


def levels(speech: Speech, play: Play) -> list[dict[str, Any]]:
    """The three meters after the last choice, with what moved them."""
    last = play.steps[-1] if play.steps else None
    before = last.before if last else play.meters
    return [
        {
            "name": name,
            "level": level,
            "change": level - earlier,
            "because": _because(speech, play.scenario, last, name),
        }
        for name, level, earlier in zip(METERS, play.meters, before, strict=True)
    ]


def _because(speech: Speech, scenario: Scenario, last: Step | None, meter: str) -> Segment | str:
    """Why the last choice moved a meter; "" when it did not."""
    move = next((move for move in last.choice.moves if move.meter == meter), None) if last else None
    if last is None or move is None:
        return ""
    return speech.library.words(speech.lang, scenario, last.node, last.choice)(move.because)


def _list(library: Library, lang: str, module: Module) -> dict[str, Any]:
    speech = Speech(library, lang)
    return {
        **frame(library, lang, f"modules/{module.id}/scenarios/", catalogue=module.id),
        "module": speech.module(module),
        "stories": [{**speech.story_line(one), "form": str(one.form)} for one in module.scenarios],
    }


def _first(library: Library, lang: str, module: Module, scenario: Scenario) -> dict[str, Any]:
    """The page that everybody begins on: the first try."""
    return _opening(library, lang, module, worded(scenario, FIRST_TRY), FIRST_TRY)


def _opening(library: Library, lang: str, module: Module, scenario: Scenario, attempt: int) -> dict[str, Any]:
    speech, play = Speech(library, lang), begin(scenario)
    return {
        **_frame(library, lang, scenario),
        "module": speech.module(module),
        "story": speech.story_line(scenario),
        "first": speech.node(scenario, play.node) if play.node else None,
        "longest": longest(scenario, scenario.start),
        **_of_form(speech, play, attempt),
    }


def _frame(library: Library, lang: str, scenario: Scenario) -> dict[str, Any]:
    return frame(library, lang, f"modules/{scenario.module}/scenarios/{scenario.id}/", catalogue=scenario.module)
