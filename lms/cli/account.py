"""`lms account`: for whoever holds the machine."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click
from sqlalchemy.orm import Session

from lms.cli import ground
from lms.domain.permission import Role
from lms.services import accounts as account_service
from lms.services import keyholder
from lms.services.accounts import Papers
from lms.services.directory import people
from lms.services.secrets import spoken_code
from lms.storage.accounts import Account

ROLE = click.Choice([str(role) for role in Role])
ASK = click.option("--ask", is_flag=True, help="Type the password, unseen, instead of having one made.")
STDIN = click.option("--stdin", "from_stdin", is_flag=True, help="Read the password from the first line of stdin.")
PASSWORD_LENGTH = 16


@click.group("account", short_help="Make an account, or mend one.")
def command() -> None:
    """Make accounts and mend them, without being signed in. All of it is written in the audit log."""


@command.command("make")
@click.argument("nickname")
@click.option("--role", "roles", type=ROLE, multiple=True, help="May be given more than once.")
@click.option("--language", default="en", show_default=True)
@ASK
@STDIN
def make(nickname: str, roles: tuple[str, ...], language: str, ask: bool, from_stdin: bool) -> None:
    """Make an account, and print its sign-in name, password and recovery code."""
    settings, password = ground.settings(), a_password(ask, from_stdin)
    languages = ground.library(settings).languages
    if language not in languages:
        raise click.BadParameter(f"takes one of: {', '.join(languages)}", param_hint="--language")
    with ground.database(settings) as database, database.writing() as session:
        papers = account_service.sign_up(session, nickname, password, language, ground.now())
        keyholder.set_roles(session, papers.account, frozenset(Role(role) for role in roles), ground.now())
        written = written_down(papers, "" if ask or from_stdin else password)
    click.echo(written)


@command.command("password")
@click.argument("name")
@ASK
@STDIN
def password(name: str, ask: bool, from_stdin: bool) -> None:
    """Give the account NAME a new password, and end all of its sessions."""
    new = a_password(ask, from_stdin)
    with ground.database(ground.settings()) as database, database.writing() as session:
        account = keyholder.account_called(session, name)
        papers = keyholder.new_password(session, account, new, ground.now())
        written = written_down(papers, "" if ask or from_stdin else new)
    click.echo(written)


@command.command("role")
@click.argument("name")
@click.option("--give", type=ROLE, multiple=True)
@click.option("--take", type=ROLE, multiple=True)
def role(name: str, give: tuple[str, ...], take: tuple[str, ...]) -> None:
    """Give the account NAME roles, or take them away; then print what it has."""
    with ground.database(ground.settings()) as database, database.writing() as session:
        account = keyholder.account_called(session, name)
        wanted = account.roles - {Role(one) for one in take} | {Role(one) for one in give}
        keyholder.set_roles(session, account, wanted, ground.now())
        line = f"{account.sign_in_name}: {', '.join(sorted(account.roles)) or 'no roles'}"
    click.echo(line)


@command.command("list")
@click.option("--role", type=ROLE, help="Only those who have it.")
@click.option("--text", default="", help="Only those whose nickname or sign-in name holds it.")
def show(role: str | None, text: str) -> None:
    """List accounts: sign-in name, nickname, roles, since when."""
    with ground.database(ground.settings()) as database, database.reading() as session:
        for one in everybody(session, text, role or ""):
            click.echo("\t".join((one.sign_in_name, one.nickname, standing(one), f"{one.created_at:%Y-%m-%d}")))


def everybody(session: Session, text: str, role: str) -> Iterator[Account]:
    page = pages = 1
    while page <= pages:
        found, sheet = people(session, text, role, page)
        yield from (one.account for one in found)
        page, pages = page + 1, sheet.pages


def standing(account: Account) -> str:
    """The account's roles, and whether it is shut."""
    shut = ["suspended"] if account.suspended_at else []
    return ", ".join([*sorted(account.roles), *shut]) or "learner"


def a_password(ask: bool, from_stdin: bool) -> str:
    """A password that was typed, handed in, or made."""
    if ask:
        typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        return typed
    return sys.stdin.readline().rstrip("\r\n") if from_stdin else spoken_code(PASSWORD_LENGTH)


def written_down(papers: Papers, made: str) -> str:
    """What has to be handed over, shown once."""
    lines = [f"sign-in name   {papers.account.sign_in_name}"]
    lines += [f"password       {made}"] if made else []
    return "\n".join([*lines, f"recovery code  {papers.recovery_code}", "This is shown once."])
