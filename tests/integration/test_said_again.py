"""Forms that are sent again: in a row they are one fact, after something else they count anew."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.domain.event import Kind
from lms.services.log import Fact, note
from lms.storage import records
from tests.harness.cast import Person, Stage
from tests.harness.finishing import here, module
from tests.site.test_tests import events


def choose(stage: Stage, person: Person, action: str) -> None:
    fact = Fact(Kind.PLAN_CHOSEN, "confidentiality/plan", None, {"action": action})
    with stage.database.writing() as session:
        note(session, here(stage).book, person.id, "en", stage.clock(), [fact])


def chosen(stage: Stage, person: Person) -> str:
    with stage.database.reading() as session:
        line = records.line(session, person.id, "plan", "confidentiality/plan")
    assert line is not None
    return str(line.data["action"])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(st.sampled_from(["one", "two", "three"]), min_size=1, max_size=9))
def test_the_last_word_counts_and_repeating_it_adds_nothing(stage: Stage, said: list[str]) -> None:
    person = stage.person("Sokha")
    for action in said:
        choose(stage, person, action)
        assert chosen(stage, person) == action
    changes = sum(one != before for one, before in zip(said, [None, *said], strict=False))
    assert events(stage, person, "plan.chosen") == changes


@pytest.mark.parametrize("hours", [1, 30])
def test_the_same_words_on_another_day(stage: Stage, learner: Person, hours: int) -> None:
    choose(stage, learner, "one")
    stage.clock.wait(hours=hours)
    choose(stage, learner, "one")
    assert chosen(stage, learner) == "one"
    assert events(stage, learner, "plan.chosen") == (1 if hours == 1 else 2)


def test_practice_answers_change_back_as_well(stage: Stage, learner: Person) -> None:
    item = module(stage).practice(module(stage).lessons[0].id)[0]
    for letter in "aba":
        data = {"attempt": "form", "choices": [letter], "confidence": None}
        fact = Fact(Kind.ITEM_ANSWERED, item.subject, here(stage).library.version(item), data)
        with stage.database.writing() as session:
            note(session, here(stage).book, learner.id, "en", stage.clock(), [fact])
    with stage.database.reading() as session:
        line = records.line(session, learner.id, "item", item.subject)
    assert line is not None
    assert (line.data["choices"], line.data["answers"]) == (["a"], 3)
