"""A trainer's cohorts: making one, and who may see it."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from lms.domain.permission import Role
from lms.storage.cohorts import Cohort
from lms.storage.events import Logged
from tests.harness.cast import Person, Stage
from tests.harness.staff import cohort_for, post, tokenless, trail, words

NEW = "/en/cohorts/new/"
LIST = "/en/cohorts/"


def how_many(stage: Stage, table: type[Cohort] | type[Logged]) -> int:
    with stage.database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


# Making one ------------------------------------------------------------


def test_a_new_trainer_makes_a_cohort_and_is_told_what_comes_next(stage: Stage, trainer: Person) -> None:
    assert "No cohort is running" in words(trainer.client.get(LIST))
    page = trainer.client.send(trainer.client.get(NEW), "Make", label="Spring group", course="social-work")
    assert page.request.path.startswith("/en/cohorts/")
    assert "Nobody has joined yet" in words(page)
    assert "Print the join slips" in words(page)
    assert "Spring group" in words(trainer.client.get(LIST))
    assert len(trail(stage, "cohort.made")) == 1


def test_the_same_form_sent_twice_makes_one_cohort(stage: Stage, trainer: Person) -> None:
    form = trainer.client.get(NEW)
    first = trainer.client.send(form, "Make", follow=False, label="Spring", course="social-work")
    second = trainer.client.send(form, "Make", follow=False, label="Spring", course="social-work")
    assert first.location == second.location
    assert how_many(stage, Cohort) == 1


BAD_LABELS = ["", "   ", "x" * 61, "turned \u202e round", "x" * 100_000, "<script>" * 20, "\u0085"]


@pytest.mark.parametrize("label", BAD_LABELS)
def test_a_name_that_cannot_be_shown_is_refused_and_kept_in_the_form(stage: Stage, trainer: Person, label: str) -> None:
    answer = post(trainer.client, NEW, NEW, label=label, course="all-staff", form="f")
    assert answer.status_code == 422
    assert "One thing to change" in words(answer)
    assert 'value="all-staff" selected' in answer.get_data(as_text=True)
    assert how_many(stage, Cohort) == 0


@pytest.mark.parametrize("course", ["", "nothing", "../etc", "x" * 5000])
def test_a_course_that_there_is_not_is_refused(stage: Stage, trainer: Person, course: str) -> None:
    answer = post(trainer.client, NEW, NEW, label="Spring", course=course, form="f")
    assert answer.status_code == 422
    assert 'value="Spring"' in answer.get_data(as_text=True)
    assert how_many(stage, Cohort) == 0


def test_a_field_that_comes_twice_is_refused(stage: Stage, trainer: Person) -> None:
    answer = post(trainer.client, NEW, NEW, label=["One", "Two"], course="all-staff", form="f")
    assert answer.status_code == 422
    assert how_many(stage, Cohort) == 0


@pytest.mark.parametrize("address", [NEW, LIST + "looking/"])
def test_what_cannot_be_stored_is_refused(stage: Stage, trainer: Person, address: str) -> None:
    assert post(trainer.client, NEW, address, label="a\x00b", course="all-staff").status_code == 400
    assert how_many(stage, Cohort) == 0


def test_html_in_a_name_is_text(trainer: Person) -> None:
    post(trainer.client, NEW, NEW, label="<b>Spring</b> & so", course="all-staff", form="f")
    assert "&lt;b&gt;Spring&lt;/b&gt; &amp; so" in trainer.client.get(LIST).get_data(as_text=True)


# Who may ---------------------------------------------------------------


PAGES = [
    "",
    "slips/",
    "slips/new-code/",
    "settings/",
    "archive/",
    "reopen/",
    "matrix/",
    "items/",
    "matrix.csv",
    "matrix.json",
    "learners/{learner}/",
    "learners/{learner}/slip/",
    "learners/{learner}/move/",
    "learners/{learner}/remove/",
    "trainers/{learner}/remove/",
]
FORMS = [page for page in PAGES if page.endswith("/") and page not in ("", "slips/", "matrix/", "items/")]


@pytest.mark.parametrize("page", PAGES)
def test_a_foreign_cohort_looks_like_none(stage: Stage, trainer: Person, learner: Person, page: str) -> None:
    other = stage.person("Other", Role.TRAINER)
    theirs = cohort_for(stage, other, learner)
    tail = page.format(learner=learner.id)
    foreign = trainer.client.get(f"/en/cohorts/{theirs}/{tail}")
    missing = trainer.client.get(f"/en/cohorts/zzzzzzzz/{tail}")
    assert foreign.status_code == 404
    assert tokenless(foreign) == tokenless(missing)


@pytest.mark.parametrize("page", [*FORMS, "trainers/"])
def test_a_foreign_cohort_takes_no_form(stage: Stage, trainer: Person, learner: Person, page: str) -> None:
    other = stage.person("Other", Role.TRAINER)
    theirs = cohort_for(stage, other, learner)
    tail = page.format(learner=learner.id)
    before = len(trail(stage))
    foreign = post(trainer.client, NEW, f"/en/cohorts/{theirs}/{tail}", label="Mine", name=trainer.name)
    missing = post(trainer.client, NEW, f"/en/cohorts/zzzzzzzz/{tail}", label="Mine", name=trainer.name)
    assert foreign.status_code == 404
    assert tokenless(foreign) == tokenless(missing)
    assert len(trail(stage)) == before


@pytest.mark.parametrize("who", ["not-an-id", "00000000-0000-0000-0000-000000000000", "{other}", "{learner} ", "%00"])
def test_a_learner_of_another_cohort_looks_like_nobody(
    stage: Stage, trainer: Person, learner: Person, who: str
) -> None:
    other = stage.person("Other")
    mine = cohort_for(stage, trainer, learner)
    name = who.format(other=other.id, learner=learner.id)
    answer = trainer.client.get(f"/en/cohorts/{mine}/learners/{name}/")
    missing = trainer.client.get(f"/en/cohorts/{mine}/learners/11111111-1111-4111-8111-111111111111/")
    assert answer.status_code == missing.status_code == 404
    if who != "%00":
        assert tokenless(answer) == tokenless(missing)


@pytest.mark.parametrize("page", ["", "new/", "{cohort}/", "{cohort}/matrix/", "{cohort}/matrix.csv"])
def test_learners_and_strangers_have_no_cohorts_to_run(
    stage: Stage, trainer: Person, learner: Person, page: str
) -> None:
    address = LIST + page.format(cohort=cohort_for(stage, trainer, learner))
    assert learner.client.get(address).status_code == 404
    assert stage.stranger().get(address).status_code == 303


def test_an_administrator_who_does_not_train_a_cohort_does_not_see_its_learners(
    stage: Stage, trainer: Person, administrator: Person, learner: Person
) -> None:
    cohort = cohort_for(stage, trainer, learner)
    assert administrator.client.get(f"/en/cohorts/{cohort}/matrix/").status_code == 404
