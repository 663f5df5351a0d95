from pathlib import Path

import pytest
from jinja2 import TemplateRuntimeError

from lms.content.segment import Segment, State
from lms.web.assets import load
from lms.web.locale import interface
from lms.web.rendering import Renderer

NOWHERE = Path("no-such-folder")
ENGLISH = Segment("It’s a <secret>.", "en", State.MISSING)
BENGALI = Segment("গোপন", "bn", State.MACHINE_DRAFT, beside="secret")


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    languages = (("en", "ltr"), ("bn", "ltr"), ("ar-XB", "rtl"))
    return Renderer([interface(code, code, direction, NOWHERE) for code, direction in languages], load())


def render(renderer: Renderer, lang: str, source: str, **context: object) -> str:
    """A template given as text, rendered as `Renderer.render` does with a file."""
    return renderer.finished(renderer.environments[lang].from_string(source).render(context), lang)


def test_text_is_escaped(renderer):
    assert render(renderer, "en", "{{ text }}", text="<b>&") == "&lt;b&gt;&amp;"
    assert render(renderer, "en", "{{ text }}", text=ENGLISH) == "It’s a &lt;secret&gt;."
    assert render(renderer, "en", '{{ _("Based on %(x)s", x=text) }}', text="<b>") == "Based on &lt;b&gt;"


def test_text_in_another_language_says_so(renderer):
    assert render(renderer, "bn", "so: {{ text }}", text=ENGLISH) == 'so: <span lang="en">It’s a &lt;secret&gt;.</span>'
    assert 'lang="en" dir="ltr"' in render(renderer, "ar-XB", "so: {{ text }}", text=ENGLISH)


def test_an_element_that_holds_nothing_else_says_it_itself(renderer):
    assert render(renderer, "bn", "<p class=x>{{ text }}</p>", text=ENGLISH) == (
        '<p class=x lang="en">It’s a &lt;secret&gt;.</p>'
    )
    mixed = render(renderer, "bn", "<p>{{ text }} more</p>", text=ENGLISH)
    assert mixed == '<p><span lang="en">It’s a &lt;secret&gt;.</span> more</p>'


def test_english_stands_beside_what_must_not_be_misread(renderer):
    html = render(renderer, "bn", "<p>{{ text }}</p>", text=BENGALI)
    assert html == '<p>গোপন <span class="beside" lang="en">secret</span></p>'


def test_paragraphs_come_from_empty_lines(renderer):
    text = Segment("One.\n\nTwo <2>.\n", "en", State.REVIEWED)
    assert render(renderer, "en", "{{ text|paragraphs }}", text=text) == "<p>One.</p><p>Two &lt;2&gt;.</p>"
    assert render(renderer, "bn", "{{ text|paragraphs }}", text=text).startswith('<p lang="en">One.</p><p lang="en">')


def test_a_page_that_forgets_its_title_does_not_render(renderer):
    with pytest.raises(TemplateRuntimeError, match="title"):
        render(renderer, "en", '{% extends "layout.html" %}{% block main %}{% endblock %}')


def test_a_misspelt_word_does_not_render_as_nothing(renderer):
    with pytest.raises(Exception, match="misspelt"):
        render(renderer, "en", "{{ misspelt }}")


def test_a_language_that_the_site_does_not_have_is_an_error(renderer):
    with pytest.raises(KeyError):
        renderer.render("places/pause.html", "xx")
