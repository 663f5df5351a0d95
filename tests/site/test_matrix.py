"""The matrix, its files, and the questions that go wrong."""

from __future__ import annotations

import csv
import gzip
import io
import re

import brotli
import pytest

from lms.domain.course import Use
from lms.domain.event import Kind
from lms.services.log import Fact, note
from lms.services.matrix import PER_PAGE, columns
from tests.harness import crowd, finishing
from tests.harness.cast import Person, Stage
from tests.harness.finishing import here
from tests.harness.staff import buttons_to, cohort_for, trail, words
from tests.harness.statements import counted
from tests.harness.wide import wide_library

CELL = re.compile(r'<td class=(?:"(\w) g"|(\w))><([iu])>([^<]+)</')


@pytest.fixture
def wide(stage: Stage):
    """The course of the crowd with forty activities and more."""
    site = here(stage)
    own = site.library
    site.library = wide_library(own, crowd.COURSE, 40)
    yield site.library
    site.library = own


# At a glance ---------------------------------------------------------


def test_the_matrix_shows_people_by_activities_with_a_word_in_each_cell(
    stage: Stage, trainer: Person, learner: Person
) -> None:
    passed, failed = stage.person("Passed"), stage.person("Failed")
    cohort = cohort_for(stage, trainer, learner, passed, failed)
    finishing.finish_module(stage, passed)
    finishing.take_test(stage, failed, finishing.everything)
    page = trainer.client.get(f"/en/cohorts/{cohort}/matrix/").get_data(as_text=True)
    shown = columns(here(stage).library, crowd.COURSE)
    width, test = len(shown), [column.subject for column in shown].index("confidentiality/test")
    cells = [(first or second, tag, text) for first, second, tag, text in CELL.findall(page)]
    assert len(cells) == 3 * width
    rows = [cells[start : start + width] for start in range(0, len(cells), width)]
    assert list(buttons_to(trainer.client.get(f"/en/cohorts/{cohort}/matrix/"))) == ["Failed", "Passed", "Sokha"]
    assert rows[0][test] == ("a", "u", "0")
    assert rows[1][test] == ("p", "u", "20")
    assert set(rows[2]) == {("n", "i", "not yet")}
    assert ("d", "i", "done") in rows[1]


def test_the_matrix_of_one_module_is_narrow(stage: Stage, trainer: Person, learner: Person) -> None:
    cohort = cohort_for(stage, trainer, learner)
    finishing.read_lessons(stage, learner)
    address = f"/en/cohorts/{cohort}/matrix/"
    width = [column.group for column in columns(here(stage).library, crowd.COURSE)].count("confidentiality")
    narrow = trainer.client.get(f"{address}?part=confidentiality")
    assert len(CELL.findall(narrow.get_data(as_text=True))) == width
    assert 'aria-current="page">Confidentiality' in narrow.text
    for strange in ("", "nosuch", "courses/x", "%00", "a" * 500):
        answer = trainer.client.get(f"{address}?part={strange}")
        assert answer.status_code in (200, 400)
        assert answer.status_code == 400 or 'aria-current="page">All<' in answer.text


def test_the_matrix_says_when_somebody_was_last_seen(stage: Stage, trainer: Person, learner: Person) -> None:
    cohort = cohort_for(stage, trainer, learner)
    assert "Sokha –" in words(trainer.client.get(f"/en/cohorts/{cohort}/matrix/"))
    finishing.read_lessons(stage, learner, but=4)
    assert "Sokha today" in words(trainer.client.get(f"/en/cohorts/{cohort}/matrix/"))
    stage.clock.wait(days=3)
    assert "Sokha 3 days" in words(trainer.client.get(f"/en/cohorts/{cohort}/matrix/"))


def test_two_people_of_one_name_are_told_apart(stage: Stage, trainer: Person, learner: Person) -> None:
    other = stage.person("Sokha")
    cohort = cohort_for(stage, trainer, learner, other, stage.person("Ratha"))
    page = words(trainer.client.get(f"/en/cohorts/{cohort}/matrix/"))
    for twin in (learner, other):
        assert f"Sokha {twin.name} –" in page
        assert f"{twin.name} · Joined: today." in words(trainer.client.get(f"/en/cohorts/{cohort}/"))
    assert "Ratha –" in page


