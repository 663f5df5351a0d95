"""Drawings are shapes and nothing else, and take the colours of the page."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.content.drawing import BadDrawing, inline, parse

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#0f4f57">'


def test_a_drawing_loses_its_colours_and_says_what_it_shows() -> None:
    shapes = (
        '<g class="f" fill="#ecb950"><path d="M1 1\nh2"/></g><circle cx="1" cy="2" r="3" fill="var(--paper,#fff)"/>'
    )
    assert inline(f"{HEAD}{shapes}</svg>", 'A "boat"') == (
        '<svg class="drawing" viewBox="0 0 24 24" role="img" aria-label="A &quot;boat&quot;">'
        '<g class="sun"><path d="M1 1 h2"/></g><circle class="paper" cx="1" cy="2" r="3"/></svg>'
    )


def test_an_ornament_is_hidden_from_screen_readers() -> None:
    assert inline(f"{HEAD}</svg>", "") == '<svg class="drawing" viewBox="0 0 24 24" aria-hidden="true"></svg>'


@pytest.mark.parametrize(
    "inside",
    [
        "<script>x</script>",
        "<text>Names</text>",
        '<image href="a.png"/>',
        '<path d="M1 1" onclick="x"/>',
        '<path d="M1 1" style="fill:red"/>',
        '<path d="url(#a)"/>',
        '<path d="M1 1" transform="x:y"/>',
        '<g class="other"/>',
        "<svg/>",
        "words",
        "<path d='M1'/>words",
        "<!-- a note -->",
        "<a href='/'/>",
        "<g>" * 20 + "</g>" * 20,
        "<path",
    ],
)
def test_anything_else_is_refused(inside: str) -> None:
    with pytest.raises(BadDrawing):
        parse(f"{HEAD}{inside}</svg>")


def test_entities_are_refused_before_they_are_read() -> None:
    with pytest.raises(BadDrawing):
        parse('<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 1 1">&a;</svg>')


def test_a_drawing_without_a_view_box_is_refused() -> None:
    with pytest.raises(BadDrawing):
        parse('<svg xmlns="http://www.w3.org/2000/svg"/>')


@given(st.text(max_size=60))
def test_any_text_is_a_drawing_or_refused(text: str) -> None:
    for svg in (text, f"{HEAD}{text}</svg>"):
        with suppress(BadDrawing):  # and nothing else
            assert inline(svg, "a").startswith("<svg ")
