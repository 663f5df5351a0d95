"""Who sees how a plan went: the learner, in her record; no trainer and no certificate."""

from __future__ import annotations

import json

from lms.services.certifying import issue
from tests.harness.cast import Person, Stage
from tests.harness.finishing import choose_plan, finish_module, here, module
from tests.harness.own_pages import post
from tests.harness.staff import cohort_for
from tests.site.test_follow_up import answer, asked, said, wait


def test_the_learner_finds_her_answers_in_her_record(stage: Stage, learner: Person) -> None:
    choose_plan(stage, learner)
    wait(stage, learner, days=30)
    answer(stage, learner, 30, 2)
    given = asked(stage, 30).answers[2]
    record = said(learner.client.get("/en/me/record/"))
    assert f"One month on: {given.text}" in record
    assert "Plan followed up: Confidentiality" in record
    kept = json.loads(learner.client.get("/en/me/record.json").text)
    [line] = [one for one in kept["progress"] if one["topic"] == "plan"]
    assert line["data"]["followed"] == [[30, given.id]]
    assert [one["data"] for one in kept["events"] if one["kind"] == "plan.followed"] == [
        {"day": 30, "answer": given.id}
    ]
    assert learner.client.get("/en/me/export/").text == learner.client.get("/en/me/record.json").text


def test_no_page_and_no_file_of_a_trainer_holds_an_answer(stage: Stage, trainer: Person, learner: Person) -> None:
    group = cohort_for(stage, trainer, learner)
    finish_module(stage, learner)
    wait(stage, learner, days=30)
    given = asked(stage, 30).answers[1]
    answer(stage, learner, 30, 1)
    stage.sign_in(trainer)
    one = f"/en/cohorts/{group}/learners/{learner.id}/"
    post(trainer.client, one, {}, f"/en/cohorts/{group}/settings/")
    places = ["", "matrix/", "matrix.csv", "matrix.json", "items/", f"learners/{learner.id}/"]
    pages = [trainer.client.get(f"/en/cohorts/{group}/{place}") for place in places]
    assert "One step for work chosen" in said(pages[-1])
    for page in pages:
        assert page.status_code == 200
        for word in (given.id, given.text, given.reply, "month on", "followed", "/follow-up/"):
            assert word not in page.text, page.request.path


def test_no_certificate_says_anything_of_it(stage: Stage, learner: Person) -> None:
    other = stage.person("Other")
    for person in (learner, other):
        finish_module(stage, person)
    wait(stage, learner, days=30)
    answer(stage, learner, 30)
    site = here(stage)
    with stage.database.writing() as session:
        made = [
            issue(session, site.library, site.book, module(stage), "Sokha", one.id, "en", stage.clock())
            for one in (learner, other)
        ]
        assert made[0].facts == made[1].facts
