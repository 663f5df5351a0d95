"""The edge of a request: one transaction, opened on first use, committed once on success.

GET and HEAD read and never write. A POST writes; it commits when its answer is below 400, and is
rolled back otherwise. What must be kept of a refusal (a counted try) is written afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field

from flask import g, request
from flask.wrappers import Response
from sqlalchemy.orm import Session

from lms.web.site import site


@dataclass(slots=True)
class Edge:
    """The transaction of one request."""

    stack: ExitStack = field(default_factory=ExitStack)
    session: Session | None = None
    afterwards: list[Callable[[Session], None]] = field(default_factory=list)


class _Refused(Exception):
    """Takes a transaction down after an answer that says no."""


def edge() -> Edge:
    if "edge" not in g:
        g.edge = Edge()
    found: Edge = g.edge
    return found


def session() -> Session:
    """The request's session: for reading on GET, for writing on POST."""
    here = edge()
    if here.session is None:
        database = site().database
        context = database.reading() if request.method in ("GET", "HEAD") else database.writing()
        here.session = here.stack.enter_context(context)
    return here.session


def afterwards(write: Callable[[Session], None]) -> None:
    """Runs `write` in a transaction of its own once the request's has ended, however it ended."""
    edge().afterwards.append(write)


def within(view: Callable[[], Response]) -> Response:
    """Runs a view inside the request's transaction."""
    here = edge()
    try:
        return _settled(here, view)
    finally:
        here.session = None
        for write in here.afterwards:
            with site().database.writing() as later:
                write(later)


def _settled(here: Edge, view: Callable[[], Response]) -> Response:
    answer: Response | None = None
    try:
        with here.stack:
            answer = view()
            if answer.status_code >= 400:
                raise _Refused
    except _Refused:
        pass
    assert answer is not None
    return answer


def close(_fault: BaseException | None = None) -> None:
    """Ends a transaction that an answer left open; nothing of it is kept."""
    here: Edge | None = g.pop("edge", None)
    if here is not None and here.session is not None:
        try:
            with here.stack:
                raise _Refused
        except _Refused:
            pass
