"""Asking for the password once more, before what cannot be taken back."""

from __future__ import annotations

from lms.domain.errors import Invalid
from lms.services import throttle
from lms.services.secrets import password_fits
from lms.services.throttle import Limit
from lms.web import tries, visitor


def limits() -> tuple[Limit, ...]:
    """Tries at the password of an open session are counted like tries at the door."""
    return throttle.sign_in_limits(visitor.me().sign_in_name, tries.address(), known_here=True)


def confirm_password(typed: str, field: str) -> None:
    """Raises Invalid for `field` when it is not the signed-in person's password, and TooMany after many tries."""
    tries.check(limits())
    if not password_fits(visitor.me().password_hash, typed):
        tries.count_failure(limits())
        raise Invalid(field, "This is not your present password.")
