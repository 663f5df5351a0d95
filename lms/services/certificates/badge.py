"""The certificate for machines: an Open Badges 3.0 credential, signed.

It holds no name of the learner: its subject is the certificate itself, a `urn:uuid`. The issuer is a
did:key, so that a checker needs nothing from this site. The same award and key give the same badge.
https://www.imsglobal.org/spec/ob/v3p0/
"""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lms.domain.certificate import Award, Basis, Review
from lms.domain.errors import Invalid
from lms.services.certificates.issuer import did_key
from lms.services.certificates.linked_data import CREDENTIALS, OPEN_BADGES
from lms.services.certificates.proof import BadProof, check, prove

Badge = dict[str, Any]

FIXED = frozenset({"@context", "type", "achievementType", "cryptosuite", "proofPurpose"})  # the same in every badge

DESCRIPTIONS = {
    Basis.MODULE: "A self-paced module for people who meet survivors at work.",
    Basis.COURSE_TEST: "A self-paced awareness course for people who may meet survivors at work.",
    Basis.COURSE_MODULES: "A self-paced course of several modules for people who meet survivors at work.",
}
CRITERIA = {
    Basis.MODULE: "Read every lesson, played branching cases to an ending that counts, passed a mastery test in which "
    "every critical question must be right, and chose one action for work.",
    Basis.COURSE_TEST: "Read every lesson of the course, and passed a mastery test on them in which every critical "
    "question must be right.",
    Basis.COURSE_MODULES: "Read every lesson of the course, and earned the certificate of each of its modules that "
    "has a mastery test.",
}
MORE = " The lessons take about {minutes} minutes. Language: {language}, {review}."
REVIEWS = {
    Review.SOURCE: "in which the {what} was written",
    Review.REVIEWED: "a translation checked by a person of the field",
    Review.HUMAN_DRAFT: "a person's translation, not yet checked",
    Review.MACHINE_DRAFT: "a machine's translation, not yet checked",
}


class BadBadge(Invalid):
    """A badge that is not what it says; the message tells why."""

    def __init__(self, message: str) -> None:
        super().__init__("badge", message)


def sign(award: Award, key: Ed25519PrivateKey) -> Badge:
    """The signed badge, ready for JSON."""
    document = credential(award, did_key(key.public_key()))
    return {**document, "proof": [prove(document, document["validFrom"], key)]}


def verify(badge: object, issuer: str | None = None) -> str:
    """The DID that signed this badge. Raises BadBadge where it does not stand, or is not by `issuer`.

    Says nothing about revocation: that is the register's word.
    """
    if not isinstance(badge, dict) or not alike(badge, _model()):
        raise BadBadge("This is not a badge of the kind that Waymark gives.")
    signer = str(badge["issuer"]["id"])
    if issuer is not None and signer != issuer:
        raise BadBadge("This badge was signed by somebody else.")
    try:
        check({name: part for name, part in badge.items() if name != "proof"}, badge["proof"][0], signer)
    except BadProof as reason:
        raise BadBadge("This badge was changed after it was signed, or was never signed.") from reason
    return signer


def credential(award: Award, issuer: str) -> Badge:
    """The badge without its proof; `issuer` is a DID."""
    return {
        "@context": [CREDENTIALS, OPEN_BADGES],
        "id": f"{award.link}.json",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": award.title,
        "issuer": {"id": issuer, "type": ["Profile"], "name": award.organisation, "url": award.address},
        "validFrom": award.issued_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "credentialSubject": {"id": award.id.urn, "type": ["AchievementSubject"], "achievement": _achievement(award)},
    }


def alike(value: object, model: object, name: str = "") -> bool:
    """Whether JSON has the shape of the model: the same properties, and the same fixed values.

    So nothing can stand in a badge beside what is signed, and odd or deep JSON gets no further.
    """
    if name in FIXED:
        return value == model
    if isinstance(model, dict):
        if not isinstance(value, dict) or value.keys() != model.keys():
            return False
        return all(alike(value[key], part, key) for key, part in model.items())
    if isinstance(model, list):
        return isinstance(value, list) and len(value) == len(model) and all(map(alike, value, model))
    return isinstance(value, str)


def _achievement(award: Award) -> Badge:
    review = REVIEWS[award.review].format(what="module" if award.basis is Basis.MODULE else "course")
    more = MORE.format(minutes=award.minutes, language=award.language, review=review)
    return {
        "id": award.taught_at,
        "type": ["Achievement"],
        "achievementType": "CertificateOfCompletion",
        "name": award.title,
        "description": DESCRIPTIONS[award.basis],
        "inLanguage": award.language,
        "criteria": {"narrative": CRITERIA[award.basis] + more},
    }


@cache
def _model() -> Badge:
    """Any badge at all, for its shape."""
    nil = Award(
        id=uuid.UUID(int=0),
        code="",
        basis=Basis.MODULE,
        subject="",
        title="",
        language="en",
        name=None,
        issued_at=datetime(2026, 1, 1, tzinfo=UTC),
        minutes=0,
        organisation="",
        address="",
        review=Review.SOURCE,
        name_key="",
    )
    return sign(nil, Ed25519PrivateKey.from_private_bytes(bytes(32)))
