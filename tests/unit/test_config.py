"""Settings: safe when nothing is said, and a clear word for what cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from lms.config import ROOT, BadSetting, Settings, from_environment

GIVEN = {
    "LMS_DATA": "/srv/waymark",
    "LMS_DATABASE_URL": "postgresql://waymark@localhost/waymark",
    "LMS_CONTENT": "members",
    "LMS_CONTENT_ROOT": "/srv/courses",
    "LMS_HOST": "::1",
    "PORT": "9000",
    "LMS_ADDRESS": "https://learn.example.org/",
    "LMS_PROXIES": "2",
    "LMS_DRAFTS": "1",
    "LMS_PSEUDO": "1",
}


def test_without_a_word_the_site_is_for_this_machine_alone() -> None:
    found = from_environment({})
    assert found == Settings()
    assert (found.host, found.proxies, found.content, found.secure_cookies) == ("127.0.0.1", 0, "public", False)
    assert (found.drafts, found.pseudo) == (False, False)
    assert found.database == f"sqlite:///{ROOT / 'var' / 'waymark.db'}"
    assert found.base == "http://127.0.0.1:8000"


def test_every_setting_is_taken() -> None:
    found = from_environment(GIVEN)
    assert (found.data, found.content_root) == (Path("/srv/waymark"), Path("/srv/courses"))
    assert found.database == "postgresql+psycopg://waymark@localhost/waymark"
    assert (found.content, found.host, found.port, found.proxies) == ("members", "::1", 9000, 2)
    assert (found.base, found.secure_cookies) == ("https://learn.example.org", True)
    assert (found.drafts, found.pseudo) == (True, True)


def test_empty_is_as_good_as_unset() -> None:
    """As a line of an environment file without a value gives it."""
    empty = dict.fromkeys(("LMS_DATA", "LMS_DATABASE_URL", "LMS_CONTENT_ROOT", "LMS_ADDRESS", "LMS_DRAFTS"), "")
    assert from_environment(empty) == Settings()


@pytest.mark.parametrize("usual", ["postgres://", "postgresql://", "postgresql+psycopg://"])
def test_an_address_of_postgresql_in_any_spelling_is_driven_by_psycopg(usual: str) -> None:
    assert from_environment({"LMS_DATABASE_URL": f"{usual}db/waymark"}).database == "postgresql+psycopg://db/waymark"


def test_cookies_are_for_https_alone_where_the_address_is() -> None:
    assert not from_environment({"LMS_ADDRESS": "http://learn.example.org"}).secure_cookies


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "70000"),
        ("PORT", "-1"),
        ("PORT", "٨٠٠٠"),
        ("LMS_PROXIES", "6"),
        ("LMS_PROXIES", "yes"),
        ("LMS_CONTENT", "private"),
        ("LMS_DRAFTS", "yes"),
        ("LMS_PSEUDO", "true"),
        ("LMS_ADDRESS", "learn.example.org"),
        ("LMS_DATABASE_URL", "mysql://db/waymark"),
    ],
)
def test_what_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=f"^{name} takes "):
        from_environment({name: value})
