"""A police officer's whole way in a real browser, without JavaScript: from sign-up to a course certificate."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, expect

from lms import content
from tests.e2e.test_journey import leading_on
from tests.harness.live import ROOT, LiveSite

LIBRARY = content.load(ROOT)
COURSE = LIBRARY.courses["police-awareness"]
BANK = LIBRARY.bank(COURSE)
LESSONS = LIBRARY.lessons_of(COURSE)


def test_an_officer_comes_to_the_certificate_of_her_course(
    live_site: LiveSite, browse: Callable[..., BrowserContext], axe: Callable[[Page], list[str]]
) -> None:
    context = browse(java_script_enabled=False)
    page = context.new_page()
    sign_up(page, live_site)
    expect(page.locator("main")).to_contain_text(f"{COURSE.title} · lesson 1 of {len(LESSONS)}")
    for place, lesson in enumerate(LESSONS, 1):
        follow(page, page.locator(".panel a.button"))
        assert page.url.endswith(f"/en/modules/{lesson.subject}/")
        with leading_on(page):
            page.locator("main form button").last.click()
        page.goto(f"{live_site.address}/en/me/courses/{COURSE.id}/")
        expect(page.locator("main")).to_contain_text(f"{place} of {len(LESSONS)} lessons read.")
    follow(page, page.get_by_role("link", name="Go on to the test"))
    sit(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Passed: 20 of 20.")
    follow(page, page.get_by_role("link", name="Get your certificate"))
    code = certificate(page)
    stranger = browse().new_page()
    stranger.goto(f"{live_site.address}/c/{code}")
    expect(stranger.locator("main")).to_contain_text(f"Course{COURSE.title}")
    expect(stranger.locator("main")).not_to_contain_text("Sokha")
    assert axe(stranger) == []
    pdf = context.request.get(f"{live_site.address}/en/me/certificates/{code}.pdf")
    assert (pdf.status, pdf.body()[:5]) == (200, b"%PDF-")
    badge = context.request.get(f"{live_site.address}/c/{code}.json").json()
    assert badge["credentialSubject"]["achievement"]["id"].endswith(f"/en/courses/{COURSE.id}/")


def follow(page: Page, link: Locator) -> None:
    with leading_on(page):
        link.first.click()


def sign_up(page: Page, site: LiveSite) -> None:
    """A new account, whose work is with the police; ends on her own page."""
    page.goto(f"{site.address}/en/sign-up/")
    page.get_by_label("Nickname").fill("River")
    page.get_by_label("Password").fill("three quiet words")
    with leading_on(page):
        page.get_by_role("button", name="Make the account").click()
    follow(page, page.get_by_role("link", name="I have written it down"))
    page.get_by_label("Your work").select_option("police")
    with leading_on(page):
        page.get_by_role("button", name="Go on").click()


def sit(page: Page) -> None:
    """The course's test with every answer right, handed in."""
    assert BANK is not None
    asked = {item.stem: item for item in BANK.items}
    with leading_on(page):
        page.get_by_role("button", name="Begin").click()
    for _ in range(BANK.rule.items):
        item = asked[page.locator("legend").inner_text()]
        page.locator(f'input[name="choice"][value="{min(item.correct)}"]').check()
        with leading_on(page):
            page.get_by_role("button", name="Keep and go on").click()
    with leading_on(page):
        page.get_by_role("button", name="Hand in").click()


def certificate(page: Page) -> str:
    """Asks for the certificate under a Khmer name; returns its code."""
    page.get_by_label("Name, as you want to see it printed").fill("សុខា Sokha")
    with leading_on(page):
        page.get_by_role("button", name="See how it will look").click()
    with leading_on(page):
        page.get_by_role("button", name="Yes, make it").click()
    expect(page.locator(".certificate")).to_contain_text("សុខា Sokha")
    expect(page.locator(".certificate")).to_contain_text(re.compile("has read the lessons of the course"))
    return Path(page.url).name
