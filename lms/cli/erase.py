"""`lms erase`."""

from __future__ import annotations

import click

from lms.cli import ground
from lms.services.erasure import erase
from lms.services.keyholder import account_called

SURE = (
    "This deletes the account «{name}» ({nickname}) with everything that was learnt in it, for good. "
    "Backups that are older still hold it; a restore will leave it out. Go on?"
)


@click.command("erase", short_help="Forget a person for good.")
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(name: str, yes: bool) -> None:
    """Delete the account with the sign-in name NAME, its events, its record and its certificates.

    A tombstone stays in LMS_DATA, so that neither a restore nor a forgotten phone brings it back.
    """
    settings = ground.settings()
    with ground.database(settings) as database:
        with database.reading() as session:
            account = account_called(session, name)
            asked = SURE.format(name=account.sign_in_name, nickname=account.nickname)
        if not yes:
            click.confirm(asked, abort=True)
        with database.writing() as session:
            erase(session, settings.data, account_called(session, name), ground.now())
    click.echo("It is gone.")
