"""The pre-test and the mastery test, as a learner meets them page by page."""

from __future__ import annotations

import re

import pytest
from markupsafe import escape
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from lms.domain.bank import FULL, PRE
from lms.domain.course import Item
from lms.storage.events import Logged
from tests.harness.cast import Person, Stage
from tests.harness.finishing import (
    answer_open,
    begin_test,
    everything,
    here,
    letter_for,
    module,
    read_lessons,
    standing_of,
    take_test,
)
from tests.harness.statements import counted

TEST = "/en/modules/confidentiality/test/"
BEFORE = "/en/modules/confidentiality/pre-test/"
HAND_IN = "Hand in"


def words(answer: TestResponse) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", answer.get_data(as_text=True)).split())


def keep(person: Person, number: int, **fields: object) -> TestResponse:
    """Answers a question on its page; the answer is not followed."""
    page = person.client.get(f"{TEST}?q={number}")
    return person.client.send(page, "Keep", follow=False, **fields)


def posted(person: Person, **fields: object) -> TestResponse:
    """A form of the open test, with fields of one's own making in it."""
    form = person.client.form(person.client.get(f"{TEST}?q=1"), "Keep")
    data = {name: value for name, value in {**form.fields, **fields}.items() if value is not None}
    return person.client.post(TEST, data=data, headers=person.client.same_origin())


def events(stage: Stage, person: Person, kind: str) -> int:
    query = select(func.count()).select_from(Logged).where(Logged.account_id == person.id, Logged.kind == kind)
    with stage.database.reading() as session:
        return session.scalar(query) or 0


# Beginning ---------------------------------------------------------


@pytest.mark.parametrize("address", [TEST, BEFORE])
def test_a_stranger_is_asked_to_sign_in(stage: Stage, address: str) -> None:
    answer = stage.stranger().get(address)
    assert answer.status_code == 303
    assert answer.location.startswith("/en/sign-in/?next=")


@pytest.mark.parametrize("address", ["/en/modules/nothing/test/", "/en/modules/orientation/test/"])
def test_no_module_and_no_test_are_no_page(learner: Person, address: str) -> None:
    assert learner.client.get(address).status_code == 404


def test_the_first_page_says_what_it_is(stage: Stage, learner: Person) -> None:
    page = words(learner.client.get(TEST))
    assert "20 questions" in page
    assert "16 right answers of 20" in page
    assert "after 24 hours, with other questions" in page
    assert "You have read 0 of 6 lessons. You may begin now" in page
    read_lessons(stage, learner)
    assert "You may begin now" not in words(learner.client.get(TEST))


def test_beginning_twice_draws_once(stage: Stage, learner: Person) -> None:
    page = learner.client.get(TEST)
    first = learner.client.send(page, "Begin")
    assert "Question 1 of 20" in words(first)
    again = learner.client.send(page, "Begin")
    assert "Question 1 of 20" in words(again)
    assert events(stage, learner, "test.drawn") == 1


@pytest.mark.parametrize("lang", ["km", "en-XA", "ar-XB"])
def test_every_page_in_every_language(stage: Stage, learner: Person, lang: str) -> None:
    address = TEST.replace("/en/", f"/{lang}/")
    assert learner.client.get(address).status_code == 200
    begin_test(stage, learner)
    for query in ("?q=1", ""):
        assert learner.client.get(address + query).status_code == 200
    answer_open(stage, learner, wrong=everything)
    learner.client.send(learner.client.get(address), "", step="hand-in")
    assert learner.client.get(address).status_code == 200


# Answering ---------------------------------------------------------


def test_an_answer_is_kept_and_shown_again(stage: Stage, learner: Person) -> None:
    begin_test(stage, learner)
    gone_on = keep(learner, 7, choice="b")
    assert (gone_on.status_code, gone_on.location) == (303, f"{TEST}?q=8")
    page = learner.client.get(f"{TEST}?q=7")
    assert "Question 7 of 20" in words(page)
    assert learner.client.form(page, "Keep").fields["choice"] == ["b"]


