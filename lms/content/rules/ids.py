"""Ids are promises: addresses, records and certificates hold them, so a published id never goes away.

`courses/ids.txt` is the committed list of every id that was ever published, one on a line:

    item confidentiality/reveal-rain
    lesson orientation/an-old-lesson retired

A line is only ever added. What has to go for a good reason is marked `retired` by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lms.content.finding import WARNING, Finding, Place, Rule
from lms.content.reading.manuscript import Manuscript
from lms.content.reading.text import read_text

FILE = "courses/ids.txt"
RETIRED = "retired"
KINDS = ("module", "lesson", "scenario", "item", "action", "answer", "course", "term", "factor")

VANISHED_ID = Rule(
    "vanished-id",
    f"An id that was published stays: everything in {FILE} exists, has a redirect, or is marked retired there.",
    "Give the old id back. If it has to go, add a redirect (lessons) or write “retired” behind it in the list.",
)
UNRECORDED_ID = Rule(
    "unrecorded-id",
    f"Every published id is recorded in {FILE}.",
    "Record the new ids with `lms check --record`, and commit the file.",
    WARNING,
)
ID_LIST = Rule(
    "id-list",
    f"A line of {FILE} is a kind, an id, and perhaps the word retired; a retired id is not used again.",
    f"The kinds are {', '.join(KINDS)}. Give what is new a new id.",
)


def check(manuscript: Manuscript) -> Iterator[Finding]:
    found: list[Finding] = []
    recorded = _recorded(manuscript, found)
    yield from found
    if manuscript.findings:  # what cannot be read has not vanished
        return
    now = published(manuscript)
    known = {old for old, _ in manuscript.redirects.moved} if manuscript.redirects else set()
    for (kind, name), (line, retired) in recorded.items():
        gone = (kind, name) not in now
        if retired and not gone:
            yield ID_LIST.at(Place(FILE, line), f"The {kind} “{name}” is retired and cannot be used again.")
        elif gone and not retired and not (kind == "lesson" and name in known):
            yield VANISHED_ID.at(Place(FILE, line), f"The {kind} “{name}” has vanished.")
    new = now - recorded.keys()
    if new:
        kind, name = min(new)
        message = f"{len(new)} published ids are not recorded, among them the {kind} “{name}”."
        yield UNRECORDED_ID.at(Place(FILE), message)


def published(manuscript: Manuscript) -> set[tuple[str, str]]:
    """The (kind, id) of everything that readers can meet."""
    ids = {("course", name) for name in manuscript.courses}
    ids |= {("term", term.id) for _, term in manuscript.glossary.terms} if manuscript.glossary else set()
    ids |= {("factor", factor.id) for factor in manuscript.map.map.factors} if manuscript.map else set()
    for module in manuscript.modules.values():
        if module.frame.published:
            parts = {
                "lesson": module.frame.lessons,
                "scenario": module.frame.scenarios,
                "item": [row.item.id for row in module.bank],
                "action": [action.id for action in module.frame.actions],
                "answer": [f"{one.day}.{answer.id}" for one in module.frame.follow_ups for answer in one.answers],
            }
            ids.add(("module", module.id))
            ids |= {(kind, f"{module.id}/{name}") for kind, names in parts.items() for name in names}
    return ids


def record(manuscript: Manuscript) -> Path:
    """Adds every new published id to the list, and takes none away. Returns the file."""
    recorded = _recorded(manuscript, [])
    lines = {f"{kind} {name}" + f" {RETIRED}" * retired for (kind, name), (_, retired) in recorded.items()}
    lines |= {f"{kind} {name}" for kind, name in published(manuscript) - recorded.keys()}
    path = manuscript.root / FILE
    path.write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8", newline="\n")
    return path


def _recorded(manuscript: Manuscript, found: list[Finding]) -> dict[tuple[str, str], tuple[int, bool]]:
    """(kind, id) to (line, retired)."""
    text = read_text(manuscript.root, FILE, found) if FILE in manuscript.names else None
    ids: dict[tuple[str, str], tuple[int, bool]] = {}
    for number, line in enumerate((text or "").split("\n"), 1):
        words = line.split()
        if len(words) in (2, 3) and words[0] in KINDS and words[2:] in ([], [RETIRED]):
            ids[words[0], words[1]] = number, len(words) == 3
        elif words:
            found.append(ID_LIST.at(Place(FILE, number), "This line is no kind and id."))
    return ids
