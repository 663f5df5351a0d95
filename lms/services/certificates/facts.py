"""What a certificate says besides the name, as it stood on the day."""

from __future__ import annotations

from typing import Any

from lms.content.library import Library
from lms.content.segment import SOURCE, State
from lms.domain.certificate import Review
from lms.domain.course import Module
from lms.domain.event import digest
from lms.services.certificates.text import SITE
from lms.services.versions import Unit


def facts(library: Library, module: Module, language: str, giver: str) -> dict[str, Any]:
    """`language` is the certificate's, `giver` the organisation."""
    units: list[Unit] = [*module.lessons, *module.scenarios, *module.items]
    return {
        "title": library.words(language, module)(module.title).text,
        "minutes": sum(lesson.minutes for lesson in module.lessons),
        "organisation": giver or SITE,
        "review": review_of(library, language),
        "version": digest([library.version(one) for one in units]),
    }


def language_for(library: Library, module: Module, lang: str) -> str:
    """The language of a certificate asked for in `lang`: the one in which the module was there to be learnt.

    That is English while more than one text in ten is not translated, whatever the words around them were.
    """
    if lang == SOURCE:
        return SOURCE
    states = library.states(lang, module.id)
    return SOURCE if states[State.MISSING] * 10 > states.total() else lang


def review_of(library: Library, lang: str) -> Review:
    """How far a person had checked the language; test languages count as drafts of a machine."""
    if lang == SOURCE:
        return Review.SOURCE
    state = library.languages[lang].state.replace(" ", "-")
    return Review(state) if state in list(Review) else Review.MACHINE_DRAFT
