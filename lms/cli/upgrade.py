"""`lms upgrade`."""

from __future__ import annotations

import click
from sqlalchemy import text

from lms.cli import ground
from lms.cli.backup import said
from lms.cli.lock import serving
from lms.cli.readiness import NEW, Age, age
from lms.cli.rebuild import rebuilt
from lms.config import Settings
from lms.content.library import Library
from lms.domain.errors import Clash, Unavailable
from lms.services.backup import back_up
from lms.services.backup.writing import NAME
from lms.services.versions import keep_versions
from lms.storage.engine import Database
from lms.storage.migrate import current, newest, upgrade

RUNNING = "The site is running (process %(pid)s). Stop it first, then upgrade."
BROKEN = "The database does not hold together: %(why)s. Restore the backup that was just made."


@click.command("upgrade", short_help="Back up, bring the database up to this release, and check it.")
def command() -> None:
    """Make a backup, bring the database up to this release, and check content, database and record.

    Run it after every update of the program, while the site is stopped. Twice does no harm.
    """
    settings = ground.settings()
    library = ground.library(settings)
    opened = Database(settings.database, settings.data)
    try:
        with serving(settings.data, alone=True, taken=RUNNING):
            migrate(settings, opened)
            check(opened, library)
    finally:
        opened.close()


def migrate(settings: Settings, database: Database) -> None:
    """Backs up and migrates what is older. Raises Clash for what is later than this program."""
    found = age(database)
    if found is Age.NEW:
        raise Clash(NEW)
    if found is Age.CURRENT:
        click.echo(f"The database is at version {newest()} already.")
        return
    if found is Age.OLD:
        target = settings.data / "backups" / NAME.format(ground.now())
        click.echo(said(back_up(database, settings.data, target, ground.now()), target))
    before = current(database) or "nothing"
    upgrade(database)
    click.echo(f"The database went from {before} to {newest()}.")


def check(database: Database, library: Library) -> None:
    """Raises Unavailable for a database that does not hold together; then makes the record again."""
    if database.sqlite:
        with database.engine.connect() as connection:
            verdict = connection.scalar(text("PRAGMA integrity_check(1)"))
            strays = connection.execute(text("PRAGMA foreign_key_check")).first()
        if verdict != "ok" or strays:
            raise Unavailable(BROKEN, why=verdict if verdict != "ok" else "rows point at others that are missing")
    with database.writing() as session:
        fresh = keep_versions(session, library, ground.now())
    lines, changed = rebuilt(database, library)
    click.echo(f"The content is in order; {fresh} new versions are kept.")
    click.echo(f"The record has {lines} lines, {changed} of them changed.")
