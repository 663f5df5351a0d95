"""The name on a certificate, as its holder types it."""

from __future__ import annotations

import re
import unicodedata

from lms.domain.errors import Invalid

LONGEST = 80  # characters
PASSED_OVER = re.compile("[\u00ad\u061c\u200b\u200e\u200f\ufeff]")  # invisible; keyboards and copying add them
JOINERS = "\u200c\u200d"  # invisible too, but they shape letters of many scripts
MARKS = re.compile(r"m{9}")  # nine marks on one letter: more than any language writes


def clean_name(text: str) -> str:
    """A name of 1 to 80 characters in NFC, with single spaces. Raises Invalid, saying what to change."""
    if len(text) > 20 * LONGEST:
        raise Invalid("name", "Please use at most %(limit)s characters.", limit=LONGEST)
    name = " ".join(PASSED_OVER.sub("", unicodedata.normalize("NFC", text)).split())
    if not name:
        raise Invalid("name", "Please fill this in.")
    if len(name) > LONGEST:
        raise Invalid("name", "Please use at most %(limit)s characters.", limit=LONGEST)
    kinds = "".join(_kind(letter) for letter in name)
    if "x" in kinds or MARKS.search(kinds) or kinds.startswith("m"):
        raise Invalid("name", "This has a character that cannot be shown. Please type it again.")
    if "l" not in kinds:
        raise Invalid("name", "Please write a name with at least one letter.")
    return name


def _kind(letter: str) -> str:
    """`l` for a letter, `m` for what sits on one, `x` for what cannot be shown or turns the line, else `o`."""
    category = unicodedata.category(letter)
    if category.startswith("M") or letter in JOINERS:
        return "m"
    if category.startswith("C"):
        return "x"
    return "l" if category.startswith("L") else "o"
