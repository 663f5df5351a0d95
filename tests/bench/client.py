"""A load generator: many connections, one process, no waiting for anybody.

    python -m tests.bench.client PORT SECONDS CONNECTIONS PATH [HEADER: VALUE ...]

Prints how many answers came in how many seconds, as JSON. Every answer must have the status and the
length of the first one, so that an error page is never counted.
"""

from __future__ import annotations

import json
import re
import selectors
import socket
import sys
import time

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
CHUNK = 1 << 18


def request(port: int, path: str, headers: list[str]) -> bytes:
    head = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Accept-Encoding: br", *headers]
    return "\r\n".join([*head, "", ""]).encode()


def opened(port: int) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", port), timeout=30)
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return line


def size_of_answer(port: int, asked: bytes) -> tuple[int, bytes]:
    """How many bytes one answer has, and its status line."""
    with opened(port) as line:
        line.sendall(asked)
        got = b""
        while b"\r\n\r\n" not in got:
            got += line.recv(CHUNK)
    head, _, _ = got.partition(b"\r\n\r\n")
    found = LENGTH.search(head)
    if found is None:
        raise SystemExit(f"the answer has no length: {head[:300]!r}")
    return len(head) + 4 + int(found[1]), head.split(b"\r\n")[0]


def measure(port: int, seconds: float, connections: int, path: str, headers: list[str]) -> tuple[int, float]:
    """(answers, seconds) over persistent connections, each with one request in flight."""
    asked = request(port, path, headers)
    whole, status = size_of_answer(port, asked)
    if b" 200 " not in status + b" ":
        raise SystemExit(f"{path} answered {status!r}")
    poll = selectors.DefaultSelector()
    left: dict[socket.socket, int] = {}
    for _ in range(connections):
        line = opened(port)
        poll.register(line, selectors.EVENT_READ)
        left[line] = whole
        line.sendall(asked)
    count, start = 0, time.perf_counter()
    end = start + seconds
    while time.perf_counter() < end:
        for key, _ in poll.select(1):
            count += taken(key.fileobj, asked, whole, status, left)  # type: ignore[arg-type] # only sockets are registered
    spent = time.perf_counter() - start
    for line in left:
        line.close()
    return count, spent


def taken(line: socket.socket, asked: bytes, whole: int, status: bytes, left: dict[socket.socket, int]) -> int:
    """Takes what has come; asks again once an answer is whole, and then counts it."""
    got = line.recv(CHUNK)
    if left[line] == whole and not got.startswith(status):
        raise SystemExit(f"an answer was another one: {got[:80]!r}")
    rest = left[line] - len(got)
    if rest < 0 or not got:
        raise SystemExit("an answer had another length")
    left[line] = rest or whole
    if rest == 0:
        line.sendall(asked)
        return 1
    return 0


if __name__ == "__main__":
    port, seconds, connections, path, *headers = sys.argv[1:]
    count, spent = measure(int(port), float(seconds), int(connections), path, headers)
    print(json.dumps({"answers": count, "seconds": spent}))
