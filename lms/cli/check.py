"""`lms check`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from lms import content
from lms.cli import ground
from lms.content.finding import Finding
from lms.content.reading.manuscript import read
from lms.content.rules.ids import record

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command("check", short_help="Check the content, and say what to mend.")
@click.option(
    "--reports",
    type=FOLDER,
    envvar="LMS_REPORTS",
    help="A folder with the reports' texts, to find borrowed sentences; also LMS_REPORTS.",
)
@click.option("--record", "recording", is_flag=True, help="Add new published ids to courses/ids.txt first.")
def command(reports: Path | None, recording: bool) -> None:
    """Check courses, quizzes, drawings and translations, drafts too, against every rule.

    A finding names the file, the line, the rule and the remedy. Errors end in exit code 1; warnings
    are worth a second look.
    """
    root = ground.settings().content_root
    if recording:
        click.echo(f"Ids are recorded in {record(read(root)).relative_to(root)}.")
    findings = content.check(root, reports)
    for finding in findings:
        click.echo(str(finding))
    click.echo(summary(findings))
    if any(finding.refused for finding in findings):
        sys.exit(1)


def summary(findings: list[Finding]) -> str:
    errors = sum(finding.refused for finding in findings)
    warnings = len(findings) - errors
    if not findings:
        return "The content is in order."
    return f"{_count(errors, 'error')}, {_count(warnings, 'warning')}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
