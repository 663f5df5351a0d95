"""What a trainer sees is counted from record lines: the matrix, who needs her, the files, the items."""

from __future__ import annotations

import csv
import io
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.domain.course import Item, Use
from lms.domain.event import Kind
from lms.domain.progress import BEGUN, DONE, Line
from lms.services import accounts, cohorts, export
from lms.services.attention import Member, Need, Place, need, overview
from lms.services.item_report import item_report
from lms.services.log import Fact, note
from lms.services.matrix import EMPTY, Column, columns, everybody, matrix, needed
from lms.services.versions import VersionBook, keep_versions
from lms.storage import records
from lms.storage.accounts import Account
from lms.storage.cohorts import Cohort
from lms.storage.engine import Database

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SHOWN = (Column("lesson", "m/one", "", "m"), Column("scenario", "m/s", "", "m"), Column("test", "m/test", "", "m", 20))
WANTED = (SHOWN[0], SHOWN[2])


@pytest.fixture
def session(database: Database):
    with database.writing() as opened:
        yield opened


@pytest.fixture
def book(session: Session, library: Library) -> VersionBook:
    keep_versions(session, library, NOW)
    return VersionBook(library)


def person(session: Session, nickname: str) -> Account:
    return accounts.sign_up(session, nickname, "seven quiet herons", "en", NOW).account


def cohort_with(session: Session, library: Library, *people: Account, course: str = "social-work") -> Cohort:
    cohort = cohorts.make_cohort(session, library, person(session, "Dara"), "Spring", course, NOW)
    for one in people:
        cohorts.join(session, cohort, one, NOW)
    return cohort


# Columns -------------------------------------------------------------------


def test_columns_follow_the_course_and_how_it_ends(library: Library) -> None:
    whole, note_only = columns(library, "social-work"), columns(library, "all-staff")
    module = library.modules["confidentiality"]
    mine = [one for one in whole if one.group == module.id]
    assert [one.topic for one in mine] == ["lesson"] * 6 + ["scenario"] * len(module.scenarios) + ["test"] * 2
    assert [one.subject for one in mine][-2:] == ["confidentiality/pre-test", "confidentiality/test"]
    assert [(one.of, one.is_mastery) for one in mine[-2:]] == [(6, False), (20, True)]
    assert list(dict.fromkeys(one.group for one in whole)) == [
        one.id for one in library.modules_of(library.courses["social-work"])
    ]
    assert {one.topic for one in note_only} == {"lesson"}
    assert [one.subject for one in note_only if one.group == "confidentiality"] == [
        subject for subject in library.courses["all-staff"].lessons if subject.startswith("confidentiality/")
    ]
    assert columns(library, "no-such-course") == ()


def test_a_course_with_a_test_has_its_lessons_and_that_test(library: Library) -> None:
    shown, course = columns(library, "police-awareness"), library.courses["police-awareness"]
    assert sorted(one.subject for one in shown[:-1]) == sorted(course.lessons)
    last = shown[-1]
    assert (last.key, last.name, last.group, last.of) == (("test", course.subject), "test", course.subject, 20)
    assert last.is_mastery
    assert needed(library, "police-awareness") == shown


def test_a_course_is_finished_by_lessons_and_where_it_certifies_by_tests(library: Library) -> None:
    assert {one.topic for one in needed(library, "all-staff")} == {"lesson"}
    tests = [one.subject for one in needed(library, "social-work") if one.topic == "test"]
    assert "confidentiality/test" in tests
    assert all(subject.endswith("/test") for subject in tests)
    assert needed(library, "no-such-course") == ()


# The matrix ----------------------------------------------------------------


