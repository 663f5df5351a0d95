"""A request is taken whole or not at all, and before anything else happens.

No transaction ever waits for a slow phone, and a body that was cut off on its way is no request.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING

from lms.web.headers import security_headers

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CUT_OFF = ("400 Bad Request", "The request was cut off on its way. Nothing was changed. Please send it again.\n")
NO_LENGTH = ("411 Length Required", "Please send the length of the request with it. Nothing was changed.\n")
BUSY = ("503 Service Unavailable", "Many people are sending something. Nothing was lost. Please try again soon.\n")
BODILESS = ("GET", "HEAD", "OPTIONS")


class Whole:
    """Reads the body of each request into memory, at most `limit` bytes.

    At most `most` requests are read at a time, so that phones which never finish cannot take every
    thread; longer bodies are left unread, for the application to refuse.
    """

    def __init__(self, application: WSGIApplication, limit: int, most: int, secure: bool) -> None:
        self.application = application
        self._limit = limit
        self._places = threading.BoundedSemaphore(most)
        self._headers = [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")]
        self._headers += security_headers(secure)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] in BODILESS:
            return self.application(environ, start_response)
        if "HTTP_TRANSFER_ENCODING" in environ:
            return self._refuse(start_response, NO_LENGTH)
        length = _length(environ)
        if length <= self._limit:
            if not self._places.acquire(blocking=False):
                return self._refuse(start_response, BUSY)
            try:
                body = _read(environ, length)
            finally:
                self._places.release()
            if len(body) < length:
                return self._refuse(start_response, CUT_OFF)
            environ["wsgi.input"] = io.BytesIO(body)
        return self.application(environ, start_response)

    def _refuse(self, start_response: StartResponse, answer: tuple[str, str]) -> Iterable[bytes]:
        status, words = answer
        again = [("Retry-After", "5")] if answer is BUSY else []
        body = words.encode()
        start_response(status, [*self._headers, *again, ("Content-Length", str(len(body))), ("Connection", "close")])
        return [body]


def _length(environ: WSGIEnvironment) -> int:
    text = environ.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isascii() and text.isdigit() else 0


def _read(environ: WSGIEnvironment, length: int) -> bytes:
    """The body, or as much of it as came before the connection ended."""
    try:
        body: bytes = environ["wsgi.input"].read(length) if length else b""
    except OSError:
        return b""
    return body
