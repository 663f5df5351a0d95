"""What a learner's home page shows: where to go on, what is due, and how far each module has come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from lms.content.library import Library
from lms.domain.engine import BadPath, replay
from lms.domain.interview import resumed_try
from lms.domain.progress import Line
from lms.domain.review import PER_SITTING
from lms.domain.scenario import Scenario
from lms.services.learning import Home, Standing
from lms.web.pages.frame import notice
from lms.web.pages.way import address_under_way
from lms.web.plan_words import plans
from lms.web.speech import Speech
from lms.web.way_page import following, way_line

View = dict[str, Any]


def home_page(library: Library, lang: str, home: Home, now: datetime) -> View:
    """The context of `me/home.html`; the learner's own courses stand before the modules."""
    speech = Speech(library, lang)
    place, short = home.next_place, home.next_way
    return {
        "here": "me",
        "notice": notice(library, lang, place.module.id if place else ""),
        "courses": [way_line(speech, one) for one in home.ways],
        "begun": any(place.begun for place in home.places),
        "following": following(speech, short, now) if short else _following(speech, place) if place else None,
        "tests": list(_open_tests(speech, home)),
        "stories": [_story(speech, scenario, line) for scenario, line in home.half_played],
        "due": home.due,
        "soon": min(home.due, PER_SITTING),
        "plans": list(plans(speech, home.places, now)),
        "modules": [module_line(speech, place) for place in home.places],
        "certificates": [
            *(speech.course(one.course) for one in home.ways if one.certified),
            *(speech.module_line(place.module) for place in home.places if place.certified),
        ],
    }


def _following(speech: Speech, place: Standing) -> View:
    """The next step: a lesson, a story, the test, the plan or the certificate."""
    module = speech.module_line(place.module)
    step: View = {"kind": place.next, "owner": module, "pre_test": _pre_test_waits(place)}
    if place.next == "lessons" and place.next_lesson:
        number = place.module.lessons.index(place.next_lesson) + 1
        return {**step, **speech.lesson_line(place.next_lesson), "place": number, "total": len(place.module.lessons)}
    if place.next == "scenarios" and place.next_scenario:
        return {**step, **speech.story_line(place.next_scenario)}
    if place.next == "certificate":
        return {**step, "href": f"{speech.href('me', 'certificates')}?module={place.module.id}"}
    return {**step, "href": speech.href("modules", place.module.id, place.next)}


def _pre_test_waits(place: Standing) -> bool:
    """Before the first lesson of a module with a test, six questions show what is known already."""
    read = any(place.state("lesson", lesson.id) for lesson in place.module.lessons)
    return place.module.test is not None and not read and not place.state("test", "pre-test")


def _open_tests(speech: Speech, home: Home) -> Iterator[View]:
    for way in home.ways:
        if way.test and not way.test.data["handed_in"]:
            course = speech.course(way.course)
            yield {"href": f"{course['href']}test/", "name": "test", "owner": course, **way.test.data}
    for place in home.places:
        for name in place.open_tests:
            line = place.lines["test", f"{place.module.id}/{name}"]
            href = speech.href("modules", place.module.id, name)
            yield {"href": href, "name": name, "owner": speech.module_line(place.module), **line.data}


def _story(speech: Speech, scenario: Scenario, line: Line) -> View:
    """A story under way; one that has been rewritten since begins anew."""
    story = {**speech.story_line(scenario), "step": 0}
    try:
        play = replay(scenario, [(node, choice) for node, choice in line.data["way"]])
    except BadPath:
        return story
    href = address_under_way(speech.lang, play, resumed_try(scenario, str(line.data["attempt"])))
    return {**story, "href": href, "step": len(play.steps) + 1}


def module_line(speech: Speech, place: Standing) -> View:
    """A module with its state, and how far it has come: the test's score, else the lessons read."""
    test = place.lines.get(("test", f"{place.module.id}/test"))
    read = sum(place.state("lesson", lesson.id) == "done" for lesson in place.module.lessons)
    return {
        **speech.module_line(place.module),
        "kind": "begun" if place.begun and place.next else "done" if place.begun else "new",
        "read": read,
        "score": test.score if test else None,
        "of": test.data["of"] if test else 0,
    }
