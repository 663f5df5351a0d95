"""Scenarios: the list, the page on which a story begins, and a story under way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from lms.content.library import Library
from lms.content.segment import Segment
from lms.domain.course import Module
from lms.domain.engine import Play, Step, longest
from lms.domain.scenario import METERS, Scenario
from lms.web.page import Page
from lms.web.pages.frame import frame
from lms.web.rendering import Renderer
from lms.web.speech import Speech


def pages(library: Library, lang: str) -> Iterator[Page]:
    for module in library.modules.values():
        if module.scenarios:
            address = f"/{lang}/modules/{module.id}/scenarios/"
            yield Page(address, lang, "stories/scenarios.html", partial(_list, library, lang, module))
        for scenario in module.scenarios:
            yield Page(
                f"/{lang}/modules/{module.id}/scenarios/{scenario.id}/",
                lang,
                "stories/scenario.html",
                partial(_opening, library, lang, module, scenario),
                content=True,
                queried=True,
            )


def scenario_page(renderer: Renderer, library: Library, lang: str, play: Play, **more: Any) -> str:
    """A story under way, after at least one choice; `more` goes to the layout (nav, roles, …)."""
    scenario = play.scenario
    speech, module = Speech(library, lang), library.modules[scenario.module]
    steps = [speech.step(scenario, step.node, step.choice) for step in play.steps]
    story = speech.story_line(scenario)
    context = {
        **_frame(library, lang, scenario),
        "module": speech.module(module),
        "story": story,
        "before": steps[:-1],
        "last": steps[-1] if steps else None,
        "levels": levels(speech, play),
        "at": play.at,
        "node": speech.node(scenario, play.node) if play.node else None,
        "ending": speech.ending(scenario, play.ending) if play.ending else None,
        "way": way(play.steps),
        "back": _back(story["href"], play.steps),
        "place": len(play.steps) + (1 if play.node else 0),
        "total": len(play.steps) + longest(scenario, play.at),
        **more,
    }
    return renderer.render("stories/way.html", lang, **context)


def way(steps: Sequence[Step]) -> str:
    """The steps so far as a form and an address carry them: «evening.door,room.police»."""
    return ",".join(f"{step.node.id}.{step.choice.id}" for step in steps)


def address_under_way(lang: str, play: Play) -> str:
    """Where a play is shown: its steps in the query, its place as the fragment."""
    scenario = play.scenario
    plain = f"/{lang}/modules/{scenario.module}/scenarios/{scenario.id}/"
    return f"{plain}?way={way(play.steps)}#{play.at}" if play.steps else f"{plain}#{play.at}"


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


def _back(plain: str, steps: Sequence[Step]) -> str:
    """The page one step earlier; "" at the start."""
    if not steps:
        return ""
    earlier = steps[:-1]
    return f"{plain}?way={way(earlier)}#{steps[-1].node.id}" if earlier else plain


def _list(library: Library, lang: str, module: Module) -> dict[str, Any]:
    speech = Speech(library, lang)
    return {
        **frame(library, lang, f"modules/{module.id}/scenarios/", catalogue=module.id),
        "module": speech.module(module),
        "stories": [speech.story_line(scenario) for scenario in module.scenarios],
    }


def _opening(library: Library, lang: str, module: Module, scenario: Scenario) -> dict[str, Any]:
    speech = Speech(library, lang)
    first = next(node for node in scenario.nodes if node.id == scenario.start)
    return {
        **_frame(library, lang, scenario),
        "module": speech.module(module),
        "story": speech.story_line(scenario),
        "first": speech.node(scenario, first),
        "longest": longest(scenario, scenario.start),
    }


def _frame(library: Library, lang: str, scenario: Scenario) -> dict[str, Any]:
    return frame(library, lang, f"modules/{scenario.module}/scenarios/{scenario.id}/", catalogue=scenario.module)
