"""The browser's own session, in a signed cookie."""

from __future__ import annotations

from functools import cache

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer


class Cookies(SecureCookieSessionInterface):
    """Flask's sessions. The signer is made once, and not twice for each request."""

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        return _signer(self, app)


@cache
def _signer(cookies: Cookies, app: Flask) -> URLSafeTimedSerializer | None:
    return SecureCookieSessionInterface.get_signing_serializer(cookies, app)
