"""A certificate to work with, and the sheets it is printed on."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdfium2

from lms.domain.certificate import Award, Basis, Review
from lms.services.certificates.fonts import Faces
from lms.services.certificates.paper import paper
from lms.services.certificates.text import Words

FOLDER = Path(__file__).resolve().parents[3] / "media" / "fonts"
FACES = Faces(FOLDER, east_asian=())

AWARD = Award(
    id=uuid.UUID("7d9f1a52-3c0b-4f57-9a55-1f0d6f6f2b10"),
    code="7kq4m2xtab9h",
    basis=Basis.MODULE,
    subject="confidentiality",
    title="Confidentiality",
    language="en",
    name="Sample Name",
    issued_at=datetime(2026, 11, 22, 9, 0, 0, 123456, tzinfo=UTC),  # as a real clock says it
    minutes=170,
    organisation="Riverside training centre (sample)",
    address="https://waymark.example",
    review=Review.SOURCE,
    name_key="p3m8wq7t",
)

WORDS: Words = {
    "kind": "Module certificate",
    "opening": "This is to say that",
    "statement": "has completed the module %(title)s and passed its test.",
    "given_by": "Given by",
    "given_on": "Given on",
    "taken_in": "Taken in",
    "learning": "Learning",
    "about": "about %(time)s",
    "code": "Code",
    "name_key": "Name key",
    "review": "",
    "check": "Anyone can check this certificate at %(link)s. The check shows no name.",
    "name_check": "Whoever also types the name key can make sure of the name.",
    "qr": "Square code that leads to %(link)s",
}


def award(**changes: Any) -> Award:
    return replace(AWARD, **changes)


def printed(**changes: Any) -> bytes:
    return paper(award(**changes), WORDS, FACES)


def written(pdf: bytes) -> str:
    """The text of the PDF's one page, as a reader copies it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        assert len(document) == 1
        return str(document[0].get_textpage().get_text_range())
    finally:
        document.close()