def test_a_question_tells_nothing_of_the_answer(stage: Stage, learner: Person) -> None:
    sitting = begin_test(stage, learner)
    pages = [learner.client.get(f"{TEST}?q={number}").get_data(as_text=True) for number in range(1, 21)]
    for page, one in zip(pages, sitting.answers, strict=True):
        item = here(stage).book.marked(one.version)
        assert isinstance(item, Item)
        assert not [option.why for option in item.options if option.why[:30] in page]
        asked = page.partition("<fieldset")[2].partition("</fieldset")[0]
        for told in [item.stem, *(option.text for option in item.options)]:
            asked = asked.replace(escape(told), "")
        assert not re.search(r"best|correct|critical|reason|\.sure", asked)
        assert len(set(re.findall(r"<label.*?</label>", re.sub(r'value="."', "", asked)))) == 1


def test_the_way_goes_through_the_unanswered(stage: Stage, learner: Person) -> None:
    begin_test(stage, learner)
    assert keep(learner, 20, choice="a").location == f"{TEST}?q=1"
    assert keep(learner, 2, choice="a").location == f"{TEST}?q=3"
    assert keep(learner, 1, choice="a").location == f"{TEST}?q=3"
    assert keep(learner, 3, later="1").location == f"{TEST}?q=4"
    answer_open(stage, learner)
    assert keep(learner, 5, choice="a").location == TEST


def test_come_back_later_keeps_a_choice_that_was_made(stage: Stage, learner: Person) -> None:
    begin_test(stage, learner)
    keep(learner, 4, choice="c", later="1")
    keep(learner, 5, later="1")
    assert learner.client.form(learner.client.get(f"{TEST}?q=4"), "Keep").fields["choice"] == ["c"]
    assert events(stage, learner, "test.answered") == 1


def test_the_last_choice_counts_however_often_it_changes(stage: Stage, learner: Person) -> None:
    begin_test(stage, learner)
    for choice in "abaab":
        keep(learner, 1, choice=choice)
        open_now = standing_of(stage, learner).open
        assert open_now is not None
        assert open_now.answers[0].choices == {choice}
    assert events(stage, learner, "test.answered") == 4  # the double click in between is one answer


BAD = {
    "nothing chosen": {"choice": []},
    "a letter that is not there": {"choice": "e"},
    "two letters": {"choice": ["a", "b"]},
    "two letters in one": {"choice": "ab"},
    "a capital": {"choice": "A"},
    "markup": {"choice": "<b>"},
    "huge": {"choice": "a" * 100_000},
    "turned round": {"choice": "\u202ea"},
}


@pytest.mark.parametrize("fields", BAD.values(), ids=BAD.keys())
def test_a_choice_that_cannot_be_is_asked_again(stage: Stage, learner: Person, fields: dict[str, object]) -> None:
    begin_test(stage, learner)
    keep(learner, 1, choice="c")
    answer = posted(learner, **fields)
    assert answer.status_code == 422
    assert "Choose one answer." in words(answer)
    assert learner.client.form(answer, "Keep").fields["choice"] == ["c"]
    assert events(stage, learner, "test.answered") == 1


@pytest.mark.parametrize("number", ["0", "21", "x", "", "-1", "1e3", "٣", "9" * 5000, None])
def test_a_question_that_is_not_there(stage: Stage, learner: Person, number: str | None) -> None:
    begin_test(stage, learner)
    assert posted(learner, q=number, choice="a").status_code == 404
    if number is not None:
        assert learner.client.get(TEST, query_string={"q": number}).status_code == 404
    assert events(stage, learner, "test.answered") == 0


@pytest.mark.parametrize("step", ["", "finish", None])
def test_a_form_that_asks_for_nothing(stage: Stage, learner: Person, step: str | None) -> None:
    begin_test(stage, learner)
    assert posted(learner, step=step, choice="a").status_code == 422


@pytest.mark.parametrize("attempt", ["", None, "0" * 32, "\u202e", "a" * 100_000])
def test_an_attempt_that_is_not_hers(stage: Stage, learner: Person, attempt: str | None) -> None:
    begin_test(stage, learner)
    answer = posted(learner, attempt=attempt, choice="a")
    assert answer.status_code == 409
    assert "This page is out of date" in words(answer)
    assert events(stage, learner, "test.answered") == 0


