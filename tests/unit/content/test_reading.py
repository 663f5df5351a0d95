"""Whatever a file holds, reading it gives findings with lines, and never another exception."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.content import check
from lms.content.finding import Finding
from lms.content.reading.course import parse_course, parse_redirects
from lms.content.reading.document import parse_toml
from lms.content.reading.glossary import parse_glossary
from lms.content.reading.items import parse_items
from lms.content.reading.language import parse_language
from lms.content.reading.lesson import parse_lesson
from lms.content.reading.module import parse_frame
from lms.content.reading.scenario import parse_scenario
from lms.content.reading.sources import parse_sources
from lms.content.reading.system_map import parse_map
from lms.content.reading.text import read_text
from tests.unit.content.small import write
from tests.unit.content.small_forms import WITH_FORMS as FILES

PARSERS = {
    "courses/harbour/module.toml": parse_frame,
    "courses/everybody.toml": parse_course,
    "courses/redirects.toml": parse_redirects,
    "courses/sources.toml": parse_sources,
    "courses/map.toml": parse_map,
    "courses/glossary.toml": parse_glossary,
    "quizzes/harbour/items.toml": lambda document, found: parse_items(document, "harbour", found),
    "quizzes/harbour/night-boat.toml": lambda document, found: parse_scenario(document, "harbour", found),
    "quizzes/harbour/ten-words.toml": lambda document, found: parse_scenario(document, "harbour", found),
    "quizzes/harbour/two-boats.toml": lambda document, found: parse_scenario(document, "harbour", found),
    "translations/km/language.toml": lambda document, found: parse_language(document, "km", found),
}
NAMES = sorted({*FILES, "courses/redirects.toml", "translations/km/interface.po"})
KEYS = st.sampled_from(
    ["id", "title", "item", "option", "node", "choice", "ending", "report", "moved", "test", "form", "stage", "x"]
)
WORDS = st.sampled_from(["a", "*b*", "", "\\u202e", "no such thing", "1", "yes", "roads", "interview"]).map(
    lambda text: f'"{text}"'
)
FIGURES = st.sampled_from(["1", "-1", "0x" + "f" * 400, "nan", "1e999", "true", "1979-05-27", "07:32:00"])
LISTS = st.lists(st.one_of(WORDS, FIGURES), max_size=3).map(lambda values: f"[{', '.join(values)}]")
TABLES = st.tuples(KEYS, WORDS).map(lambda pair: f"{{ {pair[0]} = {pair[1]} }}")
VALUES = st.one_of(WORDS, FIGURES, LISTS, TABLES)
LINES = st.one_of(
    st.tuples(KEYS, VALUES).map(lambda pair: f"{pair[0]} = {pair[1]}"),
    KEYS.map(lambda key: f"[{key}]"),
    KEYS.map(lambda key: f"[[{key}]]"),
    st.tuples(KEYS, KEYS).map(lambda pair: f"[[{pair[0]}.{pair[1]}]]"),
    st.text(max_size=20),
)
TOMLISH = st.lists(LINES, max_size=12).map("\n".join)


def _findings_stand_in(text: str, found: list[Finding]) -> bool:
    lines = text.count("\n") + 1
    return all(1 <= finding.line <= lines and finding.message and finding.remedy for finding in found)


@pytest.mark.parametrize("name", PARSERS)
@given(text=st.one_of(TOMLISH, st.text(max_size=200)))
def test_any_toml_gives_a_thing_or_findings(name: str, text: str) -> None:
    found: list[Finding] = []
    document = parse_toml(name, text, found)
    made: Any = PARSERS[name](document, found) if document else None
    assert made or found
    assert _findings_stand_in(text, found)


@given(text=st.one_of(st.text(max_size=200), TOMLISH.map(lambda text: f"+++\n{text}\n+++\n\nText.\n")))
def test_any_lesson_gives_a_lesson_or_findings(text: str) -> None:
    found: list[Finding] = []
    assert parse_lesson("a.md", text, "harbour", "a", found) or found
    assert _findings_stand_in(text, found)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small content, on which one file at a time is changed and put back."""
    return write(tmp_path_factory.mktemp("content"), FILES)


@contextmanager
def _changed(desk: Path, name: str, data: bytes) -> Iterator[Path]:
    write(desk, {name: data})
    try:
        yield desk
    finally:
        (desk / name).unlink()
        write(desk, {name: FILES[name]} if name in FILES else {})


@given(name=st.sampled_from(NAMES), data=st.binary(max_size=300))
def test_any_bytes_in_any_file_give_findings(name: str, data: bytes, desk: Path) -> None:
    with _changed(desk, name, data) as root:
        assert all(finding.line >= 1 for finding in check(root))


@given(name=st.sampled_from(sorted(FILES)), at=st.floats(0, 1), junk=st.text(max_size=5))
def test_any_slip_of_the_pen_gives_findings_or_nothing(name: str, at: float, junk: str, desk: Path) -> None:
    text = FILES[name]
    place = int(at * len(text))
    data = (text[:place] + junk + text[place + 1 :]).encode("utf-8", "surrogatepass")
    with _changed(desk, name, data) as root:
        assert all(finding.line >= 1 for finding in check(root))


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (b"\xef\xbb\xbfid", 1, "byte-order mark"),
        (b"a\nb\x00", 2, "NUL"),
        (b"a\n\xed\xa0\x80", 2, "not UTF-8"),
        ("a\n\nb\u202e".encode(), 3, "direction override (U+202E)"),
        ("a\u0007".encode(), 1, "invisible character (U+0007)"),
        ("a".encode("utf-16"), 1, "not UTF-8"),
        ("caf\ufffd".encode(), 1, "wrong encoding"),
        (b"a\rb", 1, "U+000D"),
    ],
)
def test_characters_that_never_may_stand_in_a_file(data: bytes, line: int, said: str, tmp_path: Path) -> None:
    found: list[Finding] = []
    assert read_text(write(tmp_path, {"a.toml": data}), "a.toml", found) is None
    assert found[0].line == line
    assert said in found[0].message


def test_half_a_character_written_as_an_escape_is_found() -> None:
    found: list[Finding] = []
    assert parse_toml("a.toml", 'x = 1\nid = "\\ud800"', found) is None
    assert (found[0].rule, found[0].line) == ("toml", 2)


def test_a_direction_override_written_as_an_escape_is_found() -> None:
    found: list[Finding] = []
    document = parse_toml("a.toml", 'x = 1\ntitle = "\\u202e"', found)
    assert document
    parse_frame(document, found)
    assert ("characters", 2) in [(finding.rule, finding.line) for finding in found]


def test_windows_line_ends_are_plain_ones(tmp_path: Path) -> None:
    assert read_text(write(tmp_path, {"a.toml": b"a\r\nb"}), "a.toml", []) == "a\nb"


def test_deep_nesting_is_a_finding() -> None:
    found: list[Finding] = []
    assert parse_toml("a.toml", "a = " + "[" * 100_000, found) is None
    assert found[0].rule == "toml"


def test_a_missing_root_is_a_finding(tmp_path: Path) -> None:
    assert [finding.rule for finding in check(tmp_path / "nowhere")] == ["missing-file"]


def test_a_finding_reads_like_a_message_of_a_compiler() -> None:
    finding = Finding("courses/a.md", 3, "empty", "“title” is empty.", "Write it.")
    assert str(finding) == "courses/a.md:3: error: “title” is empty. Write it. [empty]"
