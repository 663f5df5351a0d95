"""The whole way of a learner without JavaScript, from sign-up to erasure, through forms and links alone."""

from __future__ import annotations

import json

from sqlalchemy import func, select

from lms.storage.accounts import Account
from lms.storage.events import Logged
from tests.harness.cast import PASSWORD, Stage

LESSON = "/en/modules/confidentiality/limits-first/"
STORY = "/en/modules/confidentiality/scenarios/four-lines/"


def test_from_sign_up_to_erasure(stage: Stage) -> None:
    her = stage.stranger()

    papers = her.send(her.get("/en/sign-up/"), "Make the account", nickname="Kingfisher", password=PASSWORD)
    assert papers.status_code == 200
    assert "Name to sign in with" in papers.text

    start = her.get("/en/me/settings/start/?next=/en/me/")
    home = her.send(start, "Go on", language="km", work_role="police")
    assert home.request.path == "/km/me/"
    assert "Kingfisher" in home.text

    module = stage.app.extensions["waymark"].library.modules["confidentiality"]
    items = module.practice("limits-first")
    answers = {items[0].id: "a", f"{items[0].id}.sure": "sure", items[1].id: "b"}
    done = her.post(LESSON, data=answers, headers=her.same_origin())
    assert "Your answers are kept" in done.text

    step = her.post(STORY, data={"node": "ticket", "choice": "ask", "way": ""}, headers=her.same_origin())
    assert step.status_code == 303
    assert step.location == f"{STORY}?way=ticket.ask#wants"
    assert her.get(step.location).status_code == 200
    assert f"{STORY}?way=ticket.ask#wants" in her.get("/en/me/").text

    assert "Nothing is due today" in her.get("/en/me/review/").text
    stage.clock.wait(days=4)
    reasons = her.send(her.get("/en/me/review/"), "See the reasons", **{f"confidentiality.{items[0].id}": "a"})
    assert "Your answers, and why" in reasons.text

    assert "Kingfisher" in her.get("/en/me/record/").text
    kept = json.loads(her.get("/en/me/record.json").text)
    assert [event["kind"] for event in kept["events"]] == [
        "lesson.completed",
        "item.answered",
        "item.answered",
        "scenario.chosen",
        "review.answered",
    ]

    gone = her.send(her.get("/en/me/erase/"), "Erase everything", password=PASSWORD)
    assert "It is erased" in gone.text
    assert her.get("/en/me/").location.startswith("/en/sign-in/")
    with stage.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Account)) == 0
        assert session.scalar(select(func.count()).select_from(Logged)) == 0
