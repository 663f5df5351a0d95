"""From settings to a site that is ready to answer: database, content, versions, and the first administrator's link."""

from __future__ import annotations

from flask import Flask

from lms.app import create_app
from lms.cli.ground import now
from lms.cli.readiness import make_ready
from lms.config import Settings
from lms.services.administration import first_link
from lms.services.versions import keep_versions
from lms.web.site import KEY, Site


def open_site(settings: Settings) -> Flask:
    """The application over a database that is ready, with every content version kept.

    Raises ContentError for broken content, before anything is written, and WaymarkError for a database
    that this release cannot work with.
    """
    app = create_app(settings)
    site = parts(app)
    make_ready(site.database)
    with site.database.writing() as session:
        keep_versions(session, site.library, now())
    return app


def parts(app: Flask) -> Site:
    found: Site = app.extensions[KEY]
    return found


def administrators_link(app: Flask) -> str | None:
    """The one-time address that makes the first administrator; None when there is one already."""
    site = parts(app)
    with site.database.writing() as session:
        word = first_link(session)
    return f"{shown_address(site.settings)}/en/admin/first/{word}/" if word else None


def shown_address(settings: Settings) -> str:
    """Where a person on this machine opens the site."""
    if settings.address:
        return settings.base
    everywhere = settings.host in ("0.0.0.0", "::", "")
    host = "127.0.0.1" if everywhere else settings.host
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"
