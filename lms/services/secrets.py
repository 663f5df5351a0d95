"""Passwords, tokens and codes: made here, kept only as hashes."""

from __future__ import annotations

import hashlib
import random
import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from lms.domain.certificate import ALPHABET

HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)  # 23 ms on a small server
CHANCE = random.SystemRandom()  # where codes, names and ids come from; only made-up people bring their own


def hash_password(password: str, salt: bytes | None = None) -> str:
    """A hash to keep. The salt is random, except for made-up people, who are made again the same."""
    return HASHER.hash(password, salt=salt)


def password_fits(password_hash: str | None, password: str) -> bool:
    """Whether the password is right. Takes as long for somebody who does not exist."""
    try:
        return HASHER.verify(password_hash or _nobodys(), password) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    """The hash that a password is held against when there is no account; made when it is first needed."""
    return HASHER.hash("nobody has this password")


def token() -> str:
    """An unguessable session token of 256 bits."""
    return secrets.token_urlsafe(32)


def hashed(text: str) -> str:
    """SHA-256 in hex: enough for secrets that are long and random themselves."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def spoken_code(length: int, chance: random.Random = CHANCE) -> str:
    """A random code without letters that are easily mistaken for others."""
    return "".join(chance.choice(ALPHABET) for _ in range(length))


def tidy(code: str) -> str:
    """A code as somebody typed it, without spaces, dashes and capitals."""
    return "".join(letter for letter in code.lower() if letter.isalnum())[:64]
