"""A story under way: choices that are forms, pages with addresses, and a record of the way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lms.domain.engine import begin, choose
from lms.domain.scenario import Outcome, Scenario
from lms.storage import records
from lms.web.site import KEY
from tests.harness.cast import Person, Stage
from tests.harness.client import Client
from tests.harness.own_pages import STORY, events, library_of, play, words
from tests.harness.statements import counted

SUBJECT = "confidentiality/four-lines"


def story(person: Person) -> Scenario:
    found: Scenario = library_of(person).scenario(SUBJECT)
    return found


def way_to(scenario: Scenario, outcome: Outcome) -> list[tuple[str, str]]:
    """The first way through, depth first, that ends so."""
    stack = [begin(scenario)]
    while stack:
        here = stack.pop()
        if here.ending and here.ending.outcome is outcome:
            return list(here.path)
        stack += [choose(here, choice.id) for choice in reversed(here.node.choices)] if here.node else []
    raise AssertionError(outcome)


def written(way: list[tuple[str, str]]) -> str:
    return ",".join(f"{node}.{choice}" for node, choice in way)


def play_all(client: Client, way: list[tuple[str, str]]) -> str:
    """Plays a way to its end by posting each step; returns the last address."""
    address = STORY
    for made, (node, choice) in enumerate(way):
        answer = play(client, node, choice, written(way[:made]))
        assert answer.status_code == 303
        address = answer.location
    return address


def line(stage: Stage, person: Person):
    with stage.database.reading() as session:
        return records.line(session, person.id, "scenario", SUBJECT)


# Playing -----------------------------------------------------------


def test_a_stranger_plays_by_forms_alone_without_one_statement(stage: Stage, stranger: Client) -> None:
    with counted(stage.database) as statements:
        page = stranger.get(STORY)
        page = stranger.send(page, "Do you want any help", choice="ask")
        assert page.request.full_path == f"{STORY}?way=ticket.ask"
        assert "Your turn" in words(page)
        assert "step 2" in words(page).lower()
        page = stranger.send(page, "", choice="lines", way="ticket.ask")
        assert page.request.full_path == f"{STORY}?way=ticket.ask,wants.lines"
        back = page.text.split("Go back one step")[0].rpartition('href="')[2].split('"')[0]
        assert back == f"{STORY}?way=ticket.ask#wants"
    assert statements == []


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_kind_of_ending_can_be_reached_and_says_what_it_rests_on(learner: Person, outcome: Outcome) -> None:
    scenario = story(learner)
    page = learner.client.get(play_all(learner.client, way_to(scenario, outcome)))
    said = words(page)
    for part in ("What happened next", "What this rests on", "A question to take to your supervisor", "Play it again"):
        assert part in said
    assert "kept in your record" in said
    assert "Back to the module" in said


def test_a_stranger_is_told_that_nothing_is_kept(stage: Stage, learner: Person, stranger: Client) -> None:
    page = stranger.get(play_all(stranger, way_to(story(learner), Outcome.SOUND)))
    assert "Nothing was kept" in words(page)
    assert events(stage, learner.id) == []


def test_the_way_is_in_the_record(stage: Stage, learner: Person) -> None:
    way = way_to(story(learner), Outcome.SOUND)
    play_all(learner.client, way)
    assert [(one.data["node"], one.data["choice"]) for one in events(stage, learner.id)] == way
    assert line(stage, learner).state == "done"


def test_a_double_click_is_one_choice(stage: Stage, learner: Person) -> None:
    for _ in range(2):
        assert play(learner.client, "ticket", "ask").status_code == 303
    assert len(events(stage, learner.id)) == 1


def test_one_step_back_and_another_choice(stage: Stage, learner: Person) -> None:
    for choice in ("ask", "write", "ask"):
        play(learner.client, "ticket", choice)
    play(learner.client, "wants", "lines", "ticket.ask")
    assert line(stage, learner).data["way"] == [["ticket", "ask"], ["wants", "lines"]]


def test_two_tabs_end_where_the_last_one_stands(stage: Stage, learner: Person) -> None:
    """Another tab went another way in between; what this tab shows is what the record holds."""
    scenario = story(learner)
    sound, harm = way_to(scenario, Outcome.SOUND), way_to(scenario, Outcome.HARM)
    for made in range(len(sound)):
        play(learner.client, *sound[made], written(sound[:made]))
        if made < len(harm) - 1:
            play(learner.client, *harm[made], written(harm[:made]))
    assert line(stage, learner).data["way"] == [list(step) for step in sound]
    assert line(stage, learner).state == "done"


def test_steps_played_before_signing_in_are_kept_with_the_next_one(stage: Stage, learner: Person) -> None:
    way = way_to(story(learner), Outcome.SOUND)
    play_all(stage.stranger(), way[:-1])
    play(learner.client, *way[-1], written(way[:-1]))
    assert line(stage, learner).state == "done"
    assert [(one.data["node"], one.data["choice"]) for one in events(stage, learner.id)] == way


def test_playing_again_is_another_attempt_and_takes_nothing_away(stage: Stage, learner: Person) -> None:
    scenario = story(learner)
    play_all(learner.client, way_to(scenario, Outcome.SOUND))
    play_all(learner.client, way_to(scenario, Outcome.HARM))
    kept = line(stage, learner)
    assert kept.state == "done"
    assert kept.data["outcomes"] == ["harm", "sound"]
    assert {one.data["attempt"] for one in events(stage, learner.id)} == {"1", "2"}


def test_harm_alone_does_not_count_as_done(stage: Stage, learner: Person) -> None:
    play_all(learner.client, way_to(story(learner), Outcome.HARM))
    assert line(stage, learner).state == "begun"


def test_a_story_begun_on_another_device_goes_on_here(stage: Stage, learner: Person) -> None:
    version = library_of(learner).version(story(learner))
    event = {
        "id": "6f6f4a3e-8c0e-4f0d-9a60-111111111111",
        "n": 1,
        "at": "2026-11-23T08:00:00Z",
        "kind": "scenario.chosen",
        "subject": SUBJECT,
        "version": version,
        "lang": "en",
        "data": {"attempt": "on-the-phone", "node": "ticket", "choice": "ask"},
    }
    batch = {"device": "6f6f4a3e-8c0e-4f0d-9a60-222222222222", "events": [event]}
    sent = learner.client.post("/sync", json=batch, headers=learner.client.same_origin())
    assert sent.json["receipts"][0]["status"] == "stored"
    play(learner.client, "wants", "lines", "ticket.ask")
    assert line(stage, learner).data["way"] == [["ticket", "ask"], ["wants", "lines"]]


# What does not follow ----------------------------------------------


@pytest.mark.parametrize(
    "way",
    [
        "x.y",
        "ticket",
        "ticket.",
        ".ask",
        "ticket.ask,ticket.ask",
        "ticket.ask,",
        ",",
        "%00",
        "ticket.ask" * 400,
        "\u202e",
    ],
)
def test_a_way_that_the_story_lacks_leads_back_to_its_start(stranger: Client, way: str) -> None:
    answer = stranger.get(STORY, query_string={"way": way})
    assert answer.status_code in (400, 404)
    if answer.status_code == 404:
        assert f'href="{STORY}"' in answer.text


def test_two_ways_at_once_are_none(stranger: Client) -> None:
    assert stranger.get(f"{STORY}?way=ticket.ask&way=ticket.write").status_code == 404


def test_any_other_question_leads_to_the_story_itself(stranger: Client) -> None:
    assert stranger.get(f"{STORY}?from=mail").location == f"{STORY}#ticket"


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"node": "nowhere", "choice": "ask"},
        {"node": "wants", "choice": "lines", "way": ""},
        {"node": "ticket", "choice": "nothing", "way": ""},
        {"node": "ticket", "choice": ["ask", "write"], "way": ""},
        {"node": "ticket", "choice": "ask", "way": "x.y"},
        {"node": ["ticket", "ticket"], "choice": "ask", "way": ""},
        {"node": "ticket", "choice": "ask" * 5000, "way": ""},
    ],
)
def test_a_choice_that_does_not_follow_is_not_kept(stage: Stage, learner: Person, fields: dict[str, object]) -> None:
    answer = learner.client.post(STORY, data=fields, headers=learner.client.same_origin())
    assert answer.status_code == 404
    assert f'href="{STORY}"' in answer.text
    assert events(stage, learner.id) == []


def test_a_choice_without_a_way_is_kept_alone(stage: Stage, learner: Person) -> None:
    fields = {"node": "wants", "choice": "lines"}
    answer = learner.client.post(STORY, data=fields, headers=learner.client.same_origin())
    assert (answer.status_code, answer.location.split("#")[0].count(",")) == (303, 1)
    assert len(events(stage, learner.id)) == 1


def test_no_story_no_page(learner: Person) -> None:
    address = "/en/modules/confidentiality/scenarios/nothing/"
    assert learner.client.get(address).status_code == 404
    assert play(learner.client, "ticket", "ask", story=address).status_code == 404


def test_where_lessons_are_for_members_a_stranger_signs_in(
    stage: Stage, stranger: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = stage.app.extensions[KEY]
    monkeypatch.setattr(site, "settings", replace(site.settings, content="members"))
    for answer in (play(stranger, "ticket", "ask"), stranger.get(f"{STORY}?way=ticket.ask")):
        assert (answer.status_code, answer.location) == (303, f"/en/sign-in/?next={STORY}")


def test_the_statement_budgets(stage: Stage, learner: Person) -> None:
    play(learner.client, "ticket", "ask")
    with counted(stage.database) as statements:
        play(learner.client, "wants", "lines", "ticket.ask")
    assert len(statements) <= 6, "\n".join(statements)
    with counted(stage.database) as statements:
        learner.client.get(f"{STORY}?way=ticket.ask")
    assert len(statements) <= 2, "\n".join(statements)
