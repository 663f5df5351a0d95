"""`lms report`: figures about the content."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import click

from lms import content as content_of
from lms.app import interfaces
from lms.cli import ground, report_options
from lms.cli.report_lines import module_lines, verdict, whole_lines
from lms.config import Settings
from lms.content.figures import FORMULA, Figures, figures
from lms.content.library import Library
from lms.domain.course import Module
from lms.web.assets import load as load_assets
from lms.web.pages import page_book
from lms.web.rendering import Renderer
from lms.web.weights import Scales, Weight, whole_scenario


@click.group("report", short_help="Figures about the content.")
def command() -> None:
    """Figures about the site."""


command.add_command(report_options.command)


@command.command("content")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def content(as_json: bool) -> None:
    """What each module holds, and what it weighs against its budgets.

    Bytes are those that are sent, with Brotli. A broken budget ends in exit code 1.
    """
    settings = ground.settings()
    library = content_of.load(settings.content_root, drafts=settings.drafts)
    scales = scales_of(settings, library)
    weights = [*(one for lang in library.languages for one in scales.everything(lang)), *scales.fetched_once()]
    click.echo(json.dumps(as_data(library, weights), indent=2) if as_json else as_text(library, scales, weights))
    if any(weight.over for weight in weights):
        sys.exit(1)


def scales_of(settings: Settings, library: Library) -> Scales:
    """The scales for what this site would serve."""
    assets = load_assets()
    renderer = Renderer(interfaces(library, settings.content_root), assets)
    return Scales(library, page_book(library, renderer, assets.values()), assets)


def as_text(library: Library, scales: Scales, weights: list[Weight]) -> str:
    """Each module's lines, the lines of all together, and what is over its budget."""
    return "\n".join(_text(library, scales, weights))


def _text(library: Library, scales: Scales, weights: list[Weight]) -> Iterator[str]:
    for module in library.modules.values():
        yield from module_lines(module, library, scales)
        yield ""
    yield from whole_lines(library, scales)
    yield FORMULA
    yield from verdict(weights)


def as_data(library: Library, weights: list[Weight]) -> dict[str, Any]:
    """The same as plain values; a weight says whether it is over."""
    return {
        "formula": FORMULA,
        "modules": {module.id: _module(library, module) for module in library.modules.values()},
        "all": plain(figures(library, library.modules.values())),
        "weights": [{**asdict(weight), "over": weight.over} for weight in weights],
    }


def _module(library: Library, module: Module) -> dict[str, Any]:
    whole = {scenario.id: whole_scenario(scenario) for scenario in module.scenarios}
    return {**plain(figures(library, [module])), "whole_scenarios": whole}


def plain(found: Figures) -> dict[str, Any]:
    items = {str(use): {"items": count, "critical": critical} for use, (count, critical) in found.items.items()}
    return {**asdict(found), "items": items}
