"""Everything that is kept about one learner, as she can see it and take it along."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.storage import accounts, certificates, events, notes, records
from lms.storage.accounts import Account, SignIn
from lms.storage.beside import Conflict, Quarantined
from lms.storage.cohorts import Cohort, Membership
from lms.storage.events import Device, Logged


def everything(session: Session, account: Account) -> dict[str, Any]:
    """The record as plain JSON values: account, events, progress, certificates, seen_by and the rest."""
    lines = records.lines(session, account.id).values()
    return {
        "account": _account(session, account),
        "cohorts": _cohorts(session, account),
        "events": [_event(row) for row in events.of_account(session, account.id)],
        "progress": [
            {
                "topic": line.topic,
                "subject": line.subject,
                "state": line.state,
                "at": _time(line.at),
                "due_at": _time(line.due_at),
                "score": line.score,
                "data": dict(line.data),
            }
            for line in sorted(lines, key=lambda line: (line.topic, line.subject))
        ],
        "certificates": [_certificate(one) for one in certificates.of_account(session, account.id)],
        "seen_by": seen_by(session, account),
        "conflicts": _beside(session, account, Conflict),
        "quarantine": _beside(session, account, Quarantined),
    }


def seen_by(session: Session, account: Account) -> list[dict[str, Any]]:
    """Who of the staff looked at this person or did something for her, newest first."""
    looks = notes.looks_at(session, account.id)
    names = accounts.nicknames(session, {look.actor_id for look in looks if look.actor_id})
    return [
        {
            "at": _time(look.at),
            "act": look.act,
            "by": names.get(look.actor_id, "") if look.actor_id else "",
            "cohort": look.cohort_id,
        }
        for look in looks
    ]


def _account(session: Session, account: Account) -> dict[str, Any]:
    devices = session.scalars(select(Device).where(Device.account_id == account.id))
    sessions = session.scalars(select(SignIn).where(SignIn.account_id == account.id))
    return {
        "id": str(account.id),
        "sign_in_name": account.sign_in_name,
        "nickname": account.nickname,
        "language": account.language,
        "work_role": account.work_role,
        "roles": sorted(account.roles),
        "created_at": _time(account.created_at),
        "devices": [{"id": str(one.id), "first_seen_at": _time(one.first_seen_at)} for one in devices],
        "sessions": [{"created_at": _time(one.created_at), "expires_at": _time(one.expires_at)} for one in sessions],
    }


def _cohorts(session: Session, account: Account) -> list[dict[str, Any]]:
    """Every cohort that she is or was in."""
    query = (
        select(Cohort.id, Cohort.label, Membership.joined_at, Membership.left_at)
        .join(Membership, Membership.cohort_id == Cohort.id)
        .where(Membership.account_id == account.id)
        .order_by(Membership.joined_at, Cohort.id)
    )
    return [
        {"id": row.id, "label": row.label, "joined_at": _time(row.joined_at), "left_at": _time(row.left_at)}
        for row in session.execute(query)
    ]


def _event(row: Logged) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "n": row.n,
        "device": str(row.device_id),
        "at": _time(row.at),
        "happened_at": _time(row.happened_at),
        "received_at": _time(row.received_at),
        "kind": row.kind,
        "subject": row.subject,
        "version": row.version,
        "lang": row.lang,
        "data": row.data,
    }


def _certificate(one: certificates.Certificate) -> dict[str, Any]:
    return {
        "code": one.code,
        "subject": one.subject,
        "name": one.name,
        "name_key": one.name_key,
        "language": one.language,
        "issued_at": _time(one.issued_at),
        "revoked_at": _time(one.revoked_at),
    }


def _beside(session: Session, account: Account, table: type[Conflict] | type[Quarantined]) -> list[dict[str, Any]]:
    rows = session.execute(
        select(table.received_at, table.body).where(table.account_id == account.id).order_by(table.seq)
    )
    return [{"received_at": _time(row.received_at), "body": row.body} for row in rows]


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat().replace("+00:00", "Z") if moment else None
