"""The made-up languages change every word and keep everything that a machine reads."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.content.pseudo import FORMS, PSEUDO, longer, mirrored

KEPT = ("%(count)s", "%%", "{name}", "](/pause/)", "&amp;", "<br>")


def test_longer_is_two_fifths_longer_and_accented() -> None:
    text = "Say the limits before she speaks, in plain words."
    made = longer(text)
    assert 1.3 * len(text) < len(made) < 1.6 * len(text)
    assert made.startswith("Šåý ţĥé ļîɱîţš")


def test_longer_goes_on_inside_a_last_emphasis() -> None:
    assert re.fullmatch(r"Ĝööđ\. \*Ñöţé .+\*", longer("Good. *Note*"))


def test_mirrored_turns_each_word_round() -> None:
    assert mirrored("Say **it**") == "\u200f\u202eSay\u202c\u200f **\u200f\u202eit\u202c\u200f**"


@pytest.mark.parametrize("form", FORMS.values())
@given(st.lists(st.one_of(st.sampled_from(KEPT), st.just(" word ")), max_size=6).map("".join))
def test_what_a_machine_reads_is_kept(form: object, text: str) -> None:
    assert callable(form)
    made = form(text)
    for kept in KEPT:
        assert made.count(kept) == text.count(kept)


def test_both_languages_have_a_form() -> None:
    assert {language.code for language in PSEUDO} == set(FORMS)
    assert {language.direction for language in PSEUDO} == {"ltr", "rtl"}
