"""The fonts that certificates are set in, and which letters they have.

The folder holds one face for each script and is all that is ever read, except that names in Chinese,
Japanese and Korean use the system's Noto CJK where it is installed. Another script needs one more file.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import typst
from fontTools import unicodedata as scripts
from fontTools.ttLib import TTFont

from lms.content.segment import gettext_noop
from lms.domain.errors import WaymarkError
from lms.services.certificates.large_fonts import drawable

SERIF, SANS = "Noto Serif", "Noto Sans"
EAST_ASIAN = (  # where Debian, Fedora and Arch keep Noto CJK
    Path("/usr/share/fonts/opentype/noto"),
    Path("/usr/share/fonts/google-noto-serif-cjk-fonts"),
    Path("/usr/share/fonts/noto-cjk"),
)
EAST_ASIAN_SCRIPTS = frozenset({"Hani", "Hira", "Kana", "Hang", "Bopo"})
JOINING = frozenset(map(ord, "\u200b\u200c\u200d\u25cc"))  # taken from the face of the letters around them
UNSEEN = frozenset("\u200b\u200c\u200d") | {chr(point) for point in range(0xFE00, 0xFE10)}


class NoFont(WaymarkError):
    """These letters cannot be drawn here; the page offers printing from the browser instead."""

    def __init__(self, letters: str) -> None:
        found = dict.fromkeys(scripts.script_name(scripts.script(letter)) for letter in letters)
        self.letters, self.scripts = letters, tuple(found)
        message = gettext_noop("There is no font here for some letters: %(letters)s (%(scripts)s).")
        super().__init__(message, letters=letters, scripts=", ".join(found))


@dataclass(frozen=True, slots=True)
class Face:
    """A family, and the letters (code points) that are taken from it."""

    family: str
    letters: frozenset[int]

    def covers(self, text: str) -> str:
        """The letters of `text` that are taken from this face, as a regular expression of the typesetter."""
        points = sorted(self.letters & ({ord(letter) for letter in text} | JOINING))
        return "[" + "".join(f"\\u{{{point:x}}}" for point in points) + "]"


@dataclass(frozen=True)
class Faces:
    """The faces in `folder`, and those of the system for Chinese, Japanese and Korean."""

    folder: Path
    east_asian: Sequence[Path] = EAST_ASIAN

    @cached_property
    def own(self) -> typst.Fonts:
        return _fonts(self.folder)

    @cached_property
    def base(self) -> Face:
        """The face of Latin, Greek and Cyrillic, from which everything is taken that it has."""
        return Face(SERIF, frozenset().union(*(_letters(one) for one in self.own.fonts() if one.family == SERIF)))

    @cached_property
    def others(self) -> tuple[Face, ...]:
        """One face for each further script, without the letters that the first face has."""
        further = {one.family: _letters(one) for one in self.own.fonts() if one.family not in (SERIF, SANS)}
        return tuple(Face(family, self._beside_base(letters)) for family, letters in further.items())

    def needed(self, text: str, language: str) -> tuple[Face, ...]:
        """The faces that this text takes letters from, besides the first."""
        points = frozenset(map(ord, text))
        faces = [face for face in self.others if points - self.base.letters & face.letters]
        font = self._regional(east_asian_region(text, language)) if is_east_asian(text) else None
        if font and font.path:
            found = drawable(font.path, font.index, points | JOINING)
            faces.append(Face(font.family, self._beside_base(found)))
        return tuple(faces)

    def fonts(self, text: str) -> typst.Fonts:
        """What the typesetter may read for this text; nothing else on the machine.

        The system's large fonts are opened for one page at a time: kept, they would hold 30 MB.
        """
        return _fonts(self.folder, *self.east_asian) if is_east_asian(text) else self.own

    def _beside_base(self, letters: frozenset[int]) -> frozenset[int]:
        return letters - self.base.letters | letters & JOINING

    @cached_property
    def _system(self) -> tuple[typst.FontInfo, ...]:
        return tuple(one for one in _fonts(*self.east_asian).fonts() if one.weight == 400)

    def _regional(self, region: str) -> typst.FontInfo | None:
        """The system's face for a region, serif before sans."""
        by_family = {one.family: one for one in self._system}
        return by_family.get(f"Noto Serif CJK {region}") or by_family.get(f"Noto Sans CJK {region}")


def missing_glyphs(text: str, faces: Faces, language: str = "en") -> str:
    """The letters of `text` that would come out as empty boxes, each once; empty when all can be drawn.

    A letter and the marks on it must come from one face, or the marks would not sit on it.
    """
    at_hand = (faces.base, *faces.needed(text, language))
    lacking = (letter for cluster in clusters(text) for letter in _lacking(cluster, at_hand))
    return "".join(dict.fromkeys(lacking))


def clusters(text: str) -> Iterator[str]:
    """Letters with the marks and joiners that follow them."""
    held = ""
    for letter in text:
        if held and (unicodedata.category(letter).startswith("M") or letter in UNSEEN):
            held += letter
        else:
            yield from [held] if held else []
            held = letter
    yield from [held] if held else []


def is_east_asian(text: str) -> bool:
    return any(scripts.script(letter) in EAST_ASIAN_SCRIPTS for letter in text)


def east_asian_region(text: str, language: str) -> str:
    """JP, KR, TC or SC: by the letters where they tell, else by the language of the certificate."""
    used = {scripts.script(letter) for letter in text}
    if used & {"Hira", "Kana"} or language == "ja":
        return "JP"
    if "Hang" in used or language == "ko":
        return "KR"
    return "TC" if language in {"yue", "zh-Hant", "zh-TW", "zh-HK"} else "SC"


def _fonts(*folders: Path) -> typst.Fonts:
    paths = [str(folder) for folder in folders if folder.is_dir()]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[*paths])


def _letters(font: typst.FontInfo) -> frozenset[int]:
    return _letters_in(font.path, font.index) if font.path else frozenset()


@cache
def _letters_in(path: str, index: int) -> frozenset[int]:
    with TTFont(path, fontNumber=index, lazy=True) as font:
        return frozenset(font.getBestCmap())


def _lacking(cluster: str, faces: Sequence[Face]) -> list[str]:
    """What the best face for this cluster lacks: the one that has its letter, then the one with most marks."""
    seen = [letter for letter in cluster if letter not in UNSEEN]
    lacks = [[letter for letter in seen if ord(letter) not in face.letters] for face in faces]
    return min(lacks, key=lambda lacking: (lacking[:1] == seen[:1], len(lacking)))
