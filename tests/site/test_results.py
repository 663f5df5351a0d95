"""How a test went: what is said, what is not, and when the next try is possible."""

from __future__ import annotations

import re

import pytest

from lms.domain.mastery import Form, Sitting
from tests.harness.cast import Person, Stage
from tests.harness.finishing import (
    Wrong,
    answer_open,
    begin_test,
    choose_plan,
    everything,
    first_wrong,
    here,
    module,
    play_scenarios,
    read_lessons,
    standing_of,
    take_test,
)
from tests.site.test_tests import HAND_IN, TEST, events, words


def items_of(sitting: Sitting) -> set[str]:
    return {one.item for one in sitting.answers}


def test_enough_is_enough(stage: Stage, learner: Person) -> None:
    take_test(stage, learner, wrong=first_wrong(4))
    page = words(learner.client.get(TEST))
    assert "Passed: 16 of 20." in page
    assert "Choose one step for your work" in page


def test_one_too_few_is_not_yet(stage: Stage, learner: Person) -> None:
    sitting = take_test(stage, learner, wrong=first_wrong(5))
    page = learner.client.get(TEST)
    assert "15 of 20. Not yet." in words(page)
    assert "You need 16." in words(page)
    assert "in about 24 hours: from 24 November 2026, 09:00" in words(page)
    titles = {lesson.id: lesson.title for lesson in module(stage).lessons}
    assert all(titles[name] in words(page) for name in sitting.lessons_to_return_to())


@pytest.mark.parametrize("wrong", [everything, first_wrong(5), first_wrong(1, critical=True)])
def test_the_items_are_never_shown_again(stage: Stage, learner: Person, wrong: Wrong) -> None:
    sitting = take_test(stage, learner, wrong=wrong)
    page = learner.client.get(TEST).get_data(as_text=True)
    for one in sitting.answers:
        item = here(stage).library.item(f"{module(stage).id}/{one.item}")
        assert item is not None
        assert item.stem[:40] not in page
        assert f'"{item.id}"' not in page


def test_the_next_try_waits_a_day_and_has_other_questions(stage: Stage, learner: Person) -> None:
    begin = learner.client.get(TEST)
    failed = take_test(stage, learner, wrong=first_wrong(12))
    stage.clock.wait(hours=23, minutes=59)
    early = learner.client.send(begin, "Begin")
    assert early.status_code == 409
    assert "within the hour: from 24 November 2026, 09:00" in words(early)
    assert events(stage, learner, "test.drawn") == 1
    stage.clock.wait(minutes=1)
    again = learner.client.send(learner.client.get(TEST), "Try again now")
    assert "Question 1 of 20" in words(again)
    opened = standing_of(stage, learner).open
    assert opened is not None
    assert not items_of(opened) & items_of(failed)


def test_a_missed_grave_moment_is_made_good_by_two_others(stage: Stage, learner: Person) -> None:
    missed = take_test(stage, learner, wrong=first_wrong(1, critical=True))
    page = words(learner.client.get(TEST))
    assert "19 of 20, and something to make good" in page
    assert "in one moment when a wrong step can hurt a person" in page
    assert "two others of that kind" in page
    stage.clock.wait(hours=24)
    learner.client.send(learner.client.get(TEST), "Try again now")
    opened = standing_of(stage, learner).open
    assert opened is not None
    assert (opened.form, len(opened.answers)) == (Form.MEND, 2)
    assert not items_of(opened) & items_of(missed)
    answer_open(stage, learner)
    assert "What was missing is made good." in words(learner.client.send(learner.client.get(TEST), HAND_IN))


def test_two_missed_moments_ask_for_four(stage: Stage, learner: Person) -> None:
    take_test(stage, learner, wrong=first_wrong(2, critical=True))
    assert "4 others of that kind, two for each" in words(learner.client.get(TEST))


def test_what_was_not_made_good_is_a_whole_test_again(stage: Stage, learner: Person) -> None:
    take_test(stage, learner, wrong=first_wrong(1, critical=True))
    stage.clock.wait(hours=24)
    take_test(stage, learner, wrong=first_wrong(1, critical=True))
    page = words(learner.client.get(TEST))
    assert "All of these had to be right. The next try is a whole test" in page
    assert not re.search(r"\d of \d", page)  # in a sitting of two, a lesson would be a question
    stage.clock.wait(hours=24)
    assert len(begin_test(stage, learner).answers) == 20


def test_passed_stays_passed(stage: Stage, learner: Person) -> None:
    begin = learner.client.get(TEST)
    take_test(stage, learner)
    answer = learner.client.send(begin, "Begin")
    assert answer.status_code == 409
    assert "Passed: 20 of 20." in words(answer)


def test_the_way_on_from_a_passed_test(stage: Stage, learner: Person) -> None:
    take_test(stage, learner)
    assert "Choose one step for your work" in words(learner.client.get(TEST))
    choose_plan(stage, learner)
    assert "What the certificate still asks for" in words(learner.client.get(TEST))
    read_lessons(stage, learner)
    play_scenarios(stage, learner)
    assert "Get your certificate" in words(learner.client.get(TEST))
