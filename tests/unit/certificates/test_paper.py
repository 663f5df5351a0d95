"""The paper: one accessible page that says what it should, whatever somebody is called."""

from __future__ import annotations

import re
import zlib

import pypdfium2
import pytest
from hypothesis import given as over
from hypothesis import settings
from hypothesis import strategies as st

from lms.domain.certificate import grouped
from lms.domain.errors import Invalid
from lms.services.certificates.fonts import NoFont, missing_glyphs
from lms.services.certificates.holder import clean_name
from lms.services.certificates.paper import paper
from tests.unit.certificates import given

A4_LYING_DOWN = (841.89, 595.28)  # pt
BORDER = (36, 34, 806, 561)  # pt: inside the stitches; left, bottom, right, top

HOSTILE = [
    '#read("/etc/passwd")',
    '#import "@preview/tidy:0.1.0"',
    "#panic() or $x^2$",
    "*bold* _leaning_ `raw`",
    "<label> @reference",
    "= Heading // comment",
    "a\\ \\u{1F600} \"quoted\" 'it'",
    '{"name": "x"} %(link)s {0}',
    "Robert'); DROP TABLE",
]


def test_one_a4_page_lying_down() -> None:
    document = pypdfium2.PdfDocument(given.printed())
    assert len(document) == 1
    assert document[0].get_size() == pytest.approx(A4_LYING_DOWN, abs=0.1)


def test_it_says_who_what_when_and_how_to_check() -> None:
    said = " ".join(given.written(given.printed()).split())
    award = given.AWARD
    for words in (award.name, award.title, award.organisation, "22 November 2026", "about 3 hours", "English"):
        assert words in said
    assert grouped(award.code) == "7kq4-m2xt-ab9h"
    assert f"waymark.example/c/{grouped(award.code)}" in said
    assert "p3m8-wq7t" in said


def test_without_a_name_there_is_a_line_to_write_on_and_no_name_key() -> None:
    said = given.written(given.printed(name=None))
    assert "Name key" not in said
    assert "p3m8" not in said
    assert given.WORDS["name_check"] not in said


def test_it_is_tagged_titled_and_in_its_language() -> None:
    pdf = given.printed(language="bn", title="গোপনীয়তা")
    document = pypdfium2.PdfDocument(pdf)
    assert document.get_metadata_dict()["Title"] == "Module certificate: গোপনীয়তা"
    assert re.search(rb"/Lang\s*\(bn", _opened(pdf))
    assert b"pdfuaid" in _opened(pdf)
    assert b"/StructTreeRoot" in _opened(pdf)
    assert b"Square code that leads to" in _opened(pdf)


def test_the_same_award_gives_the_same_bytes() -> None:
    assert given.printed() == given.printed()
    assert given.printed() != given.printed(name="Another Name")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_text_and_never_markup(name: str) -> None:
    assert clean_name(name) == name
    assert name in " ".join(given.written(given.printed(name=name)).split())


@pytest.mark.parametrize("field", ["organisation", "title"])
def test_neither_is_anything_else(field: str) -> None:
    hostile = '#read("/etc/passwd") $x$ *b*'
    assert hostile in " ".join(given.written(given.printed(**{field: hostile})).split())


@pytest.mark.parametrize("name", ["W" * 80, "Wm " * 26, "អ" * 80, "ယ" * 80, "क्ष्म्य" * 11, "i"])
def test_any_length_stays_on_the_page_and_inside_the_border(name: str) -> None:
    long = "A centre for training with a rather long name in the northern districts (sample)"
    pdf = given.printed(name=name.strip(), organisation=long, title="Working with families " * 4)
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    left, bottom, right, top = BORDER
    for part in document[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
        x0, y0, x1, y1 = part.get_bounds()
        assert left <= x0 <= x1 <= right
        assert bottom <= y0 <= y1 <= top


def test_a_language_from_right_to_left_turns_the_page() -> None:
    def first_label(language: str) -> float:
        document = pypdfium2.PdfDocument(given.printed(language=language))
        page = document[0].get_textpage()
        found = page.search("Given by").get_next()
        assert found
        return float(page.get_charbox(found[0])[0])

    assert first_label("en") < 200
    assert first_label("ar-XB") > 500


def test_letters_without_a_font_are_told_and_not_drawn_as_boxes() -> None:
    with pytest.raises(NoFont) as refusal:
        given.printed(name="Sample ગુજરાતી")
    assert set(refusal.value.letters) <= set("ગુજરાતી")
    assert refusal.value.scripts == ("Gujarati",)
    assert "Gujarati" in refusal.value.message % refusal.value.values


def test_words_are_checked_like_names() -> None:
    with pytest.raises(NoFont):
        paper(given.AWARD, {**given.WORDS, "opening": "ગુજ"}, given.FACES)


@settings(max_examples=25)
@over(st.text(max_size=90))
def test_whatever_is_typed_is_refused_in_words_or_printed(text: str) -> None:
    try:
        name = clean_name(text)
    except Invalid:
        return
    if missing_glyphs(name, given.FACES):
        with pytest.raises(NoFont):
            given.printed(name=name)
    else:
        assert given.printed(name=name).startswith(b"%PDF")


def _opened(pdf: bytes) -> bytes:
    """The file with its packed parts unpacked."""
    parts = [pdf]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S):
        try:
            parts.append(zlib.decompressobj().decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(parts)
