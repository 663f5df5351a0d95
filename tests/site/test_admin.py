"""Running the site: who may, the organisation, cohorts, content and the trail."""

from __future__ import annotations

import re

import pytest

from lms.domain.permission import Role
from lms.storage.accounts import Account
from tests.harness.cast import Person, Stage
from tests.harness.finishing import here
from tests.harness.staff import cohort_for, cohort_row, post, tokenless, trail, words
from tests.harness.statements import counted

HOME = "/en/admin/"
PEOPLE = "/en/admin/people/"
FORM = "/en/admin/organisation/"  # a page with a token
ADMINISTRATORS = ["organisation/", "people/", "cohorts/", "audit/", "quarantine/", "quarantine/conflicts/"]
EDITORS = ["", "content/", "content/check/"]


def at(person: Person) -> str:
    return f"{PEOPLE}{person.id}/"


# Who may ---------------------------------------------------------------


@pytest.mark.parametrize("page", [*ADMINISTRATORS, *EDITORS])
def test_an_administrator_sees_everything(administrator: Person, page: str) -> None:
    assert administrator.client.get(HOME + page).status_code == 200


@pytest.mark.parametrize("page", [*ADMINISTRATORS, *EDITORS])
def test_an_editor_sees_the_content_and_nothing_else(stage: Stage, page: str) -> None:
    editor = stage.person("Editor", Role.EDITOR)
    assert editor.client.get(HOME + page).status_code == (200 if page in EDITORS else 404)


@pytest.mark.parametrize("page", [*ADMINISTRATORS, *EDITORS])
def test_everybody_else_sees_what_is_not_there(
    stage: Stage, learner: Person, trainer: Person, assessor: Person, page: str
) -> None:
    for person in (learner, trainer, assessor):
        nothing = person.client.get(HOME + "nothing/")
        assert tokenless(person.client.get(HOME + page)) == tokenless(nothing)
    assert stage.stranger().get(HOME + page).status_code == 303


@pytest.mark.parametrize("page", ["", "roles/", "suspend/", "restore/", "slip/"])
def test_a_trainer_changes_nobody(stage: Stage, trainer: Person, learner: Person, page: str) -> None:
    answer = post(trainer.client, "/en/cohorts/new/", at(learner) + page, role="administrator")
    assert answer.status_code == 404
    assert not trail(stage)


def test_the_first_page_counts(stage: Stage, administrator: Person, trainer: Person, learner: Person) -> None:
    cohort_for(stage, trainer, learner)
    with counted(stage.database) as statements:
        page = words(administrator.client.get(HOME))
    assert "The organisation has no name yet" in page
    assert "People 3" in page
    assert "Cohorts 1" in page
    assert len(statements) <= 6


# The organisation ------------------------------------------------------


def test_the_organisation_gets_a_name(stage: Stage, administrator: Person) -> None:
    page = administrator.client.send(administrator.client.get(FORM), "Save", organisation="Harbour House")
    assert "Harbour House" in words(page)
    assert len(trail(stage, "organisation.named")) == 1


@pytest.mark.parametrize("name", ["", " ", "x" * 81, "a\u202eb", "\u0007", ["One", "Two"]])
def test_a_bad_name_changes_nothing(stage: Stage, administrator: Person, name: object) -> None:
    assert post(administrator.client, FORM, FORM, organisation=name).status_code == 422
    assert not trail(stage, "organisation.named")


# Cohorts ---------------------------------------------------------------


def test_a_cohort_without_a_trainer_is_handed_over(stage: Stage, administrator: Person, trainer: Person) -> None:
    gone = stage.person("Gone", Role.TRAINER)
    cohort = cohort_for(stage, gone)
    with stage.database.writing() as session:
        session.delete(session.get(Account, gone.id))
    assert "no trainer" in words(administrator.client.get(HOME + "cohorts/"))
    page = administrator.client.get(f"{HOME}cohorts/{cohort}/")
    assert "Nobody trains this cohort any more" in words(page)
    wrong = administrator.client.send(page, "Hand over", name="nobody-1")
    assert wrong.status_code == 422
    administrator.client.send(wrong, "Hand over", name=trainer.name)
    assert cohort_row(stage, cohort).owner_id == trainer.id
    assert trainer.client.get(f"/en/cohorts/{cohort}/archive/").status_code == 200
    assert trail(stage, "cohort.handed-over")[0].subject_id == trainer.id


def test_a_cohort_that_is_not_there_is_no_page(administrator: Person) -> None:
    assert administrator.client.get(HOME + "cohorts/zzzzzzzz/").status_code == 404


# Content, the trail ----------------------------------------------------


def test_the_state_of_the_content_counts_every_text_once(stage: Stage, administrator: Person) -> None:
    library = here(stage).library
    page = administrator.client.get(HOME + "content/").get_data(as_text=True)
    rows = re.findall(r'<tr><th scope="row">.*?</tr>', page)
    assert len(rows) == 2 * (len(library.modules) + 1)
    figures = [int(one.replace(",", "")) for one in re.findall(r'class="figure">([\d,]+)<', rows[0])]
    first = next(iter(library.modules))
    assert sum(figures) == sum(library.states("bn", first).values())


def test_the_trail_reads_like_sentences_and_forgets_names(
    stage: Stage, administrator: Person, trainer: Person, learner: Person
) -> None:
    cohort = cohort_for(stage, trainer, learner)
    post(trainer.client, "/en/cohorts/new/", f"/en/cohorts/{cohort}/learners/{learner.id}/")
    page = words(administrator.client.get(HOME + "audit/"))
    assert f"Dara {trainer.name} looked at a learner’s page: Sokha {learner.name} · Riverside" in page
    with stage.database.writing() as session:
        session.delete(session.get(Account, learner.id))
    page = words(administrator.client.get(HOME + "audit/"))
    assert "Sokha" not in page
    assert "somebody who was erased" in page


def test_the_trail_is_read_a_page_at_a_time_at_the_same_cost(
    stage: Stage, administrator: Person, trainer: Person
) -> None:
    for _ in range(55):
        cohort_for(stage, trainer)
    with counted(stage.database) as statements:
        first = administrator.client.get(HOME + "audit/")
    older = re.search(r'href="(\?before=\d+)"', first.get_data(as_text=True))
    assert older
    second = administrator.client.get(HOME + "audit/" + older[1])
    assert first.data.count(b"made a cohort") + second.data.count(b"made a cohort") == 55
    assert len(statements) <= 6
    assert administrator.client.get(HOME + "audit/?before=x").status_code == 404