def test_the_matrix_holds_what_the_record_holds(session: Session, library: Library) -> None:
    first, second = person(session, "beta"), person(session, "Alpha")
    cohort = cohort_with(session, library, first, second)
    shown = columns(library, cohort.course)
    lines = [Line(shown[0].topic, shown[0].subject, DONE, NOW, None, None, {})]
    lines.append(Line("test", "confidentiality/test", BEGUN, NOW, None, 14, {}))
    lines.append(Line("test", "other/test", DONE, NOW, None, 20, {}))
    records.put(session, first.id, lines)
    drawn = matrix(session, library, cohort)
    assert [row.account.nickname for row in drawn.rows] == ["Alpha", "beta"]
    assert set(drawn.rows[0].cells) == {EMPTY}
    test = [column.subject for column in shown].index("confidentiality/test")
    assert (drawn.rows[1].cells[0].state, drawn.rows[1].cells[test]) == (DONE, (BEGUN, 14))
    assert drawn.rows[1].done == 1
    assert everybody(session, library, cohort).rows == drawn.rows


def test_who_has_left_is_not_in_the_matrix(session: Session, library: Library) -> None:
    one = person(session, "Sokha")
    cohort = cohort_with(session, library, one)
    cohorts.leave(session, cohort, one.id, NOW)
    assert matrix(session, library, cohort).rows == ()
    assert overview(session, library, cohort, NOW).size == 0


# Who needs me ----------------------------------------------------------------


def member(kept: dict[str, Place], *, joined: int = 30, seen: int | None = None) -> Member:
    """`kept` by subject; `joined` and `seen` are days ago."""
    account = Account(id=uuid.UUID(int=1), nickname="Sokha")
    lines = {column.key: kept[column.subject] for column in SHOWN if column.subject in kept}
    last = NOW - timedelta(days=seen) if seen is not None else None
    return Member(account, NOW - timedelta(days=joined), lines, last)


def ago(days: float, state: str = DONE, score: int | None = None) -> Place:
    return Place(state, score, NOW - timedelta(days=days))


def kind(one: Member) -> str | None:
    found = need(one, SHOWN, WANTED, NOW)
    return found.kind if found else None


def test_the_rules_stand_in_their_order() -> None:
    assert kind(member({})) == "new"
    assert kind(member({"m/one": ago(1)})) is None
    assert kind(member({"m/one": ago(6.9)}, seen=0)) is None
    assert kind(member({"m/one": ago(7)}, seen=0)) == "stuck"
    assert kind(member({"m/one": ago(13.9)}, seen=13)) == "stuck"
    assert kind(member({"m/one": ago(14)})) == "quiet"
    assert kind(member({"m/one": ago(40)}, seen=13)) == "stuck", "reviews still arrive"
    assert kind(member({"m/one": ago(40), "m/test": ago(30, BEGUN, 12)})) == "waiting"
    assert kind(member({"m/one": ago(40), "m/test": ago(30, BEGUN)})) == "quiet", "drawn and not handed in"
    assert kind(member({"m/one": ago(90), "m/test": ago(80, DONE, 18)})) is None, "finished"
    assert kind(member({"m/test": ago(20, DONE, 18)})) == "quiet", "a passed test alone finishes nothing"


def test_a_waiting_learner_comes_with_result_and_next_try() -> None:
    found = need(member({"m/test": ago(0.5, BEGUN, 12)}), SHOWN, WANTED, NOW)
    assert found is not None
    assert found == Need("waiting", found.account, 0, SHOWN[2], 12, NOW + timedelta(hours=12))


@given(
    kept=st.dictionaries(
        st.sampled_from([column.subject for column in SHOWN]),
        st.builds(ago, st.floats(0, 400), st.sampled_from([BEGUN, DONE]), st.none() | st.integers(0, 20)),
    ),
    seen=st.none() | st.integers(0, 400),
)
def test_nobody_who_has_finished_is_on_a_list_and_everybody_else_is_on_one_at_most(
    kept: dict[str, Place], seen: int | None
) -> None:
    one = member(kept, seen=seen)
    found = need(one, SHOWN, WANTED, NOW)
    if one.has_finished(WANTED):
        assert found is None
    elif not kept:
        assert found is not None
    if found is not None:
        assert found.kind in ("waiting", "stuck", "quiet", "new")
        assert found.days >= 0


