"""The fixed cast, so that access tests read like sentences: learner, trainer, assessor, administrator, stranger."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from flask import Flask

from lms.domain.permission import Role
from lms.services import accounts
from lms.storage.accounts import Account
from lms.storage.engine import Database
from tests.harness.client import Client

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PASSWORD = "seven quiet herons"


@dataclass
class Clock:
    """The site's time, which stands still until a test moves it."""

    now: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **span: float) -> datetime:
        self.now += timedelta(**span)
        return self.now


@dataclass
class Person:
    """Somebody with an account, signed in in a browser of her own."""

    id: uuid.UUID
    name: str
    nickname: str
    recovery_code: str
    client: Client
    password: str = field(default=PASSWORD)


@dataclass
class Stage:
    """The running site with its clock, and the people who come to it."""

    app: Flask
    database: Database
    clock: Clock

    def stranger(self) -> Client:
        client = self.app.test_client()
        assert isinstance(client, Client)
        return client

    def person(self, nickname: str, *roles: Role, language: str = "en") -> Person:
        """A new account with these roles, signed in."""
        with self.database.writing() as session:
            papers = accounts.sign_up(session, nickname, PASSWORD, language, self.clock())
            for role in roles:
                accounts.grant(session, papers.account, role)
            account = papers.account
            made = Person(account.id, account.sign_in_name, nickname, papers.recovery_code, self.stranger())
        self.sign_in(made)
        return made

    def sign_in(self, person: Person) -> None:
        """Opens a session for her in her browser, without the form (which has tests of its own)."""
        with self.database.writing() as session:
            secret = accounts.open_session(session, person.id, self.clock())
        with person.client.session_transaction() as cookie:
            cookie.update(_user_id=secret, _fresh=True)

    def account(self, person: Person) -> Account:
        with self.database.reading() as session:
            found = session.get(Account, person.id)
            assert found is not None
            session.expunge(found)
            return found
