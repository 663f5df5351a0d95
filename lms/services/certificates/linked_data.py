"""JSON-LD as the statements it makes, in canonical order, with contexts from this package only.

Two contexts are known. Nothing is ever fetched: an unknown one is an error, and so is a property that
no context defines, because it would be left out of what is signed.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from pyld import jsonld

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
FOLDER = Path(__file__).with_name("contexts")
FILES = {CREDENTIALS: FOLDER / "credentials-v2.json", OPEN_BADGES: FOLDER / "open-badges-3.0.3.json"}
"""Where each context comes from, and its licence, is told in contexts/README.md."""


_READY: dict[str, Any] = {}  # contexts, and the contexts within them, made ready once
_UNCLEAR = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")  # control characters that libraries write in different ways


class NotLinkedData(Exception):
    """The document makes no statements that could be signed; the message says why."""


def canonical_statements(document: dict[str, Any]) -> bytes:
    """The document as canonical N-Quads (RDFC-1.0). Raises NotLinkedData."""
    dropped: list[str | None] = []
    options = {"documentLoader": _load, "contextResolver": jsonld.ContextResolver(_READY, _load), "base": ""}
    try:
        expanded = jsonld.expand(document, options, on_property_dropped=dropped.append)
        if dropped:
            raise NotLinkedData(f"nothing says what these mean: {', '.join(map(str, dropped))}")
        settings = {**options, "algorithm": "URDNA2015", "format": "application/n-quads"}
        statements = jsonld.normalize(expanded, settings)
    except jsonld.JsonLdError as reason:
        raise NotLinkedData(_first_cause(reason)) from reason
    if _UNCLEAR.search(statements):
        raise NotLinkedData("control characters")
    return str(statements).encode()


def _load(url: str, _: object) -> dict[str, Any]:
    if url not in FILES:
        raise jsonld.JsonLdError("This context is not known here.", "jsonld.LoadDocumentError", {"url": url})
    document = json.loads(FILES[url].read_text("utf-8"))
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": document,
        "tag": "static",
    }


def _first_cause(error: BaseException) -> str:
    while error.__cause__:
        error = error.__cause__
    return str(error.args[0]) if error.args else type(error).__name__
