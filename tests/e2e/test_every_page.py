"""Every page of the site, seen as each of its people, in three languages and both schemes, on a phone."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from lms import content
from tests.harness import live
from tests.harness import page as checker
from tests.harness.live import ROOT, LiveSite

LANGUAGES = ("en", "bn", "km")
LEARNER = (
    "me/ me/record/ me/review/ me/certificates/ me/settings/ me/settings/code/ me/settings/password/ "
    "me/settings/start/ me/devices/ me/erase/ join/ sign-out/ modules/confidentiality/pre-test/ "
    "modules/confidentiality/test/ modules/confidentiality/plan/ me/courses/police-awareness/ me/courses/social-work/ "
    "me/courses/all-staff/ courses/police-awareness/test/"
).split()
STRANGER = "sign-up/ sign-in/ recover/ join/ search/?q=clinic search/?q= map/ worksheet/ no-such-page/".split()
TRAINER = (
    "cohorts/ cohorts/new/ cohorts/{cohort}/ cohorts/{cohort}/matrix/ cohorts/{cohort}/items/ "
    "cohorts/{cohort}/settings/ cohorts/{cohort}/slips/ cohorts/{cohort}/slips/new-code/ cohorts/{cohort}/archive/"
).split()
ADMINISTRATOR = (
    "admin/ admin/organisation/ admin/people/ admin/cohorts/ admin/content/ admin/content/check/ admin/audit/ "
    "admin/quarantine/ admin/quarantine/conflicts/ cohorts/"
).split()


@dataclass
class Made:
    """A running site with made-up people."""

    site: LiveSite
    people: dict[str, Any]

    def sign_in(self, context: BrowserContext, role: str) -> Page:
        page = context.new_page()
        page.goto(f"{self.site.address}/en/sign-in/")
        page.locator("[name=name]").fill(self.people[role]["name"])
        page.locator("[name=password]").fill(self.people[role]["password"])
        page.locator("main form button").first.click()
        assert "/sign-in/" not in page.url
        return page


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    data = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "lms.cli", "demo", "--learners", "30", "--seed", "1", "--json"]
    with live.live_site(data) as site:
        told = subprocess.run(command, cwd=ROOT, env=live.environment(data), capture_output=True, check=True, text=True)
        yield Made(site, json.loads(told.stdout))


def look(page: Page, axe, address: str) -> None:
    """The page as it stands: valid, no wider than the phone, and nothing that axe finds, light and dark."""
    checker.check(page.content(), address)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{address} is {wide} px too wide"
    page.emulate_media(color_scheme="light")
    assert axe(page) == [], address
    page.emulate_media(color_scheme="dark")  # the same page in other colours
    assert axe(page, ["color-contrast"]) == [], f"{address} (dark)"


def tour(page: Page, made: Made, axe, lang: str, places: list[str]) -> None:
    for place in places:
        address = f"/{lang}/{place.format(**made.people)}"
        answer = page.goto(made.site.address + address)
        assert answer
        assert answer.status == (404 if "no-such" in place else 200), address
        look(page, axe, address)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_stranger_sees(made: Made, browse, axe, lang: str) -> None:
    page = browse().new_page()
    tour(page, made, axe, lang, STRANGER)
    for code in (made.people["certificate"], "nosuchcode12"):
        page.goto(f"{made.site.address}/c/{code}?lang={lang}")
        look(page, axe, f"/c/{code}")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_learner_sees(made: Made, browse, axe, lang: str) -> None:
    page = made.sign_in(browse(), "learner")
    tour(page, made, axe, lang, LEARNER)
    page.goto(f"{made.site.address}/{lang}/me/certificates/{made.people['certificate']}/")
    look(page, axe, "a certificate")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_trainer_sees(made: Made, browse, axe, lang: str) -> None:
    page = made.sign_in(browse(), "trainer")
    tour(page, made, axe, lang, TRAINER)
    page.goto(f"{made.site.address}/{lang}/cohorts/{made.people['cohort']}/matrix/")
    page.locator(".matrix tbody th :is(button, a)").first.click()
    look(page, axe, "one learner")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_an_administrator_sees(made: Made, browse, axe, lang: str) -> None:
    page = made.sign_in(browse(), "administrator")
    tour(page, made, axe, lang, ADMINISTRATOR)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_public_page_of_the_courses(made: Made, browse, axe, lang: str) -> None:
    page, library = browse().new_page(), content.load(ROOT)
    places = [f"courses/{course}/" for course in library.courses]
    for module in library.modules.values():
        places += [f"modules/{module.id}/", *(f"modules/{lesson.subject}/" for lesson in module.lessons)]
        places += [f"modules/{module.id}/scenarios/{story.id}/" for story in module.scenarios]
    tour(page, made, axe, lang, places)
