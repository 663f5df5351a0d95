"""Codes and name keys, base58, and the wording of dates and times."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.domain.certificate import ALPHABET, CODE_LENGTH, NAME_KEY_LENGTH, grouped, tidy_code
from lms.services.certificates import multibase
from lms.services.certificates.codes import new_code, new_name_key, same
from lms.services.certificates.wording import language_name, learning_time, locale_of, on_day, right_to_left


@pytest.mark.parametrize(("make", "length"), [(new_code, CODE_LENGTH), (new_name_key, NAME_KEY_LENGTH)])
def test_codes_are_long_enough_readable_and_never_twice(make: object, length: int) -> None:
    assert callable(make)
    codes = {make() for _ in range(500)}
    assert len(codes) == 500
    assert all(len(code) == length and set(code) <= set(ALPHABET) for code in codes)
    assert set("".join(codes)) == set(ALPHABET)


def test_a_code_is_known_however_it_is_typed() -> None:
    code = new_code()
    assert same(grouped(code), code)
    assert same(f" {code.upper()} ", code)
    assert tidy_code(grouped(code)) == code


@pytest.mark.parametrize("typed", ["", "p3m8wq7", "p3m8wq7tt", "p3m8wq7u", "\ud800", "é", "ក"])
def test_other_codes_are_not_it(typed: str) -> None:
    assert not same(typed, "p3m8wq7t")


def test_nothing_fits_where_nothing_is_kept() -> None:
    assert not same("", "")


@given(st.binary(max_size=80))
def test_base58_comes_back(data: bytes) -> None:
    assert multibase.decode(multibase.encode(data)) == data


def test_base58_as_in_the_draft() -> None:
    """Two examples of draft-msporny-base58, section 5."""
    assert multibase.encode(b"Hello World!") == "z2NEpo7TZRRrLZSi2U"
    assert multibase.encode(bytes.fromhex("0000287fb4cd")) == "z11233QC4"


@pytest.mark.parametrize("text", ["", "2NEpo7TZRRrLZSi2U", "z0", "zO", "z!", "z" + "2" * 300])
def test_what_is_not_base58_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        multibase.decode(text)


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("en", "22 November 2026"),
        ("en-XA", "22 November 2026"),
        ("ar-XB", "22 November 2026"),
        ("bn", "২২ নভেম্বর, ২০২৬"),
        ("km", "22 វិច្ឆិកា 2026"),
        ("xx-nonsense", "22 November 2026"),
        ("", "22 November 2026"),
    ],
)
def test_days_are_written_in_the_language(language: str, day: str) -> None:
    assert on_day(date(2026, 11, 22), locale_of(language)) == day


@pytest.mark.parametrize(
    ("minutes", "language", "time"),
    [
        (0, "en", "5 minutes"),
        (43, "en", "45 minutes"),
        (90, "en", "90 minutes"),
        (91, "en", "2 hours"),
        (149, "en", "2 hours"),
        (150, "en", "3 hours"),
        (3000, "en", "50 hours"),
        (170, "km", "3 ម៉ោង"),
        (170, "bn", "৩ ঘন্টা"),
    ],
)
def test_times_are_round(minutes: int, language: str, time: str) -> None:
    assert learning_time(minutes, locale_of(language)) == time


def test_languages_are_called_by_their_own_name() -> None:
    names = {language: language_name(language, locale_of(language)) for language in ("en", "km", "bn", "zh-TW", "xx")}
    assert names == {"en": "English", "km": "ខ្មែរ", "bn": "বাংলা", "zh-TW": "中文", "xx": "English"}


def test_directions() -> None:
    assert [right_to_left(language) for language in ("en", "ar", "ar-XB", "ur", "km", "xx", "")] == [
        False,
        True,
        True,
        True,
        False,
        False,
        False,
    ]
