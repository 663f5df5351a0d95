"""The real courses, quizzes, drawings and catalogues are in order."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lms.content import check, load
from lms.content.interface import extract as extract_interface
from lms.content.library import Library
from lms.content.reading.manuscript import read
from lms.content.segment import SOURCE

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def library() -> Library:
    return load(ROOT, drafts=True, pseudo=True)


def test_no_rule_refuses_anything() -> None:
    reports = os.environ.get("LMS_REPORTS")
    refused = [str(finding) for finding in check(ROOT, reports=Path(reports) if reports else None) if finding.refused]
    assert refused == []


def test_everything_that_was_read_is_taught(library: Library) -> None:
    manuscript = read(ROOT)
    assert manuscript.modules.keys() == library.modules.keys() != set()
    for name, files in manuscript.modules.items():
        module = library.modules[name]
        assert (len(module.lessons), len(module.items)) == (len(files.lessons), len(files.bank))
        assert len(module.scenarios) == len(files.scenarios)


def test_every_lesson_renders_in_every_language(library: Library) -> None:
    for lang in library.languages:
        for lesson in (lesson for module in library.modules.values() for lesson in module.lessons):
            page = library.lesson_html(lang, lesson)
            assert page.count("<section") == page.count("</section>") > 0
            assert page.count('class="drawing"') == lesson.body.count("](") - page.count("<a ")
            assert f'href="/{lang}/' in page or "](/" not in lesson.body
            assert "!!!" not in page


def test_english_says_everything_as_it_is_written(library: Library) -> None:
    for module in library.modules.values():
        for message in library.messages(module.id):
            assert library.text(SOURCE, module.id, message.context, message.source).text == message.source


def test_every_source_is_printed_or_general(library: Library) -> None:
    for unit in library.units():
        marks = [mark for mark in unit.sources if not library.rests_on_general([mark])]
        assert all(library.sources.citation(mark) for mark in marks)
        assert all(citation.section for citation in library.citations(unit.sources))


def test_the_words_of_the_interface_can_be_given_to_translators() -> None:
    assert len(extract_interface()) > 100
