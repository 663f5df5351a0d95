"""A page says honestly which language a text is in, and how far its translation has come."""

from __future__ import annotations

from pathlib import Path

import pytest

from lms.content import load
from lms.content.library import Library
from lms.content.segment import SHARED, Segment, State
from tests.unit.content.small import FILES, write

STEM = "A boat comes in. What do you do?"
CRITICAL, PLAIN = "i15", "i16"  # items of the small bank

CATALOGUE = f'''\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

# state: machine draft
msgctxt "harbour"
msgid "The harbour"
msgstr "ផែ"

# A remark.
# State: reviewed
msgctxt "harbour"
msgid "Where boats come in."
msgstr "ទូក"

msgctxt "harbour"
msgid "Meet a boat."
msgstr "ជួប"

# state: reviewed
#, fuzzy
#| msgid "We know how many boats there are."
msgctxt "harbour"
msgid "We do not know how many boats there are."
msgstr "យើងដឹង"

# state: machine draft
msgctxt "{CRITICAL}"
msgid "{STEM}"
msgstr "ទូកមក"

# state: machine draft
msgctxt "{PLAIN}"
msgid "{STEM}"
msgstr "ទូកមក"

# state: reviewed
msgctxt "{CRITICAL}"
msgid "At i15 you do the red thing."
msgstr "ក្រហម"

msgctxt "harbour/first-boat"
msgid "Who waits"
msgstr "អ្នករង់ចាំ"

msgctxt "harbour/first-boat"
msgid "The first boat"
msgstr ""

#~ msgctxt "harbour/first-boat"
#~ msgid "A boat comes in."
#~ msgstr "ចាស់"
'''


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return load(write(tmp_path, {**FILES, "translations/km/harbour.po": CATALOGUE}), pseudo=True)


def _of_module(library: Library, source: str, lang: str = "km") -> Segment:
    return library.words(lang, library.modules["harbour"])(source)


def test_a_translation_shows_with_its_state(library: Library) -> None:
    assert _of_module(library, "The harbour") == Segment("ផែ", "km", State.MACHINE_DRAFT)
    assert _of_module(library, "Where boats come in.") == Segment("ទូក", "km", State.REVIEWED)


def test_a_text_without_a_note_is_a_draft_by_a_person(library: Library) -> None:
    assert _of_module(library, "Meet a boat.").state is State.HUMAN_DRAFT


def test_what_has_changed_since_is_stale_and_shows(library: Library) -> None:
    source = "We do not know how many boats there are."
    assert _of_module(library, source) == Segment("យើងដឹង", "km", State.STALE)


def test_what_is_missing_falls_back_to_english_and_says_so(library: Library) -> None:
    lesson = library.lesson("harbour", "first-boat")
    assert lesson
    say = library.words("km", lesson)
    assert say(lesson.title) == Segment("The first boat", "en", State.MISSING)  # empty in the catalogue
    assert say(lesson.summary) == Segment("A boat comes in.", "en", State.MISSING)  # obsolete there
    assert library.text("km", SHARED, "course/everybody", "One lesson.").state is State.MISSING  # no catalogue


def test_the_context_counts(library: Library) -> None:
    assert library.text("km", "harbour", "elsewhere", "The harbour").state is State.MISSING


def test_a_critical_text_that_nobody_reviewed_brings_the_english_along(library: Library) -> None:
    for name, beside in ((CRITICAL, STEM), (PLAIN, "")):
        item = library.item(f"harbour/{name}")
        assert item
        assert item.critical == bool(beside)
        assert library.words("km", item)(item.stem) == Segment("ទូកមក", "km", State.MACHINE_DRAFT, beside)


def test_a_critical_text_that_was_reviewed_stands_alone(library: Library) -> None:
    said = library.text("km", "harbour", CRITICAL, "At i15 you do the red thing.")
    assert said == Segment("ក្រហម", "km", State.REVIEWED)


def test_english_is_the_source(library: Library) -> None:
    assert _of_module(library, "The harbour", "en") == Segment("The harbour", "en", State.REVIEWED)


def test_an_unknown_language_is_english(library: Library) -> None:
    assert _of_module(library, "The harbour", "../km").state is State.MISSING


def test_empty_text_stays_empty(library: Library) -> None:
    assert _of_module(library, "", "ar-XB") == Segment("", "en", State.REVIEWED)


def test_pseudo_languages_say_everything(library: Library) -> None:
    assert _of_module(library, "The harbour", "en-XA").lang == "en-XA"
    assert library.states("en-XA", "harbour").keys() == {State.REVIEWED}
    assert "en-XA" not in load(library.translations.root).languages


def test_states_are_counted_over_all_texts_of_a_module(library: Library) -> None:
    states = library.states("km", "harbour")
    assert states[State.MACHINE_DRAFT] == 3
    assert states[State.HUMAN_DRAFT] == 2
    assert states[State.REVIEWED] == 2
    assert states[State.STALE] == 1
    texts = {(message.context, message.source) for message in library.messages("harbour")}
    assert states.total() == len(texts)


def test_a_lesson_is_marked_block_by_block(library: Library) -> None:
    lesson = library.lesson("harbour/first-boat")
    assert lesson
    page = library.lesson_html("km", lesson)
    assert '<h2 id="who-waits">អ្នករង់ចាំ</h2>' in page
    assert '<h2 class="side" id="a-case" lang="en">A case</h2>' in page
    assert 'href="/km/glossary/#broker"' in page
    assert '<p class="side" lang="en">Worked example</p>' in page


def test_a_catalogue_that_cannot_be_read_leaves_english(tmp_path: Path) -> None:
    broken = 'msgid "a"\nmsgid "b"\n"c"\nmsgstr "d"\nmsgstr[7] "e"\n'
    library = load(write(tmp_path, {**FILES, "translations/km/harbour.po": broken}))
    assert _of_module(library, "The harbour").lang == "en"
