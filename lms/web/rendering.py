"""Templates to text: one Jinja environment for each language, with that language's words and figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from lms.content.drawing import inline
from lms.content.segment import SOURCE, Segment
from lms.web.assets import Asset
from lms.web.locale import Interface
from lms.web.templating import Spoken

ONLY_CHILD = re.compile(r"<(\w+)([^<>]*)><span( lang=[^<>]*)>([^<]*)</span></\1>")
"""An element that holds one piece of text in another language, and nothing else: it says so itself."""
TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


class Renderer:
    """Renders templates in any of the site's languages."""

    def __init__(self, interfaces: Iterable[Interface], assets: Mapping[str, Asset]) -> None:
        self.interfaces = {interface.code: interface for interface in interfaces}
        self.environments = {code: self._environment(each, assets) for code, each in self.interfaces.items()}

    def render(self, template: str, lang: str, **context: object) -> str:
        """One page. Raises KeyError for a language that the site does not have."""
        return self.finished(self.environments[lang].get_template(template).render(context), lang)

    def finished(self, html: str, lang: str) -> str:
        """Moves the mark of another language from a text to the element that holds only this text."""
        return html if lang == SOURCE else ONLY_CHILD.sub(r"<\1\2\3>\4</\1>", html)

    def _environment(self, interface: Interface, assets: Mapping[str, Asset]) -> Environment:
        environment = Spoken(
            loader=FileSystemLoader(TEMPLATES),
            extensions=["jinja2.ext.i18n"],
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            finalize=lambda value: marked(interface, value) if isinstance(value, Segment) else value,
        )
        environment.words = interface.words
        _teach_words(environment, interface)
        environment.globals.update(
            lang=interface.code,
            direction=interface.direction,
            languages=tuple(self.interfaces.values()),
            asset=lambda name: assets[name].address,
            drawing=drawing,
            **{name: _piece(environment, name) for name in ("menu", "footer")},
        )
        return environment


def _piece(environment: Environment, name: str) -> Callable[..., str]:
    """A piece that stands on every page, imported once and not by each."""

    @cache
    def piece() -> Callable[..., str]:
        return cast(Callable[..., str], getattr(environment.get_template(f"components/{name}.html").module, name))

    return lambda *values: piece()(*values)


def _teach_words(environment: Environment, interface: Interface) -> None:
    words = interface.words
    install = environment.install_gettext_callables  # type: ignore[attr-defined] # the extension adds it
    install(words.gettext, words.ngettext, newstyle=True, pgettext=words.pgettext, npgettext=words.npgettext)
    environment.filters.update(
        number=interface.number,
        date=interface.long_date,
        day=interface.short_date,
        moment=interface.moment,
        minutes=interface.minutes,
        learning=interface.learning,
        paragraphs=lambda text: paragraphs(interface, text),
    )


def marked(interface: Interface, text: Segment) -> Markup:
    """Text of the courses, marked where its language is not the page’s, with English beside it where it must be."""
    words = _in_language(interface, text.text, text.lang)
    return words + _beside(interface, text) if text.beside else words


def paragraphs(interface: Interface, text: Segment) -> Markup:
    """Text of a story as paragraphs, one for each block between empty lines."""
    blocks = [block.strip() for block in text.text.split("\n\n") if block.strip()]
    html = Markup().join(Markup("<p{}>{}</p>").format(_attributes(interface, text.lang), block) for block in blocks)
    return html + Markup("<p>{}</p>").format(_beside(interface, text)) if text.beside else html


def _in_language(interface: Interface, text: str, lang: str) -> Markup:
    if lang == interface.code:
        return escape(text)
    return Markup("<span{}>{}</span>").format(_attributes(interface, lang), text)


def _beside(interface: Interface, text: Segment) -> Markup:
    return Markup(' <span class="beside"{}>{}</span>').format(_attributes(interface, SOURCE), text.beside)


def _attributes(interface: Interface, lang: str) -> Markup:
    """Language and direction of an element; nothing when they are the page's own."""
    if lang == interface.code:
        return Markup("")
    turned = Markup(' dir="ltr"') if interface.direction == "rtl" else Markup("")
    return Markup(' lang="{}"').format(lang) + turned


@cache
def drawing(name: str, small: bool = False) -> Markup:
    """An ornament of the interface, drawn in the colours of the page."""
    svg = inline((TEMPLATES / "drawings" / f"{name}.svg").read_text("utf-8"), "")
    return Markup(svg.replace('class="drawing"', 'class="drawing small"', 1) if small else svg)
