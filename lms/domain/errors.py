"""What can go wrong, in the words of the field; `lms.web.errors` turns each into an HTTP answer.

Messages are English source strings of the interface catalogue; `values` fills their `%(name)s` places.
"""

from __future__ import annotations

from datetime import datetime


class WaymarkError(Exception):
    """A refusal that can be shown to a person."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values


class Invalid(WaymarkError):
    """Input that cannot be accepted; `field` names the form field it belongs to."""

    def __init__(self, field: str, message: str, **values: object) -> None:
        super().__init__(message, **values)
        self.field = field


class NotFound(WaymarkError):
    """No such thing, or not for this person: the two look the same from outside."""


class SignInNeeded(WaymarkError):
    """A stranger asked for a page of somebody's own."""


class Forbidden(WaymarkError):
    """A known person asked for something that her roles do not cover."""


class Clash(WaymarkError):
    """The state has moved on since the page was made (another tab, a double click)."""


class TooSoon(WaymarkError):
    """Allowed later: not before `until` (aware, UTC)."""

    def __init__(self, message: str, until: datetime) -> None:
        super().__init__(message, until=until)
        self.until = until


class TooMany(WaymarkError):
    """Too many tries; try again after `seconds`."""

    def __init__(self, message: str, seconds: int) -> None:
        super().__init__(message, seconds=seconds)
        self.seconds = seconds


class Unavailable(WaymarkError):
    """The store cannot be written now (disk full, locked, read-only): nothing was kept."""
