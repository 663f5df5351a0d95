"""Certificates as issued: what was earned, when, and under which name, if any."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from lms.storage.base import Base


class Certificate(Base):
    """One per person and module, whatever is clicked twice."""

    __tablename__ = "certificate"
    __table_args__ = (UniqueConstraint("account_id", "subject"),)

    code: Mapped[str] = mapped_column(String(16), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(unique=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    subject: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(120))
    name_key: Mapped[str] = mapped_column(String(16))
    language: Mapped[str] = mapped_column(String(12))
    issued_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)
    facts: Mapped[dict[str, Any]]


def by_code(session: Session, code: str) -> Certificate | None:
    return session.get(Certificate, code)


def of_account(session: Session, account_id: uuid.UUID) -> list[Certificate]:
    query = select(Certificate).where(Certificate.account_id == account_id).order_by(Certificate.issued_at)
    return list(session.scalars(query))


def of_subject(session: Session, account_id: uuid.UUID, subject: str) -> Certificate | None:
    return session.scalar(
        select(Certificate).where(Certificate.account_id == account_id, Certificate.subject == subject)
    )
