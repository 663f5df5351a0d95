"""How a course ends: what its file may say, and what its test needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from lms.content import ContentError, check, load
from lms.content.finding import Finding
from lms.content.reading.course import CourseFile, parse_course
from lms.content.reading.document import parse_toml
from tests.unit.content.small import FILES, write

COURSE = "courses/everybody.toml"
MODULE = "courses/harbour/module.toml"
LESSON = "courses/harbour/first-boat.md"
TEST = "[test]\nitems = {items}\npass = 1\ncritical = {critical}\n"


def ending(end: str, rule: str = "") -> str:
    return FILES[COURSE].replace('"certificates"', f'"{end}"') + rule


def parsed(text: str) -> tuple[CourseFile | None, list[str]]:
    found: list[Finding] = []
    document = parse_toml(COURSE, text, found)
    assert document is not None
    return parse_course(document, found), [f"{one.line} {one.rule}" for one in found]


def found_in(tmp_path: Path, **files: str) -> list[str]:
    return [one.message for one in check(write(tmp_path, {**FILES, **files})) if one.rule.startswith("course-")]


def test_a_test_of_its_own_is_read() -> None:
    file, found = parsed(ending("test", TEST.format(items=17, critical=3)))
    assert found == []
    assert file is not None
    assert file.course.test is not None
    assert (file.course.test.items, file.course.ends_with) == (17, "test")


@pytest.mark.parametrize(
    "text",
    [
        ending("test"),
        ending("note", TEST.format(items=17, critical=3)),
        ending("certificates", TEST.format(items=17, critical=3)),
        ending("applause"),
        ending("test", TEST.format(items=2, critical=3)),
    ],
)
def test_an_end_and_a_rule_that_do_not_fit_are_refused(text: str) -> None:
    file, found = parsed(text)
    assert file is None
    assert [line.split()[1] for line in found] == ["wrong-value"]


def test_an_id_has_room_in_a_certificate() -> None:
    long = "a" * 51
    assert parsed(FILES[COURSE].replace("everybody", long)) == (None, ["1 id-form"])
    assert parsed(FILES[COURSE].replace("everybody", long[1:]))[1] == []


@pytest.mark.parametrize(
    ("items", "critical", "told"),
    [
        (17, 3, []),
        (18, 3, ["The lessons have 34 test items; 2 are missing for 2 draws."]),
        (17, 5, ["The lessons have 12 critical test items; 3 are missing."]),
    ],
)
def test_what_is_missing_is_counted(tmp_path: Path, items: int, critical: int, told: list[str]) -> None:
    course = ending("test", TEST.format(items=items, critical=critical))
    assert found_in(tmp_path, **{COURSE: course}) == told


def test_lessons_of_drafts_do_not_count(tmp_path: Path) -> None:
    course = ending("test", TEST.format(items=17, critical=0))
    draft = FILES[MODULE].replace('"published"', '"draft"')
    assert found_in(tmp_path, **{COURSE: course, MODULE: draft}) == [
        "The lessons have 0 test items; 34 are missing for 2 draws."
    ]


def test_a_site_does_not_start_with_a_test_that_cannot_be_drawn_twice(tmp_path: Path) -> None:
    write(tmp_path, {**FILES, COURSE: ending("test", TEST.format(items=18, critical=3))})
    with pytest.raises(ContentError) as refused:
        load(tmp_path)
    assert [one.rule for one in refused.value.findings] == ["course-bank"]


@pytest.mark.parametrize(("minutes", "told"), [(59, []), (60, ["The lessons take 60 minutes."])])
def test_a_course_with_a_note_takes_less_than_an_hour(tmp_path: Path, minutes: int, told: list[str]) -> None:
    lesson = FILES[LESSON].replace("minutes = 6", f"minutes = {minutes}")
    assert found_in(tmp_path, **{COURSE: ending("note"), LESSON: lesson}) == told
