from datetime import UTC, date, datetime

import pytest

from lms.web.locale import interface

DAY = date(2026, 11, 22)
CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

#. state: machine draft
msgid "Leave"
msgstr "বেরিয়ে যান"

msgctxt "menu"
msgid "Home"
msgstr "শুরু"

#, fuzzy
msgid "Search"
msgstr "বাসি"

msgid "%(num)s minute"
msgid_plural "%(num)s minutes"
msgstr[0] "%(num)s মিনিট"
msgstr[1] "%(num)s মিনিট"
"""


@pytest.fixture
def bengali(tmp_path):
    (tmp_path / "bn").mkdir()
    (tmp_path / "bn" / "interface.po").write_text(CATALOGUE, encoding="utf-8")
    return interface("bn", "বাংলা", "ltr", tmp_path)


def test_english_writes_as_in_britain(tmp_path):
    english = interface("en", "English", "ltr", tmp_path)
    assert english.long_date(DAY) == "22 November 2026"
    assert english.short_date(DAY) == "22 November"
    assert english.number(1234.5) == "1,234.5"
    assert english.minutes(1) == "1 minute"
    assert english.minutes(7) == "7 minutes"
    assert english.moment(datetime(2026, 11, 22, 14, 5, tzinfo=UTC)) == "22 November 2026, 14:05"


def test_bengali_has_its_own_figures_and_words(bengali):
    assert bengali.number(1234) == "১,২৩৪"
    assert bengali.long_date(DAY) == "২২ নভেম্বর, ২০২৬"
    assert bengali.minutes(7) == "৭ মিনিট"
    assert bengali.words.gettext("Leave") == "বেরিয়ে যান"
    assert bengali.words.pgettext("menu", "Home") == "শুরু"


def test_what_is_stale_or_missing_stays_english(bengali):
    assert bengali.words.gettext("Search") == "Search"
    assert bengali.words.gettext("Glossary") == "Glossary"


def test_a_language_without_a_catalogue_stays_english(tmp_path):
    assert interface("km", "ខ្មែរ", "ltr", tmp_path).words.gettext("Leave") == "Leave"


@pytest.mark.parametrize("code", ["en-XA", "ar-XB"])
def test_pseudo_languages_change_words_and_keep_places_to_fill(tmp_path, code):
    pseudo = interface(code, "pseudo", "ltr", tmp_path)
    assert pseudo.pseudo
    for said in (pseudo.words.gettext("Leave"), pseudo.words.pgettext("menu", "Leave")):
        assert said != "Leave"
    assert "%(num)s" in pseudo.words.ngettext("%(num)s lesson", "%(num)s lessons", 2)
    assert pseudo.long_date(DAY) == "22 November 2026"