def test_the_overview_counts_everybody_once(session: Session, library: Library) -> None:
    people = [person(session, f"P{number}") for number in range(4)]
    cohort = cohort_with(session, library, *people)
    wanted = needed(library, cohort.course)
    done = [Line(column.topic, column.subject, DONE, NOW, None, None, {}) for column in wanted]
    records.put(session, people[0].id, done)
    records.put(session, people[1].id, done[:1])
    told = overview(session, library, cohort, NOW + timedelta(days=20))
    assert (told.size, told.finished, told.needing) == (4, 1, 3)
    assert [one.account.nickname for one in told.needs["new"]] == ["P2", "P3"]
    assert [one.account.nickname for one in told.needs["quiet"]] == ["P1"]


def test_a_course_that_is_gone_leaves_nobody_in_need(session: Session, library: Library) -> None:
    cohort = cohort_with(session, library, person(session, "Sokha"))
    cohort.course = "gone"
    assert overview(session, library, cohort, NOW).needing == 0
    assert matrix(session, library, cohort).columns == ()


# Files -----------------------------------------------------------------------


@given(st.lists(st.lists(st.text(), min_size=2, max_size=4), max_size=5))
def test_no_cell_of_a_file_is_a_formula_and_every_cell_comes_back(rows: list[list[str]]) -> None:
    text = "".join(export.csv_lines(["a", "b"], rows))
    assert text.startswith("\ufeff")
    read = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    cells = [cell for row in read[1:] for cell in row]
    assert all(not cell.lstrip().startswith(tuple(export.FORMULA)) for cell in cells)
    assert [cell.removeprefix("'") for cell in cells] == [cell.removeprefix("'") for row in rows for cell in row]


# Items -------------------------------------------------------------------------


def answered(session: Session, library: Library, book: VersionBook, who: Account, item: Item, letter: str) -> None:
    data = {"attempt": "form", "choices": [letter], "confidence": "sure"}
    fact = Fact(Kind.ITEM_ANSWERED, item.subject, library.version(item), data)
    note(session, book, who.id, "en", NOW, [fact])


def test_an_item_that_was_changed_meanwhile_is_not_counted_by_letter(
    session: Session, library: Library, book: VersionBook
) -> None:
    one, two = person(session, "One"), person(session, "Two")
    cohort = cohort_with(session, library, one, two)
    item = library.modules["confidentiality"].bank(Use.PRACTICE)[0]
    answered(session, library, book, one, item, "a")
    report = item_report(session, library, book, cohort)
    assert [(found.item, found.mixed, found.enough) for found in report] == [(item, False, False)]
    changed = replace(item, options=tuple(reversed(item.options)))
    newer = replace(library, modules={**library.modules, "confidentiality": _with(library, changed)})
    keep_versions(session, newer, NOW)
    second = VersionBook(newer)
    answered(session, newer, second, two, changed, "a")
    report = item_report(session, newer, second, cohort)
    assert [(found.item, found.mixed, found.count.answered) for found in report] == [(changed, True, 2)]


def test_an_item_that_is_gone_is_shown_as_it_was_asked(session: Session, library: Library, book: VersionBook) -> None:
    one = person(session, "One")
    cohort = cohort_with(session, library, one)
    item = library.modules["confidentiality"].bank(Use.PRACTICE)[0]
    answered(session, library, book, one, item, "a")
    newer = replace(library, modules={**library.modules, "confidentiality": _with(library, replace(item, id="new"))})
    report = item_report(session, newer, VersionBook(newer), cohort)
    assert [found.item for found in report] == [item]


def _with(library: Library, item: Item):
    module = library.modules["confidentiality"]
    return replace(module, items=(item, *module.items[1:]))
