"""Asking a WSGI application without a server."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


def ask(application: Callable[..., Iterable[bytes]], address: str, method: str = "GET", **headers: str) -> Answer:
    """`headers` are named as in Python: accept_encoding="br". A `?` begins the query."""
    path, _, query = address.partition("?")
    environ: dict[str, Any] = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query}
    environ["wsgi.input"] = io.BytesIO()
    environ.update({f"HTTP_{name.upper()}": value for name, value in headers.items()})
    begun: list[tuple[str, list[tuple[str, str]]]] = []
    body = b"".join(application(environ, lambda status, sent, _fault=None: begun.append((status, sent))))
    (status, sent) = begun[0]
    assert len({name for name, _ in sent}) == len(sent), "a header was sent twice"
    return Answer(int(status.split()[0]), dict(sent), body)
