"""The figures of a small content, counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from lms.content import load
from lms.content.figures import ScenarioFigures, figures
from lms.content.library import Library
from lms.content.rules.readability import reading_age, word_count
from lms.domain.course import Use
from lms.domain.engine import plays
from tests.unit.content.small import FILES, write
from tests.unit.content.small_forms import WITH_FORMS


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return load(write(tmp_path_factory.mktemp("small"), FILES))


def test_lessons_items_and_cases_are_counted(library: Library) -> None:
    found, lesson = figures(library, library.modules.values()), library.modules["harbour"].lessons[0]
    assert (found.lessons, found.minutes, found.drawings) == (1, 6, 1)
    assert found.words == word_count(lesson.body)
    assert (found.reading_age, found.oldest, found.oldest_lesson) == (
        *[reading_age(lesson.body)] * 2,
        "harbour/first-boat",
    )
    critical = sum(item.critical for item in library.modules["harbour"].items)
    assert found.items == {Use.PRACTICE: (3, 0), Use.FORM_A: (6, 0), Use.FORM_B: (6, 0), Use.TEST: (34, critical)}
    assert found.cases == {"001": ("HE-01",)}


def test_the_ways_of_a_scenario_are_counted(library: Library) -> None:
    """Six nodes in a row: one choice of the first leads on, two of the next four do, and the others end the story."""
    night, _ = figures(library, library.modules.values()).scenarios
    on_the_way = [1, 2, 4, 8, 16]  # ways that leave each of the first five nodes onward
    ended = [2, 1, 2, 4, 8]  # ways that end there: two choices of the first, one of each after it
    ways = sum(ended) + 3 * on_the_way[-1]
    assert night == ScenarioFigures("harbour/night-boat", "story", decisions=6, shortest=1, longest=6, ways=ways)


def test_every_form_is_counted_as_it_is_played(tmp_path: Path) -> None:
    library = load(write(tmp_path, WITH_FORMS))
    for scenario, found in zip(
        library.modules["harbour"].scenarios, figures(library, library.modules.values()).scenarios, strict=True
    ):
        lengths = [len(play.steps) for play in plays(scenario)]
        assert (found.shortest, found.longest, found.ways) == (min(lengths), max(lengths), len(lengths))


def test_nothing_is_counted_of_no_modules(library: Library) -> None:
    found = figures(library, [])
    assert (found.lessons, found.reading_age, found.oldest_lesson, found.scenarios) == (0, 0.0, "", ())
