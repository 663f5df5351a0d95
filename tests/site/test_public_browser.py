"""Public pages in a real browser: nothing too wide, nothing that axe finds, Leave, and what CSS alone does."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.harness.browser import axe
from tests.site.public import HOST, site

LESSON = "/modules/confidentiality/clinic-and-station/"
STORY = "/modules/confidentiality/scenarios/the-uncle-on-the-telephone/"
KINDS = ("/", "/courses/", "/courses/social-work/", "/modules/confidentiality/", LESSON, STORY, "/glossary/", "/map/")
PLACES = ("/worksheet/", "/search/", "/pause/", "/safety/", "/privacy/", "/accessibility/", "/sources/")
LANGUAGES = ("en", "bn", "km", "ar-XB")


@pytest.fixture
def open_page(browse):
    """Opens an address of the public site in a browser with these options."""

    def opened(address: str, **options: object) -> Page:
        context = browse(**options)
        site().serve(context)
        page = context.new_page()
        page.goto(HOST + address)
        return page

    return opened


@pytest.mark.parametrize(("lang", "scheme"), [*((lang, "light") for lang in LANGUAGES), ("en", "dark")])
def test_axe_finds_nothing(open_page, lang, scheme):
    page = open_page("/", color_scheme=scheme)
    for kind in (*KINDS, *PLACES):
        page.goto(f"{HOST}/{lang}{kind}")
        assert axe(page) == [], f"/{lang}{kind}"


@pytest.mark.parametrize(
    ("width", "languages"), [(320, (*LANGUAGES, "en-XA")), (390, ("en-XA",)), (1280, ("en-XA", "ar-XB"))]
)
def test_no_page_is_wider_than_the_screen(open_page, width, languages):
    page = open_page("/", viewport={"width": width, "height": 800})
    for lang in languages:
        for kind in (*KINDS, *PLACES):
            page.goto(f"{HOST}/{lang}{kind}")
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"/{lang}{kind} is {wide} too wide at {width}"


def test_what_one_touches_is_large_enough(open_page):
    page = open_page(f"/en{LESSON}", viewport={"width": 320, "height": 700})
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, .button, .menu a, .footer a, .leave, .option, summary')]
            .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44)
            .map(one => one.outerHTML)"""
    )
    assert small == []


def test_a_reason_opens_after_the_choice_and_the_confidence_without_a_script(open_page):
    page = open_page(f"/en{LESSON}", java_script_enabled=False)
    item = page.locator(".practice").first
    assert item.locator(".reason:visible").count() == 0
    assert item.locator(".confidence").is_hidden()
    item.locator(".option").nth(1).click()
    expect(item.locator(".confidence")).to_be_visible()
    assert item.locator(".reason:visible").count() == 0
    item.locator(".confidence label").first.click()
    expect(item.locator(".reason").nth(1)).to_be_visible()
    assert item.locator(".reason:visible").count() == 1


def test_the_keyboard_reaches_the_text_first(open_page):
    page = open_page(f"/en{LESSON}")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_printing_opens_every_reason_and_leaves_the_frame_out(open_page):
    page = open_page(f"/en{LESSON}")
    page.emulate_media(media="print")
    assert page.locator(".reason").count() == page.locator(".reason:visible").count() > 0
    expect(page.locator(".masthead")).to_be_hidden()
    expect(page.locator(".footer")).to_be_hidden()


def test_leaving_blanks_the_page_at_once_and_back_shows_nothing(open_page):
    page = open_page("/en/")
    page.goto(f"{HOST}/en{LESSON}")
    blank_after = page.evaluate(
        """() => { const begun = performance.now(); document.querySelector('.leave').click();
            return document.documentElement.hidden ? performance.now() - begun : Infinity }"""
    )
    assert blank_after < 100
    page.wait_for_url("about:blank")
    page.go_back()
    page.wait_for_url("about:blank")
    assert page.locator("body").inner_text() == ""


def test_leaving_works_without_a_signal(open_page):
    page = open_page(f"/en{LESSON}")
    page.context.set_offline(True)
    page.context.unroute_all()
    page.locator(".leave").click()
    page.wait_for_url("about:blank")


def test_whoever_opens_an_address_anew_comes_back(open_page):
    page = open_page(f"/en{LESSON}")
    page.locator(".leave").click()
    page.wait_for_url("about:blank")
    page.goto(f"{HOST}/en{LESSON}")
    expect(page.locator("h1")).to_be_visible()
    page.reload()
    expect(page.locator("h1")).to_be_visible()


def test_without_a_script_leave_is_a_link_to_a_page_that_clears(open_page):
    page = open_page(f"/en{LESSON}", java_script_enabled=False)
    assert re.fullmatch(r"/leave/", page.locator(".leave").get_attribute("href") or "")


def test_a_browser_that_keeps_nothing_for_sites_can_leave_too(open_page):
    page = open_page("/en/")
    page.add_init_script("Object.defineProperty(window, 'sessionStorage', {get() { throw new Error('blocked') }})")
    page.goto(f"{HOST}/en{LESSON}")
    expect(page.locator("h1")).to_be_visible()
    page.locator(".leave").click()
    page.wait_for_url("about:blank")
