"""A course from its first lesson to its end: the way through it, its test, its certificate and its note."""

from __future__ import annotations

import re

import pytest
from werkzeug.test import TestResponse

from lms.domain.course import Course
from lms.web.site import Site
from tests.harness import finishing
from tests.harness.cast import Person, Stage
from tests.harness.finishing import first_wrong, here, letter_for, read_lessons, standing_of, take_test
from tests.harness.own_pages import cohort
from tests.harness.statements import counted
from tests.site.test_tests import words

TEST = "/en/courses/police-awareness/test/"
WAY = "/en/me/courses/police-awareness/"
STAFF = "/en/me/courses/all-staff/"
MINE = "/en/me/certificates/?course=police-awareness"


def course(stage: Stage, name: str = "police-awareness") -> Course:
    return here(stage).library.courses[name]


def works_as(person: Person, role: str) -> None:
    page = person.client.get("/en/me/settings/start/")
    person.client.send(page, "Go on", work_role=role)


# Doors -------------------------------------------------------------


@pytest.mark.parametrize("address", [TEST, WAY, f"{STAFF}note/"])
def test_a_stranger_is_asked_to_sign_in(stage: Stage, address: str) -> None:
    answer = stage.stranger().get(address)
    assert answer.status_code == 303
    assert answer.location.startswith("/en/sign-in/?next=")


@pytest.mark.parametrize(
    "address",
    [
        "/en/courses/nothing/test/",
        "/en/courses/all-staff/test/",
        "/en/courses/social-work/test/",
        "/en/courses/police-awareness/pre-test/",
        "/en/me/courses/nothing/",
        "/en/me/courses/nothing/note/",
        f"{WAY}note/",
        "/en/me/certificates/?course=nothing",
        "/en/me/certificates/?course=all-staff",
    ],
)
def test_what_is_not_there_is_no_page(learner: Person, address: str) -> None:
    assert learner.client.get(address).status_code == 404


def test_the_public_page_leads_to_both(stage: Stage) -> None:
    site = here(stage)
    page = site.renderer.render("reading/course.html", "en", **_public(site))
    assert f'href="{TEST}"' in page
    assert f'href="{WAY}"' in page


def _public(site: Site) -> dict[str, object]:
    from lms.web.pages.course import pages

    found = next(one for one in pages(site.library, "en") if one.address == "/en/courses/police-awareness/")
    return found.context()


# The test ----------------------------------------------------------


def sit(stage: Stage, person: Person, right: int = 20) -> TestResponse:
    """The course's test, question by question, with so many right answers; plain ones go wrong first."""
    client, wrong = person.client, first_wrong(20 - right)
    page = client.send(client.get(TEST), "", step="start")
    while "q" in page.request.args:
        opened = standing_of(stage, person, of=course(stage)).open
        assert opened is not None
        one = opened.answers[int(page.request.args["q"]) - 1]
        page = client.send(page, "Keep", choice=letter_for(here(stage), one, right=not wrong(one)))
    return client.send(page, "Hand in")


def test_the_first_page_says_what_it_is(stage: Stage, learner: Person) -> None:
    page = words(learner.client.get(TEST))
    assert "16 right answers of 20" in page
    assert f"You have read 0 of {len(course(stage).lessons)} lessons. You may begin now" in page
    assert "Back to the course" in page


def test_a_failed_try_names_lessons_of_the_course_and_no_items(stage: Stage, learner: Person) -> None:
    answer = sit(stage, learner, right=15)
    page = words(answer)
    assert "15 of 20. Not yet." in page
    assert "in about 24 hours" in page
    last = standing_of(stage, learner, of=course(stage)).last
    assert last is not None
    library = here(stage).library
    named = [library.lesson(subject) for subject in last.lessons_to_return_to()]
    assert named
    assert all(lesson and lesson.title in page.replace("&#39;", "'") for lesson in named)
    hrefs = re.findall(r'href="/en/modules/([a-z0-9-]+/[a-z0-9-]+)/"', answer.text)
    assert set(hrefs) <= set(course(stage).lessons)
    for one in last.answers:
        item = library.item(one.item)
        assert item is not None
        assert item.stem[:40] not in answer.text


def test_a_passed_one_leads_to_what_is_missing(stage: Stage, learner: Person) -> None:
    assert "What the certificate still asks for" in words(sit(stage, learner, right=16))
    read_lessons(stage, learner, of=course(stage))
    page = learner.client.get(TEST)
    assert "Passed: 16 of 20." in words(page)
    assert f'href="{MINE}"' in page.text


