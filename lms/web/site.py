"""What every view needs: the running site and the visitor in front of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import Flask, current_app

from lms.config import Settings
from lms.content.library import Library
from lms.services.versions import VersionBook
from lms.storage.engine import Database
from lms.web.rendering import Renderer

KEY = "waymark"


def clock() -> datetime:
    """The time, in one place, so that tests can move it."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Site:
    """The parts that the composition root put together."""

    settings: Settings
    library: Library
    database: Database
    book: VersionBook
    renderer: Renderer
    issuer: Ed25519PrivateKey  # signs badges
    now: Callable[[], datetime] = clock


def put(app: Flask, site: Site) -> None:
    app.extensions[KEY] = site


def site() -> Site:
    return cast(Site, current_app.extensions[KEY])
