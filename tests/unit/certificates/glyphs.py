"""Which glyphs a PDF draws, and which it should: read from the file, and from HarfBuzz."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterable
from pathlib import Path

import uharfbuzz as hb
from fontTools.ttLib import TTFont

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.S)
SETTING = re.compile(rb"/f(\d+) ([\d.]+) Tf|(\((?:\\.|[^\\()])*\))", re.S)
ESCAPE = re.compile(rb"\\([0-7]{3}|.)", re.S)
INVISIBLE = frozenset({"space", "uni0020", "uni200B", "uni200C", "uni200D"})
PLAIN = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def drawn(pdf: bytes) -> list[str]:
    """The names of the glyphs that the page sets largest, in the order they are drawn; nothing invisible."""
    parts = [_plain(part) for part in STREAM.findall(pdf)]
    orders = [TTFont(io.BytesIO(part)).getGlyphOrder() for part in parts if part[:4] == b"\0\1\0\0"]
    page = next(part for part in parts if b" Tf" in part)
    settings = SETTING.findall(page)
    largest = max(float(size) for _, size, _ in settings if size)
    found: list[str] = []
    here: list[str] | None = None
    for font, size, text in settings:
        if font:
            here = orders[int(font)] if float(size) == largest else None
        elif here:
            data = ESCAPE.sub(_unescaped, text[1:-1])
            found += [here[int.from_bytes(data[place : place + 2])] for place in range(0, len(data), 2)]
    return _seen(found)


def shaped(text: str, file: Path) -> list[str]:
    """The glyphs that HarfBuzz chooses for a word, from left to right; nothing invisible."""
    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(file))))
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    return _seen(font.glyph_to_string(glyph.codepoint) for glyph in buffer.glyph_infos)


def unshaped(text: str, file: Path) -> list[str]:
    """One glyph for each letter, as a typesetter without shaping would take them."""
    letters = TTFont(file).getBestCmap()
    return _seen(letters[ord(letter)] for letter in text if ord(letter) in letters)


def _seen(glyphs: Iterable[str]) -> list[str]:
    return [glyph for glyph in glyphs if glyph not in INVISIBLE]


def _plain(part: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(part)
    except zlib.error:
        return part


def _unescaped(match: re.Match[bytes]) -> bytes:
    escape = match[1]
    return bytes([int(escape, 8)]) if len(escape) == 3 else PLAIN.get(escape, escape)
