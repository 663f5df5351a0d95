"""A signature over the statements that a document makes: Data Integrity with eddsa-rdfc-2022.

https://www.w3.org/TR/vc-di-eddsa/, section 3.2.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lms.services.certificates import multibase
from lms.services.certificates.issuer import did_key, public_key
from lms.services.certificates.linked_data import NotLinkedData, canonical_statements


class BadProof(Exception):
    """The signature does not belong to the document."""


def prove(document: dict[str, Any], created: str, key: Ed25519PrivateKey) -> dict[str, Any]:
    """The proof of a document without one. `created` is an XML dateTime. Raises NotLinkedData."""
    settings = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": created,
        "verificationMethod": method(did_key(key.public_key())),
        "proofPurpose": "assertionMethod",
    }
    return {**settings, "proofValue": multibase.encode(key.sign(_to_sign(document, settings)))}


def check(document: dict[str, Any], proof: dict[str, Any], issuer: str) -> None:
    """Raises BadProof unless the issuer (did:key) signed this document, as it is, with these settings."""
    settings = {name: value for name, value in proof.items() if name != "proofValue"}
    try:
        if settings["verificationMethod"] != method(issuer):
            raise BadProof("signed by another key than the issuer's")
        public_key(issuer).verify(multibase.decode(proof["proofValue"]), _to_sign(document, settings))
    except (InvalidSignature, NotLinkedData, ValueError) as reason:
        raise BadProof("changed after it was signed, or never signed") from reason


def method(issuer: str) -> str:
    """The name of the one key of a did:key."""
    return f"{issuer}#{issuer.removeprefix('did:key:')}"


def _to_sign(document: dict[str, Any], settings: dict[str, Any]) -> bytes:
    """The hash of what the proof says of itself, then the hash of what the document says."""
    own = canonical_statements({"@context": document["@context"], **settings})
    return sha256(own).digest() + sha256(canonical_statements(document)).digest()
