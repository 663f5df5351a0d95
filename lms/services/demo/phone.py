"""A made-up learner's phone: it keeps what she does, and sends it as any phone does."""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from lms.domain.event import Kind
from lms.services.beside import Sender, Status
from lms.services.log import meet_device, receive
from lms.services.versions import VersionBook
from lms.storage import events


@dataclass
class Phone:
    """`clock` is its time, which moves on with everything that is done."""

    session: Session
    book: VersionBook
    account: uuid.UUID
    device: uuid.UUID
    lang: str
    chance: random.Random
    clock: datetime
    n: int = 0
    kept: list[dict[str, Any]] = field(default_factory=list)

    def wait(self, least: int, most: int) -> datetime:
        """Lets some seconds pass."""
        self.clock += timedelta(seconds=self.chance.randint(least, most))
        return self.clock

    def keep(self, kind: Kind, subject: str, version: str | None, data: dict[str, Any]) -> None:
        """Keeps an event in the outbox."""
        self.n += 1
        self.kept.append(
            {
                "id": str(uuid.UUID(int=self.chance.getrandbits(128), version=4)),
                "n": self.n,
                "at": self.clock.isoformat().replace("+00:00", "Z"),
                "kind": str(kind),
                "subject": subject,
                "version": version,
                "lang": self.lang,
                "data": data,
            }
        )

    def send(self) -> None:
        """Empties the outbox. Raises RuntimeError when something was not stored."""
        sender = Sender(self.account, self.device, self.clock, self.clock)
        meet_device(self.session, sender)
        receipts = receive(self.session, self.book, sender, self.kept)
        refused = [receipt for receipt in receipts if receipt.status is not Status.STORED]
        if refused:
            raise RuntimeError(f"the log did not take {refused[0]}")
        self.kept.clear()

    def catch_up(self) -> None:
        """Counts on from what the server has, which makes events of its own."""
        self.n = events.highest_n(self.session, self.account)
