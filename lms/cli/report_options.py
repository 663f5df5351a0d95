"""`lms report options`: a sheet for a blind reader, and her score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from lms import content
from lms.cli import ground
from lms.content.blind import Guess, Score, lines, read_answers, score, sheet
from lms.content.library import Library

BAR = 0.35  # of the items: a reader of the options alone should not be right more often


@click.command("options")
@click.argument("modules", nargs=-1)
@click.option("--seed", default=1, show_default=True, help="Another number draws another order.")
@click.option("--answers", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Lines such as «12 b».")
def command(modules: tuple[str, ...], seed: int, answers: Path | None) -> None:
    """Print the options of all items without their questions, or score the answers of who read them so.

    MODULES are ids; all modules unless some are named. Give the sheet to somebody who has not seen the
    lessons. With --answers, print how often she was right, module by module, and which items she saw through.
    """
    settings = ground.settings()
    library = content.load(settings.content_root, drafts=settings.drafts)
    guesses = sheet((item for name in _named(library, modules) for item in library.modules[name].items), seed)
    told = lines(guesses) if answers is None else scored(guesses, read_answers(answers.read_text(encoding="utf-8")))
    click.echo("\n".join(told))


def _named(library: Library, modules: tuple[str, ...]) -> Sequence[str]:
    unknown = [name for name in modules if name not in library.modules]
    if unknown:
        raise click.BadParameter(f"There is no module “{unknown[0]}”.", param_hint="MODULES")
    return modules or list(library.modules)


def scored(guesses: Sequence[Guess], answers: Mapping[int, str]) -> Iterator[str]:
    """The score of each module and of all, then the items that were guessed, by name."""
    for name in dict.fromkeys(sorted(guess.item.module for guess in guesses)):
        yield _line(name, score((guess for guess in guesses if guess.item.module == name), answers))
    yield _line("all", score(guesses, answers))
    seen = sorted(guess.item.subject for guess in guesses if answers.get(guess.number) == guess.right)
    yield f"seen through: {', '.join(seen)}"


def _line(name: str, found: Score) -> str:
    over = "" if found.share <= BAR else f"  over {BAR:.0%}"
    chance = found.chance / found.answered if found.answered else 0
    return f"{name}: {found.right} of {found.answered} right, {found.share:.0%} (chance {chance:.0%}){over}"
