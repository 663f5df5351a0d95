"""The words of a certificate in its own language, from the interface's catalogue."""

from __future__ import annotations

from collections.abc import Callable

from lms.domain.certificate import Award, Basis, Review
from lms.services.certificates.text import Words
from lms.web.locale import SOURCE
from lms.web.site import site


def words_for(award: Award) -> Words:
    """What the paper, the drawing and the page say; English where the site no longer has the language."""
    interfaces = site().renderer.interfaces
    gettext = (interfaces.get(award.language) or interfaces[SOURCE]).words.gettext
    of_module = award.basis is Basis.MODULE
    statements = {
        Basis.MODULE: gettext("has completed the module %(title)s and passed its test."),
        Basis.COURSE_TEST: gettext("has read the lessons of the course %(title)s and passed its test."),
        Basis.COURSE_MODULES: gettext("has completed the course %(title)s and passed the tests of its modules."),
    }
    return {
        "kind": gettext("Module certificate") if of_module else gettext("Course certificate"),
        "opening": gettext("This is to say that"),
        "statement": statements[award.basis],
        "given_by": gettext("Given by"),
        "given_on": gettext("Given on"),
        "taken_in": gettext("Taken in"),
        "learning": gettext("Lessons"),
        "about": gettext("about %(time)s"),
        "code": gettext("Code"),
        "name_key": gettext("Name key"),
        "review": reviewed(award, gettext),
        "check": gettext("Anyone can check this certificate at %(link)s. The check shows no name."),
        "name_check": gettext("Whoever also types the name key can make sure of the name."),
        "qr": gettext("Square code that leads to %(link)s"),
    }


def reviewed(award: Award, gettext: Callable[[str], str]) -> str:
    """How far the translation was checked, as a sentence; empty for the language it was written in."""
    reviews = _of_module(gettext) if award.basis is Basis.MODULE else _of_course(gettext)
    return reviews[award.review]


def _of_module(gettext: Callable[[str], str]) -> dict[Review, str]:
    return {
        Review.SOURCE: "",
        Review.REVIEWED: gettext("A person of the field has checked the translation of this module."),
        Review.HUMAN_DRAFT: gettext("A person translated this module. Nobody has checked the translation yet."),
        Review.MACHINE_DRAFT: gettext("A machine translated this module. Nobody has checked the translation yet."),
    }


def _of_course(gettext: Callable[[str], str]) -> dict[Review, str]:
    return {
        Review.SOURCE: "",
        Review.REVIEWED: gettext("A person of the field has checked the translation of this course."),
        Review.HUMAN_DRAFT: gettext("A person translated this course. Nobody has checked the translation yet."),
        Review.MACHINE_DRAFT: gettext("A machine translated this course. Nobody has checked the translation yet."),
    }
