"""Random stories and random histories."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from lms.domain.engine import Play, begin, choose
from lms.domain.event import Event, Kind
from lms.domain.review import Confidence
from lms.domain.scenario import METERS, Outcome, Scenario
from tests.unit.domain.given import NOW, choice, ending, event, node, scenario

LEVELS = st.integers(0, 5)


@st.composite
def scenarios(draw: Any) -> Scenario:
    """A story without cycles: each node leads on to later ones or to one of three endings."""
    size = draw(st.integers(1, 5))
    endings = [ending(str(outcome), outcome) for outcome in Outcome]
    places = [f"node-{place}" for place in range(size)] + [one.id for one in endings]
    nodes = [
        node(
            places[place],
            *(
                choice(f"c{n}", draw(st.sampled_from(places[place + 1 :])), **draw(_moves()))
                for n in range(draw(st.integers(2, 3)))
            ),
        )
        for place in range(size)
    ]
    return scenario(nodes, endings, draw(st.tuples(LEVELS, LEVELS, LEVELS)))


def _moves() -> st.SearchStrategy[dict[str, int]]:
    return st.dictionaries(st.sampled_from(METERS), st.sampled_from([-1, 1]), max_size=3)


@st.composite
def walks(draw: Any, story: Scenario) -> Play:
    """A play of some length, ended or not."""
    play = begin(story)
    for _ in range(draw(st.integers(0, 6))):
        if play.node is None:
            break
        play = choose(play, draw(st.sampled_from(play.node.choices)).id)
    return play


# Histories: lists of events with distinct ids, of one line each ----


def _events(kinds: dict[Kind, st.SearchStrategy[dict[str, Any]]], subject: str) -> st.SearchStrategy[list[Event]]:
    """Up to twelve events; counters may repeat, as they do when two devices are apart."""
    one = st.one_of([st.tuples(st.just(kind), data) for kind, data in kinds.items()])
    row = st.tuples(one, st.integers(1, 6), st.integers(-3 * 24 * 60, 200 * 24 * 60))
    return st.lists(row, max_size=12).map(lambda rows: [_event(place, subject, *row) for place, row in enumerate(rows)])


def _event(place: int, subject: str, said: tuple[Kind, dict[str, Any]], n: int, minutes: int) -> Event:
    kind, data = said
    made = event(kind, subject, place + 1, data.get("version"), NOW + timedelta(minutes=minutes))
    body = {name: value for name, value in data.items() if name != "version"}
    return Event(made.id, made.device, n, made.at, made.happened_at, kind, subject, made.version, "en", body)


ANSWERS = st.fixed_dictionaries(
    {
        "version": st.sampled_from(["item-1", "item-2", "lost"]),
        "choices": st.sets(st.sampled_from("abc"), min_size=1, max_size=2).map(sorted),
        "confidence": st.sampled_from([None, *Confidence]),
    }
)
STEPS = [
    *(("desk", name) for name in ("ask", "press", "send")),
    *(("room", name) for name in ("listen", "mend", "call")),
    ("cellar", "ask"),
    ("desk", "listen"),
]
CHOICES = st.builds(
    lambda step, attempt, version: {"version": version, "attempt": attempt, "node": step[0], "choice": step[1]},
    st.sampled_from(STEPS),
    st.sampled_from("xy"),
    st.sampled_from(["story", "story", "lost"]),
)
ATTEMPT = st.sampled_from(["1", "2"])
DRAWN = st.fixed_dictionaries(
    {
        "attempt": ATTEMPT,
        "form": st.sampled_from(["full", "mend"]),
        "pass_mark": st.integers(1, 2),
        "items": st.just([["one", "item-1"], ["two", "item-2"]]),
    }
)
GIVEN = st.fixed_dictionaries(
    {
        "version": st.just("item-1"),
        "attempt": ATTEMPT,
        "item": st.sampled_from(["one", "two"]),
        "choices": st.sampled_from([["a"], ["b"]]),
    }
)
HANDED = st.fixed_dictionaries({"attempt": ATTEMPT})

item_histories = _events({Kind.ITEM_ANSWERED: ANSWERS, Kind.REVIEW_ANSWERED: ANSWERS}, "topic/one")
story_histories = _events({Kind.SCENARIO_CHOSEN: CHOICES}, "topic/story")
test_histories = _events({Kind.TEST_DRAWN: DRAWN, Kind.TEST_ANSWERED: GIVEN, Kind.TEST_HANDED_IN: HANDED}, "topic/test")
lesson_histories = _events({Kind.LESSON_COMPLETED: st.just({"version": "text"})}, "topic/one")
FOLLOWED = st.fixed_dictionaries({"day": st.sampled_from([30, 60, 90]), "answer": st.sampled_from(["did", "not"])})
plan_histories = _events(
    {
        Kind.PLAN_CHOSEN: st.fixed_dictionaries({"action": st.sampled_from(["wait", "ask"])}),
        Kind.PLAN_FOLLOWED: FOLLOWED,
    },
    "topic/plan",
)
