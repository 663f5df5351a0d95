"""The name on a certificate is kept as typed, or refused in plain words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.domain.errors import Invalid
from lms.services.certificates.holder import LONGEST, clean_name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Sample Name", "Sample Name"),
        ("  Sample \t\n Name ", "Sample Name"),
        ("e\u0301mile", "émile"),
        ("Sample\u00a0Name", "Sample Name"),
        ("ស\u200bុខ", "សុខ"),
        ("\ufeffSok", "Sok"),
        ("\u200fمحمد\u200e", "محمد"),
        ("र\u200d्य", "र\u200d्य"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("O'Brien-Smith, 3rd", "O'Brien-Smith, 3rd"),
        ("ဒေါ်ခင်ကြည်", "ဒေါ်ခင်ကြည်"),
        ("A" * 80, "A" * 80),
    ],
)
def test_names_that_are_kept(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "\u200b\ufeff",
        "A" * 81,
        "A" * 5_000,
        "a\x00b",
        "a\x1bb",
        "a\x7fb",
        "abc\u202edef",
        "\u2066abc\u2069",
        "a\ud800b",
        "a\ue000b",
        "a\U000e0041b",
        "a\ufff9b",
        "a\uffffb",
        "\u0301a",
        "Z" + "\u0301" * 40,
        "12345",
        "...",
        "😀",
    ],
)
def test_names_that_are_refused(typed: str) -> None:
    with pytest.raises(Invalid) as refusal:
        clean_name(typed)
    assert refusal.value.field == "name"
    assert refusal.value.message % refusal.value.values


@given(st.text(st.characters(), max_size=120))
def test_a_kept_name_is_short_composed_and_stays_itself(typed: str) -> None:
    try:
        name = clean_name(typed)
    except Invalid:
        return
    assert 1 <= len(name) <= LONGEST
    assert unicodedata.is_normalized("NFC", name)
    assert clean_name(name) == name
    name.encode()
