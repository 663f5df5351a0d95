"""What Flask answers, compressed as it is sent: about a third of the bytes.

Compressing a page that echoes input beside a secret can leak the secret by its length (BREACH). The form token is
signed anew with every page, and the half of it that stays the same opens nothing. Pages that show a code (papers,
slips, certificates) echo nothing that somebody else could choose.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from typing import Protocol

import brotli  # type: ignore[import-untyped] # it ships no types
from flask import request
from flask.wrappers import Response

from lms.web.negotiation import preferred

BROTLI_QUALITY, GZIP_LEVEL = 5, 6  # 2 ms for the largest page; 11 would take a hundred times as long
WORTH_IT = 800  # bytes
TEXT = ("text/html", "text/csv", "application/json", "image/svg+xml")


class Squeezer(Protocol):
    """What both libraries' streaming compressors are, once they are put in one shape."""

    def press(self, part: bytes) -> bytes: ...
    def last(self) -> bytes: ...


class _Brotli:
    def __init__(self) -> None:
        self._inner = brotli.Compressor(quality=BROTLI_QUALITY)

    def press(self, part: bytes) -> bytes:
        return bytes(self._inner.process(part))

    def last(self) -> bytes:
        return bytes(self._inner.finish())


class _Gzip:
    def __init__(self) -> None:
        self._inner = zlib.compressobj(GZIP_LEVEL, wbits=31)

    def press(self, part: bytes) -> bytes:
        return self._inner.compress(part)

    def last(self) -> bytes:
        return self._inner.flush()


def packed(answer: Response) -> Response:
    """The answer in the coding that the browser likes best; what is small or compressed already stays as it is."""
    if answer.mimetype not in TEXT or answer.direct_passthrough or "Content-Encoding" in answer.headers:
        return answer
    answer.vary.add("Accept-Encoding")
    coding = preferred(request.headers.get("Accept-Encoding", ""))
    if coding == "identity" or (not answer.is_streamed and len(answer.get_data()) < WORTH_IT):
        return answer
    answer.headers["Content-Encoding"] = coding
    if answer.is_streamed:
        answer.headers.pop("Content-Length", None)
        answer.response = pressed(answer.iter_encoded(), _Brotli() if coding == "br" else _Gzip())
    else:
        answer.set_data(_whole(answer.get_data(), coding))
    return answer


def _whole(body: bytes, coding: str) -> bytes:
    if coding == "br":
        return bytes(brotli.compress(body, quality=BROTLI_QUALITY))
    return gzip.compress(body, GZIP_LEVEL, mtime=0)


def pressed(parts: Iterable[bytes], squeezer: Squeezer) -> Iterator[bytes]:
    """A stream, compressed part by part."""
    for part in parts:
        if small := squeezer.press(part):
            yield small
    yield squeezer.last()