def test_an_empty_cohort_has_a_word_instead_of_a_table(stage: Stage, trainer: Person) -> None:
    page = trainer.client.get(f"/en/cohorts/{cohort_for(stage, trainer)}/matrix/")
    assert "Nobody has joined yet" in words(page)
    assert "<table" not in page.get_data(as_text=True)


@pytest.mark.parametrize("lang", ["bn", "km", "ar-XB"])
def test_the_matrix_stands_in_every_language(stage: Stage, trainer: Person, lang: str) -> None:
    cohort = crowd.cohort_of(stage, trainer, 12)
    assert trainer.client.get(f"/{lang}/cohorts/{cohort}/matrix/").status_code == 200


# What it costs ---------------------------------------------------------


@pytest.mark.usefixtures("wide")
def test_the_matrix_costs_the_same_statements_for_thirty_and_three_hundred(stage: Stage, trainer: Person) -> None:
    few, many = crowd.cohort_of(stage, trainer, 30), crowd.cohort_of(stage, trainer, 300, seed=2)
    pages, costs = {}, {}
    for cohort in (few, many):
        with counted(stage.database) as statements:
            pages[cohort] = trainer.client.get(f"/en/cohorts/{cohort}/matrix/").data
        costs[cohort] = len(statements)
    assert costs[few] == costs[many] <= 20
    assert pages[many].count(b"<tr><th scope=row>") == 300
    assert pages[many].count(b"<td class=") >= 300 * 40
    assert len(brotli.compress(pages[many])) <= 25_000


@pytest.mark.parametrize("page", ["matrix.csv", "matrix.json", "items/", ""])
def test_every_page_of_a_cohort_costs_the_same_for_few_and_many(stage: Stage, trainer: Person, page: str) -> None:
    few, many = crowd.cohort_of(stage, trainer, 20), crowd.cohort_of(stage, trainer, 90, seed=2)
    costs = []
    for cohort in (few, many):
        with counted(stage.database) as statements:
            assert trainer.client.get(f"/en/cohorts/{cohort}/{page}").status_code == 200
        costs.append(len(statements))
    assert costs[0] == costs[1] <= 10


def test_more_people_than_fit_on_a_page_are_on_the_next(stage: Stage, trainer: Person) -> None:
    cohort = crowd.cohort_of(stage, trainer, PER_PAGE + 2)
    first = trainer.client.get(f"/en/cohorts/{cohort}/matrix/")
    second = trainer.client.get(f"/en/cohorts/{cohort}/matrix/?page=2")
    beyond = trainer.client.get(f"/en/cohorts/{cohort}/matrix/?page=99")
    assert "?page=2" in first.get_data(as_text=True)
    assert first.data.count(b"<tr><th scope=row>") == PER_PAGE
    assert second.data.count(b"<tr><th scope=row>") == beyond.data.count(b"<tr><th scope=row>") == 2
    assert trainer.client.get(f"/en/cohorts/{cohort}/matrix/?page=x").status_code == 404


