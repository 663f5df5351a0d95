"""The composition root: settings in, a running site out."""

from __future__ import annotations

import os
import secrets
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask
from flask.wrappers import Response
from werkzeug.middleware.proxy_fix import ProxyFix

from lms import content
from lms.config import Settings
from lms.content.library import Library
from lms.services.certificates.issuer import issuer_key
from lms.services.versions import VersionBook
from lms.storage.engine import Database
from lms.web import edge, errors, hygiene, visitor
from lms.web.assets import load as load_assets
from lms.web.compiled import Compiled, PageBook
from lms.web.cookies import Cookies
from lms.web.headers import security_headers
from lms.web.locale import Interface, interface
from lms.web.packing import packed
from lms.web.pages import page_book
from lms.web.rendering import Renderer
from lms.web.routes import register
from lms.web.site import Site, put
from lms.web.whole import Whole

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

BODY_LIMIT = 1 << 20  # bytes of one request
FIELD_LIMIT = 500  # fields of one form
READ_AT_ONCE = 36  # requests whose bodies are still on their way; fewer than there are threads
UNKEPT = ("Cache-Control", "no-store")
PAGES = "waymark.pages"  # where the application keeps its compiled pages


def create_app(settings: Settings) -> Flask:
    """The whole site over a database that is migrated already. Raises ContentError for broken content."""
    library = content.load(settings.content_root, drafts=settings.drafts, pseudo=settings.pseudo)
    app = _configured(settings)
    database = Database(settings.database, settings.data)
    assets = load_assets()
    renderer = Renderer(interfaces(library, settings.content_root), assets)
    put(app, Site(settings, library, database, VersionBook(library), renderer, issuer_key(settings.data)))
    hygiene.install(app)
    visitor.install(app)
    errors.install(app)
    register(app)
    app.teardown_request(edge.close)
    app.after_request(packed)
    app.after_request(partial(_finish, security_headers(settings.secure_cookies)))
    app.extensions[PAGES] = page_book(
        library,
        renderer,
        assets.values(),
        kept=settings.data / "compiled",
        members=settings.content == "members",
        secure=settings.secure_cookies,
    )
    app.wsgi_app = _layers(app, settings)  # type: ignore[method-assign] # Flask's documented place for middleware
    return app


def _configured(settings: Settings) -> Flask:
    """An empty Flask with its limits, and cookies that are as safe as the site's address allows."""
    app = Flask("lms", static_folder=None, template_folder=None)
    app.session_interface = Cookies()
    app.config.update(
        SECRET_KEY=secret_key(settings.data),
        MAX_CONTENT_LENGTH=BODY_LIMIT,
        MAX_FORM_PARTS=FIELD_LIMIT,
        SESSION_COOKIE_NAME="__Host-waymark" if settings.secure_cookies else "waymark",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        PROPAGATE_EXCEPTIONS=False,
    )
    return app


def _layers(app: Flask, settings: Settings) -> Compiled:
    """What a request passes before Flask: public pages are answered first, then bodies are read whole."""
    inner: WSGIApplication = app.wsgi_app
    if settings.proxies:
        inner = ProxyFix(inner, settings.proxies, settings.proxies, settings.proxies)
    whole = Whole(inner, BODY_LIMIT, READ_AT_ONCE, settings.secure_cookies)
    return Compiled(whole, compiled_pages(app), partial(_is_signed_in, app))


def compiled_pages(app: Flask) -> PageBook:
    pages: PageBook = app.extensions[PAGES]
    return pages


def _is_signed_in(app: Flask, environ: WSGIEnvironment) -> bool:
    """Whether a members' page may be shown: somebody with an open session asks."""
    with app.request_context(environ):
        return visitor.account() is not None


def interfaces(library: Library, root: Path) -> list[Interface]:
    """The interface in each language that the library has."""
    folder = root / "translations"
    return [interface(one.code, one.name, one.direction, folder) for one in library.languages.values()]


def _finish(headers: list[tuple[str, str]], answer: Response) -> Response:
    """Security headers on everything; what Flask answers is somebody's own unless it says otherwise."""
    there = {name.lower() for name, _ in answer.headers}
    answer.headers.extend((name, value) for name, value in [*headers, UNKEPT] if name.lower() not in there)
    return answer


def secret_key(folder: Path) -> bytes:
    """The key that signs cookies: made once, kept in LMS_DATA, readable by its owner only."""
    path = folder / "secret.key"
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as fresh:
            fresh.write(secrets.token_bytes(32))
    except FileExistsError:
        pass
    return path.read_bytes()
