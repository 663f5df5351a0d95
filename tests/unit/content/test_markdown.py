"""Lessons as HTML: what `lms.content.markdown` promises to the style sheet, and what can never pass."""

from __future__ import annotations

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.content.markdown import render, segments
from lms.content.pseudo import longer, mirrored
from lms.content.segment import Segment, State, Words, english


def html(body: str, words: Words = english, labels: Words = english, direction: str = "ltr") -> str:
    """The body rendered for a page in Khmer, on one line."""
    made = render(
        body,
        words=words,
        labels=labels,
        address=lambda href: f"/km{href}" if href.startswith("/") else None,
        draw=lambda name, alt: f"<svg>{name}: {alt}</svg>" if name == "boat.svg" else "",
        direction=direction,
    )
    return made.replace("\n", "")


def test_headings_have_ids_and_equal_ones_differ() -> None:
    assert html("## Who waits?\n\n### Who waits?") == (
        '<h2 id="who-waits">Who waits?</h2><h3 id="who-waits-2">Who waits?</h3>'
    )


def test_text_lists_and_links() -> None:
    assert html("A *b* **c** [d](/pause/).\n\n- one\n- two\n\nAnd:\n\n1. three") == (
        '<p>A <em>b</em> <strong>c</strong> <a href="/km/pause/">d</a>.</p>'
        "<ul><li>one</li><li>two</li></ul><p>And:</p><ol><li>three</li></ol>"
    )


def test_empty_lines_between_the_lines_of_a_list_change_nothing() -> None:
    assert html("- one\n\n- two") == html("- one\n- two")


def test_a_voice_and_whose_it_is() -> None:
    assert html("> Meet me.\n>\n> *A man, in our words*") == (
        '<blockquote class="voice"><p>Meet me.</p><p class="who"><em>A man, in our words</em></p></blockquote>'
    )
    assert html("> *Meet me.*") == '<blockquote class="voice"><p><em>Meet me.</em></p></blockquote>'


def test_a_drawing_stands_in_the_page() -> None:
    assert html('![A "boat" & a wall](boat.svg)') == '<p class="picture"><svg>boat.svg: A "boat" & a wall</svg></p>'


def test_a_case() -> None:
    assert html('!!! case "A case"\n    Somebody came.') == (
        '<section class="case"><h2 class="side" id="a-case">A case</h2><p>Somebody came.</p></section>'
    )


def test_a_worked_example_with_talk() -> None:
    body = (
        '!!! worked "One word"\n    He stands there.\n\n'
        "    - **You:** Good *evening*. *A word.*\n    - **Man:** Is there a bus?\n\n    - **You:** Yes.\n"
    )
    assert html(body).replace("<p>", "").replace("</p>", "") == (
        '<section class="worked"><p class="side">Worked example<h2 id="one-word">One word</h2>He stands there.'
        '<ol class="talk"><li class="you"><b>You</b> Good <em>evening</em>. <small>A word.</small></li>'
        '<li><b>Man</b> Is there a bus?</li><li class="you"><b>You</b> Yes.</li></ol></section>'
    )


def test_a_list_in_a_worked_example_that_is_no_talk_stays_a_list() -> None:
    assert "<ul><li>one</li><li><strong>two:</strong> three</li></ul>" in html(
        '!!! worked "One word"\n    - one\n    - **two:** three\n'
    )


def test_a_why_and_a_second_one() -> None:
    assert html('!!! why "Why?"\n    Because.\n\n!!! why "And why?"\n    So.') == (
        '<section class="why"><h2 class="side" id="think-first">Think first</h2>'
        "<details><summary>Why?</summary><p>Because.</p></details></section>"
        '<section class="why"><h2 class="side" id="think-first-2">Think first</h2>'
        "<details><summary>And why?</summary><p>So.</p></details></section>"
    )


def test_a_note() -> None:
    assert html('!!! note "A place to stop"\n    You can rest.') == (
        '<aside aria-labelledby="a-place-to-stop" class="note"><p class="side" id="a-place-to-stop">A place to stop</p>'
        "<p>You can rest.</p></aside>"
    )


# Languages ---------------------------------------------------------


def _always(text: str) -> Words:
    """A language that says the same for everything."""
    return lambda _: Segment(text, "km", State.REVIEWED)


