"""`lms serve`."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from multiprocessing import Event

import click

from lms.cli import ground
from lms.cli.lock import serving
from lms.cli.server import free_port, serve
from lms.cli.worker import load, opened, say
from lms.config import BadSetting, Settings

ONE = (
    "--workers: with SQLite there is one web process, because SQLite has one writer. "
    "PostgreSQL allows more: docs/deploying/postgresql.md says how to move."
)


CRASHED = 70  # the exit code when what served ended by itself; a service manager should start it again


@click.command("serve", short_help="Serve the site.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, help="Web processes; more than one needs PostgreSQL.")
def command(workers: int) -> None:
    """Serve the site, on http://127.0.0.1:8000/ unless LMS_HOST and PORT say otherwise.

    The first start makes the data folder and the database, and prints a link that makes the first
    administrator. Broken content or an old database keep the site from starting, and are named.
    """
    settings = with_port(ground.settings())
    alone = is_sqlite(settings)
    if alone and workers > 1:
        raise BadSetting(ONE)
    with serving(settings.data, alone=alone):
        if workers > 1:  # once, before all of them start
            say(settings, opened(settings))
        began = Event()
        try:
            serve(settings, workers, partial(load, settings, workers == 1, began))
        except SystemExit:
            sys.exit(CRASHED if began.is_set() else 1)


def with_port(settings: Settings) -> Settings:
    """The settings with a port of their own, where PORT=0 leaves the choice to the machine."""
    return settings if settings.port else replace(settings, port=free_port(settings.host))


def is_sqlite(settings: Settings) -> bool:
    return settings.database.startswith("sqlite")
