"""A certificate as files: paper (PDF), drawing (SVG) and badge (JSON). Their names say nothing.

What sets type and signs is imported when it is first needed: most visitors never ask for it.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from flask import make_response
from flask.wrappers import Response

from lms.config import ROOT
from lms.domain.certificate import Award
from lms.services.certificates.drawing import drawing
from lms.services.certifying import award as award_of
from lms.storage.certificates import Certificate
from lms.web.certificate_words import words_for
from lms.web.site import site

if TYPE_CHECKING:
    from lms.services.certificates.fonts import Faces, NoFont


def awarded(certificate: Certificate, *, named: bool) -> Award:
    """The certificate as it was issued, with the name only where its holder looks at it."""
    award = award_of(certificate, site().settings.base)
    return award if named else replace(award, name=None, name_key="")


def pdf(award: Award) -> Response:
    """Raises NoFont where a letter cannot be drawn here."""
    from lms.services.certificates.paper import paper

    return _file(paper(award, words_for(award), _faces()), "application/pdf", "certificate.pdf")


def svg(award: Award) -> Response:
    return _file(drawing(award, words_for(award)), "image/svg+xml", "certificate.svg")


def badge(award: Award) -> Response:
    from lms.services.certificates.badge import sign

    text = json.dumps(sign(award, site().issuer), ensure_ascii=False, indent=1)
    return _file(text, "application/json", "certificate.json")


def no_font(award: Award) -> NoFont | None:
    """Why there can be no PDF of this certificate here, if so."""
    from lms.services.certificates.fonts import NoFont, missing_glyphs
    from lms.services.certificates.paper import page_of, texts

    text = "".join(texts(page_of(award, words_for(award))))
    lacking = missing_glyphs(text, _faces(), award.language)
    return NoFont(lacking) if lacking else None


def _faces() -> Faces:
    """The site's own fonts, else those that come with the program."""
    own = site().settings.content_root / "media" / "fonts"
    return _faces_in(own if own.is_dir() else ROOT / "media" / "fonts")


@cache
def _faces_in(folder: Path) -> Faces:
    from lms.services.certificates.fonts import Faces

    return Faces(folder)


def _file(body: bytes | str, content_type: str, name: str) -> Response:
    answer = make_response(body)
    answer.headers["Content-Type"] = content_type
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