def _half(source: str) -> Segment:
    """A language in which half of the texts are missing and one is stale."""
    if source.startswith("Old"):
        return Segment("ចាស់", "km", State.STALE)
    return english(source) if source.startswith("Known") else Segment(source, "en", State.MISSING)


def test_what_is_missing_says_that_it_is_english() -> None:
    assert html("Unknown\n\nKnown\n\n- Unknown", _half) == (
        '<p lang="en">Unknown</p><p>Known</p><ul><li lang="en">Unknown</li></ul>'
    )
    assert html("Unknown", _half, direction="rtl") == '<p dir="ltr" lang="en">Unknown</p>'


def test_what_is_stale_is_marked() -> None:
    assert html("Old\n\n## Old news", _half) == '<p class="stale">ចាស់</p><h2 class="stale" id="old-news">ចាស់</h2>'


def test_labels_come_from_the_interface_and_ids_from_the_english() -> None:
    labels = _always("គិតសិន")
    assert '<h2 class="side" id="think-first">គិតសិន</h2>' in html('!!! why "Why?"\n    So.', labels=labels)
    assert '<h2 id="who">ចាស់' not in html("## Who", _half)


def test_a_translation_changes_words_and_never_the_structure() -> None:
    words = _always("## A\n\n- b <b>c</b> [d](https://evil.example)")
    assert html("Text", words) == "<p>## A- b &lt;b&gt;c&lt;/b&gt; <a>d</a></p>"


BODY = """\
!!! case "A case"
    One
    two.

> Voice

![Alt](boat.svg)

!!! worked "Talk"
    - **You:** Good. *Note*

## Head

- line
    - inner line
"""


def test_segments_are_what_translators_see() -> None:
    assert list(segments(BODY)) == [
        ("heading", "A case"),
        ("paragraph", "One two."),
        ("paragraph", "Voice"),
        ("picture", "Alt"),
        ("heading", "Talk"),
        ("line", "**You:** Good. *Note*"),
        ("heading", "Head"),
        ("line", "line"),
        ("line", "inner line"),
    ]


def test_every_segment_is_looked_up_when_a_lesson_is_rendered() -> None:
    asked: list[str] = []

    def words(source: str) -> Segment:
        asked.append(source)
        return english(source)

    html(BODY, words)
    assert asked == [source for _, source in segments(BODY)]


@pytest.mark.parametrize("change", [longer, mirrored])
def test_pseudo_languages_keep_the_structure(change: object) -> None:
    assert callable(change)
    made = html(BODY, lambda source: Segment(change(source), "en-XA", State.REVIEWED))
    for tag in ('class="you"', "<b>", "<small>", "<svg>", 'id="a-case"', "<blockquote"):
        assert tag in made


# What cannot pass --------------------------------------------------

ATTACKS = (
    "<script>alert(1)</script>",
    '<img src="https://evil.example/a.png" onerror="x">',
    "[a](javascript:alert(1))",
    "[a](//evil.example/)",
    "[a](https://evil.example/)",
    '![a" onload="x](boat.svg)',
    "![a](https://evil.example/a.svg)",
    "![a](../../etc/passwd)",
    '[a](/x/" onclick="y)',
    "<style>p{}</style>",
    '!!! case" onclick="x "t"\n    a',
    '!!! <script> "t"\n    a',
    "<https://evil.example>",
    "&lt;script&gt;&#60;b&#62;",
    "\x02klzzwxh:0000\x03",
    "\x02wzxhzdk:0\x03",
)
ALLOWED = {
    *("html", "head", "body", "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "section"),
    *("aside", "details", "summary", "strong", "em", "b", "small", "br", "a", "svg"),
}


def _check(made: str) -> None:
    tree = html5lib.parse(made, namespaceHTMLElements=False)
    for element in tree.iter():
        tag = str(element.tag).rpartition("}")[2]
        assert tag in ALLOWED
        assert not [name for name in element.attrib if name.startswith("on") or name in ("style", "src")]
        href = element.get("href", "/")
        assert href.startswith("/")
        assert not href.startswith("//")


@pytest.mark.parametrize("attack", ATTACKS)
def test_attacks_stay_text(attack: str) -> None:
    _check(html(attack))
    _check(html("Text", _always(attack)))


@given(st.lists(st.one_of(st.sampled_from(ATTACKS), st.text(max_size=30)), max_size=4).map("\n\n".join))
def test_no_source_makes_unsafe_html(body: str) -> None:
    _check(html(body))
