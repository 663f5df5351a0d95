"""`python -m tests.bench.bare_server`: the yardstick under the server, and with the settings, of `lms serve`."""

from __future__ import annotations

import os

from flask import Flask

from lms.cli.server import serve
from lms.config import from_environment


def load() -> Flask:
    from tests.bench.bare import app

    return app


if __name__ == "__main__":
    serve(from_environment(os.environ), 1, load)
