"""The list of commands, and what a refusal looks like in a terminal.

A command is imported only when it is used, so that the process that watches over the site stays small.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from lms import __version__
from lms.config import BadSetting
from lms.domain.errors import WaymarkError

COMMANDS: Mapping[str, str] = {
    "serve": "Serve the site.",
    "check": "Check the content, and say what to mend.",
    "preview": "Serve the site to an author: drafts, test languages, changes at once.",
    "account": "Make an account, or mend one.",
    "demo": "Fill an empty site with a made-up organisation.",
    "rebuild": "Make the learning record again from the log.",
    "upgrade": "Back up, bring the database up to this release, and check it.",
    "backup": "Write everything that must survive into one file.",
    "restore": "Bring everything back from such a file.",
    "erase": "Forget a person for good.",
    "translate": "Make catalogues for translators, and say how far they are.",
    "report": "Figures about the content.",
}


class Refusal(click.ClickException):
    """Plain words on stderr, and exit code 1."""

    def show(self, file: Any = None) -> None:
        click.echo(self.message, err=True)


class BadUse(Refusal):
    """A setting or an argument that cannot be used: exit code 2."""

    exit_code = 2


class Commands(click.Group):
    """The group of all commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = import_module(f"lms.cli.{cmd_name}").command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (BadSetting, WaymarkError) as fault:
            raise refusal(fault) from fault


def refusal(fault: BadSetting | WaymarkError) -> Refusal:
    """A fault in the words of the terminal."""
    if isinstance(fault, BadSetting):
        return BadUse(str(fault))
    message = fault.message % fault.values if fault.values else fault.message
    findings = [str(finding) for finding in getattr(fault, "findings", ())]
    return Refusal("\n".join([*findings, message]))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="Waymark")
def main() -> None:
    """Waymark: short lessons for people who meet survivors at work.

    Settings come from the environment: LMS_DATA, PORT, LMS_DATABASE_URL and others (docs/deploying/settings.md).
    """
