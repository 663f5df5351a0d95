"""An interview: four questions at a time, in the words of a try that the address carries, and a tally."""

from __future__ import annotations

import re

import pytest

from lms.domain.engine import begin, choose
from lms.domain.interview import LAST_TRY, worded
from lms.domain.scenario import QuestionKind, Scenario
from tests.harness.cast import Person, Stage
from tests.harness.client import Client
from tests.harness.own_pages import events, library_of, play, words
from tests.harness.statements import counted

SUBJECT = "child-friendly-practice/the-first-talk"
TALK = "/en/modules/child-friendly-practice/scenarios/the-first-talk/"
BUTTON = re.compile(r'<button name="choice" value="([^"]+)">([^<]+)</button>')
TALLY = re.compile(r"<dt>([^<]+)</dt><dd>(\d+)</dd>")
BAD_TRIES = ["0", "-1", "01", "1000", "9" * 3000, "two", "", " 1", "1.0", "٣", "\x00", "2,3", "\u202e2"]


def questions(html: str) -> list[tuple[str, str]]:
    return [(name, text.replace("&#39;", "'")) for name, text in BUTTON.findall(html)]


def as_shown(talk: Scenario, node: str, attempt: int) -> list[tuple[str, str]]:
    return [(one.id, one.text) for one in worded(talk, attempt).node(node).choices]


@pytest.fixture
def talk(learner: Person) -> Scenario:
    found: Scenario = library_of(learner).scenario(SUBJECT)
    return found


def way_of(talk: Scenario, kind: QuestionKind) -> list[tuple[str, str]]:
    """The way to an ending by one kind of question alone."""
    walk = begin(talk)
    while walk.node:
        walk = choose(walk, next(one.id for one in walk.node.choices if one.kind is kind))
    return list(walk.path)


def written(way: list[tuple[str, str]]) -> str:
    return ",".join(f"{node}.{choice}" for node, choice in way)


def test_a_talk_needs_no_account_no_script_and_no_statement(stage: Stage, stranger: Client, talk: Scenario) -> None:
    with counted(stage.database) as statements:
        page = stranger.get(TALK)
        for made, (node, choice) in enumerate(way := way_of(talk, QuestionKind.OPEN), 1):
            assert questions(page.text) == as_shown(talk, node, 1)
            page = stranger.send(page, "", choice=choice, node=node)
            assert page.request.full_path == f"{TALK}?way={written(way[:made])}"
    assert statements == []
    assert "Try again with other words" in words(page)


def test_no_kind_is_named_before_a_question_is_asked(stranger: Client, talk: Scenario) -> None:
    page = words(stranger.get(TALK))
    assert "What do you ask?" in page
    assert not re.search(r"\b(open|closed|leading) question|several questions at once", page)
    after = words(play_through(stranger, talk, [QuestionKind.MULTIPLE]))
    assert "several questions at once" in after
    assert "Question 2 of at most" in after


def play_through(client: Client, talk: Scenario, kinds: list[QuestionKind]):
    page = client.get(TALK)
    for kind in kinds:
        at = next(node for node in talk.nodes if f'name="node" value="{node.id}"' in page.text)
        page = client.send(page, "", choice=next(one.id for one in at.choices if one.kind is kind))
    return page


def test_the_tally_counts_the_kinds(stranger: Client, talk: Scenario) -> None:
    asked = [QuestionKind.OPEN, QuestionKind.LEADING, QuestionKind.OPEN]
    assert TALLY.findall(play_through(stranger, talk, asked).text) == [
        ("Open", "2"),
        ("Closed", "0"),
        ("Leading", "1"),
        ("Several at once", "0"),
    ]


@pytest.mark.parametrize("kind", QuestionKind)
def test_the_end_says_what_each_kind_of_question_does(stranger: Client, talk: Scenario, kind: QuestionKind) -> None:
    way = way_of(talk, kind)
    page = stranger.get(f"{TALK}?way={written(way)}")
    counts = dict(TALLY.findall(page.text))
    assert sorted(map(int, counts.values())) == [0, 0, 0, len(way)]
    for said in ("How you asked", "in their own words", "one word comes back", "to please you", "nobody knows which"):
        assert said in words(page)


