"""A certificate as it stands on a page of the site."""

from __future__ import annotations

import unicodedata
from typing import Any

from markupsafe import Markup

from lms.domain.certificate import Award
from lms.services.certificates.sheet import ems
from lms.services.certificates.square_code import qr_svg
from lms.services.certificates.text import facts, notes
from lms.services.certificates.wording import right_to_left
from lms.web.certificate_words import words_for

View = dict[str, Any]


def sheet(award: Award) -> View:
    """The words of the certificate in its own language, and its square code."""
    words = words_for(award)
    before, _, after = words["statement"].partition("%(title)s")
    return {
        "lang": award.language,
        "dir": "rtl" if right_to_left(award.language) else "ltr",
        "opening": words["opening"],
        "name": award.name,
        "wide": _wide(award.name or ""),
        "before": before,
        "title": award.title,
        "after": after,
        "facts": facts(award, words),
        "notes": notes(award, words),
        "square": Markup(qr_svg(award.link, words["qr"] % {"link": award.spoken_link})),
    }


def _wide(name: str) -> str:
    """How small a name has to be set so that it takes two lines at most: "", "long" or "longest".

    Scripts that stack marks on their letters take more room, across and above.
    """
    stacked = any(unicodedata.category(letter).startswith("M") for letter in unicodedata.normalize("NFC", name))
    width = ems(name) * (1.6 if stacked else 1)
    return "longest" if width > 46 else "long" if width > 24 else ""
