"""Dates, times and names of languages, in the certificate's own language (CLDR by Babel, locale always given)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_timedelta

ZEROS = {"beng": "০", "khmr": "០", "mymr": "၀", "deva": "०", "arab": "٠", "arabext": "۰"}  # numbering systems (CLDR)


def locale_of(language: str) -> Locale:
    """The nearest locale that CLDR knows for a language tag (BCP 47), else English as written in Britain."""
    base = language.partition("-")[0]
    for tag in () if base == "en" or "-X" in language else (language, base):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en", "GB")


def on_day(day: date, locale: Locale) -> str:
    """«22 November 2026»."""
    return _digits(format_date(day, "long", locale=locale), locale)


def learning_time(minutes: int, locale: Locale) -> str:
    """«45 minutes» in steps of five up to an hour and a half, above that «3 hours»."""
    if minutes <= 90:
        return _span(timedelta(minutes=max(5, 5 * round(minutes / 5))), "minute", locale)
    return _span(timedelta(hours=(minutes + 30) // 60), "hour", locale)


def language_name(language: str, locale: Locale) -> str:
    """What a language calls itself, such as «ខ្មែរ»; without a region."""
    return str(Locale(locale_of(language).language).get_display_name(locale.language) or language)


def right_to_left(language: str) -> bool:
    try:
        return bool(Locale.parse(language.partition("-")[0]).character_order == "right-to-left")
    except (UnknownLocaleError, ValueError):
        return False


def _span(time: timedelta, unit: Literal["minute", "hour"], locale: Locale) -> str:
    """A time in this one unit (the threshold keeps thirty hours from becoming a day)."""
    return _digits(format_timedelta(time, granularity=unit, threshold=10_000, locale=locale), locale)


def _digits(text: str, locale: Locale) -> str:
    """The text with the digits that the language writes by default."""
    zero = ZEROS.get(locale.default_numbering_system)
    return text.translate({48 + n: ord(zero) + n for n in range(10)}) if zero else text
