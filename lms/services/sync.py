"""The sync contract: a batch of events in, receipts out (DESIGN: «The sync contract»)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from lms.domain.errors import Invalid
from lms.services.beside import Receipt, Sender
from lms.services.log import meet_device, receive
from lms.services.versions import VersionBook
from lms.services.well_formed import NotUnderstood, read_time, read_uuid
from lms.storage.accounts import Account

MOST_EVENTS = 500


def sync(session: Session, book: VersionBook, account: Account, payload: Any, now: datetime) -> dict[str, Any]:
    """Answers one request. Raises Invalid only where the envelope itself cannot be read."""
    sender, learner, raw = _envelope(account, payload, now)
    own, have, epoch = meet_device(session, sender)
    receipts = receive(session, book, sender, raw, _refusal(account, learner, own))
    stored = [one["n"] for one, receipt in zip(raw, receipts, strict=True) if _counts(receipt)]
    return {
        "receipts": [_shown(receipt) for receipt in receipts],
        "server_time": now.isoformat().replace("+00:00", "Z"),
        "epoch": epoch,
        "have": max([have, *stored]) if own else 0,
    }


def _envelope(account: Account, payload: Any, now: datetime) -> tuple[Sender, Any, list[Any]]:
    if not isinstance(payload, dict):
        raise Invalid("body", "This is not a sync request.")
    raw = payload.get("events")
    if not isinstance(raw, list) or len(raw) > MOST_EVENTS:
        raise Invalid("events", "A sync request holds a list of at most %(most)s events.", most=MOST_EVENTS)
    try:
        device = read_uuid(payload.get("device"), "device")
    except NotUnderstood:
        raise Invalid("device", "A sync request names its device.") from None
    return Sender(account.id, device, _clock(payload.get("now")), now), payload.get("learner"), raw


def _clock(value: Any) -> datetime | None:
    try:
        return read_time(value, "now")
    except NotUnderstood:
        return None


def _refusal(account: Account, learner: Any, own: bool) -> str:
    if learner is not None and learner != str(account.id):
        return "sent for another learner"
    return "" if own else "the device belongs to another learner"


def _counts(receipt: Receipt) -> bool:
    return receipt.status in ("stored", "duplicate")


def _shown(receipt: Receipt) -> dict[str, str]:
    shown = {"id": receipt.id, "status": str(receipt.status)}
    return {**shown, "reason": receipt.reason} if receipt.reason else shown
