"""Codes by which certificates are checked, and the name keys printed beside names."""

from __future__ import annotations

import hmac
import random

from lms.domain.certificate import CODE_LENGTH, NAME_KEY_LENGTH, tidy_code
from lms.services.secrets import CHANCE, spoken_code


def new_code(chance: random.Random = CHANCE) -> str:
    """An unguessable code of 59 bits; whether it is free is the database's word."""
    return spoken_code(CODE_LENGTH, chance)


def new_name_key(chance: random.Random = CHANCE) -> str:
    """The short secret of 39 bits that confirms a name beside its code; whoever asks for it must count tries."""
    return spoken_code(NAME_KEY_LENGTH, chance)


def same(typed: str, kept: str) -> bool:
    """Whether a code or key typed by hand is this one, in a time that does not tell how much of it fits."""
    return hmac.compare_digest(tidy_code(typed).encode(), tidy_code(kept).encode()) and bool(kept)
