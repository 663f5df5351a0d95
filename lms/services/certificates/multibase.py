"""Bytes as text in base58 of Bitcoin, with the leading `z` of Multibase, and did:key made with it."""

from __future__ import annotations

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def encode(data: bytes) -> str:
    number, digits = int.from_bytes(data), ""
    while number:
        number, digit = divmod(number, 58)
        digits = ALPHABET[digit] + digits
    return "z" + ALPHABET[0] * (len(data) - len(data.lstrip(b"\0"))) + digits


def decode(text: str) -> bytes:
    """Raises ValueError for anything that `encode` does not make."""
    body = text.removeprefix("z")
    if body == text or len(body) > 200:
        raise ValueError("not base58 with a leading z")
    number = 0
    for digit in body:
        number = number * 58 + ALPHABET.index(digit)
    rest = number.to_bytes((number.bit_length() + 7) // 8)
    return b"\0" * (len(body) - len(body.lstrip(ALPHABET[0]))) + rest
