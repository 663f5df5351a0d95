"""A lesson that was read: one form, one button, the reasons for everybody, and a record for who is signed in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lms.web.site import KEY
from tests.harness.cast import Person, Stage
from tests.harness.client import Client
from tests.harness.own_pages import LESSON, events, library_of, read_lesson, words
from tests.harness.statements import counted


def items_of(person: Person, lesson: str = "limits-first") -> list[str]:
    return [item.id for item in library_of(person).modules["confidentiality"].practice(lesson)]


def test_the_answers_are_kept_and_every_reason_is_shown(stage: Stage, learner: Person) -> None:
    answer = read_lesson(learner, "ab-", sure="guessing")
    assert answer.status_code == 200
    assert "Your answers are kept" in words(answer)
    first, second, _ = items_of(learner)
    kept = [
        (one.kind, one.subject, one.data.get("choices"), one.data.get("confidence"))
        for one in events(stage, learner.id)
    ]
    assert kept == [
        ("lesson.completed", "confidentiality/limits-first", None, None),
        ("item.answered", f"confidentiality/{first}", ["a"], "guessing"),
        ("item.answered", f"confidentiality/{second}", ["b"], "guessing"),
    ]
    for item in library_of(learner).modules["confidentiality"].practice("limits-first"):
        assert all(option.why in answer.text.replace("&#39;", "'") for option in item.options)


def test_the_form_of_the_page_itself_is_taken(stage: Stage, learner: Person) -> None:
    page = learner.client.get(LESSON)
    first = items_of(learner)[0]
    answer = learner.client.send(page, "I have read this", **{first: "c", f"{first}.sure": "sure"})
    assert "Your answers are kept" in words(answer)
    assert len(events(stage, learner.id)) == 2


def test_sent_twice_it_is_kept_once(stage: Stage, learner: Person) -> None:
    for _ in range(2):
        assert read_lesson(learner).status_code == 200
    assert len(events(stage, learner.id)) == 4


def test_back_and_another_answer_are_both_kept(stage: Stage, learner: Person) -> None:
    read_lesson(learner, "a--")
    read_lesson(learner, "b--")
    assert [one.data["choices"] for one in events(stage, learner.id) if one.topic == "item"] == [["a"], ["b"]]


def test_a_stranger_sees_the_same_and_nothing_is_kept(stage: Stage, learner: Person, stranger: Client) -> None:
    first = items_of(learner)[0]
    with counted(stage.database) as statements:
        answer = stranger.post(LESSON, data={first: "a"}, headers=stranger.same_origin())
    assert answer.status_code == 200
    assert "Nothing was kept, because you are not signed in" in words(answer)
    assert statements == []


def test_a_bare_browser_is_asked_once_more_and_loses_no_answer(stage: Stage, learner: Person) -> None:
    first = items_of(learner)[0]
    asked = learner.client.post(LESSON, data={first: "b", f"{first}.sure": "sure"})  # no Origin, no Sec-Fetch-Site
    assert asked.status_code == 400
    assert events(stage, learner.id) == []
    learner.client.send(asked, "Send it")
    assert [one.data.get("choices") for one in events(stage, learner.id)] == [None, ["b"]]


@pytest.mark.parametrize("choice", ["z", "ab", "", "A", "а", "\ufffd", "<b>"])
def test_what_is_no_answer_is_refused_whole(stage: Stage, learner: Person, choice: str) -> None:
    first, second, _ = items_of(learner)
    data = {first: "a", second: choice}
    answer = learner.client.post(LESSON, data=data, headers=learner.client.same_origin())
    assert answer.status_code == 422
    assert events(stage, learner.id) == []


def test_two_answers_to_one_question_are_refused(stage: Stage, learner: Person) -> None:
    first = items_of(learner)[0]
    for data in (
        {first: ["a", "b"]},
        {first: "a", f"{first}.sure": ["sure", "fairly"]},
        {first: "a", f"{first}.sure": "very"},
    ):
        answer = learner.client.post(LESSON, data=data, headers=learner.client.same_origin())
        assert answer.status_code == 422
    assert events(stage, learner.id) == []


def test_fields_that_the_lesson_does_not_have_are_passed_over(stage: Stage, learner: Person) -> None:
    data = {"nothing": "a", "reveal-form": "a", "x" * 3000: "y"}
    assert learner.client.post(LESSON, data=data, headers=learner.client.same_origin()).status_code == 200
    assert [one.kind for one in events(stage, learner.id)] == ["lesson.completed"]


@pytest.mark.parametrize("address", ["/en/modules/confidentiality/nothing/", "/en/modules/nothing/limits-first/"])
def test_a_lesson_that_is_not_there(learner: Person, address: str) -> None:
    assert learner.client.get(address).status_code == 404
    assert learner.client.post(address, headers=learner.client.same_origin()).status_code == 404


def test_a_renamed_lesson_still_takes_its_form(stage: Stage, learner: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    site = stage.app.extensions[KEY]
    moved = replace(site.library, redirects={"confidentiality/older-name": "confidentiality/limits-first"})
    monkeypatch.setattr(site, "library", moved)
    address = "/en/modules/confidentiality/older-name/"
    assert learner.client.post(address, headers=learner.client.same_origin()).status_code == 200
    assert [one.subject for one in events(stage, learner.id)] == ["confidentiality/limits-first"]


def test_where_lessons_are_for_members_a_stranger_signs_in(
    stage: Stage, stranger: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = stage.app.extensions[KEY]
    monkeypatch.setattr(site, "settings", replace(site.settings, content="members"))
    answer = stranger.post(LESSON, headers=stranger.same_origin())
    assert (answer.status_code, answer.location) == (303, f"/en/sign-in/?next={LESSON}")


def test_the_answer_speaks_the_languages_of_the_site(learner: Person) -> None:
    for lang in ("bn", "km", "en-XA", "ar-XB"):
        address = LESSON.replace("/en/", f"/{lang}/")
        answer = learner.client.post(address, headers=learner.client.same_origin())
        assert answer.headers["Content-Language"] == lang


def test_the_statement_budget(stage: Stage, learner: Person) -> None:
    read_lesson(learner, "a--")
    with counted(stage.database) as statements:
        read_lesson(learner, "bbb")
    assert len(statements) <= 6, "\n".join(statements)


# The situation on the first page -----------------------------------


def test_anybody_can_try_one(stage: Stage, stranger: Client) -> None:
    with counted(stage.database) as statements:
        answer = stranger.send(stranger.get("/en/"), "", choice="a")
    assert "Your answer, and why" in words(answer)
    assert statements == []


@pytest.mark.parametrize(("choice", "status"), [("z", 422), ("", 422), (["a", "b"], 422), ([], 303)])
def test_what_is_no_choice_is_no_answer(stranger: Client, choice: str | list[str], status: int) -> None:
    answer = stranger.post("/en/try/", data={"choice": choice}, headers=stranger.same_origin())
    assert answer.status_code == status


def test_the_address_of_the_answer_alone_leads_to_the_start(stranger: Client) -> None:
    assert stranger.get("/en/try/").location == "/en/"
