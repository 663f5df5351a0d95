"""Phones vanish without a word; a connection to one must not be held for ever.

The server sets no such limit itself, so the listening socket gets one, and what it accepts inherits it
(on Linux; elsewhere the system's own limits hold).
"""

from __future__ import annotations

import errno
import os
import socket
import stat
import sys
import time
from collections.abc import Iterator

LOOKED_FOR = 30.0  # seconds
LIMITS = (  # by name, because other systems lack some of them
    ("TCP_KEEPIDLE", 60),  # seconds of silence before the other side is asked whether it is there
    ("TCP_KEEPINTVL", 15),  # and again,
    ("TCP_KEEPCNT", 4),  # this often
    ("TCP_USER_TIMEOUT", 120_000),  # milliseconds after which what was never confirmed ends the connection
)


def notice_vanished(port: int) -> bool:
    """Waits for the listening socket of this process, and sets its limits. Whether it was found."""
    end = time.monotonic() + LOOKED_FOR
    while sys.platform == "linux" and time.monotonic() < end:
        if limit(port):
            return True
        time.sleep(0.1)
    return False


def listening(port: int) -> Iterator[socket.socket]:
    """The sockets of this process that accept connections on this port."""
    for name in os.listdir("/proc/self/fd"):
        try:
            with _socket(int(name)) as found:
                accepts = found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)
                if accepts and found.family != socket.AF_UNIX and found.getsockname()[1] == port:
                    yield found
        except OSError:
            continue


def _socket(number: int) -> socket.socket:
    """A second handle on a socket of this process. Raises OSError for any other file."""
    if not stat.S_ISSOCK(os.fstat(number).st_mode):
        raise OSError(errno.ENOTSOCK, "not a socket")
    return socket.socket(fileno=os.dup(number))


def limit(port: int) -> int:
    """Sets the limits of the sockets that listen on this port; returns how many there are."""
    count = 0
    for found in listening(port):
        found.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for option, value in LIMITS:
            found.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), value)
        count += 1
    return count
