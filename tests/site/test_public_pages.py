"""Every public page in every language: as a page must be, within its bytes, and leading somewhere."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from lms.domain.interview import FIRST_TRY, worded
from lms.web import assets, pages
from lms.web.weights import Scales, addresses
from tests.harness.page import Page, check
from tests.site.public import site
from tests.unit.web.wsgi import ask

ANSWERED_BY_VIEWS = re.compile(
    r"/leave/|/[\w-]+/(me/.*|sign-up/|sign-in/|modules/[\w-]+/(test|plan|follow-up)/|courses/[\w-]+/test/)"
)
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


def scales(lang: str) -> Scales:
    """What weighs the site as it is published; a made-up language stands on the site that has it."""
    published = site(pseudo="-X" in lang)
    return Scales(published.library, published.book, assets.load())


@pytest.mark.parametrize("lang", site().library.languages)
def test_lessons_and_modules_keep_their_budgets(lang):
    weighed = list(scales(lang).everything(lang))
    assert len(weighed) > 3 * len(LESSONS) / len(site().library.languages)
    assert [weight for weight in weighed if weight.over] == []


def test_what_is_fetched_once_keeps_its_budget():
    weighed = list(scales("en").fetched_once())
    assert all(weight.weight for weight in weighed)
    assert [weight for weight in weighed if weight.over] == []


@pytest.mark.parametrize("address", ["/km/modules/orientation/many-roads/", "/", assets.load()["learner.css"].address])
def test_what_is_weighed_is_what_is_sent(address):
    assert scales("en").page(address) == site(pseudo=False).bytes_of(address)


def test_a_module_is_weighed_with_all_its_pages():
    module = site(pseudo=False).library.modules["confidentiality"]
    pages_of_it = [one for one in site(pseudo=False).book.pages if one.startswith("/en/modules/confidentiality/")]
    others = {"/en/modules/confidentiality/print/", "/en/modules/confidentiality/scenarios/"}
    assert set(addresses(module, "en")) == set(pages_of_it) - others
    weight = scales("en").module(module, "en").weight
    assert weight == sum(site(pseudo=False).bytes_of(one) for one in addresses(module, "en"))


def test_lessons_do_not_fetch_the_sheets_of_other_pages():
    others = [asset.address for asset in assets.load().values() if asset.address.endswith(".css")]
    others = [address for address in others if "/learner." not in address]
    assert len(others) > 3
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


def test_a_renamed_lesson_leads_to_its_new_name(monkeypatch):
    library = site().library
    monkeypatch.setitem(library.redirects, "orientation/old-name", "orientation/many-roads")
    moved = pages.moved(library)
    assert moved["/km/modules/orientation/old-name/"] == "/km/modules/orientation/many-roads/"


def test_robots_may_read_lessons_and_not_look_up_certificates():
    answer = ask(site().application, "/robots.txt")
    assert b"Disallow: /c/" in answer.body
    assert "noindex" not in site().html(LESSONS[0])
