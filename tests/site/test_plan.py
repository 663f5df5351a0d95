"""One step for work: chosen among sentences, changed later, printed."""

from __future__ import annotations

import pytest

from lms.storage import records
from tests.harness.cast import Person, Stage
from tests.harness.finishing import module
from tests.harness.statements import counted
from tests.site.test_tests import events, words

PLAN = "/en/modules/confidentiality/plan/"


def chosen(stage: Stage, person: Person) -> str:
    with stage.database.reading() as session:
        line = records.line(session, person.id, "plan", "confidentiality/plan")
    return str(line.data["action"]) if line else ""


def test_a_stranger_is_asked_to_sign_in(stage: Stage) -> None:
    assert stage.stranger().get(PLAN).location.startswith("/en/sign-in/")


@pytest.mark.parametrize("name", ["nothing", "orientation"])
def test_a_module_without_actions_has_no_plan(learner: Person, name: str) -> None:
    assert learner.client.get(f"/en/modules/{name}/plan/").status_code == 404


def test_a_step_is_chosen_shown_and_changed(stage: Stage, learner: Person) -> None:
    first, second = module(stage).actions[:2]
    page = learner.client.get(PLAN)
    assert all(f"{one.when} {one.will}" in words(page) for one in module(stage).actions)
    shown = learner.client.send(page, "Choose this step", action=first.id)
    assert "The step I have chosen" in words(shown)
    assert chosen(stage, learner) == first.id
    assert learner.client.form(shown, "Choose this step").fields["action"] == [first.id]
    learner.client.send(shown, "Choose this step", action=second.id)
    assert chosen(stage, learner) == second.id
    learner.client.send(shown, "Choose this step", action=first.id)
    assert chosen(stage, learner) == first.id


def test_a_double_click_chooses_once(stage: Stage, learner: Person) -> None:
    page = learner.client.get(PLAN)
    for _ in range(2):
        learner.client.send(page, "Choose this step", action=module(stage).actions[0].id)
    assert events(stage, learner, "plan.chosen") == 1


def test_ones_own_words_have_no_field_to_be_sent_in(learner: Person) -> None:
    page = learner.client.get(PLAN).get_data(as_text=True)
    assert "<textarea" not in page
    assert 'type="text"' not in page


@pytest.mark.parametrize("action", [[], "", "nothing", ["before-the-story", "open-register"], "\u202e", "a" * 100_000])
def test_a_step_that_is_not_there_is_asked_again(stage: Stage, learner: Person, action: object) -> None:
    learner.client.send(learner.client.get(PLAN), "Choose", action=module(stage).actions[0].id)
    form = learner.client.form(learner.client.get(PLAN), "Choose")
    answer = learner.client.post(PLAN, data={**form.fields, "action": action}, headers=learner.client.same_origin())
    assert answer.status_code == 422
    assert "Choose one of the sentences." in words(answer)
    assert chosen(stage, learner) == module(stage).actions[0].id


def test_the_way_on_follows_what_is_there(stage: Stage, learner: Person) -> None:
    shown = learner.client.send(learner.client.get(PLAN), "Choose", action=module(stage).actions[0].id)
    assert "Go on to the test" in words(shown)


@pytest.mark.parametrize("lang", ["bn", "km", "ar-XB"])
def test_the_page_in_every_language(stage: Stage, learner: Person, lang: str) -> None:
    page = learner.client.get(PLAN.replace("/en/", f"/{lang}/"))
    assert learner.client.send(page, action=module(stage).actions[0].id).status_code == 200


def test_the_statement_budget(stage: Stage, learner: Person) -> None:
    with counted(stage.database) as asked:
        page = learner.client.get(PLAN)
    assert len(asked) <= 6, asked
    with counted(stage.database) as asked:
        learner.client.send(page, "Choose", follow=False, action=module(stage).actions[0].id)
    assert len(asked) <= 6, asked
