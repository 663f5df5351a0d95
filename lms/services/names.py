"""What people call themselves, and the sign-in names that the site gives."""

from __future__ import annotations

import random
import unicodedata

from lms.domain.errors import Invalid
from lms.services.secrets import CHANCE

NICKNAME_LENGTH = 40
PASSWORD_LENGTH = (8, 128)
BIRDS = (
    "avocet barbet bulbul bunting cormorant coucal crane cuckoo curlew dove drongo egret falcon finch godwit "
    "goose harrier heron hoopoe hornbill ibis iora jacana kestrel kite lapwing lark martin munia myna oriole "
    "osprey owlet parakeet pelican pigeon pipit pitta plover quail robin roller sandpiper shama shrike snipe "
    "sparrow starling stilt stork sunbird swallow swift teal tern thrush tit wagtail warbler weaver wren"
).split()
COMMON = frozenset(
    "password password1 password123 12345678 123456789 1234567890 87654321 qwertyui qwertyuiop iloveyou "
    "11111111 00000000 abcd1234 abc12345 letmein1 sunshine princess football welcome1 admin123 qwerty123".split()
)


def clean_line(field: str, text: str, limit: int) -> str:
    """One line of text a person typed, in NFC. Raises Invalid for what cannot be shown safely."""
    line = " ".join(unicodedata.normalize("NFC", text).split())
    if not line:
        raise Invalid(field, "Please fill this in.")
    if len(line) > limit:
        raise Invalid(field, "Please use at most %(limit)s characters.", limit=limit)
    if any(unicodedata.category(letter) in {"Cc", "Cs", "Co", "Cn"} or letter in _TURNING for letter in line):
        raise Invalid(field, "This has a character that cannot be shown. Please type it again.")
    return line


def check_nickname(text: str) -> str:
    """A nickname that may be used: it names nobody outside. Raises Invalid."""
    line = clean_line("nickname", text, NICKNAME_LENGTH)
    if not any(unicodedata.category(letter)[0] in "LNPS" and letter != "\ufffd" for letter in line):
        raise Invalid("nickname", "Please fill this in.")
    if "@" in line:
        raise Invalid("nickname", "This looks like an e-mail address. A nickname tells nobody who you are.")
    if sum(letter.isdecimal() for letter in line) > 6:
        raise Invalid("nickname", "This looks like a telephone number. A nickname tells nobody who you are.")
    return line


_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ufeff")


def check_password(password: str, *hints: str) -> str:
    """A password that may be used. Raises Invalid, saying what to change."""
    low, high = PASSWORD_LENGTH
    if len(password) < low:
        raise Invalid("password", "Please use at least %(low)s characters.", low=low)
    if len(password) > high:
        raise Invalid("password", "Please use at most %(limit)s characters.", limit=high)
    if not password.isprintable():
        raise Invalid("password", "This has a character that cannot be shown. Please type it again.")
    plain = password.casefold()
    if plain in COMMON or len(set(plain)) < 4 or any(plain == hint.casefold() for hint in hints):
        raise Invalid("password", "Many people use this one, or it is your name. Please choose another.")
    return password


def sign_in_name(chance: random.Random = CHANCE) -> str:
    """A new sign-in name, such as heron-4821; whether it is free is the database's word."""
    return f"{chance.choice(BIRDS)}-{chance.randrange(1000, 10000)}"


def tidy_sign_in_name(text: str) -> str:
    """A sign-in name as typed: lower case, any dash, nothing that no sign-in name has."""
    folded = unicodedata.normalize("NFKC", text[:200]).strip().lower()
    dashed = ("-" if letter in "‐‑‒–—_ " else letter for letter in folded)
    return "".join(letter for letter in dashed if letter == "-" or (letter.isascii() and letter.isalnum()))[:40]
