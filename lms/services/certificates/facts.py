"""What a certificate says besides the name, as it stood on the day."""

from __future__ import annotations

from collections import Counter
from typing import Any

from lms.content.library import Library
from lms.content.segment import SOURCE, State
from lms.domain.bank import Owner
from lms.domain.certificate import Basis, Review
from lms.domain.course import Ends, Item, Lesson, Module
from lms.domain.event import digest
from lms.services.certificates.text import SITE
from lms.services.versions import Unit


def facts(library: Library, owner: Owner, language: str, giver: str) -> dict[str, Any]:
    """What the certificate of a module or a course says. `language` is the certificate's, `giver` the organisation."""
    return {
        "basis": basis_of(owner),
        "title": library.words(language, owner)(owner.title).text,
        "minutes": sum(lesson.minutes for lesson in _lessons(library, owner)),
        "organisation": giver or SITE,
        "review": review_of(library, language),
        "version": digest([library.version(one) for one in _units(library, owner)]),
    }


def basis_of(owner: Owner) -> Basis:
    if isinstance(owner, Module):
        return Basis.MODULE
    return Basis.COURSE_TEST if owner.ends_with is Ends.TEST else Basis.COURSE_MODULES


def _lessons(library: Library, owner: Owner) -> tuple[Lesson, ...]:
    return owner.lessons if isinstance(owner, Module) else library.lessons_of(owner)


def _units(library: Library, owner: Owner) -> list[Unit]:
    """What was learnt and asked: of a module all of it, of a course its lessons and its test's items."""
    if isinstance(owner, Module):
        return [*owner.lessons, *owner.scenarios, *owner.items]
    bank = library.bank(owner)
    asked: tuple[Item, ...] = bank.items if bank else ()
    return [*library.lessons_of(owner), *asked]


def language_for(library: Library, owner: Owner, lang: str) -> str:
    """The language of a certificate asked for in `lang`: the one in which the lessons were there to be learnt.

    That is English while more than one text in ten is not translated, whatever the words around them were.
    """
    if lang == SOURCE:
        return SOURCE
    modules = (owner,) if isinstance(owner, Module) else library.modules_of(owner)
    states: Counter[State] = sum((library.states(lang, module.id) for module in modules), Counter())
    return SOURCE if states[State.MISSING] * 10 > states.total() else lang


def review_of(library: Library, lang: str) -> Review:
    """How far a person had checked the language; test languages count as drafts of a machine."""
    if lang == SOURCE:
        return Review.SOURCE
    state = library.languages[lang].state.replace(" ", "-")
    return Review(state) if state in list(Review) else Review.MACHINE_DRAFT
