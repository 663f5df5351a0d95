"""The certificate on paper: one A4 page, lying down, as PDF/UA-1.

Everything that changes goes to the typesetter as JSON and is set as text, so that no name can be
read as markup. The same award and words give the same bytes.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from lms.domain.certificate import Award
from lms.services.certificates.fonts import SANS, SERIF, Faces, NoFont, missing_glyphs
from lms.services.certificates.square_code import qr_svg
from lms.services.certificates.text import SITE, Words, facts, notes
from lms.services.certificates.wording import locale_of, right_to_left

TEMPLATE = Path(__file__).with_name("paper.typ")
UNDRAWN = re.compile(r'the text `"(.+?)"` could not be displayed')


def paper(award: Award, words: Words, faces: Faces) -> bytes:
    """The certificate as PDF. Raises NoFont where a letter of it cannot be drawn here."""
    page = page_of(award, words)
    text = "".join(texts(page))
    if lacking := missing_glyphs(text, faces, award.language):
        raise NoFont(lacking)
    special = [{"name": face.family, "covers": face.covers(text)} for face in faces.needed(text, award.language)]
    page |= {"qr": qr_svg(award.link, quiet=0), "special": special, "serif": SERIF, "sans": SANS}
    return _typeset(page, faces.fonts(text), award.issued_at)


def page_of(award: Award, words: Words) -> dict[str, Any]:
    """What the page says, as plain JSON values."""
    before, _, after = words["statement"].partition("%(title)s")
    link = {"link": award.spoken_link}
    return {
        "language": locale_of(award.language).language,
        "rtl": right_to_left(award.language),
        "site": SITE,
        "document": f"{words['kind']}: {award.title}",
        "organisation": award.organisation,
        "opening": words["opening"],
        "name": award.name or None,
        "before": before,
        "title": award.title,
        "after": after,
        "facts": facts(award, words),
        "notes": notes(award, words),
        "qr_alt": words["qr"] % link,
    }


def _typeset(page: dict[str, Any], fonts: typst.Fonts, made_at: datetime) -> bytes:
    """The page as PDF; the standard forbids letters without a glyph, should any have slipped through."""
    try:
        return typst.compile(
            str(TEMPLATE),
            root=str(TEMPLATE.parent),
            font_paths=fonts,
            ignore_system_fonts=True,
            sys_inputs={"award": json.dumps(page)},
            pdf_standards=["ua-1"],
            timestamp=made_at.replace(microsecond=0),
        )
    except typst.TypstError as reason:
        undrawn = UNDRAWN.search(reason.message)
        if not undrawn:
            raise
        raise NoFont(undrawn[1]) from reason


def texts(value: object) -> list[str]:
    """Every string in plain JSON values."""
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return [text for one in inner for text in texts(one)]
