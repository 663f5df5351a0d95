"""Running a cohort: slips and codes, its name, archiving, sharing."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from lms.domain.permission import Role
from lms.storage.cohorts import Cohort
from lms.storage.events import Logged
from tests.harness.cast import Person, Stage
from tests.harness.staff import cohort_for, cohort_row, post, trail, words

NEW = "/en/cohorts/new/"
LIST = "/en/cohorts/"


def how_many(stage: Stage, table: type[Cohort] | type[Logged]) -> int:
    with stage.database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


# Slips and codes -------------------------------------------------------


def test_slips_show_code_and_square_as_often_as_asked(stage: Stage, trainer: Person) -> None:
    cohort = cohort_for(stage, trainer)
    code = cohort_row(stage, cohort).join_code
    page = trainer.client.get(f"/en/cohorts/{cohort}/slips/?pages=2").get_data(as_text=True)
    assert page.count(f"<b>{code}</b>") == 16
    assert page.count('class="qr"') == 16
    most = trainer.client.get(f"/en/cohorts/{cohort}/slips/?pages=999").get_data(as_text=True)
    assert most.count(f"<b>{code}</b>") == 96


@pytest.mark.parametrize("pages", ["-1", "many", "1e3", "٣", "9" * 40, "1.5"])
def test_a_number_of_pages_that_is_none_is_no_page(stage: Stage, trainer: Person, pages: str) -> None:
    cohort = cohort_for(stage, trainer)
    assert trainer.client.get(f"/en/cohorts/{cohort}/slips/?pages={pages}").status_code == 404


def test_a_new_code_ends_the_old_one_after_a_word_of_warning(stage: Stage, trainer: Person, learner: Person) -> None:
    cohort = cohort_for(stage, trainer)
    old = cohort_row(stage, cohort).join_code
    ask = trainer.client.get(f"/en/cohorts/{cohort}/slips/new-code/")
    assert "Slips that are printed already will stop working" in words(ask)
    assert cohort_row(stage, cohort).join_code == old
    trainer.client.send(ask, "Make a new code")
    assert cohort_row(stage, cohort).join_code != old
    assert learner.client.get(f"/join/{old}").status_code == 404


def test_an_archived_cohort_cannot_be_joined_and_can_be_reopened(
    stage: Stage, trainer: Person, learner: Person
) -> None:
    cohort = cohort_for(stage, trainer)
    code = cohort_row(stage, cohort).join_code
    ask = trainer.client.get(f"/en/cohorts/{cohort}/archive/")
    assert cohort_row(stage, cohort).archived_at is None
    trainer.client.send(ask, "Archive the cohort")
    assert learner.client.get(f"/join/{code}").status_code == 404
    assert "Archived" in words(trainer.client.get(LIST))
    assert "nobody can join it" in words(trainer.client.get(f"/en/cohorts/{cohort}/slips/"))
    trainer.client.send(trainer.client.get(f"/en/cohorts/{cohort}/reopen/"), "Reopen")
    assert learner.client.get(f"/join/{code}").status_code == 200
    assert [line.act for line in trail(stage)][-2:] == ["cohort.archived", "cohort.reopened"]


def test_a_cohort_is_renamed_and_a_bad_name_leaves_it(stage: Stage, trainer: Person) -> None:
    cohort = cohort_for(stage, trainer)
    settings = f"/en/cohorts/{cohort}/settings/"
    wrong = trainer.client.send(trainer.client.get(settings), "Save", label="a\u202eb")
    assert wrong.status_code == 422
    assert cohort_row(stage, cohort).label == "Riverside"
    trainer.client.send(trainer.client.get(settings), "Save", label="Autumn")
    assert cohort_row(stage, cohort).label == "Autumn"


# Sharing ---------------------------------------------------------------


def test_a_cohort_is_shared_by_sign_in_name_and_taken_back(stage: Stage, trainer: Person) -> None:
    other, cohort = stage.person("Other", Role.TRAINER), cohort_for(stage, trainer)
    settings = f"/en/cohorts/{cohort}/settings/"
    trainer.client.send(trainer.client.get(settings), "Share", name=other.name.upper().replace("-", " "))
    assert "Riverside" in words(other.client.get(LIST))
    assert other.client.get(f"/en/cohorts/{cohort}/archive/").status_code == 404
    ask = trainer.client.get(f"/en/cohorts/{cohort}/trainers/{other.id}/remove/")
    trainer.client.send(ask, "Stop sharing")
    assert other.client.get(f"/en/cohorts/{cohort}/").status_code == 404


@pytest.mark.parametrize("name", ["", "nobody-1", "{learner}", "{suspended}", "x" * 500, "\u202e"])
def test_sharing_tells_nobody_apart(stage: Stage, trainer: Person, learner: Person, name: str) -> None:
    suspended, cohort = stage.person("Gone", Role.TRAINER), cohort_for(stage, trainer)
    with stage.database.writing() as session:
        row = session.merge(stage.account(suspended))
        row.suspended_at = stage.clock()
    typed = name.format(learner=learner.name, suspended=suspended.name)
    settings = f"/en/cohorts/{cohort}/settings/"
    answer = trainer.client.send(trainer.client.get(settings), "Share", name=typed)
    assert answer.status_code == 422
    if typed.isascii() and 0 < len(typed) < 100:
        assert "There is no trainer with this sign-in name." in words(answer)
        assert f'value="{typed}"' in answer.get_data(as_text=True)
    assert not trail(stage, "cohort.shared")


def test_the_trainer_who_made_a_cohort_stays(stage: Stage, trainer: Person) -> None:
    cohort = cohort_for(stage, trainer)
    address = f"/en/cohorts/{cohort}/trainers/{trainer.id}/remove/"
    assert post(trainer.client, NEW, address).status_code == 409
