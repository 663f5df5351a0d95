"""`lms restore`."""

from __future__ import annotations

from pathlib import Path

import click
from sqlalchemy import text

from lms.cli import ground
from lms.cli.lock import serving
from lms.domain.errors import Clash
from lms.services.backup import Restored, restore
from lms.storage.engine import Database

RUNNING = "The site is running (process %(pid)s). Stop it first, then restore."
OTHERS = (
    "%(count)s other programs are connected to this PostgreSQL database. Stop the site on every machine, and "
    "whatever else uses the database, then restore."
)


@click.command("restore", short_help="Bring everything back from such a file.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(file: Path, yes: bool) -> None:
    """Put the backup FILE in the place of the database and the keys.

    FILE is proved before anything changes, and what was there is kept. People who were erased since
    stay erased. Passwords and open sessions are those of the day of the backup.
    """
    settings = ground.settings()
    if not yes:
        click.confirm("Everything since this backup will be gone from the site. Go on?", abort=True)
    opened = Database(settings.database, settings.data)
    try:
        with serving(settings.data, alone=True, taken=RUNNING):
            alone(opened)
            done = restore(opened, settings.data, file, ground.now())
    finally:
        opened.close()
    click.echo(said(done))


def alone(database: Database) -> None:
    """Raises Clash while others use the PostgreSQL database, which may be on other machines."""
    if database.sqlite:
        return
    with database.engine.connect() as connection:
        others = connection.scalar(
            text(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
        )
    if others:
        raise Clash(OTHERS, count=others)


def said(done: Restored) -> str:
    rows = done.manifest.rows
    lines = [
        f"Restored the state of {done.manifest.made_at}: {rows.get('account', 0)} accounts, {rows['event']} events."
    ]
    lines += [f"{done.erased} people who were erased since were left out."] if done.erased else []
    lines += [f"What was there before is in {done.former}. Delete it when all is well."] if done.former else []
    return "\n".join(lines)
