"""`lms report`: figures about the content."""

from __future__ import annotations

from collections import Counter
from statistics import mean

import brotli  # type: ignore[import-untyped] # it ships no types
import click

from lms.app import interfaces
from lms.cli import ground
from lms.config import Settings
from lms.content.library import Library
from lms.content.rules.readability import grade, word_count
from lms.content.segment import SOURCE
from lms.domain.course import Module, Use
from lms.web.assets import load as load_assets
from lms.web.pages import public_pages
from lms.web.rendering import Renderer

Sizes = dict[str, int]


@click.group("report", short_help="Figures about the content.")
def command() -> None:
    """Figures about the site."""


@command.command("content")
def content() -> None:
    """For each module: lessons, words, minutes, reading grade, scenarios, items by use, and bytes over the wire."""
    settings = ground.settings()
    library = ground.library(settings)
    sizes = page_sizes(settings, library)
    for module in library.modules.values():
        for line in lines(module, sizes):
            click.echo(line)


def page_sizes(settings: Settings, library: Library) -> Sizes:
    """Address to the size of an English page under Brotli, in bytes."""
    renderer = Renderer(interfaces(library, settings.content_root), load_assets())
    pages = (page for page in public_pages(library) if page.lang == SOURCE)
    whole = {page.address: renderer.render(page.template, page.lang, **page.context()) for page in pages}
    return {address: len(brotli.compress(text.encode(), quality=11)) for address, text in whole.items()}


def lines(module: Module, sizes: Sizes) -> list[str]:
    uses = Counter(item.use for item in module.items)
    critical = sum(item.critical for item in module.items if item.use is Use.TEST)
    own = {address: size for address, size in sizes.items() if address.startswith(f"/en/modules/{module.id}/")}
    pages = [size for address, size in own.items() if not address.endswith("/print/")]
    return [
        module.id,
        f"  lessons    {len(module.lessons)}: {_words(module)} words, {_minutes(module)} minutes, {_grades(module)}",
        f"  scenarios  {len(module.scenarios)}: {_decisions(module)} decision points",
        f"  items      {len(module.items)}: {', '.join(f'{uses[use]} {use}' for use in Use)} ({critical} critical)",
        f"  pages      {len(pages)}: {sum(pages)} bytes, the largest {max(pages)}",
    ]


def _words(module: Module) -> int:
    return sum(word_count(lesson.body) for lesson in module.lessons)


def _minutes(module: Module) -> int:
    return sum(lesson.minutes for lesson in module.lessons)


def _grades(module: Module) -> str:
    grades = [grade(lesson.body) for lesson in module.lessons]
    return f"reading grade {mean(grades):.1f} (the hardest {max(grades):.1f})" if grades else "no reading grade"


def _decisions(module: Module) -> int:
    return sum(len(scenario.nodes) for scenario in module.scenarios)
