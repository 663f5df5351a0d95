"""Requests byte by byte, as no proper client sends them."""

from __future__ import annotations

import http.client
import socket
from urllib.parse import urlsplit
from urllib.request import urlopen

from tests.harness.live import LiveSite


def connect(site: LiveSite) -> socket.socket:
    where = urlsplit(site.address)
    return socket.create_connection((str(where.hostname), int(where.port or 0)), timeout=20)


def answer(site: LiveSite, request: bytes, *, half_closed: bool = False) -> tuple[int, bytes]:
    """The status and the whole answer to raw bytes."""
    with connect(site) as line:
        line.sendall(request)
        if half_closed:
            line.shutdown(socket.SHUT_WR)
        got = http.client.HTTPResponse(line)
        got.begin()
        return got.status, got.read()


def status_of(site: LiveSite, path: str) -> int:
    with urlopen(f"{site.address}{path}", timeout=20) as found:
        return int(found.status)
