"""On which line of a TOML file a key, a table or an element of a list stands.

`tomllib` keeps no positions, so this walks the same text once more, only when a finding needs it.
A place is a path like ("node", 2, "choice", 0, "text").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

Path = tuple[str | int, ...]

TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*)
    | (?P<text>\"\"\"(?:\\.|[^\\])*?\"{3,5} | '''.*?'{3,5} | "(?:\\.|[^"\\\n])*" | '[^'\n]*')
    | (?P<mark>\[\[|\]\]|[\[\]{}=,.\n])
    | (?P<bare>[^\s"'\#\[\]{}=,.]+)""",
    re.VERBOSE | re.DOTALL,
)
HEADER = re.compile(r"[ \t]*\[(\[?)\s*([^\[\]\n]+?)\s*\]\]?[ \t]*(?:#[^\n]*)?(?=\n|\Z)")
KEY = re.compile(r"""[ \t]*((?:"[^"\n]*"|'[^'\n]*'|[A-Za-z0-9_-]+)(?:\s*\.\s*(?:"[^"\n]*"|[A-Za-z0-9_-]+))*)\s*=""")
PART = re.compile(r""""([^"\n]*)"|'([^'\n]*)'|([A-Za-z0-9_-]+)""")


def toml_lines(text: str) -> dict[Path, int]:
    """The line of everything in the text that has a path, counted from 1; what is unclear is left out."""
    lines: dict[Path, int] = {}
    breaks = [found.start() for found in re.finditer("\n", text)]
    table: Path = ()
    counts: dict[Path, int] = {}
    at = 0
    while at < len(text):
        line = bisect_left(breaks, at) + 1
        if header := HEADER.match(text, at):
            table = _table(_parts(header[2]), bool(header[1]), counts)
            lines.setdefault(table, line)
            at = header.end()
        elif key := KEY.match(text, at):
            path = table + _parts(key[1])
            lines.setdefault(path, line)
            at = _value(text, key.end(), path, lines, breaks)
        else:
            at = _next_line(text, at)
    return lines


def line_of(lines: dict[Path, int], path: Path) -> int:
    """The line of the path, or of the nearest thing around it; 1 when nothing is known."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _parts(dotted: str) -> Path:
    return tuple(found[1] or found[2] or found[3] or "" for found in PART.finditer(dotted))


def _table(parts: Path, many: bool, counts: dict[Path, int]) -> Path:
    """The full path of a table header, with the number of each list of tables that it stands in."""
    path: Path = ()
    for part in parts[:-1]:
        path += (part,)
        if path in counts:
            path += (counts[path],)
    path += parts[-1:]
    if many:
        counts[path] = counts.get(path, -1) + 1
        path += (counts[path],)
    return path


def _value(text: str, at: int, path: Path, lines: dict[Path, int], breaks: list[int]) -> int:
    """Walks over one value, noting the elements of a list; returns where it ends."""
    depth, element, is_list = 0, 0, False
    for start, end, mark in _tokens(text, at):
        if mark == "\n":
            if depth == 0:
                return end
        elif mark == "," and depth == 1:
            element += 1
        else:
            if depth == 1 and is_list and mark != "]":
                lines.setdefault((*path, element), bisect_left(breaks, start) + 1)
            is_list = is_list or (depth == 0 and mark == "[")
            depth += (mark in ("[", "{")) - (mark in ("]", "}"))
    return len(text)


def _tokens(text: str, at: int) -> Iterator[tuple[int, int, str]]:
    """(start, end, mark) of every token; `mark` is empty for words, text and numbers."""
    for found in TOKEN.finditer(text, at):
        if found.lastgroup == "comment":
            continue
        if found.lastgroup == "mark" and len(found[0]) == 2:
            yield found.start(), found.start() + 1, found[0][0]
            yield found.start() + 1, found.end(), found[0][0]
        else:
            yield found.start(), found.end(), found[0] if found.lastgroup == "mark" else ""


def _next_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1
