"""A learner's whole way through each module in a real browser, from sign-up to a certificate that a stranger checks.

Every step that leads to another page waits for that page (`leading_on`), never for time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from lms import content
from lms.domain.certificate import SCENARIOS_NEEDED
from lms.domain.course import Item, Module
from lms.domain.engine import Play, plays
from lms.domain.scenario import Outcome
from tests.harness.browsing import PHONE
from tests.harness.live import ROOT, LiveSite

LIBRARY = content.load(ROOT)
MODULES = [module for module in LIBRARY.modules.values() if module.published and module.test]
Browse = Callable[..., BrowserContext]


@pytest.fixture(scope="module")
def learner(chromium: Browser, live_site: LiveSite) -> Any:
    """The cookies of one learner, signed up once, who takes module after module."""
    context = chromium.new_context(viewport=PHONE, locale="en-GB", java_script_enabled=False)  # type: ignore[arg-type] # as Playwright takes it
    sign_up(context.new_page(), live_site)
    cookies = context.storage_state()
    context.close()
    return cookies


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.id)
def test_a_module_is_finished_without_javascript(
    live_site: LiveSite, browse: Browse, learner: Any, module: Module
) -> None:
    context = browse(java_script_enabled=False, storage_state=learner)
    code = finish(context.new_page(), live_site, module)
    check(browse(java_script_enabled=False).new_page(), live_site, module, code)
    papers(context, live_site, code)


def test_a_module_is_finished_with_javascript(live_site: LiveSite, browse: Browse, axe: Callable[..., Any]) -> None:
    module = LIBRARY.modules["confidentiality"]
    page = browse().new_page()
    sign_up(page, live_site)
    code = finish(page, live_site, module)
    stranger = browse().new_page()
    check(stranger, live_site, module, code)
    assert axe(stranger) == []


def finish(page: Page, site: LiveSite, module: Module) -> str:
    """Takes the module from the questions before it to the certificate; returns the certificate's code."""
    sit(page, site, module, "pre-test")
    for lesson in module.lessons:
        read(page, site, module, lesson.id)
    for scenario in module.scenarios[:SCENARIOS_NEEDED]:
        play(page, site, next(way for way in plays(scenario) if sound(way)))
    sit(page, site, module, "test")
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("passed", re.IGNORECASE))
    plan(page, site, module)
    return certificate(page, site, module)


@contextmanager
def leading_on(page: Page) -> Iterator[None]:
    """What is done inside leads to another page; afterwards that page is there, whole."""
    with page.expect_navigation():
        yield


def sign_up(page: Page, site: LiveSite) -> None:
    page.goto(f"{site.address}/en/sign-up/")
    page.get_by_label("Nickname").fill("River")
    page.get_by_label("Password").fill("three quiet words")
    with leading_on(page):
        page.get_by_role("button", name="Make the account").click()
    expect(page.locator("main")).to_contain_text(re.compile(r"[a-z]+-\d{4}"))


def sit(page: Page, site: LiveSite, module: Module, which: str) -> None:
    """A sitting with every answer right, handed in."""
    asked = {item.stem: item for item in module.items}
    page.goto(f"{site.address}/en/modules/{module.id}/{which}/")
    with leading_on(page):
        page.get_by_role("button", name="Begin").click()
    total = int(page.get_by_role("heading", level=1).inner_text().split()[-1])  # “Question 1 of 20”
    for _ in range(total):
        item = asked[page.locator("legend").inner_text()]
        page.locator(f'input[name="choice"][value="{min(item.correct)}"]').check()
        with leading_on(page):
            page.get_by_role("button", name="Keep and go on").click()
    with leading_on(page):
        page.get_by_role("button", name="Hand in").click()


def read(page: Page, site: LiveSite, module: Module, lesson: str) -> None:
    """Reads a lesson, answers its questions and keeps the answers."""
    page.goto(f"{site.address}/en/modules/{module.id}/{lesson}/")
    for item in module.practice(lesson):
        practise(page, item)
    with leading_on(page):
        page.locator("main form button").last.click()
    told = page.locator("main").inner_text()
    for item in module.practice(lesson):
        assert item.options["abcd".index(min(item.correct))].why in told


def practise(page: Page, item: Item) -> None:
    page.locator(f'input[name="{item.id}"][value="{min(item.correct)}"]').check()
    page.locator(f'input[name="{item.id}.sure"][value="sure"]').check()


def sound(way: Play) -> bool:
    return way.ending is not None and way.ending.outcome is Outcome.SOUND


def play(page: Page, site: LiveSite, way: Play) -> None:
    """Plays a story along this way; the meters on the page are the engine's at every step."""
    page.goto(f"{site.address}/en/modules/{way.scenario.subject.replace('/', '/scenarios/')}/")
    for step in way.steps:
        with leading_on(page):
            page.locator(f'main button[name="choice"][value="{step.choice.id}"]').click()
        assert step.choice.why in page.locator("main").inner_text()
        levels = re.findall(r"(\d) of 5", page.locator(".meters").inner_text())
        assert tuple(map(int, levels)) == step.after
    assert way.ending
    expect(page.locator("main")).to_contain_text(way.ending.title)


def plan(page: Page, site: LiveSite, module: Module) -> None:
    page.goto(f"{site.address}/en/modules/{module.id}/plan/")
    page.locator("main input[type=radio]").first.check()
    with leading_on(page):
        page.locator("main form button").first.click()


def certificate(page: Page, site: LiveSite, module: Module) -> str:
    """Asks for the certificate under a Khmer name; returns its code."""
    page.goto(f"{site.address}/en/me/certificates/")
    with leading_on(page):
        page.locator(f'main a[href="?module={module.id}"]').click()
    page.get_by_label("Name, as you want to see it printed").fill("សុខា Sokha")
    with leading_on(page):
        page.get_by_role("button", name="See how it will look").click()
    with leading_on(page):
        page.get_by_role("button", name="Yes, make it").click()
    expect(page.locator(".certificate")).to_contain_text("សុខា Sokha")
    return Path(page.url).name


def check(stranger: Page, site: LiveSite, module: Module, code: str) -> None:
    """Anybody sees what the certificate is for, and not whose it is."""
    stranger.goto(f"{site.address}/c/{code}")
    expect(stranger.locator("main")).to_contain_text(module.title)
    expect(stranger.locator("main")).not_to_contain_text("Sokha")


def papers(holder: BrowserContext, site: LiveSite, code: str) -> None:
    pdf = holder.request.get(f"{site.address}/en/me/certificates/{code}.pdf")
    assert (pdf.status, pdf.body()[:5]) == (200, b"%PDF-")
    badge = holder.request.get(f"{site.address}/c/{code}.json").json()
    assert badge["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert "Sokha" not in str(badge)
