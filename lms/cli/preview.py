"""`lms preview`: the site as an author sees it."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lms.cli import ground
from lms.cli.lock import serving
from lms.cli.serve import with_port
from lms.cli.server import serve
from lms.cli.worker import say, settle
from lms.config import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from flask import Flask

WATCHED = ("courses", "quizzes", "media", "translations")
PACKAGE = Path(__file__).resolve().parent.parent
BROKEN = b"The content has errors, which stand in the terminal. Mend them, and load this page again.\n"


@click.command("preview", short_help="Serve the site to an author: drafts, test languages, changes at once.")
def command() -> None:
    """Serve the site with drafts and test languages, and load it again whenever a file changes.

    Lessons, scenarios, items, drawings, catalogues, templates and styles are watched. What is wrong
    with them stands in this terminal, and the pages stay as they last were. The preview keeps its own
    data in LMS_DATA/preview, so it can run beside a site, on another port.
    """
    settings = with_port(own(ground.settings()))
    with serving(settings.data, alone=True):
        serve(settings, 1, partial(load, settings))


def own(settings: Settings) -> Settings:
    """The author's settings: everything is shown, and nothing of it reaches the site's own data."""
    folder = settings.data / "preview"
    ground.prepare(folder)
    return replace(settings, data=folder, database_url="", drafts=True, pseudo=True, content="public")


class Switch:
    """Hands each request to the application as it was last loaded."""

    def __init__(self) -> None:
        self.application: WSGIApplication = broken

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return self.application(environ, start_response)


def broken(_environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """The answer while there is nothing that could be shown."""
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(BROKEN)))]
    start_response("503 Service Unavailable", headers)
    return [BROKEN]


def load(settings: Settings) -> WSGIApplication:
    """The switch, with the site behind it, and a thread that loads the site again after each change."""
    settle(settings)
    switch = Switch()
    app = renewed(switch, settings, None)
    if app:
        say(settings, app)
    threading.Thread(target=follow, args=(switch, settings, app), name="reload", daemon=True).start()
    return switch


def follow(switch: Switch, settings: Settings, app: Flask | None) -> None:
    from lms.cli.watching import changes

    folders = [settings.content_root / name for name in WATCHED] + [PACKAGE / "templates", PACKAGE / "static"]
    for changed in changes(folders):
        names = ", ".join(sorted(Path(path).name for path in changed)[:3])
        click.echo(f"{ground.now():%H:%M:%S} UTC  {names}{' and others' if len(changed) > 3 else ''}")
        fresh = renewed(switch, settings, app)
        if fresh is not app:
            app = fresh
            tell(settings, changed)


def renewed(switch: Switch, settings: Settings, old: Flask | None) -> Flask | None:
    """Loads the site; when it cannot be loaded, says why, and leaves what is shown as it is."""
    from lms.cli.commands import refusal
    from lms.cli.opening import open_site, parts
    from lms.domain.errors import WaymarkError

    try:
        fresh = open_site(settings)
    except WaymarkError as fault:
        refusal(fault).show()
        return old
    except Exception as fault:  # a template that is half written, say: the author goes on writing
        click.echo(f"{type(fault).__name__}: {fault}", err=True)
        return old
    switch.application = fresh.wsgi_app
    if old is not None:
        parts(old).database.close()
    return fresh


def tell(settings: Settings, changed: set[str]) -> None:
    """Says what is wrong: every error, and what is worth a second look in the files that changed."""
    from lms import content
    from lms.cli.check import summary

    findings = content.check(settings.content_root)
    for finding in findings:
        if finding.refused or str(settings.content_root / finding.file) in changed:
            click.echo(str(finding))
    click.echo(summary(findings))
    sys.stdout.flush()
