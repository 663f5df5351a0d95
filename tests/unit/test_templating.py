"""Words are looked up when a template is compiled, and small pieces are drawn once."""

from __future__ import annotations

import gettext

import pytest
from jinja2 import DictLoader
from markupsafe import Markup

from lms.web.templating import Piece, Spoken


class Words(gettext.NullTranslations):
    """Says everything louder, and counts how often it was asked."""

    asked = 0

    def gettext(self, message: str) -> str:
        self.asked += 1
        return message.upper().replace("%(NAME)S", "%(name)s")

    def pgettext(self, context: str, message: str) -> str:
        return f"{context}: {self.gettext(message)}"


@pytest.fixture
def words() -> Words:
    return Words()


@pytest.fixture
def spoken(words: Words) -> Spoken:
    made = Spoken(loader=DictLoader({}), extensions=["jinja2.ext.i18n"], autoescape=True)
    made.words = words
    install = made.install_gettext_callables  # type: ignore[attr-defined] # the extension adds it
    install(words.gettext, words.ngettext, newstyle=True, pgettext=words.pgettext)
    return made


def drawn(spoken: Spoken, text: str, **values: object) -> str:
    return spoken.from_string(text).render(**values)


def test_a_sentence_is_looked_up_once(spoken: Spoken, words: Words) -> None:
    template = spoken.from_string("{{ _('come in') }} {{ pgettext('door', 'out') }}")
    assert [template.render() for _ in range(3)] == ["COME IN door: OUT"] * 3
    assert words.asked == 2


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{ _('half %%') }}", "HALF %"),
        ("{{ _('a <b>') }}", "A <B>"),
        ("{{ _('hello %(name)s', name=who) }}", "HELLO &lt;i&gt;"),
        ("{{ _('hello %(name)s', name='a'|safe) }}", "HELLO a"),
        ("{{ pgettext('x', 'hello %(name)s', name=who) }}", "x: HELLO &lt;i&gt;"),
        ("{{ _(who) }}", "<I>"),
        ("{% set said = _('yes') %}{{ said|length }} {{ _('a') ~ who }}", "3 A&lt;i&gt;"),
        ("{{ _('yes') if who else _('no') }}", "YES"),
    ],
)
def test_it_says_what_jinja_says(spoken: Spoken, text: str, shown: str) -> None:
    assert drawn(spoken, text, who="<i>") == shown


def test_it_is_what_jinja_says_without_it(spoken: Spoken, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "{{ _('half %%') }}{{ _('a <b> %(name)s', name=who) }}{{ pgettext('x', 'y') }}"
    ours = drawn(spoken, text, who="<i>")
    monkeypatch.setattr(Spoken, "_parse", Spoken.__base__._parse)  # type: ignore[union-attr] # Environment's own
    assert ours == drawn(spoken, text, who="<i>")


def test_a_piece_is_drawn_once_for_the_same_values() -> None:
    calls = []

    def macro(*values: object, **more: object) -> str:
        calls.append((values, more))
        return Markup("<b>")

    piece = Piece(macro)
    assert [piece(1), piece(1), piece(True), piece(1, said=False)] == ["<b>"] * 4
    assert len(calls) == 3, "1 and True are two things"
    piece([1])
    piece([1])
    assert len(calls) == 5, "what cannot be compared is drawn each time"
