"""What a certificate says, in its own language."""

from __future__ import annotations

from typing import TypedDict

from lms.domain.certificate import Award, grouped
from lms.services.certificates.wording import language_name, learning_time, locale_of, on_day

SITE = "Waymark"


class Words(TypedDict):
    """The words of a certificate, already in its language; `%(…)s` places are filled here."""

    kind: str  # "Module certificate"
    opening: str  # "This is to say that"
    statement: str  # "has completed the module %(title)s and passed its test."
    given_by: str
    given_on: str
    taken_in: str
    learning: str  # "Learning"
    about: str  # "about %(time)s"
    code: str
    name_key: str
    review: str  # a sentence on how far the language's text was checked, or ""
    check: str  # "Anyone can check this certificate at %(link)s. The check shows no name."
    name_check: str  # "Whoever also types the name key can make sure of the name."
    qr: str  # "Square code that leads to %(link)s"


def facts(award: Award, words: Words) -> list[tuple[str, str]]:
    """Labels and what they label; the name key only beside a name."""
    locale = locale_of(award.language)
    key = [(words["name_key"], grouped(award.name_key))] if award.name else []
    return [
        (words["given_by"], award.organisation),
        (words["given_on"], on_day(award.issued_at.date(), locale)),
        (words["taken_in"], language_name(award.language, locale)),
        (words["learning"], words["about"] % {"time": learning_time(award.minutes, locale)}),
        (words["code"], grouped(award.code)),
        *key,
    ]


def notes(award: Award, words: Words) -> list[str]:
    """The small print: how to check, and how far the language's text was checked."""
    check = words["check"] % {"link": award.spoken_link}
    both = f"{check} {words['name_check']}".strip() if award.name else check
    return [line for line in (both, words["review"]) if line]