@pytest.mark.parametrize(("coding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
@pytest.mark.parametrize("page", ["matrix/", "matrix.csv", "matrix.json"])
def test_pages_and_files_are_sent_small(stage: Stage, trainer: Person, coding: str, unpack, page: str) -> None:
    address = f"/en/cohorts/{crowd.cohort_of(stage, trainer, 20)}/{page}"
    plain = trainer.client.get(address)
    small = trainer.client.get(address, headers={"Accept-Encoding": coding})
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == coding
    assert "Accept-Encoding" in small.headers["Vary"]
    assert len(small.data) < len(plain.data) / 2
    whole = unpack(small.data)
    assert len(whole) == len(plain.data) if page != "matrix/" else b"</table>" in whole


# Files -----------------------------------------------------------------


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


BAD_NAMES = ["=1+1", "+SUM(A1)", "-2", "@here", "  =2", "＝3", "\t=4"]


def test_the_file_is_harmless_and_has_a_name_that_says_nothing(stage: Stage, trainer: Person) -> None:
    people = [stage.person("Plain") for _ in BAD_NAMES]
    with stage.database.writing() as session:
        for person, name in zip(people, BAD_NAMES, strict=True):
            session.merge(stage.account(person)).nickname = name  # as an import might bring it
    cohort = cohort_for(stage, trainer, *people, label="=Riverside")
    finishing.finish_module(stage, people[0])
    answer = trainer.client.get(f"/en/cohorts/{cohort}/matrix.csv")
    assert answer.is_streamed
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="group-2026-11-23.csv"'
    assert answer.data.startswith(b"\xef\xbb\xbf")
    rows = rows_of(answer.get_data(as_text=True))
    assert len(rows) == 1 + len(people)
    assert all(not cell.lstrip().startswith(tuple("=+-@＝")) for row in rows for cell in row)
    assert {row[1] for row in rows[1:]} == {"'" + name for name in BAD_NAMES}
    done = next(row for row in rows if row[1] == "'=1+1")
    assert done[2] == "2026-11-23"
    assert done[rows[0].index("confidentiality/test")] == "done 20"


def test_the_json_file_tells_the_same(stage: Stage, trainer: Person, learner: Person) -> None:
    cohort = cohort_for(stage, trainer, learner)
    finishing.read_lessons(stage, learner, but=4)
    told = trainer.client.get(f"/en/cohorts/{cohort}/matrix.json").get_json()
    assert told["cohort"] == {"id": cohort, "label": "Riverside", "course": crowd.COURSE}
    person = told["people"][0]
    assert (person["nickname"], person["done"], person["last_seen"]) == ("Sokha", 2, "2026-11-23")
    assert [one["state"] for one in person["progress"]] == ["done", "done"]
    subjects = {one["subject"] for one in told["activities"]}
    assert {one["subject"] for one in person["progress"]} <= subjects


@pytest.mark.parametrize("name", ["matrix.csv", "matrix.json"])
def test_taking_a_file_is_written_down(stage: Stage, trainer: Person, learner: Person, name: str) -> None:
    cohort = cohort_for(stage, trainer, learner)
    trainer.client.get(f"/en/cohorts/{cohort}/{name}")
    line = trail(stage, "cohort.exported")[0]
    assert (line.actor_id, line.cohort_id, line.subject_id) == (trainer.id, cohort, None)


@pytest.mark.parametrize("name", ["matrix.csv", "matrix.json"])
def test_a_foreign_file_is_no_file_and_leaves_no_line(
    stage: Stage, trainer: Person, learner: Person, name: str
) -> None:
    cohort = cohort_for(stage, trainer, learner)
    assert learner.client.get(f"/en/cohorts/{cohort}/{name}").status_code == 404
    assert not trail(stage, "cohort.exported")


# Questions ---------------------------------------------------------------


def answer_item(stage: Stage, person: Person, place: int, letter: str, sure: str | None) -> None:
    site = here(stage)
    item = site.library.modules["confidentiality"].bank(Use.PRACTICE)[place]
    data = {"attempt": "form", "choices": [letter], "confidence": sure}
    with stage.database.writing() as session:
        facts = [Fact(Kind.ITEM_ANSWERED, item.subject, site.library.version(item), data)]
        note(session, site.book, person.id, "en", stage.clock(), facts)


def test_questions_that_go_wrong_stand_first_and_too_few_answers_say_nothing(stage: Stage, trainer: Person) -> None:
    people = [stage.person(f"P{number}") for number in range(10)]
    cohort = cohort_for(stage, trainer, *people)
    items = finishing.module(stage).bank(Use.PRACTICE)
    wrong = [next(letter for letter in item.letters if letter not in item.correct) for item in items]
    right = ["".join(item.correct) for item in items]
    for person in people[:9]:
        answer_item(stage, person, 0, wrong[0], "guessing")
        answer_item(stage, person, 1, right[1], "sure")
        answer_item(stage, person, 2, wrong[2], "sure")
    page = words(trainer.client.get(f"/en/cohorts/{cohort}/items/"))
    assert "3 questions have fewer than 10 answers each" in page
    answer_item(stage, people[9], 0, wrong[0], None)
    answer_item(stage, people[9], 1, wrong[1], "sure")
    answer = trainer.client.get(f"/en/cohorts/{cohort}/items/")
    page = words(answer)
    assert page.index(items[1].stem) < page.index(items[0].stem) < page.index(items[2].stem)
    assert "Sure and wrong: 1. Wrong: 1 of 10." in page
    assert "Wrong: 10 of 10." in page
    assert "1 question has fewer than 10 answers" in page
    chosen = re.findall(r'<span class="measure">(\d+)</span>', answer.get_data(as_text=True))
    assert sorted(chosen[: len(items[1].options)], reverse=True)[:2] == ["9", "1"]