def test_another_persons_attempt_looks_like_one_that_is_over(stage: Stage, learner: Person) -> None:
    other = stage.person("Mealea")
    hers = begin_test(stage, other)
    begin_test(stage, learner)
    foreign, missing = posted(learner, attempt=hers.attempt, choice="a"), posted(learner, attempt="0", choice="a")
    assert (foreign.status_code, words(foreign)) == (missing.status_code, words(missing))
    assert events(stage, other, "test.answered") == events(stage, learner, "test.answered") == 0


# Handing in --------------------------------------------------------


def test_what_has_no_answer_is_listed_and_holds_the_door(stage: Stage, learner: Person) -> None:
    sitting = begin_test(stage, learner)
    keep(learner, 1, choice="a")
    page = learner.client.get(TEST)
    assert "19 questions have no answer yet" in words(page)
    assert HAND_IN not in words(page).partition("Your place")[0].replace("You can hand in", "")
    refused = posted(learner, step="hand-in", attempt=sitting.attempt)
    assert refused.status_code == 422
    assert "19 questions have no answer yet" in words(refused)
    assert standing_of(stage, learner).open is not None


def test_handing_in_is_asked_once_and_done_once(stage: Stage, learner: Person) -> None:
    begin_test(stage, learner)
    answer_open(stage, learner)
    page = learner.client.get(TEST)
    assert "Every question has an answer" in words(page)
    assert "Passed: 20 of 20." in words(learner.client.send(page, HAND_IN))
    assert "Passed: 20 of 20." in words(learner.client.send(page, HAND_IN))
    assert events(stage, learner, "test.handed-in") == 1


def test_an_answer_after_handing_in_changes_nothing(stage: Stage, learner: Person) -> None:
    begin_test(stage, learner)
    answer_open(stage, learner)
    other_tab = learner.client.get(f"{TEST}?q=1")
    learner.client.send(learner.client.get(TEST), HAND_IN)
    wrong = letter_for(here(stage), standing_of(stage, learner).sittings[0].answers[0], right=False)
    late = learner.client.send(other_tab, "Keep", choice=wrong)
    assert late.status_code == 409
    assert "handed in already" in words(late)
    assert "Passed: 20 of 20." in words(learner.client.get(TEST))
    assert learner.client.get(f"{TEST}?q=1").location == TEST


def test_a_form_of_yesterday_hands_in_nothing_of_today(stage: Stage, learner: Person) -> None:
    begin_test(stage, learner)
    answer_open(stage, learner, wrong=everything)
    old = learner.client.get(TEST)
    learner.client.send(old, HAND_IN)
    stage.clock.wait(hours=25)
    begin_test(stage, learner)
    answer_open(stage, learner)
    assert learner.client.send(old, HAND_IN).status_code == 409
    assert standing_of(stage, learner).open is not None


def test_the_statement_budgets(stage: Stage, learner: Person) -> None:
    begin_test(stage, learner)
    for number in (1, 2):
        with counted(stage.database) as asked:
            page = learner.client.get(f"{TEST}?q={number}")
        assert len(asked) <= 6, asked
        with counted(stage.database) as asked:
            learner.client.send(page, "Keep", follow=False, choice="a")
        assert len(asked) <= 6, asked
    for address in (TEST, BEFORE):
        with counted(stage.database) as asked:
            learner.client.get(address)
        assert len(asked) <= 6, asked


# The pre-test ------------------------------------------------------


def test_the_questions_before_give_no_marks_and_no_reasons(stage: Stage, learner: Person) -> None:
    take_test(stage, learner, wrong=everything, which=PRE)
    page = learner.client.get(BEFORE)
    assert "Now the first lesson." in words(page)
    assert not re.search(r"\d+ of \d+", words(page))
    assert module(stage).lessons[0].title in words(page)
    answer = learner.client.post(
        BEFORE,
        data={**learner.client.form(learner.client.get(TEST), "Begin").fields},
        headers=learner.client.same_origin(),
    )
    assert answer.status_code == 409


def test_the_two_forms_do_not_meet(stage: Stage, learner: Person) -> None:
    before, after = begin_test(stage, learner, PRE), begin_test(stage, learner, FULL)
    assert not {one.item for one in before.answers} & {one.item for one in after.answers}