def test_the_statement_budgets(stage: Stage, learner: Person) -> None:
    finishing.begin_test(stage, learner, of=course(stage))
    for address in (f"{TEST}?q=1", TEST, WAY, "/en/me/"):
        with counted(stage.database) as asked:
            page = learner.client.get(address)
        assert len(asked) <= 6, "\n".join(asked)
    page = learner.client.get(f"{TEST}?q=2")
    with counted(stage.database) as asked:
        assert learner.client.send(page, "Keep", follow=False, choice="a").status_code == 303
    assert len(asked) <= 6, "\n".join(asked)


# The way through ---------------------------------------------------


def test_the_way_shows_what_is_read_and_what_remains(stage: Stage, learner: Person) -> None:
    library, total = here(stage).library, len(course(stage).lessons)
    first, second = library.lessons_of(course(stage))[:2]
    page = words(learner.client.get(WAY))
    assert f"0 of {total} lessons read." in page
    assert f"{first.title} {first.minutes} minutes Begin" in page
    read_lessons(stage, learner, of=course(stage), but=1)
    page = words(learner.client.get(WAY))
    assert f"{total - 1} of {total} lessons read." in page
    assert f"done {second.title}" in page
    assert f"not started {first.title}" in page
    assert "better to read every lesson first" in page


def test_the_way_says_when_the_test_is_open(stage: Stage, learner: Person) -> None:
    read_lessons(stage, learner, of=course(stage))
    assert "The test is open You have read every lesson." in words(learner.client.get(WAY))
    finishing.begin_test(stage, learner, of=course(stage))
    assert "0 of 20 answered" in words(learner.client.get(WAY))
    finishing.answer_open(stage, learner, first_wrong(6), of=course(stage))
    learner.client.send(learner.client.get(TEST), "Hand in")
    page = words(learner.client.get(WAY))
    assert "You can try again from 24 November 2026, 09:00" in page
    assert "The test 14 of 20" in page
    stage.clock.wait(days=1)
    assert "you can try again, with other questions" in words(learner.client.get(WAY))
    take_test(stage, learner, of=course(stage))
    page = learner.client.get(WAY)
    assert "Your certificate is ready" in words(page)
    assert f'href="{MINE}"' in page.text


def test_a_whole_course_asks_for_its_modules(stage: Stage, learner: Person) -> None:
    owner = course(stage, "social-work")
    read_lessons(stage, learner, of=owner)
    page = words(learner.client.get("/en/me/courses/social-work/"))
    first = next(one for one in here(stage).library.modules_of(owner) if one.test)
    assert f"This module is next: {first.title}" in page
    assert f"not started {first.title} certificate" in page


def test_her_own_page_follows_the_course_for_her_work(stage: Stage, learner: Person) -> None:
    works_as(learner, "police")
    owner, library = course(stage), here(stage).library
    assert f"{owner.title} · lesson 1 of {len(owner.lessons)}" in words(learner.client.get("/en/me/"))
    read_lessons(stage, learner, of=owner)
    page = learner.client.get("/en/me/")
    assert f'href="{TEST}"' in page.text
    assert f"begun {owner.title} {len(owner.lessons)} of {len(owner.lessons)}" in words(page)
    take_test(stage, learner, wrong=first_wrong(6), of=owner)
    assert "You can try again from 24 November 2026, 09:00" in words(learner.client.get("/en/me/"))
    stage.clock.wait(days=1)
    finishing.begin_test(stage, learner, of=owner)
    assert "Begun, and waiting for you: 0 of 20 answered" in words(learner.client.get("/en/me/"))
    assert library.lessons_of(owner)[0].title not in words(learner.client.get("/en/me/")).partition("For your work")[0]


def test_a_lesson_leads_on_in_the_course_for_her_work(stage: Stage, learner: Person) -> None:
    works_as(learner, "police")
    lessons = here(stage).library.lessons_of(course(stage))
    address = "/en/modules/{}/".format
    answered = learner.client.send(learner.client.get(address(lessons[0].subject)), "I have read this")
    assert f'<a class="onward screen" href="{address(lessons[1].subject)}"' in answered.text
    answered = learner.client.send(learner.client.get(address(lessons[-1].subject)), "I have read this")
    assert f'<a class="onward screen" href="{WAY}"' in answered.text
    works_as(learner, "social-work")
    answered = learner.client.send(learner.client.get(address(lessons[0].subject)), "I have read this")
    assert address(lessons[1].subject) not in answered.text


def test_the_course_of_her_cohort_is_hers_too(stage: Stage, learner: Person, trainer: Person) -> None:
    group = cohort(stage, trainer, course="health-awareness")
    learner.client.send(learner.client.get(f"/en/join/{group.join_code}/"), "Join as")
    title = course(stage, "health-awareness").title
    assert f"For your work not started {title}" in words(learner.client.get("/en/me/"))
    assert title in words(learner.client.get("/en/me/certificates/"))
