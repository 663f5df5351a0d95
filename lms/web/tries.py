"""Guessing is slowed down: tries are looked up before anything else, and failures counted afterwards."""

from __future__ import annotations

from collections.abc import Sequence

from flask import request

from lms.services import throttle
from lms.services.throttle import Limit
from lms.web import edge
from lms.web.site import site


def address() -> str:
    """Where the request comes from, as far as trusted proxies tell."""
    return request.remote_addr or ""


def check(limits: Sequence[Limit]) -> None:
    """Raises TooMany when a limit is used up. Reads beside the request's own transaction."""
    with site().database.reading() as reading:
        throttle.check(reading, limits, site().now())


def count_failure(limits: Sequence[Limit]) -> None:
    """Counts one failure against each limit, once the request is over."""
    now = site().now()
    edge.afterwards(lambda later: throttle.count(later, limits, now))
