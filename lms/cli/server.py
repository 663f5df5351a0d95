"""The web server: Granian, which accepts connections and reads requests outside Python.

One process watches (it stays small), one serves (docs/decisions/server.md says why this server).
"""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

from lms.config import BadSetting, Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

THREADS = 48  # requests that are answered at the same time; the server makes them when they are needed
GRACE = 20  # seconds that requests in flight have to finish when the site is asked to end
HEADERS = 65536  # bytes of a request's line and headers
PATIENCE = 20_000  # milliseconds for a request's headers to arrive, and for a quiet connection

Loader = Callable[[], "WSGIApplication"]


def serve(settings: Settings, workers: int, load: Loader) -> None:
    """Serves until the process is asked to end. `load` makes the application in each serving process.

    Raises BadSetting when the address cannot be used, SystemExit(1) when a serving process ended by itself.
    """
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels
    from granian.server import Server

    check_address(settings)
    server = Server(
        "waymark",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=PATIENCE, max_buffer_size=HEADERS),
        websockets=False,
        log_level=LogLevels.critical,
        respawn_failed_workers=workers > 1,
        workers_kill_timeout=GRACE,
    )
    server.serve(target_loader=load, wrap_loader=False)


def check_address(settings: Settings) -> None:
    """Tries the address before anything else is done. Raises BadSetting."""
    try:
        found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, address = found[0]
        with socket.socket(family, kind, protocol) as probe:
            if socket.has_ipv6 and family == socket.AF_INET6:
                probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as fault:
        raise BadSetting(_why(settings, fault)) from fault


def _why(settings: Settings, fault: OSError) -> str:
    if fault.errno == errno.EADDRINUSE:
        return f"PORT: another program uses port {settings.port} already. Choose another one, such as PORT=8001."
    if fault.errno == errno.EACCES:
        return f"PORT: port {settings.port} is kept for the system. Choose one above 1023."
    return f"LMS_HOST and PORT: {settings.host}:{settings.port} cannot be used: {fault.strerror or fault}"


def free_port(host: str) -> int:
    """A port that nobody uses, for PORT=0."""
    with socket.create_server((host, 0)) as probe:
        port: int = probe.getsockname()[1]
        return port
