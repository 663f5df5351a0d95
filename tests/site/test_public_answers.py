"""Public pages that answer a form or a query: strangers can try, read and play, and nothing is kept."""

from __future__ import annotations

import pytest

from lms.domain.engine import plays
from tests.harness.statements import counted

LESSON = "/en/modules/confidentiality/clinic-and-station/"
STORY = "/en/modules/confidentiality/scenarios/the-uncle-on-the-telephone/"


def text(answer) -> str:
    return answer.get_data(as_text=True)


def test_public_pages_ask_nothing_of_the_database(stage, stranger):
    with counted(stage.database) as statements:
        for address in ("/", "/en/", LESSON, STORY, "/km/glossary/", "/en/search/?q=village", "/en/nowhere/"):
            stranger.get(address)
    assert statements == []


def test_a_stranger_tries_the_situation_of_the_first_page(stranger):
    home = stranger.get("/en/")
    answer = stranger.send(home, "/try/", choice="a")
    assert answer.status_code == 200
    assert "Nothing was kept" in text(answer)
    assert "Your answer:" in text(answer)


def test_a_stranger_reads_a_lesson_and_sees_every_reason(stranger, library):
    items = library.modules["confidentiality"].practice("clinic-and-station")
    answer = stranger.send(stranger.get(LESSON), "", **{items[0].id: "b", f"{items[0].id}.sure": "sure"})
    assert answer.status_code == 200
    assert text(answer).count("Your answer:") == 1
    for item in items:
        assert all(option.why[:30].replace("'", "&#39;") in text(answer) for option in item.options)
    assert "Nothing was kept, because you are not signed in." in text(answer)


def test_a_stranger_plays_a_story_to_its_end_step_by_step(stranger, library):
    scenario = library.scenario("confidentiality/the-uncle-on-the-telephone")
    way = next(iter(plays(scenario)))
    page = stranger.get(STORY)
    for number, (node, choice) in enumerate(way.path, 1):
        page = stranger.send(page, "", choice=choice, node=node)
        assert page.status_code == 200
        assert page.request.args["way"].count(",") == number - 1
    assert way.ending.title.split()[0] in text(page)
    assert "A question to take to your supervisor" in text(page)
    assert 'name="choice"' not in text(page)


def test_going_back_one_step_is_a_link(stranger):
    page = stranger.get(f"{STORY}?way=evening.room,room.readers")
    assert page.status_code == 200
    assert f"{STORY}?way=evening.room#room" in text(page)
    first = stranger.get(f"{STORY}?way=evening.room")
    assert f'href="{STORY}"' in text(first)


def test_a_story_under_way_shows_what_moved_and_why(stranger, library):
    choice = library.scenario("confidentiality/the-uncle-on-the-telephone").node("room").choice("readers")
    page = text(stranger.get(f"{STORY}?way=evening.room,room.readers"))
    for said in (choice.then[:30], choice.why[:30], choice.moves[0].because[:30], "up 1", "as before"):
        assert said in page


@pytest.mark.parametrize(
    ("query", "found"),
    [("village", "Return to the village"), ("VILL", "Return to the village"), ("need to know", "href")],
)
def test_search_finds(stranger, query, found):
    assert found in text(stranger.get("/en/search/", query_string={"q": query}))


@pytest.mark.parametrize(
    "query",
    [
        "",
        "x",
        "<script>alert(1)</script>",
        '"><b>',
        "%",
        "' OR 1=1 --",
        "\u202eabc",
        "a" * 5000,
        "😀",
        "\ufffe",
    ],
)
def test_search_takes_any_text_and_shows_it_as_text(stranger, query):
    answer = stranger.get("/en/search/", query_string={"q": query})
    assert answer.status_code == 200
    assert "<script>alert" not in text(answer)
    assert '"><b>' not in text(answer)


def test_a_search_without_a_hit_is_friendly(stranger):
    assert "Try one word" in text(stranger.get("/en/search/?q=zzzzzz"))


def test_leaving_clears_what_the_browser_keeps(stranger):
    answer = stranger.get("/leave/")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "about:blank" in text(answer)


def test_a_query_that_is_no_text_is_refused_in_plain_words(stranger):
    answer = stranger.get("/en/search/", query_string={"q": "\x00"})
    assert answer.status_code == 400
    assert "could not be read" in text(answer)
