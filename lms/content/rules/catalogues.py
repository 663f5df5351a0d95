"""Rules for translations: catalogues can be read, and say the same things as the English."""

from __future__ import annotations

import re
from collections.abc import Iterator

import polib

from lms.content.catalogue import NOTED, noted, opened
from lms.content.finding import WARNING, Finding, Place, Rule
from lms.content.pseudo import FORMS
from lms.content.reading.manuscript import Manuscript
from lms.content.reading.text import read_text
from lms.content.rules.files import MISSING_FILE, RESERVED_LANGUAGE
from lms.content.rules.lesson_blocks import HTML
from lms.content.rules.lesson_links import LINK
from lms.content.segment import INTERFACE, SHARED, SOURCE

LARGEST = 4 * 1024 * 1024
BAD_LINE = re.compile(
    r'^(?!(?:#.*|(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)?[ \t]*"(?:[^"\\\n]|\\.)*"|)[ \t]*$).+$', re.MULTILINE
)
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%|\{\w*\}")

CATALOGUE = Rule(
    "catalogue",
    "A catalogue follows the grammar of gettext .po files.",
    "Open it in Poedit or Weblate, and save it again.",
)
CATALOGUE_NAME = Rule(
    "catalogue-name",
    f"A catalogue is called {INTERFACE}.po, {SHARED}.po, or like a module.",
    "Rename the file, or delete it when its module is gone.",
)
PLACEHOLDERS = Rule(
    "placeholders",
    "A translation holds the same placeholders, like %(count)s, as the English.",
    "Copy the placeholder from the English, letter by letter.",
)
TRANSLATED_LINKS = Rule(
    "translated-links",
    "A translation links to the same pages as the English, and holds no HTML.",
    "Copy the address between the round brackets from the English.",
)
TRANSLATION_STATE = Rule(
    "translation-state",
    f"The translator’s comment “state: …” says one of: {', '.join(NOTED)}.",
    "Correct the comment. A text without one counts as a human draft.",
    WARNING,
)


def check_grammar(manuscript: Manuscript) -> Iterator[Finding]:
    """Quick: can the catalogues be read at all?"""
    for code in sorted({name.split("/")[1] for name in _in_folders(manuscript)}):
        if f"translations/{code}/language.toml" not in manuscript.names:
            place = Place(f"translations/{code}/language.toml")
            yield MISSING_FILE.at(place, "This language has no language.toml.")
        if code == SOURCE or code in FORMS:
            place = Place(f"translations/{code}/language.toml")
            yield RESERVED_LANGUAGE.at(place, f"“{code}” is a language of the site itself.")
    for name in _catalogues(manuscript):
        found: list[Finding] = []
        text = read_text(manuscript.root, name, found, largest=LARGEST)
        yield from found
        if text is not None and (bad := BAD_LINE.search(text)):
            line = text.count("\n", 0, bad.start()) + 1
            yield CATALOGUE.at(Place(name, line), f"“{bad[0][:40]}” is not a line of a catalogue.")


def check(manuscript: Manuscript) -> Iterator[Finding]:
    """Slow: every entry of every catalogue."""
    for name in _catalogues(manuscript):
        stem = name.rsplit("/", 1)[-1].removesuffix(".po")
        if stem not in (INTERFACE, SHARED) and stem not in manuscript.modules:
            yield CATALOGUE_NAME.at(Place(name), f"There is no module “{stem}”.")
        try:
            entries = opened(manuscript.root / name)
        except ValueError as error:
            yield CATALOGUE.at(Place(name), str(error))
            continue
        for entry in entries:
            if not entry.obsolete:
                yield from _entry(Place(name, entry.linenum or 1), entry)


def _in_folders(manuscript: Manuscript) -> list[str]:
    return [name for name in manuscript.names if name.startswith("translations/") and name.count("/") > 1]


def _catalogues(manuscript: Manuscript) -> list[str]:
    return sorted(name for name in _in_folders(manuscript) if name.endswith(".po") and name.count("/") == 2)


def _entry(place: Place, entry: polib.POEntry) -> Iterator[Finding]:
    sources = [entry.msgid, entry.msgid_plural or entry.msgid]
    if (note := noted(entry)) and note not in NOTED:
        yield TRANSLATION_STATE.at(place, f"“{note}” is not a state.")
    for text in (text for text in (entry.msgstr, *entry.msgstr_plural.values()) if text and not entry.fuzzy):
        if _placeholders(text) not in [_placeholders(source) for source in sources]:
            yield PLACEHOLDERS.at(place, f"“{text[:40]}” does not have the placeholders of “{entry.msgid[:40]}”.")
        if _links(text) != _links(entry.msgid) or (HTML.search(text) and not HTML.search(entry.msgid)):
            yield TRANSLATED_LINKS.at(place, f"“{text[:40]}” does not have the links of “{entry.msgid[:40]}”.")


def _placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def _links(text: str) -> list[str]:
    return sorted(found[3] for found in LINK.finditer(text))
