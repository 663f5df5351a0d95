"""Templates to text: one Jinja environment for each language, with that language's words and figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from lms.web.assets import Asset
from lms.web.locale import Interface

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


class Said(str):
    """Text of the courses, which knows its own language, since a translation may be missing."""

    __slots__ = ("direction", "lang")

    lang: str
    direction: str

    def __new__(cls, text: str, lang: str, direction: str = "ltr") -> Said:
        said = super().__new__(cls, text)
        said.lang = lang
        said.direction = direction
        return said


class Renderer:
    """Renders templates in any of the site's languages."""

    def __init__(self, interfaces: Iterable[Interface], assets: Mapping[str, Asset]) -> None:
        self.interfaces = {interface.code: interface for interface in interfaces}
        self._environments = {code: self._environment(each, assets) for code, each in self.interfaces.items()}

    def render(self, template: str, lang: str, **context: object) -> str:
        """One page. Raises KeyError for a language that the site does not have."""
        return self._environments[lang].get_template(template).render(context)

    def _environment(self, interface: Interface, assets: Mapping[str, Asset]) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            extensions=["jinja2.ext.i18n"],
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        _teach_words(environment, interface)
        environment.globals.update(
            lang=interface.code,
            direction=interface.direction,
            languages=tuple(self.interfaces.values()),
            asset=lambda name: assets[name].address,
        )
        return environment


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
        foreign=lambda text: foreign(interface, text),
    )


def foreign(interface: Interface, text: object) -> Markup:
    """Attributes for an element whose text is not in the page's language; nothing when it is."""
    if not isinstance(text, Said) or text.lang == interface.code:
        return Markup("")
    turned = Markup(' dir="{}"').format(text.direction) if text.direction != interface.direction else Markup("")
    return Markup(' lang="{}"').format(text.lang) + turned
