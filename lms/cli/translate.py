"""`lms translate`: what translators work on, and how far they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

from lms.cli import ground
from lms.cli.commands import Refusal
from lms.content.catalogue import opened, state
from lms.content.extraction import extract, metadata, update
from lms.content.segment import State
from lms.domain.errors import NotFound

SHOWN = (State.REVIEWED, State.HUMAN_DRAFT, State.MACHINE_DRAFT, State.STALE, State.MISSING)


@click.group("translate", short_help="Make catalogues for translators, and say how far they are.")
def command() -> None:
    """Make gettext catalogues from the English, bring them up to date, and say how far each one is."""


@command.command("extract")
@click.option("--into", type=click.Path(file_okay=False, path_type=Path), help="A folder; LMS_DATA/catalogues if not.")
def extract_them(into: Path | None) -> None:
    """Write the source strings as empty catalogues (.pot), one for each module and one for the interface."""
    settings = ground.settings()
    folder = into or settings.data / "catalogues"
    folder.mkdir(parents=True, exist_ok=True)
    for name, catalogue in extract(settings.content_root).items():
        catalogue.metadata = metadata("en")
        path = folder / f"{name}.pot"
        path.write_text(f"{catalogue}\n", encoding="utf-8", newline="\n")
        click.echo(f"{path}: {len(catalogue)} texts")


@command.command("update")
@click.argument("language")
def update_one(language: str) -> None:
    """Bring the catalogues of LANGUAGE up to the English: add what is new, mark what changed as stale."""
    root = ground.settings().content_root
    if not (root / "translations" / language / "language.toml").is_file():
        raise NotFound(
            f"There is no translations/{language}/language.toml. docs/for-translators.md says what it holds."
        )
    try:
        done = update(root, language)
    except ValueError as fault:
        raise Refusal(str(fault)) from fault
    for one in done:
        news = f"{one.new} new, {one.stale} became stale, {one.gone} gone"
        click.echo(f"{one.path.relative_to(root)}: {news}; now {in_words(one.states)}")


@command.command("state")
def show_states() -> None:
    """Say how far each language is, catalogue by catalogue."""
    root = ground.settings().content_root
    for path in sorted((root / "translations").glob("*/*.po")):
        try:
            states = Counter(state(entry) for entry in opened(path) if not entry.obsolete)
        except ValueError as fault:
            raise Refusal(f"{path.relative_to(root)}: {fault}") from fault
        click.echo(f"{path.parent.name}  {path.stem}: {in_words(states)}")


def in_words(states: Counter[State]) -> str:
    """Such as «120 reviewed, 3 missing»."""
    return ", ".join(_words(states)) or "empty"


def _words(states: Counter[State]) -> Iterable[str]:
    return (f"{states[one]} {one}" for one in SHOWN if states[one])
