"""Whole pages as bytes, answered before Flask: one look-up, no session, no query to the database.

A page is rendered and compressed when it is first asked for, or behind (`PageBook.warm`). What was
compressed is kept on disk under the hash of its plain bytes, so that a restart is quick.
"""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import brotli  # type: ignore[import-untyped] # it ships no types

from lms.web.assets import Asset
from lms.web.compressed import Shelf
from lms.web.headers import security_headers
from lms.web.negotiation import CODINGS, has_already, preferred
from lms.web.page import Page

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PUBLIC = "public, max-age=0, must-revalidate"
PRIVATE = "private, max-age=0, must-revalidate"
OF_THE_BODY = ("Content-Type", "Content-Language")
Header = tuple[str, str]
Render = Callable[[Page], str]


@dataclass(frozen=True, slots=True)
class Variant:
    """One coding of one page, with its headers ready to send."""

    etag: str
    body: bytes
    headers: list[Header]
    unchanged: list[Header]  # the headers of a 304


@dataclass(frozen=True, slots=True)
class Leaf:
    """Everything needed to answer one address."""

    variants: Mapping[str, Variant]
    guarded: bool
    queried: bool
    lang: str


class PageBook:
    """All addresses that are answered from memory: pages, assets, and addresses that have moved."""

    def __init__(
        self,
        pages: Iterable[Page],
        assets: Iterable[Asset],
        render: Render,
        *,
        kept: Path | None = None,
        moved: Mapping[str, str] | None = None,
        members: bool = False,
        secure: bool = False,
    ) -> None:
        self.pages = {page.address: page for page in pages}
        self.moved = dict(moved or {})
        self._render = render
        self._shelf = Shelf(kept)
        self._members = members
        self.safe_headers = security_headers(secure)
        self._leaves = {asset.address: self._asset(asset) for asset in assets}
        self._lock = threading.Lock()

    def find(self, address: str) -> Leaf | None:
        """The answer for an address, compiled now if it was never asked for."""
        leaf = self._leaves.get(address)
        if leaf is None and address in self.pages:
            with self._lock:
                leaf = self._leaves.get(address) or self._page(self.pages[address])
                self._leaves[address] = leaf
        return leaf

    def moved_to(self, address: str) -> str | None:
        """Where an address leads that is not answered itself: a new name, or its closing slash."""
        if address in self.moved:
            return self.moved[address]
        closed = address + "/"
        return self.moved.get(closed, closed if closed in self.pages else None)

    def warm(self) -> None:
        """Compiles every page that nobody has asked for yet, then forgets what no page needs any more."""
        for address in self.pages:
            self.find(address)
        self._shelf.tidy()

    def _page(self, page: Page) -> Leaf:
        guarded = self._members and page.content
        headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Language", page.lang),
            ("Cache-Control", PRIVATE if guarded else PUBLIC),
        ]
        return self._leaf(self._render(page).encode(), headers, guarded, page.queried, page.lang)

    def _asset(self, asset: Asset) -> Leaf:
        headers = [("Content-Type", asset.content_type), ("Cache-Control", asset.caching)]
        return self._leaf(asset.body, headers, guarded=False, queried=False, lang="")

    def _leaf(self, body: bytes, headers: Sequence[Header], guarded: bool, queried: bool, lang: str) -> Leaf:
        mark = hashlib.sha256(body).hexdigest()[:32]
        coded = {
            "br": self._shelf.get(f"{mark}.br", lambda: brotli.compress(body, quality=11)),
            "gzip": self._shelf.get(f"{mark}.gz", lambda: gzip.compress(body, 9, mtime=0)),
            "identity": body,
        }
        common = [*headers, ("Vary", "Accept-Encoding"), *self.safe_headers]
        variants = {coding: _variant(coding, coded[coding], f'"{mark[:20]}-{coding}"', common) for coding in CODINGS}
        return Leaf(variants, guarded, queried, lang)


def _variant(coding: str, body: bytes, etag: str, common: Sequence[Header]) -> Variant:
    unchanged = [("ETag", etag), *(header for header in common if header[0] not in OF_THE_BODY)]
    headers = [*common, ("ETag", etag), ("Content-Length", str(len(body)))]
    if coding != "identity":
        headers.append(("Content-Encoding", coding))
    return Variant(etag, body, headers, unchanged)


class Compiled:
    """The WSGI layer in front of the application.

    `admits` is asked on a members' site before a guarded page is shown: does this request come from
    somebody who is signed in?
    """

    def __init__(
        self, application: WSGIApplication, book: PageBook, admits: Callable[[WSGIEnvironment], bool] | None = None
    ) -> None:
        self.application = application
        self.book = book
        self.admits = admits

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        if method != "GET" and method != "HEAD":
            return self.application(environ, start_response)
        leaf = self.book.find(environ["PATH_INFO"])
        if leaf is None:
            return self._elsewhere(environ, start_response)
        if leaf.queried and environ.get("QUERY_STRING"):
            return self.application(environ, start_response)
        if leaf.guarded and not (self.admits and self.admits(environ)):
            return self._redirect(start_response, "303 See Other", f"/{leaf.lang}/sign-in/?next={environ['PATH_INFO']}")
        return _answer(environ, start_response, leaf, method == "GET")

    def _elsewhere(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        target = self.book.moved_to(environ["PATH_INFO"])
        if target is None:
            return self.application(environ, start_response)
        query = environ.get("QUERY_STRING")
        return self._redirect(start_response, "301 Moved Permanently", f"{target}?{query}" if query else target)

    def _redirect(self, start_response: StartResponse, status: str, target: str) -> Iterable[bytes]:
        headers = [("Location", target), ("Content-Length", "0"), ("Cache-Control", "no-cache")]
        start_response(status, [*headers, *self.book.safe_headers])
        return []


def _answer(environ: WSGIEnvironment, start_response: StartResponse, leaf: Leaf, whole: bool) -> Iterable[bytes]:
    variant = leaf.variants[preferred(environ.get("HTTP_ACCEPT_ENCODING", ""))]
    held = environ.get("HTTP_IF_NONE_MATCH")
    if held is not None and (held == variant.etag or has_already(held, variant.etag)):
        start_response("304 Not Modified", list(variant.unchanged))
        return []
    start_response("200 OK", list(variant.headers))
    return [variant.body] if whole else []
