"""People: accounts, what an organisation lets them do, their sessions and one-time slips."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ForeignKey, String, bindparam, delete, func, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from lms.domain.permission import Role
from lms.storage.base import Base


class Account(Base):
    """One person, by nickname."""

    __tablename__ = "account"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    sign_in_name: Mapped[str] = mapped_column(String(40), unique=True)
    nickname: Mapped[str] = mapped_column(String(60))
    password_hash: Mapped[str] = mapped_column(String(200))
    recovery_hash: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(12))
    work_role: Mapped[str] = mapped_column(String(24), default="")
    created_at: Mapped[datetime]
    suspended_at: Mapped[datetime | None] = mapped_column(default=None)

    granted: Mapped[list[Grant]] = relationship(cascade="all, delete-orphan", lazy="select")

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(Role(grant.role) for grant in self.granted)


class Grant(Base):
    """One role of one person."""

    __tablename__ = "account_role"

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[str] = mapped_column(String(24), primary_key=True)


class SignIn(Base):
    """An open session in one browser, by the hash of its token. Gone at sign-out and password change."""

    __tablename__ = "sign_in"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class Slip(Base):
    """A one-time code on paper with which a person sets a new password."""

    __tablename__ = "slip"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    made_by: Mapped[uuid.UUID]
    expires_at: Mapped[datetime]


def by_id(session: Session, account_id: uuid.UUID) -> Account | None:
    return session.get(Account, account_id)


def by_name(session: Session, sign_in_name: str) -> Account | None:
    return session.scalar(select(Account).where(Account.sign_in_name == sign_in_name))


SIGNED_IN = (
    select(Account)
    .join(SignIn, SignIn.account_id == Account.id)
    .where(SignIn.token_hash == bindparam("token"), SignIn.expires_at > bindparam("now"))
    .options(joinedload(Account.granted))
)
"""Made once: every request of somebody who is signed in asks this."""
SIGNED_IN_LOCKED = SIGNED_IN.with_for_update(of=Account)


def signed_in(session: Session, token_hash: str, now: datetime, *, locked: bool = False) -> Account | None:
    """The account behind a session token that is still good, with its roles, in one statement.

    `locked` holds the row until the transaction ends, so that one person's writes come one by one.
    """
    query = SIGNED_IN_LOCKED if locked else SIGNED_IN
    return session.scalars(query, {"token": token_hash, "now": now}).unique().one_or_none()


def end_sessions(session: Session, account_id: uuid.UUID, keep: str = "") -> None:
    """Ends every session of the account but the one whose token hash is `keep`."""
    session.execute(delete(SignIn).where(SignIn.account_id == account_id, SignIn.token_hash != keep))


def end_session(session: Session, token_hash: str) -> None:
    session.execute(delete(SignIn).where(SignIn.token_hash == token_hash))


def people(session: Session, text: str, limit: int) -> list[Account]:
    """Accounts whose nickname or sign-in name holds the text, newest first."""
    query = select(Account).order_by(Account.created_at.desc(), Account.id).limit(limit)
    if text:
        like = f"%{_plain(text)}%"
        query = query.where(Account.nickname.ilike(like, escape="\\") | Account.sign_in_name.ilike(like, escape="\\"))
    return list(session.scalars(query))


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Account)) or 0


def holders(session: Session, role: Role) -> int:
    """How many people who are not suspended hold the role."""
    query = (
        select(func.count())
        .select_from(Grant)
        .join(Account, Account.id == Grant.account_id)
        .where(Grant.role == role, Account.suspended_at.is_(None))
    )
    return session.scalar(query) or 0


def nicknames(session: Session, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    rows = session.execute(select(Account.id, Account.nickname).where(Account.id.in_(list(ids))))
    return {row.id: row.nickname for row in rows}
