"""Pseudo-languages: English made longer (en-XA) or mirrored (ar-XB), to prove a layout before a translation."""

from __future__ import annotations

import gettext
import re

KEPT = re.compile(r"(%\(\w+\)[sd]|<[^>]*>|&\w+;)")  # places to fill, tags and entities stay as they are
ACCENTS = str.maketrans("aceinouyACEINOUY", "áçéíñóúýÁÇÉÍÑÓÚÝ")
RIGHT_TO_LEFT, POP = "\u202e", "\u202c"


class Disguise(gettext.NullTranslations):
    """Answers every message with itself in disguise."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code

    def gettext(self, message: str) -> str:
        return disguised(self.code, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return disguised(self.code, msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002 - the shape is gettext's
        return disguised(self.code, message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002 - as above
        return disguised(self.code, msgid1 if n == 1 else msgid2)


def disguised(code: str, text: str) -> str:
    """The text in a pseudo-language, with its placeholders, tags and entities untouched."""
    change = _mirrored if code == "ar-XB" else _longer
    return "".join(part if KEPT.fullmatch(part) else change(part) for part in KEPT.split(text))


def _longer(text: str) -> str:
    """Accented, and about a third longer, as German or Khmer would be."""
    words = (word + word[-1:] * (len(word) // 3) for word in text.translate(ACCENTS).split(" "))
    return " ".join(words)


def _mirrored(text: str) -> str:
    return re.sub(r"\w+", lambda word: f"{RIGHT_TO_LEFT}{word[0]}{POP}", text)
