"""How a plan went, as phones send it: understood, folded, kept through a rebuild; or quarantined with the reason."""

from __future__ import annotations

import random
import uuid
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.cli.rebuild import rebuilt
from lms.domain.course import Module
from lms.domain.errors import Clash, Invalid
from lms.services import follow_ups
from lms.services.beside import Receipt, Sender
from lms.services.learner_view import learner_view
from lms.services.log import receive
from lms.storage import accounts, cohorts, records
from tests.harness.cast import Person, Stage
from tests.harness.finishing import choose_plan, here, module
from tests.harness.staff import cohort_for
from tests.site.test_tests import events

SUBJECT = "confidentiality/plan"


def sent(n: int, kind: str = "plan.followed", subject: str = SUBJECT, **data: Any) -> dict[str, Any]:
    mark = str(uuid.UUID(int=random.Random(f"{n}{kind}{data}").getrandbits(128), version=4))
    parts = {"id": mark, "n": n, "at": "2026-11-22T08:00:00Z", "kind": kind, "subject": subject}
    return {**parts, "version": None, "lang": "en", "data": data}


def send(stage: Stage, person: Person, *batch: dict[str, Any]) -> list[Receipt]:
    with stage.database.writing() as session:
        sender = Sender(person.id, uuid.uuid5(person.id, "phone"), stage.clock(), stage.clock())
        return receive(session, here(stage).book, sender, batch)


def line(stage: Stage, person: Person) -> Any:
    with stage.database.reading() as session:
        return records.line(session, person.id, "plan", SUBJECT)


def keep(stage: Stage, person: Person, day: int, answer: str, of: Module | None = None) -> None:
    with stage.database.writing() as session:
        book, now = here(stage).book, stage.clock()
        follow_ups.follow_up(session, book, of or module(stage), day, answer, person.id, "en", now)


# From phones -------------------------------------------------------


def test_an_answer_from_a_phone_stands_beside_the_step(stage: Stage, learner: Person) -> None:
    batch = [sent(1, "plan.chosen", action="open-register"), sent(2, day=30, answer="not-yet")]
    assert [one.status for one in send(stage, learner, *batch)] == ["stored", "stored"]
    assert line(stage, learner).data == {"action": "open-register", "followed": [[30, "not-yet"]]}
    assert [one.status for one in send(stage, learner, *batch)] == ["duplicate", "duplicate"]


HISTORY = [
    sent(1, "plan.chosen", action="open-register"),
    sent(2, day=30, answer="not-yet"),
    sent(3, "plan.chosen", action="relative-rings"),
    sent(4, day=30, answer="said-before"),
    sent(5, day=60, answer="saw-none"),
    sent(6, day=60, answer="changed"),
]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(HISTORY), cuts=st.lists(st.integers(0, 6), max_size=3))
def test_in_whatever_order_they_arrive(stage: Stage, order: list[dict[str, Any]], cuts: list[int]) -> None:
    person = stage.person("Sokha")
    mine = [{**one, "id": str(uuid.uuid5(person.id, one["id"]))} for one in order]
    places = [0, *sorted(cuts), len(mine)]
    for start, end in pairwise(places):
        send(stage, person, *mine[start:end])
    assert line(stage, person).data == {"action": "relative-rings", "followed": [[30, "said-before"], [60, "changed"]]}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"day": 45, "answer": "not-yet"}, "day is not one of 30, 60, 90"),
        ({"day": "30", "answer": "not-yet"}, "day is not one of 30, 60, 90"),
        ({"day": True, "answer": "not-yet"}, "day is not one of 30, 60, 90"),
        ({"day": 30.0, "answer": "not-yet"}, "day is not one of 30, 60, 90"),
        ({"answer": "not-yet"}, "day is not one of 30, 60, 90"),
        ({"day": 30}, "answer is not well formed"),
        ({"day": 30, "answer": "<b>"}, "answer is not well formed"),
        ({"day": 30, "answer": ["not-yet"]}, "answer is not well formed"),
        ({"day": 30, "answer": "nothing"}, "this module has no such answer"),
        ({"day": 60, "answer": "not-yet"}, "this module has no such answer"),
        ({"day": 30, "answer": "not-yet", "words": "my own"}, "data has other parts than this kind"),
    ],
)
def test_what_is_no_answer_goes_to_quarantine(stage: Stage, learner: Person, data: dict[str, Any], reason: str) -> None:
    [receipt] = send(stage, learner, sent(1, **data))
    assert (receipt.status, receipt.reason) == ("quarantined", reason)
    assert line(stage, learner) is None


