"""Who is in front of the site: Flask-Login holds the session, the database says whose it is."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, Request, request
from flask import session as cookie
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from lms.domain.permission import STRANGER, Actor
from lms.services import accounts as account_service
from lms.services.secrets import hashed
from lms.storage import accounts, events
from lms.storage.accounts import Account
from lms.web.edge import session
from lms.web.site import site

LOOKING = "looking"  # in the cookie: whose switch «look only» is on


@dataclass(eq=False)
class SignedIn(UserMixin):  # type: ignore[misc] # Flask-Login ships no types
    """A person with an open session; the session's secret is her id towards Flask-Login."""

    account: Account
    secret: str

    def get_id(self) -> str:
        return self.secret


def install(app: Flask) -> None:
    manager = LoginManager()
    manager.session_protection = None  # a phone changes its address all day
    manager.user_loader(_by_secret)
    manager.request_loader(_by_device)
    manager.init_app(app)


def _by_secret(secret: str) -> SignedIn | None:
    account = accounts.signed_in(session(), hashed(secret), site().now(), locked=_writes(request))
    return _present(account, secret)


def _by_device(asked: Request) -> SignedIn | None:
    """A device token, for clients that hold no cookie."""
    scheme, _, secret = asked.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret or "\x00" in secret:
        return None
    return _present(events.device_holder(session(), hashed(secret), locked=_writes(asked)), "")


def _writes(asked: Request) -> bool:
    return asked.method not in ("GET", "HEAD")


def _present(account: Account | None, secret: str) -> SignedIn | None:
    return SignedIn(account, secret) if account and account.suspended_at is None else None


def account() -> Account | None:
    """The signed-in person's account, or None for a stranger."""
    return current_user.account if current_user.is_authenticated else None


def me() -> Account:
    """The signed-in person's account, on pages that only she reaches."""
    found: Account = current_user.account
    return found


def secret() -> str:
    return str(current_user.secret) if current_user.is_authenticated else ""


def actor() -> Actor:
    found = account()
    return Actor(found.id, found.roles, found.suspended_at is not None) if found else STRANGER


def looking_only() -> bool:
    """Whether this trainer goes through the courses as a learner would, with nothing of it kept.

    The switch stands in the browser's own session, for this account alone, and ends with signing out.
    """
    whose, found = cookie.get(LOOKING), account()
    return found is not None and whose == str(found.id)


def look_only(only: bool) -> None:
    """Turns the switch."""
    if only:
        cookie[LOOKING] = str(me().id)
    else:
        cookie.pop(LOOKING, None)


def come_in(found: Account) -> None:
    """Opens a session for the account in this browser."""
    go_out()
    login_user(SignedIn(found, account_service.open_session(session(), found.id, site().now())))


def go_out() -> None:
    """Ends this browser's session, here and in the database."""
    if secret():
        account_service.close_session(session(), secret())
    cookie.pop(LOOKING, None)
    logout_user()
