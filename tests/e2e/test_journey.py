"""A learner's whole way in a real browser, from sign-up to a certificate that a stranger checks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from lms import content
from lms.domain.course import Item
from lms.domain.engine import Play, plays
from lms.domain.scenario import Outcome
from tests.harness.live import ROOT, LiveSite

LIBRARY = content.load(ROOT)
MODULE = LIBRARY.modules["confidentiality"]
ANSWERS = {one.text for item in MODULE.items for one in item.options if one.correct}


@pytest.mark.parametrize("script", [False, True], ids=["without JavaScript", "with JavaScript"])
def test_from_sign_up_to_a_checked_certificate(live_site: LiveSite, browse, axe, script: bool) -> None:
    context: BrowserContext = browse(java_script_enabled=script)
    page = context.new_page()
    sign_up(page, live_site)
    take(page, live_site, "pre-test")
    for lesson in MODULE.lessons:
        read(page, live_site, lesson.id)
    for scenario in MODULE.scenarios[:2]:
        play(page, live_site, next(way for way in plays(scenario) if sound(way)))
    take(page, live_site, "test")
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("passed", re.IGNORECASE))
    plan(page, live_site)
    code = certificate(page, live_site)
    stranger = browse(java_script_enabled=script).new_page()
    stranger.goto(f"{live_site.address}/c/{code}")
    expect(stranger.locator("main")).to_contain_text(MODULE.title)
    expect(stranger.locator("main")).not_to_contain_text("Sokha")
    if script:
        assert axe(stranger) == []
    pdf = context.request.get(f"{live_site.address}/en/me/certificates/{code}.pdf")
    assert (pdf.status, pdf.body()[:5]) == (200, b"%PDF-")
    badge = context.request.get(f"{live_site.address}/c/{code}.json").json()
    assert badge["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert "Sokha" not in str(badge)


def sign_up(page: Page, site: LiveSite) -> None:
    page.goto(f"{site.address}/en/sign-up/")
    page.get_by_label("Nickname").fill("River")
    page.get_by_label("Password").fill("three quiet words")
    page.get_by_role("button", name="Make the account").click()
    expect(page.locator("main")).to_contain_text(re.compile(r"[a-z]+-\d{4}"))


def take(page: Page, site: LiveSite, which: str) -> None:
    """A sitting with every answer right, handed in."""
    page.goto(f"{site.address}/en/modules/{MODULE.id}/{which}/")
    page.get_by_role("button", name="Begin").click()
    for _ in range(20 if which == "test" else 6):
        options = page.locator("label.option")
        right = [option for option in options.all() if option.inner_text().strip() in ANSWERS]
        assert len(right) == 1, options.all_inner_texts()
        right[0].click()
        page.locator("main form button").last.click()
    page.get_by_role("button", name="Hand in").click()


def read(page: Page, site: LiveSite, lesson: str) -> None:
    """Reads a lesson, answers its questions and keeps the answers."""
    page.goto(f"{site.address}/en/modules/{MODULE.id}/{lesson}/")
    for item in MODULE.practice(lesson):
        practise(page, item)
    page.locator("main form button").last.click()
    reasons = [item.options["abcd".index(min(item.correct))].why for item in MODULE.practice(lesson)]
    for why in reasons:
        expect(page.locator("main")).to_contain_text(why)


def practise(page: Page, item: Item) -> None:
    page.locator(f'input[name="{item.id}"][value="{min(item.correct)}"]').check()
    page.locator(f'input[name="{item.id}.sure"][value="sure"]').check()


def sound(way: Play) -> bool:
    return way.ending is not None and way.ending.outcome is Outcome.SOUND


def play(page: Page, site: LiveSite, way: Play) -> None:
    """Plays a story along this way; the meters on the page are the engine's at every step."""
    page.goto(f"{site.address}/en/modules/{way.scenario.subject.replace('/', '/scenarios/')}/")
    for step in way.steps:
        page.locator("main form button", has_text=step.choice.text).click()
        expect(page.locator("main")).to_contain_text(step.choice.why)
        levels = re.findall(r"(\d) of 5", page.locator(".meters").inner_text())
        assert tuple(map(int, levels)) == step.after
    assert way.ending
    expect(page.locator("main")).to_contain_text(way.ending.title)


def plan(page: Page, site: LiveSite) -> None:
    page.goto(f"{site.address}/en/modules/{MODULE.id}/plan/")
    page.locator("main input[type=radio]").first.check()
    page.locator("main form button").first.click()


def certificate(page: Page, site: LiveSite) -> str:
    """Asks for the certificate under a Khmer name; returns its code."""
    page.goto(f"{site.address}/en/me/certificates/")
    page.get_by_role("link", name="Get this certificate").click()
    page.get_by_label("Name, as you want to see it printed").fill("សុខា Sokha")
    page.get_by_role("button", name="See how it will look").click()
    page.get_by_role("button", name="Yes, make it").click()
    expect(page.locator(".certificate")).to_contain_text("សុខា Sokha")
    return Path(page.url).name
