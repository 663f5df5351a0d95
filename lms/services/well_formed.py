"""What the parts of an event have to look like, one by one; what does not is not understood."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

HIGHEST_N = 10**12
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
SUBJECT = re.compile(r"[a-z0-9][a-z0-9-]{0,59}/[a-z0-9][a-z0-9-]{0,59}")
ATTEMPT = re.compile(r"[A-Za-z0-9-]{1,40}")
LANG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?")
VERSION = re.compile(r"[0-9a-f]{20}")


class NotUnderstood(Exception):
    """Why an event goes to quarantine; shown to an administrator."""


def read_uuid(value: Any, name: str) -> uuid.UUID:
    try:
        if not isinstance(value, str) or len(value) > 45:
            raise ValueError
        return uuid.UUID(value)
    except ValueError:
        raise NotUnderstood(f"{name} is not a UUID") from None


def read_time(value: Any, name: str) -> datetime:
    """An ISO 8601 time; one without a zone is UTC."""
    try:
        if not isinstance(value, str) or len(value) > 40:
            raise ValueError
        moment = datetime.fromisoformat(value)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise NotUnderstood(f"{name} is not a time") from None


def read_number(value: Any) -> int:
    if type(value) is not int or not 1 <= value <= HIGHEST_N:
        raise NotUnderstood("n is not a counter")
    return value


def read_text(value: Any, pattern: re.Pattern[str], name: str) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise NotUnderstood(f"{name} is not well formed")
    return value


def read_data(value: Any, *names: str) -> dict[str, Any]:
    if not isinstance(value, Mapping) or not set(names) >= set(value):
        raise NotUnderstood("data has other parts than this kind")
    return dict(value)
