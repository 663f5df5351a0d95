"""A finding names the line on which a value stands."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lms.content.reading.toml_lines import Path, line_of, toml_lines
from tests.unit.content.small import FILES

TEXT = '''\
# a = 1
lessons = [
  "one",  # a comment, with a comma
  "two",
]

[[node]]
id = "x"
text = """
[[node]]
id = "not a node"
"""
  [[node.choice]]
  id = 'it'
[[node]]
"quoted key" = { a = [1, 2], b = "]" }
[node.inside]
dotted.key = 1
'''


def test_lines_of_tables_keys_and_elements() -> None:
    lines = toml_lines(TEXT)
    assert lines == {
        ("lessons",): 2,
        ("lessons", 0): 3,
        ("lessons", 1): 4,
        ("node", 0): 7,
        ("node", 0, "id"): 8,
        ("node", 0, "text"): 9,
        ("node", 0, "choice", 0): 13,
        ("node", 0, "choice", 0, "id"): 14,
        ("node", 1): 15,
        ("node", 1, "quoted key"): 16,
        ("node", 1, "inside"): 17,
        ("node", 1, "inside", "dotted", "key"): 18,
    }


def test_what_is_not_known_stands_where_the_nearest_thing_around_it_stands() -> None:
    lines = toml_lines("a = 1\n[[b]]\nc = 1\n")
    assert line_of(lines, ("b", 0, "missing")) == 2
    assert line_of(lines, ("missing",)) == 1


def _leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, dict):
        for key, inside in value.items():
            yield from _leaves(inside, (*path, key))
    elif isinstance(value, list):
        for number, inside in enumerate(value):
            yield from _leaves(inside, (*path, number))
    else:
        yield path, value


def test_every_value_of_the_small_content_stands_on_its_line() -> None:
    for name in (name for name in FILES if name.endswith(".toml")):
        lines, text = toml_lines(FILES[name]), FILES[name].split("\n")
        for path, value in _leaves(tomllib.loads(FILES[name])):
            if isinstance(value, str) and "moves" not in path:
                assert value.split("\n")[0] in text[line_of(lines, path) - 1]


@given(st.text(alphabet="ab=\"'[]{}#,. \n\\", max_size=80))
def test_any_text_gives_lines_that_exist(text: str) -> None:
    assert all(1 <= line <= text.count("\n") + 1 for line in toml_lines(text).values())
