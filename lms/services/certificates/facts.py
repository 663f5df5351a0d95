"""What a certificate says besides the name, as it stood on the day."""

from __future__ import annotations

from typing import Any

from lms.content.library import Library
from lms.content.segment import SOURCE, Segment
from lms.domain.certificate import Review
from lms.domain.course import Module
from lms.domain.event import digest
from lms.services.certificates.text import SITE
from lms.services.versions import Unit


def facts(library: Library, module: Module, title: Segment, giver: str) -> dict[str, Any]:
    """`title` is the module's in the certificate's language, `giver` the organisation.

    The title's language is the certificate's: where a module is not translated, its lessons were English.
    """
    units: list[Unit] = [*module.lessons, *module.scenarios, *module.items]
    return {
        "title": title.text,
        "minutes": sum(lesson.minutes for lesson in module.lessons),
        "organisation": giver or SITE,
        "review": review_of(library, title.lang),
        "version": digest([library.version(one) for one in units]),
    }


def review_of(library: Library, lang: str) -> Review:
    """How far a person had checked the language; test languages count as drafts of a machine."""
    if lang == SOURCE:
        return Review.SOURCE
    state = library.languages[lang].state.replace(" ", "-")
    return Review(state) if state in list(Review) else Review.MACHINE_DRAFT
