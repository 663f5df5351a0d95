"""The public half of the site over the real courses, in all its languages, without a server or a database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Route

from lms import content
from lms.content.library import Library
from lms.web import assets, pages
from lms.web.compiled import Compiled, PageBook
from lms.web.locale import interface
from lms.web.rendering import Renderer
from tests.unit.web.wsgi import Answer, ask

ROOT = Path(__file__).resolve().parent.parent.parent
HOST = "http://127.0.0.1:9"  # nobody answers there: the browser is answered by `serve`


@dataclass(frozen=True)
class PublicSite:
    library: Library
    renderer: Renderer
    book: PageBook
    application: Compiled

    def html(self, address: str) -> str:
        answer = ask(self.application, address)
        assert answer.status == 200, f"{address}: {answer.status}"
        return answer.body.decode()

    def bytes_of(self, address: str) -> int:
        """What an address costs over the wire, with Brotli."""
        return len(ask(self.application, address, accept_encoding="br").body)

    def serve(self, context: BrowserContext) -> None:
        """Answers the browser's requests from this site; `HOST` is its address."""
        context.route("**/*", lambda route: self._answer(route))

    def _answer(self, route: Route) -> None:
        address = urlsplit(route.request.url)
        path = f"{address.path}?{address.query}" if address.query else address.path
        answer: Answer = ask(self.application, path, route.request.method)
        route.fulfill(status=answer.status, headers=answer.headers, body=answer.body)


@cache
def site(*, pseudo: bool = True) -> PublicSite:
    """With `pseudo`, the two made-up languages too; without, the site as it is published."""
    library = content.load(ROOT, pseudo=pseudo)
    languages = library.languages.values()
    renderer = Renderer(
        [interface(one.code, one.name, one.direction, ROOT / "translations") for one in languages], assets.load()
    )
    book = pages.page_book(library, renderer, assets.load().values())
    return PublicSite(library, renderer, book, Compiled(_nothing, book))


def _nothing(_environ: Mapping[str, Any], start_response: Any) -> Iterable[bytes]:
    start_response("404 Not Found", [("Content-Type", "text/plain")])
    return [b"not a compiled page"]
