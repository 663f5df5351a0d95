"""Every content version that was ever served, by hash; never changed and never deleted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from lms.storage.base import Base


class ContentVersion(Base):
    """The canonical form of one lesson, scenario or item."""

    __tablename__ = "content_version"

    hash: Mapped[str] = mapped_column(String(20), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    subject: Mapped[str] = mapped_column(String(120))
    body: Mapped[dict[str, Any]]
    first_served_at: Mapped[datetime]


def known(session: Session) -> set[str]:
    return set(session.scalars(select(ContentVersion.hash)))


def find(session: Session, hashes: Iterable[str]) -> dict[str, dict[str, Any]]:
    """The canonical forms of these versions, as far as there are any."""
    rows = session.execute(
        select(ContentVersion.hash, ContentVersion.body).where(ContentVersion.hash.in_(list(hashes)))
    )
    return {row.hash: row.body for row in rows}
