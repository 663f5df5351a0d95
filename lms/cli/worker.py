"""The process that serves: it opens the site, says where it is, and goes when whoever watches it is gone."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import sys
import threading
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

import click

from lms import __version__
from lms.cli import memory
from lms.cli.vanished import notice_vanished
from lms.config import Settings

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event

    from _typeshed.wsgi import WSGIApplication
    from flask import Flask

    from lms.web.compiled import PageBook

FIRST = """
There is no administrator yet. This link makes the first one, and works once:
    {link}
"""


def load(settings: Settings, announce: bool, began: Event) -> WSGIApplication:
    """The application of this process. Ends the process with exit code 1 when the site cannot be opened.

    `began` tells the process that watches that the site was opened.
    """
    settle(settings)
    app = opened(settings)
    began.set()
    if announce:
        say(settings, app)
    from lms.app import compiled_pages

    threading.Thread(target=_warm, args=(compiled_pages(app),), name="compile pages", daemon=True).start()
    return app


def settle(settings: Settings) -> None:
    """What a serving process needs before it loads anything."""
    memory.keep_together()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, signal.SIG_DFL)  # until the server sets its own, ending means ending
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", level=logging.WARNING)
    logging.getLogger("_granian").setLevel(logging.ERROR)
    threading.Thread(target=_follow, name="follow", daemon=True).start()
    threading.Thread(target=notice_vanished, args=(settings.port,), name="vanished", daemon=True).start()


def opened(settings: Settings) -> Flask:
    """The site; or, in plain words on stderr, why there is none."""
    from lms.cli.commands import refusal
    from lms.cli.opening import open_site
    from lms.domain.errors import WaymarkError

    try:
        return open_site(settings)
    except WaymarkError as fault:
        refusal(fault).show()
        sys.exit(1)


def say(settings: Settings, app: Flask) -> None:
    from lms.cli.opening import administrators_link, shown_address

    click.echo(f"Waymark {__version__} is at {shown_address(settings)}/")
    if link := administrators_link(app):
        click.echo(FIRST.format(link=link))
    sys.stdout.flush()


def _warm(pages: PageBook) -> None:
    """Compiles every page behind the first visitors, and gives back the memory that this took."""
    pages.warm()
    memory.give_back()


def _follow() -> None:
    """Ends this process when its parent has ended without a word, so that nobody serves unwatched."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
