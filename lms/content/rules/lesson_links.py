"""Rules for what a lesson points to: pages of the site, and its module's drawings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lms.content.drawing import BUDGET, BadDrawing, parse
from lms.content.finding import Finding, Place, Rule
from lms.content.reading.lesson import LessonFile
from lms.content.reading.manuscript import Manuscript, ModuleFiles

LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)]*)\)")
WEB = re.compile(r"(?:https?|ftp|mailto|javascript|data):|\bwww\.", re.IGNORECASE)
PAGES = ("pause", "safety", "privacy", "accessibility", "glossary", "search", "worksheet")
MODULE_PAGES = ("test/", "pre-test/", "plan/")

BROKEN_LINK = Rule(
    "broken-link",
    "A link leads to a page of this site that exists, written without a language: /pause/, /glossary/#broker, "
    "/modules/confidentiality/limits-first/. There are no links to other sites.",
    "Correct the address. It begins and ends with a slash and has no language in it.",
)
MISSING_MEDIA = Rule(
    "missing-media",
    "A picture is an SVG file in the module's own folder below media, named without a path.",
    "Add the drawing to media/<module>/, or correct its name.",
)
NO_ALT = Rule(
    "no-alt",
    "A picture says in words what it shows, between the square brackets.",
    "Describe what can be seen, in one or two sentences.",
)
PICTURE_ALONE = Rule(
    "picture-alone",
    "A picture stands in a paragraph of its own.",
    "Put an empty line before and after it.",
)
ORPHAN_MEDIA = Rule(
    "orphan-media",
    "Every drawing is used in a lesson of its module.",
    "Use the drawing, or delete the file.",
)
MEDIA_BUDGET = Rule(
    "media-budget",
    f"A drawing has at most {BUDGET} bytes.",
    "Draw fewer lines, and round the numbers.",
)
DRAWING = Rule(
    "drawing",
    "A drawing is an SVG with a viewBox and plain shapes: no text, style, script, picture or address in it; the one "
    "class is “f”, for a block of colour.",
    "Take out what the message names; docs/for-authors/drawings.md shows what may stand in a drawing.",
)


def check(manuscript: Manuscript) -> Iterator[Finding]:
    for folder, module in manuscript.modules.items():
        for file in module.lessons.values():
            yield from _links(file, module, manuscript)
        yield from _drawings(folder, module)


def _links(file: LessonFile, module: ModuleFiles, manuscript: Manuscript) -> Iterator[Finding]:
    for number, line in enumerate(file.lines):
        place = file.place(number)
        for found in LINK.finditer(line):
            if found[1]:
                yield from _picture(found, line, place, module)
            elif not address_exists(found[3], manuscript, drafts=not module.frame.published):
                yield BROKEN_LINK.at(place, f"There is no page “{found[3][:80]}”.")
        if WEB.search(LINK.sub("", line)):
            yield BROKEN_LINK.at(place, "This line holds an address of another site.")


def _picture(found: re.Match[str], line: str, place: Place, module: ModuleFiles) -> Iterator[Finding]:
    if found[3] not in module.drawings:
        yield MISSING_MEDIA.at(place, f"This module has no drawing “{found[3][:80]}”.")
    if not found[2].strip():
        yield NO_ALT.at(place, "This picture has no words.")
    if found[0] != line.strip():
        yield PICTURE_ALONE.at(place, "There is text on the same line.")


def address_exists(address: str, manuscript: Manuscript, *, drafts: bool = False) -> bool:
    """Whether an address without a language leads to a page of the site; with `drafts` also of draft modules."""
    path, _, fragment = address.partition("#")
    parts = path.split("/")
    if len(parts) < 3 or parts[0] or parts[-1]:
        return False
    inside = parts[1:-1]
    if inside[0] == "modules" and len(inside) > 1:
        return not fragment and _in_module(inside[1], "".join(f"{part}/" for part in inside[2:]), manuscript, drafts)
    if inside[0] == "courses" and len(inside) == 2:
        return not fragment and inside[1] in manuscript.courses
    if inside == ["map"]:
        return manuscript.map is not None and (not fragment or fragment in manuscript.map.map.by_id)
    known = len(inside) == 1 and inside[0] in PAGES
    return known and (not fragment or (inside[0] == "glossary" and _is_term(fragment, manuscript)))


def _in_module(name: str, rest: str, manuscript: Manuscript, drafts: bool) -> bool:
    """`rest` is what stands behind the module in the address: empty, or ending in a slash."""
    module = manuscript.modules.get(name)
    if module is None or not (drafts or module.frame.published):
        return False
    if not rest:
        return True
    pages = {*MODULE_PAGES, *(f"{lesson}/" for lesson in module.frame.lessons)}
    return rest in pages | {f"scenarios/{scenario}/" for scenario in module.frame.scenarios}


def _is_term(fragment: str, manuscript: Manuscript) -> bool:
    glossary = manuscript.glossary
    return glossary is not None and any(term.id == fragment for _, term in glossary.terms)


def _drawings(folder: str, module: ModuleFiles) -> Iterator[Finding]:
    used = {found[3] for file in module.lessons.values() for found in LINK.finditer(file.text) if found[1]}
    for name, text in module.drawings.items():
        place = Place(f"media/{folder}/{name}")
        size = len(text.encode())
        if size > BUDGET:
            yield MEDIA_BUDGET.at(place, f"This drawing has {size} bytes.")
        if name not in used and module.frame.published:
            yield ORPHAN_MEDIA.at(place, "No lesson of the module shows this drawing.")
        try:
            parse(text)
        except BadDrawing as error:
            yield DRAWING.at(place, str(error))
