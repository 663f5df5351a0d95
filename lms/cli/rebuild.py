"""`lms rebuild`."""

from __future__ import annotations

import click

from lms.cli import ground
from lms.content.library import Library
from lms.services.rebuild import everybody, rebuild
from lms.services.versions import VersionBook
from lms.storage.engine import Database

AT_ONCE = 20  # people in one transaction, so that learners who answer meanwhile wait a moment at most


@click.command("rebuild", short_help="Make the learning record again from the log.")
def command() -> None:
    """Make the learning record again from the log alone, and say how many lines changed.

    Nothing is lost by it, and the site may run meanwhile. A line that changes means that the record
    and the log did not agree, which a new release can bring about on purpose.
    """
    settings = ground.settings()
    library = ground.library(settings)
    with ground.database(settings) as database:
        total, changed = rebuilt(database, library)
    click.echo(f"{total} lines, {changed} changed")


def rebuilt(database: Database, library: Library) -> tuple[int, int]:
    """(lines, changed lines) over everybody, a few people in each transaction."""
    book, total, changed = VersionBook(library), 0, 0
    with database.reading() as session:
        people = everybody(session)
    for start in range(0, len(people), AT_ONCE):
        with database.writing() as session:
            lines, others = rebuild(session, book, people[start : start + AT_ONCE])
        total, changed = total + lines, changed + others
    return total, changed