@pytest.mark.parametrize(
    ("subject", "reason"),
    [
        ("confidentiality/test", "subject is not well formed"),
        ("confidentiality", "subject is not well formed"),
        ("nothing/plan", "this module has no such answer"),
        ("bridge/plan", "this module has no such answer"),
        ("courses/plan", "this module has no such answer"),
    ],
)
def test_so_does_an_answer_about_something_else(stage: Stage, learner: Person, subject: str, reason: str) -> None:
    [receipt] = send(stage, learner, sent(1, subject=subject, day=30, answer="not-yet"))
    assert (receipt.status, receipt.reason) == ("quarantined", reason)


# From forms --------------------------------------------------------


def test_the_last_word_counts_and_repeating_it_adds_nothing(stage: Stage, learner: Person) -> None:
    choose_plan(stage, learner)
    stage.clock.wait(days=30)
    for answer in ("not-yet", "not-yet", "said-after", "not-yet", "not-yet"):
        keep(stage, learner, 30, answer)
        assert line(stage, learner).data["followed"] == [[30, answer]]
    assert events(stage, learner, "plan.followed") == 3


@pytest.mark.parametrize(("day", "hours"), [(30, 29 * 24), (60, 59 * 24), (90, 89 * 24), (45, 99 * 24), (0, 99 * 24)])
def test_a_question_opens_on_its_day(stage: Stage, learner: Person, day: int, hours: int) -> None:
    choose_plan(stage, learner)
    stage.clock.wait(hours=hours)
    with pytest.raises(Clash):
        keep(stage, learner, day, "not-yet")
    if day in (30, 60, 90):
        stage.clock.wait(hours=24)
        question = next(one for one in module(stage).follow_ups if one.day == day)
        keep(stage, learner, day, question.answers[0].id)
        assert line(stage, learner).data["followed"] == [[day, question.answers[0].id]]


def test_no_other_module_and_no_other_answer(stage: Stage, learner: Person) -> None:
    choose_plan(stage, learner)
    stage.clock.wait(days=30)
    with pytest.raises(Invalid):
        keep(stage, learner, 30, "nothing")
    for name in ("trauma-informed-care", "bridge"):
        with pytest.raises(Clash):
            keep(stage, learner, 30, "not-yet", here(stage).library.modules[name])
    assert line(stage, learner).data["followed"] == []


# For nobody else ---------------------------------------------------


def test_a_trainer_is_told_that_there_is_a_plan_and_nothing_of_it(
    stage: Stage, trainer: Person, learner: Person
) -> None:
    group = cohort_for(stage, trainer, learner)
    choose_plan(stage, learner)
    stage.clock.wait(days=30)
    keep(stage, learner, 30, "not-yet")
    with stage.database.reading() as session:
        cohort, account = cohorts.by_id(session, group), accounts.by_id(session, learner.id)
        assert cohort
        assert account
        view = learner_view(session, here(stage).library, cohort, account, stage.clock())
    plan = view.lines["plan", SUBJECT]
    assert (plan.state, plan.data, plan.due_at) == ("done", {}, None)


# For good ----------------------------------------------------------


def test_a_rebuild_makes_the_same_line(stage: Stage, learner: Person) -> None:
    choose_plan(stage, learner)
    stage.clock.wait(days=30)
    keep(stage, learner, 30, "not-yet")
    before = line(stage, learner)
    assert rebuilt(stage.database, here(stage).library) == (1, 0)
    assert line(stage, learner) == before
    assert before.due_at.isoformat() == "2027-01-22T00:00:00+00:00"