def test_another_try_stands_in_other_words_and_the_address_carries_it(stranger: Client, talk: Scenario) -> None:
    first, second = stranger.get(TALK), stranger.get(f"{TALK}?try=2")
    assert questions(second.text) == as_shown(talk, talk.start, 2)
    assert {text for _, text in questions(first.text)}.isdisjoint(text for _, text in questions(second.text))
    node, choice = way_of(talk, QuestionKind.OPEN)[0]
    page = stranger.send(second, "", choice=choice, node=node)
    assert page.request.full_path == f"{TALK}?try=2&way={node}.{choice}"
    said = dict(as_shown(talk, node, 2))[choice]
    assert said in page.text.replace("&#39;", "'"), "what was asked stands there in the words of the try"
    assert f'href="{TALK}?try=2#{talk.start}"' in page.text, "a step back stays in the try"
    assert stranger.get(f"{TALK}?try=2").text == second.text


def test_a_later_step_back_stays_in_the_try(stranger: Client, talk: Scenario) -> None:
    way = way_of(talk, QuestionKind.OPEN)
    page = stranger.get(f"{TALK}?try=3&way={written(way[:2])}")
    assert f'href="{TALK}?try=3&amp;way={written(way[:1])}#{way[1][0]}"' in page.text


@pytest.mark.parametrize(("attempt", "again"), [(1, "?try=2#lace"), (2, "?try=3#lace"), (LAST_TRY, "")])
def test_the_end_leads_to_the_next_try(stranger: Client, talk: Scenario, attempt: int, again: str) -> None:
    way = written(way_of(talk, QuestionKind.LEADING))
    assert f'href="{TALK}{again}">Try again' in stranger.get(f"{TALK}?try={attempt}&way={way}").text


def test_the_first_try_by_number_is_the_plain_page(stranger: Client) -> None:
    assert stranger.get(f"{TALK}?try=1").location == f"{TALK}#lace"


@pytest.mark.parametrize("attempt", BAD_TRIES)
@pytest.mark.parametrize("way", ["", "lace.floor"])
def test_a_try_that_is_none_is_answered_in_plain_words(stranger: Client, attempt: str, way: str) -> None:
    answer = stranger.get(TALK, query_string={"try": attempt, "way": way})
    assert answer.status_code in (400, 404)
    if answer.status_code == 404:
        assert f'href="{TALK}"' in answer.text


def test_two_tries_at_once_are_none(stranger: Client) -> None:
    assert stranger.get(f"{TALK}?try=2&try=3").status_code == 404


@pytest.mark.parametrize("attempt", [*BAD_TRIES, ["2", "3"]])
def test_a_question_of_a_try_that_is_none_is_not_kept(stage: Stage, learner: Person, attempt: str | list[str]) -> None:
    fields = {"node": "lace", "choice": "floor", "way": "", "try": attempt}
    answer = learner.client.post(TALK, data=fields, headers=learner.client.same_origin())
    assert answer.status_code in (400, 404)
    assert events(stage, learner.id) == []


def test_a_story_knows_no_tries(stranger: Client) -> None:
    story = "/en/modules/confidentiality/scenarios/four-lines/"
    assert stranger.get(f"{story}?try=2&way=ticket.ask").text == stranger.get(f"{story}?way=ticket.ask").text
    assert stranger.get(f"{story}?try=two").location == f"{story}#ticket"


def test_the_record_holds_the_question_and_not_its_words(stage: Stage, learner: Person, talk: Scenario) -> None:
    page = learner.client.get(f"{TALK}?try=2")
    learner.client.send(page, "", choice=talk.nodes[0].choices[0].id)
    [kept] = events(stage, learner.id)
    assert kept.data == {"attempt": "1", "node": talk.start, "choice": talk.nodes[0].choices[0].id}
    assert kept.version == library_of(learner).version(talk)


def test_a_half_played_talk_goes_on_where_it_stopped(learner: Person, talk: Scenario) -> None:
    node, choice = way_of(talk, QuestionKind.OPEN)[0]
    play(learner.client, node, choice, story=TALK)
    assert f'href="{TALK}?way={node}.{choice}#' in learner.client.get("/en/me/").text


def test_the_second_attempt_goes_on_in_the_words_of_the_second_try(learner: Person, talk: Scenario) -> None:
    way = way_of(talk, QuestionKind.LEADING)
    for made, (node, choice) in enumerate(way):
        play(learner.client, node, choice, written(way[:made]), story=TALK)
    play(learner.client, *way[0], story=TALK)
    home = learner.client.get("/en/me/").text
    assert f'href="{TALK}?try=2&amp;way={written(way[:1])}#' in home
    assert learner.client.get(f"{TALK}?try=2&way={written(way[:1])}").status_code == 200
