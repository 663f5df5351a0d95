"""Two made-up languages that show, without a translator, what a page forgot.

`en-XA` has accents and is two fifths longer: text that stays plain was never marked for translation,
and a box that breaks is too small. `ar-XB` runs from right to left, each word turned round by
direction marks. Placeholders, Markdown signs and addresses stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lms.content.segment import Language

PSEUDO = (
    Language("en-XA", "Ēñĝļîšĥ, ļöñĝéŕ", "ltr", "pseudo"),
    Language("ar-XB", "English, mirrored", "rtl", "pseudo"),
)
ACCENTED = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "åƀçđéƒĝĥîĵķļɱñöþɋŕšţûṽŵẋýžÅƁÇĐÉƑĜĤÎĴĶĻṀÑÖÞɊŔŠŢÛṼŴẊÝŽ",
)
KEPT = re.compile(
    r"%\([^)]*\)[a-z]|%[a-z%]|\{[^}]*\}"  # placeholders
    r"|\]\([^)]*\)|<[^>]*>|&[a-z]+;|&#\d+;"  # addresses, tags, entities
)
WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
LONGER = 0.4
FILLER = "one two three four five six seven eight nine ten "
TURNED, BACK = "\u200f\u202e", "\u202c\u200f"


def longer(text: str) -> str:
    """The text with accents, two fifths longer."""
    if not text.strip():
        return text
    extra = max(1, round(len(text) * LONGER))
    filler = (FILLER * (extra // len(FILLER) + 1))[:extra].strip()
    accented = _outside(text, lambda part: part.translate(ACCENTED))
    body = accented.rstrip("*")  # what ends in emphasis goes on in it
    return f"{body} {filler}{accented[len(body) :]}"


def mirrored(text: str) -> str:
    """The text with every word running from right to left."""
    return _outside(text, lambda part: WORD.sub(lambda word: f"{TURNED}{word[0]}{BACK}", part))


FORMS: dict[str, Callable[[str], str]] = {"en-XA": longer, "ar-XB": mirrored}


def _outside(text: str, change: Callable[[str], str]) -> str:
    """The text with everything changed but what has to be kept."""
    parts: list[str] = []
    end = 0
    for kept in KEPT.finditer(text):
        parts += [change(text[end : kept.start()]), kept[0]]
        end = kept.end()
    return "".join([*parts, change(text[end:])])
