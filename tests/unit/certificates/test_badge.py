"""Badges: signed as the standard says, the same for ever, and worth nothing once anything is changed."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyld.documentloader.frozen import BUNDLED_CONTEXTS

from lms.domain.certificate import Review
from lms.services.certificates.badge import BadBadge, sign, verify
from lms.services.certificates.issuer import did_key
from lms.services.certificates.linked_data import (
    CREDENTIALS,
    FILES,
    OPEN_BADGES,
    NotLinkedData,
    canonical_statements,
)
from tests.unit.certificates import given

VECTOR = json.loads(Path(__file__).with_name("badge-vector.json").read_text("utf-8"))
KEY = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(VECTOR["seed"]))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))
BADGE = sign(given.AWARD, KEY)
Place = tuple[str | int, ...]


def test_the_badge_of_a_known_key_is_known() -> None:
    """The vector was also verified with @digitalbazaar/vc 7.3.0 (docs/decisions/badges.md)."""
    assert VECTOR["badge"] == BADGE
    assert verify(VECTOR["badge"]) == did_key(KEY.public_key())


def test_its_statements_are_those_of_another_library() -> None:
    """The SHA-256 of the canonical form that jsonld.js 9.0.0 (RDFC-1.0, safe mode) made of the vector."""
    document = {name: part for name, part in VECTOR["badge"].items() if name != "proof"}
    assert (
        hashlib.sha256(canonical_statements(document)).hexdigest()
        == "04483dbd692d4806a21e2093a02e858db3906266706aab460c31c01a7b55edd5"
    )


def test_a_badge_survives_json() -> None:
    text = json.dumps(sign(given.award(title='ការរក្សា "ការ\\សម្ងាត់" ๛', language="km"), KEY))
    assert verify(json.loads(text), issuer=did_key(KEY.public_key()))


def test_it_says_what_open_badges_ask_for() -> None:
    assert BADGE["@context"] == [CREDENTIALS, OPEN_BADGES]
    assert BADGE["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert BADGE["id"] == "https://waymark.example/c/7kq4m2xtab9h.json"
    assert BADGE["validFrom"] == "2026-11-22T09:00:00Z"
    assert BADGE["credentialSubject"]["id"] == "urn:uuid:7d9f1a52-3c0b-4f57-9a55-1f0d6f6f2b10"
    assert BADGE["issuer"]["id"].startswith("did:key:z6Mk")
    assert isinstance(BADGE["proof"], list)
    achievement = BADGE["credentialSubject"]["achievement"]
    assert achievement["id"] == "https://waymark.example/en/modules/confidentiality/"
    assert "170 minutes" in achievement["criteria"]["narrative"]


def test_it_names_nobody() -> None:
    text = json.dumps(sign(given.award(name="Uniquely Named", name_key="zzzz2222"), KEY))
    assert "Uniquely" not in text
    assert "zzzz" not in text
    assert sign(given.award(name="Uniquely Named"), KEY) == BADGE


def test_it_says_how_far_the_language_was_checked() -> None:
    said = {review: json.dumps(sign(given.award(review=review, language="km"), KEY)) for review in Review}
    assert len(set(said.values())) == len(Review)
    assert "machine's translation" in said[Review.MACHINE_DRAFT]


def leaves(value: Any, place: Place = ()) -> Iterator[Place]:
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if not isinstance(value, dict | list):
        yield place
    for name, part in parts:
        yield from leaves(part, (*place, name))


def changed(place: Place, value: object) -> dict[str, Any]:
    badge = copy.deepcopy(BADGE)
    inner: Any = badge
    for name in place[:-1]:
        inner = inner[name]
    inner[place[-1]] = value
    return badge


@pytest.mark.parametrize("place", list(leaves(BADGE)), ids=str)
def test_nothing_in_it_can_be_changed(place: Place) -> None:
    old: Any = BADGE
    for name in place:
        old = old[name]
    for value in (f"{old}x", "", "urn:x", None, 1, [old], {"@id": old}):
        with pytest.raises(BadBadge):
            verify(changed(place, value))


@pytest.mark.parametrize(
    "place", [(), ("issuer",), ("credentialSubject",), ("credentialSubject", "achievement")], ids=str
)
@pytest.mark.parametrize("name", ["holderName", "image", "evidence", "@graph", "@context", "https://schema.org/x"])
def test_nothing_can_be_added_beside_what_is_signed(place: Place, name: str) -> None:
    badge = copy.deepcopy(BADGE)
    inner: Any = badge
    for step in place:
        inner = inner[step]
    inner[name] = "Somebody Else"
    with pytest.raises(BadBadge):
        verify(badge)


def deep(levels: int) -> object:
    value: object = "x"
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    "badge",
    [
        None,
        [],
        "x",
        1,
        {},
        {"proof": []},
        {**BADGE, "proof": BADGE["proof"][0]},
        {**BADGE, "proof": BADGE["proof"] * 2},
    ],
    ids=str,
)
def test_other_things_are_refused_in_words(badge: object) -> None:
    with pytest.raises(BadBadge, match="kind that Waymark gives"):
        verify(badge)


def test_a_very_deep_badge_is_refused() -> None:
    with pytest.raises(BadBadge):
        verify({**BADGE, "name": deep(100_000)})


def test_strange_text_is_refused() -> None:
    for value in ("\ud800", "a\x00b", "did:key:z", "z" * 10_000):
        with pytest.raises(BadBadge):
            verify(changed(("issuer", "id"), value))
        with pytest.raises(BadBadge):
            verify(changed(("proof", 0, "proofValue"), value))
        with pytest.raises(BadBadge):
            verify(changed(("name",), value))


def test_a_badge_by_somebody_else_stands_only_for_them() -> None:
    theirs = sign(given.AWARD, OTHER)
    assert verify(theirs) == did_key(OTHER.public_key())
    with pytest.raises(BadBadge, match="somebody else"):
        verify(theirs, issuer=did_key(KEY.public_key()))


def test_their_proof_does_not_stand_on_our_badge() -> None:
    with pytest.raises(BadBadge, match="changed"):
        verify({**BADGE, "proof": sign(given.AWARD, OTHER)["proof"]})


def test_statements_need_known_contexts_and_known_properties() -> None:
    with pytest.raises(NotLinkedData, match="not known here"):
        canonical_statements({"@context": "https://elsewhere.example/context", "id": "urn:x"})
    with pytest.raises(NotLinkedData, match="shoeSize"):
        canonical_statements({"@context": [CREDENTIALS], "id": "urn:x", "name": "x", "shoeSize": "40"})
    with pytest.raises(NotLinkedData, match="control"):
        canonical_statements({"@context": [CREDENTIALS], "id": "urn:x", "name": "a\x0bb"})


def test_the_stored_context_is_the_published_one() -> None:
    """PyLD carries the W3C's context too."""
    published = json.loads(BUNDLED_CONTEXTS[CREDENTIALS].read_text("utf-8"))
    assert json.loads(FILES[CREDENTIALS].read_text("utf-8")) == published
