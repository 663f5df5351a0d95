"""The words of a certificate in its own language, from the interface's catalogue."""

from __future__ import annotations

from lms.domain.certificate import Award, Review
from lms.services.certificates.text import Words
from lms.web.locale import SOURCE
from lms.web.site import site


def words_for(award: Award) -> Words:
    """What the paper, the drawing and the page say; English where the site no longer has the language."""
    interfaces = site().renderer.interfaces
    gettext = (interfaces.get(award.language) or interfaces[SOURCE]).words.gettext
    reviews = {
        Review.SOURCE: "",
        Review.REVIEWED: gettext("A person of the field has checked the translation of this module."),
        Review.HUMAN_DRAFT: gettext("A person translated this module. Nobody has checked the translation yet."),
        Review.MACHINE_DRAFT: gettext("A machine translated this module. Nobody has checked the translation yet."),
    }
    return {
        "kind": gettext("Module certificate"),
        "opening": gettext("This is to say that"),
        "statement": gettext("has completed the module %(title)s and passed its test."),
        "given_by": gettext("Given by"),
        "given_on": gettext("Given on"),
        "taken_in": gettext("Taken in"),
        "learning": gettext("Lessons"),
        "about": gettext("about %(time)s"),
        "code": gettext("Code"),
        "name_key": gettext("Name key"),
        "review": reviews[award.review],
        "check": gettext("Anyone can check this certificate at %(link)s. The check shows no name."),
        "name_check": gettext("Whoever also types the name key can make sure of the name."),
        "qr": gettext("Square code that leads to %(link)s"),
    }
