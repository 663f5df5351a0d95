"""Short reviews: what is due, three at most, and the reasons."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from werkzeug.test import TestResponse

from lms.content.canonical import canonical
from lms.domain.course import Item, Use
from lms.storage import records
from lms.storage.versions import ContentVersion
from tests.harness.cast import Person, Stage
from tests.harness.own_pages import events, library_of, post, read_lesson, words
from tests.harness.statements import counted

REVIEW = "/en/me/review/"


def items(person: Person, lesson: str = "limits-first") -> tuple[Item, ...]:
    found: tuple[Item, ...] = library_of(person).modules["confidentiality"].practice(lesson)
    return found


def field(item: Item) -> str:
    return f"{item.module}.{item.id}"


def wrong_letter(item: Item) -> str:
    return next(letter for letter in item.letters if letter not in item.correct)


def answer(person: Person, page: TestResponse, *which: Item, sure: str = "sure") -> TestResponse:
    """Answers these items of the page rightly."""
    chosen = {field(item): next(iter(item.correct)) for item in which}
    return person.client.send(page, "See the reasons", **chosen, **{f"{name}.sure": sure for name in chosen})


def reviewed(stage: Stage, person: Person) -> list[tuple[str, list[str], str | None]]:
    kept = [one for one in events(stage, person.id) if one.kind == "review.answered"]
    return [(one.subject, one.data["choices"], one.data["confidence"]) for one in kept]


def test_nothing_answered_yet_leads_to_a_lesson(learner: Person) -> None:
    said = words(learner.client.get(REVIEW))
    assert "Nothing is due today" in said
    assert "Choose a lesson" in said


def test_when_nothing_is_due_it_says_when_something_will_be(stage: Stage, learner: Person) -> None:
    read_lesson(learner)
    with stage.database.reading() as session:
        due = records.next_due(session, learner.id)
    assert due is not None
    assert f"comes back on {due.day} {due:%B}" in words(learner.client.get(REVIEW))


def test_three_at_most_and_sure_and_wrong_first(stage: Stage, learner: Person) -> None:
    read_lesson(learner, "".join(next(iter(item.correct)) for item in items(learner)), sure="")
    stage.clock.wait(minutes=5)
    late = items(learner, "return-to-the-village")
    read_lesson(learner, "".join(wrong_letter(item) for item in late), sure="sure", lesson="return-to-the-village")
    stage.clock.wait(days=20)
    page = learner.client.get(REVIEW)
    assert [page.text.count(f'id="{field(item)}"') for item in late] == [1, 1, 1]
    assert "This holds" not in page.text  # no reason before the answer


def test_the_answers_are_kept_and_every_reason_is_shown(stage: Stage, learner: Person) -> None:
    read_lesson(learner)
    stage.clock.wait(days=20)
    done = answer(learner, learner.client.get(REVIEW), *items(learner), sure="fairly")
    for item in items(learner):
        assert all(option.why in done.text.replace("&#39;", "'") for option in item.options)
    assert words(done).count("This one comes back on") == 3
    assert sorted(reviewed(stage, learner)) == sorted(
        (item.subject, sorted(item.correct), "fairly") for item in items(learner)
    )
    assert "Nothing is due today" in words(learner.client.get(REVIEW))


def test_a_question_without_an_answer_stays_due(stage: Stage, learner: Person) -> None:
    read_lesson(learner)
    stage.clock.wait(days=20)
    first, *others = items(learner)
    done = answer(learner, learner.client.get(REVIEW), first)
    assert "Go on with the next ones" in words(done)
    page = learner.client.get(REVIEW)
    assert [page.text.count(f'id="{field(item)}"') for item in (first, *others)] == [0, 1, 1]


def test_no_answer_at_all_shows_the_form_again(stage: Stage, learner: Person) -> None:
    read_lesson(learner)
    stage.clock.wait(days=20)
    again = learner.client.send(learner.client.get(REVIEW), "See the reasons")
    assert again.status_code == 422
    assert "Choose one answer" in words(again)
    assert answer(learner, again, items(learner)[0]).status_code == 200


def test_sent_twice_it_is_kept_once_and_shown_twice(stage: Stage, learner: Person) -> None:
    read_lesson(learner)
    stage.clock.wait(days=20)
    page = learner.client.get(REVIEW)
    for _ in range(2):
        assert "Your answers, and why" in words(answer(learner, page, items(learner)[0]))
    assert len(reviewed(stage, learner)) == 1


def test_back_and_another_answer_keeps_the_first(stage: Stage, learner: Person) -> None:
    read_lesson(learner)
    stage.clock.wait(days=20)
    page, item = learner.client.get(REVIEW), items(learner)[0]
    learner.client.send(page, "See the reasons", **{field(item): wrong_letter(item)})
    answer(learner, page, item)
    assert [choices for _, choices, _ in reviewed(stage, learner)] == [[wrong_letter(item)]]


def test_test_questions_cannot_be_asked_for_here(learner: Person) -> None:
    library = library_of(learner)
    secret = library.modules["confidentiality"].bank(Use.TEST)[0]
    data = {"item": library.version(secret), field(secret): "a"}
    refused = post(learner.client, REVIEW, data, page="/en/me/settings/")
    assert refused.status_code == 409
    assert secret.options[0].why not in refused.text


def test_items_that_were_never_met_are_not_hers(stage: Stage, learner: Person) -> None:
    item = items(learner)[0]
    data = {"item": library_of(learner).version(item), field(item): "a"}
    assert post(learner.client, REVIEW, data, page="/en/me/settings/").status_code == 409
    assert events(stage, learner.id) == []


def test_the_answer_is_marked_against_the_version_that_was_seen(stage: Stage, learner: Person) -> None:
    """The site was restarted with another order of options while the page was open."""
    read_lesson(learner)
    stage.clock.wait(days=20)
    now = items(learner)[0]
    seen = replace(now, options=tuple(reversed(now.options)))
    version = library_of(learner).version(seen)
    with stage.database.writing() as session:
        row = ContentVersion(
            hash=version, kind="item", subject=seen.subject, body=canonical(seen), first_served_at=stage.clock()
        )
        session.add(row)
    data = {"item": version, field(seen): next(iter(seen.correct))}
    assert post(learner.client, REVIEW, data).status_code == 200
    with stage.database.reading() as session:
        line = records.line(session, learner.id, "item", seen.subject)
    assert line is not None
    assert line.data["right"] is True
    assert json.dumps(line.data["choices"]) == json.dumps(sorted(seen.correct))


@pytest.mark.parametrize("value", ["z", "ab", "\u202e", "x" * 4000, "<i>", "a\n"])
def test_what_is_no_choice_is_refused(stage: Stage, learner: Person, value: str) -> None:
    read_lesson(learner)
    stage.clock.wait(days=20)
    item = items(learner)[0]
    data = {"item": library_of(learner).version(item), field(item): value}
    assert post(learner.client, REVIEW, data).status_code == 422
    assert reviewed(stage, learner) == []


@pytest.mark.parametrize("version", ["", "x", "0" * 20, "0" * 4000, "%s", "../.."])
def test_strange_versions_are_no_items(learner: Person, version: str) -> None:
    assert post(learner.client, REVIEW, {"item": version}, page="/en/me/settings/").status_code == 409


def test_the_statement_budgets(stage: Stage, learner: Person) -> None:
    read_lesson(learner)
    stage.clock.wait(days=20)
    with counted(stage.database) as statements:
        page = learner.client.get(REVIEW)
    assert len(statements) <= 6, "\n".join(statements)
    with counted(stage.database) as statements:
        answer(learner, page, *items(learner))
    assert len(statements) <= 9, "\n".join(statements)
