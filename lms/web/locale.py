"""The interface in one language: its words, its direction, its dates and its figures.

Nothing here is ambient: a page is rendered with the `Interface` of its language, passed as an argument.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from babel import Locale, dates, numbers
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from lms.content.pseudo import FORMS
from lms.services.certificates.wording import learning_time
from lms.web.disguise import Disguise

SOURCE = "en"
ZEROS: Mapping[str, str] = {"beng": "০", "khmr": "០", "mymr": "၀", "deva": "०", "arab": "٠", "arabext": "۰"}
"""The figure nought in numbering systems that a language may write with by default (CLDR)."""


@dataclass(frozen=True, slots=True)
class Interface:
    """One language of the interface. `locale` writes dates and figures; `words` holds the catalogue."""

    code: str
    name: str
    direction: str
    locale: Locale
    words: gettext.NullTranslations

    @property
    def pseudo(self) -> bool:
        return isinstance(self.words, Disguise)

    def number(self, value: float) -> str:
        """A figure with the language's own separators and digits."""
        return _figure(value, self.locale)

    def long_date(self, value: date) -> str:
        """«22 November 2026»."""
        return self._digits(dates.format_date(value, "long", locale=self.locale))

    def short_date(self, value: date) -> str:
        """«22 November», for days of this year."""
        return self._digits(dates.format_skeleton("MMMMd", value, locale=self.locale))

    def moment(self, value: datetime) -> str:
        """«22 November 2026, 14:05», in UTC."""
        return f"{self.long_date(value)}, {self._digits(value.strftime('%H:%M'))}"

    def minutes(self, value: int) -> str:
        text = self.words.ngettext("%(num)s minute", "%(num)s minutes", value)
        return text % {"num": self.number(value)}

    def learning(self, value: int) -> str:
        """How long lessons take, from their minutes: «45 minutes», «4 hours»; as a certificate says it."""
        return learning_time(value, self.locale)

    def _digits(self, text: str) -> str:
        return _digits(text, self.locale)


@lru_cache(maxsize=4096)
def _figure(value: float, locale: Locale) -> str:
    """A page has dozens of small figures, and writing one takes longer than remembering it."""
    return _digits(str(numbers.format_decimal(value, locale=locale)), locale)


def _digits(text: str, locale: Locale) -> str:
    """The text with the digits that the language writes by default."""
    zero = ZEROS.get(locale.default_numbering_system)
    return text if zero is None else text.translate({48 + n: ord(zero) + n for n in range(10)})


def interface(code: str, name: str, direction: str, translations: Path) -> Interface:
    """Reads `<translations>/<code>/interface.po`; English needs none, and pseudo-languages are made."""
    return Interface(code, name, direction, _locale(code), _words(code, translations))


def _locale(code: str) -> Locale:
    """English as it is written in Britain; pseudo-languages format like English."""
    return Locale.parse("en_GB" if code == SOURCE or code in FORMS else code.replace("-", "_"))


def _words(code: str, translations: Path) -> gettext.NullTranslations:
    if code in FORMS:
        return Disguise(code)
    catalogue = translations / code / "interface.po"
    return read_catalogue(catalogue) if catalogue.is_file() else gettext.NullTranslations()


def read_catalogue(path: Path) -> gettext.GNUTranslations:
    """A catalogue for use; fuzzy (stale) messages are left out and fall back to English."""
    with path.open("rb") as file:
        catalogue = read_po(file)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue, use_fuzzy=False)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
