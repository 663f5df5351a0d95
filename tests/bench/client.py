"""A load generator: many connections, one process, no waiting for anybody.

    python -m tests.bench.client PORT SECONDS CONNECTIONS PATH [HEADER: VALUE ...]

Prints how many answers came in how many seconds, as JSON. Whatever is not a whole answer of status 200
ends the measurement, so that an error page is never counted.
"""

from __future__ import annotations

import json
import re
import selectors
import socket
import sys
import time
from contextlib import ExitStack

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
CHUNK = 1 << 18


def request(port: int, path: str, headers: list[str]) -> bytes:
    head = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Accept-Encoding: br", *headers]
    return "\r\n".join([*head, "", ""]).encode()


def opened(port: int) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", port), timeout=30)
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return line


def measure(port: int, seconds: float, connections: int, path: str, headers: list[str]) -> tuple[int, float]:
    """(answers, seconds) over persistent connections, each with one request in flight."""
    asked, left = request(port, path, headers), dict[socket.socket, int]()
    with ExitStack() as open_lines, selectors.DefaultSelector() as poll:
        for _ in range(connections):
            line = open_lines.enter_context(opened(port))
            poll.register(line, selectors.EVENT_READ)
            left[line] = 0
            line.sendall(asked)
        count, start = 0, time.perf_counter()
        end = start + seconds
        while time.perf_counter() < end:
            for key, _ in poll.select(1):
                count += taken(key.fileobj, asked, left)  # type: ignore[arg-type] # only sockets are registered
        return count, time.perf_counter() - start


def taken(line: socket.socket, asked: bytes, left: dict[socket.socket, int]) -> int:
    """Takes what has come; asks again once an answer is whole, and then counts it."""
    got = line.recv(CHUNK)
    rest = (left[line] or whole(got)) - len(got)
    if rest < 0 or not got:
        raise SystemExit(f"an answer had another length: {got[:200]!r}")
    left[line] = rest
    if rest:
        return 0
    line.sendall(asked)
    return 1


def whole(got: bytes) -> int:
    """The length of the answer that begins with these bytes, which must hold its headers and say 200."""
    end, found = got.find(b"\r\n\r\n"), LENGTH.search(got)
    if end < 0 or found is None or got[8:13] != b" 200 ":
        raise SystemExit(f"this is not an answer to count: {got[:200]!r}")
    return end + 4 + int(found[1])


if __name__ == "__main__":
    port, seconds, connections, path, *headers = sys.argv[1:]
    count, spent = measure(int(port), float(seconds), int(connections), path, headers)
    print(json.dumps({"answers": count, "seconds": spent}))
