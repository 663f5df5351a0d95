"""Every public page in every language: as a page must be, within its bytes, and leading somewhere."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from lms.domain.interview import FIRST_TRY, worded
from lms.web import assets, pages
from tests.harness.page import Page, check
from tests.site.public import compressed, site
from tests.unit.web.wsgi import ask

LESSON_BYTES = {"en": 4500}
LESSON_BYTES_ANYWHERE = 7000
FIRST_LESSON_BYTES, FIRST_LESSON_REQUESTS = 20_000, 4
ANSWERED_BY_VIEWS = re.compile(r"/leave/|/[\w-]+/(me/.*|sign-up/|sign-in/|modules/[\w-]+/(test|plan)/)")
ADDRESSES = sorted(site().book.pages)
LESSONS = sorted(
    f"/{lang}/modules/{lesson.subject}/"
    for lang in site().library.languages
    for module in site().library.modules.values()
    for lesson in module.lessons
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_as_a_page_must_be(address):
    check(site().html(address), address)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_link_leads_somewhere(address):
    page = Page(site().html(address), address)
    for link in page.all("a"):
        target, _, part = (link.get("href") or "").partition("#")
        if target and not ANSWERED_BY_VIEWS.fullmatch(target):
            assert target in site().book.pages, f"{address} leads to {target}"
        if part:
            there = page if target in ("", address) else Page(site().html(target), target)
            assert part in there.ids, f"{address} leads to {target}#{part}"


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_brings_no_script_or_style_of_its_own_and_asks_nobody_else(address):
    html = site().html(address)
    assert not re.search(r"<style|<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=", html)
    fetched = re.findall(r'<(?:script|link|img)[^>]*\s(?:src|href)="([^"]+)"', html)
    assert fetched
    assert all(name.startswith("/static/") for name in fetched)


@pytest.mark.parametrize("address", LESSONS)
def test_a_lesson_is_small(address):
    lang = address.split("/")[1]
    published = site(pseudo="-X" in lang)
    assert published.bytes_of(address) <= LESSON_BYTES.get(lang, LESSON_BYTES_ANYWHERE)


@pytest.mark.parametrize("address", [address for address in LESSONS if address.startswith("/en/")])
def test_everything_that_a_first_lesson_fetches_by_itself_is_small(address):
    html = site().html(address)
    fetched = {address, *re.findall(r'<(?:script|link|img)[^>]*\s(?:src|href)="(/static/[^"]+)"', html)}
    assert len(fetched) <= FIRST_LESSON_REQUESTS
    assert sum(site().bytes_of(name) for name in fetched) <= FIRST_LESSON_BYTES


def test_lessons_do_not_fetch_the_sheets_of_staff_or_certificates():
    others = [asset.address for name, asset in assets.load().items() if name in ("staff.css", "certificate.css")]
    assert len(others) == 2
    assert not any(other in site().html(address) for address in LESSONS for other in others)


def test_the_first_page_lists_every_language_in_its_own_name():
    html = site().html("/")
    for language in site().library.languages.values():
        assert f'href="/{language.code}/"' in html
        assert language.name in html


def test_a_page_knows_its_counterparts_in_the_other_languages():
    page = Page(site().html("/bn/glossary/"))
    there = {link.get("hreflang"): link.get("href") for link in page.all("a") if link.get("hreflang")}
    assert {code: f"/{code}/glossary/" for code in site().library.languages}.items() <= there.items()


@pytest.mark.parametrize("address", [address for address in ADDRESSES if address.startswith(("/bn/", "/km/"))])
def test_a_draft_says_once_that_it_is_one(address):
    html = site().html(address)
    assert html.count("machine draft") + html.count('class="panel note screen"') >= 1
    assert html.count('class="panel note screen"') == 1
    assert "English</a>" in html


def test_an_english_page_says_nothing_about_translations():
    assert not any("draft" in site().html(address) for address in ("/en/", "/en/glossary/", LESSONS[0]))


def test_english_text_in_another_language_is_marked():
    """All words of a lesson that nobody has translated stand inside an element that says `lang="en"`."""
    lesson = next(iter(site().library.modules["orientation"].lessons))
    page = Page(site().html(f"/km/modules/{lesson.subject}/"))
    heading = page.all("h1")[0]
    inside = {heading.get("lang"), *(child.get("lang") for child in heading)}
    assert ("en" in inside) == (heading.text == lesson.title or any(child.text == lesson.title for child in heading))


def test_every_lesson_is_one_form_with_one_button():
    for address in LESSONS:
        page = Page(site().html(address))
        forms = [form for form in page.all("form") if form.get("method") == "post"]
        assert len(forms) == 1
        assert sum(page.inside(button, "form") for button in page.all("button")) == 1


def test_the_items_of_a_lesson_have_their_fields():
    lesson = next(iter(site().library.modules["confidentiality"].lessons))
    page = Page(site().html(f"/en/modules/{lesson.subject}/"))
    fields = Counter((field.get("name"), field.get("type")) for field in page.all("input"))
    for item in site().library.modules["confidentiality"].practice(lesson.id):
        assert fields[item.id, "radio"] == len(item.options)
        assert fields[f"{item.id}.sure", "radio"] == 3


def test_a_story_begins_with_its_first_scene_and_gives_nothing_away():
    for module in site().library.modules.values():
        for scenario in module.scenarios:
            html = site().html(f"/en/modules/{module.id}/scenarios/{scenario.id}/")
            page = Page(html)
            assert scenario.start in page.ids
            later = {part.id for part in (*scenario.nodes, *scenario.endings)} - {scenario.start}
            assert not later & set(page.ids)
            buttons = [button.get("value") for button in page.all("button")]
            first = worded(scenario, FIRST_TRY).node(scenario.start)
            assert buttons == [choice.id for choice in first.choices]


def test_print_and_lesson_hold_the_same_reasons():
    module = site().library.modules["orientation"]
    printed = site().html("/en/modules/orientation/print/")
    for lesson in module.lessons:
        for item in module.practice(lesson.id):
            assert all(option.why[:40].replace("'", "&#39;") in printed for option in item.options)


def test_a_module_weighs_at_most_60_kb():
    for lang in site().library.languages:
        for module in site().library.modules.values():
            parts = [f"{module.id}/", *(f"{one.subject}/" for one in module.lessons)]
            parts += [f"{module.id}/scenarios/{one.id}/" for one in module.scenarios]
            assert sum(compressed(site().html(f"/{lang}/modules/{part}")) for part in parts) <= 60_000


def test_a_renamed_lesson_leads_to_its_new_name(monkeypatch):
    library = site().library
    monkeypatch.setitem(library.redirects, "orientation/old-name", "orientation/many-roads")
    moved = pages.moved(library)
    assert moved["/km/modules/orientation/old-name/"] == "/km/modules/orientation/many-roads/"


def test_robots_may_read_lessons_and_not_look_up_certificates():
    answer = ask(site().application, "/robots.txt")
    assert b"Disallow: /c/" in answer.body
    assert "noindex" not in site().html(LESSONS[0])
