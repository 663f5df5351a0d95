"""A learner's way without JavaScript, by forms and links alone: sign up, read, play, review, record, erase."""

from __future__ import annotations

import json
import re

from werkzeug.test import TestResponse

from lms.storage.accounts import Account
from lms.storage.events import Logged
from tests.harness.cast import PASSWORD, Stage
from tests.harness.client import Client
from tests.harness.own_pages import LESSON, STORY, count, words


def follow(client: Client, page: TestResponse, text: str) -> TestResponse:
    """Goes where the link with these words leads."""
    found = re.search(rf'href="([^"#]*)[^"]*"[^>]*>(?:<[^>]*>)*\s*{re.escape(text)}', page.text)
    assert found, f"no link {text!r}: {words(page)}"
    return client.get(found[1].replace("&amp;", "&"), follow_redirects=True)


def questions(client: Client, page: TestResponse, button: str) -> list[str]:
    """The names of the questions in a form."""
    return [name for name in client.form(page, button).offers if not name.endswith(".sure")]


def test_from_sign_up_to_erasure(stage: Stage) -> None:
    her = stage.stranger()
    sign_up = follow(her, her.get("/en/"), "Make an account")
    papers = her.send(sign_up, "Make the account", nickname="Kingfisher", password=PASSWORD)
    start = follow(her, papers, "I have written it down")
    home = her.send(start, "Go on", work_role="social-work")
    assert "Welcome, Kingfisher." in words(home)

    lesson = follow(her, home, "Begin")
    names = questions(her, lesson, "I have read this")
    answers = dict.fromkeys(names, "a") | {f"{name}.sure": "guessing" for name in names}
    assert "Your answers are kept" in words(her.send(lesson, "I have read this", **answers))

    story = her.send(her.get(STORY), "", choice="ask")
    assert "step 2" in words(story).lower()
    again = follow(her, her.get("/en/me/"), "A scenario waits for you at step 2")
    assert again.request.full_path == f"{STORY}?way=ticket.ask"
    while "Play it again" not in again.text:
        first = re.findall(r'<button name="choice" value="([^"]+)"', again.text)[0]
        again = her.send(again, "", choice=first)
    assert "kept in your record" in words(again)

    stage.clock.wait(days=20)
    review = follow(her, her.get("/en/me/"), "Answer them")
    names = questions(her, review, "See the reasons")
    reasons = her.send(review, "See the reasons", **dict.fromkeys(names, "b"))
    assert words(reasons).count("Your answer:") == len(names) == 3

    record = follow(her, reasons, "Record")
    assert "Review answered" in words(record)
    taken = json.loads(follow(her, record, "Take it away").text)
    assert {one["kind"] for one in taken["events"]} == {
        "lesson.completed",
        "item.answered",
        "scenario.chosen",
        "review.answered",
    }

    gone = her.send(follow(her, record, "Erase it"), "Erase everything", password=PASSWORD)
    assert "It is erased" in words(gone)
    assert (count(stage, Account), count(stage, Logged)) == (0, 0)
    assert her.get(LESSON).status_code == 200
