"""The search page: what can be found in a language, and the page that shows it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from lms.content.library import Library
from lms.content.segment import Segment, State
from lms.domain.course import Lesson, Module, Term
from lms.domain.scenario import Scenario
from lms.domain.system_map import SystemMap
from lms.web.pages.frame import frame
from lms.web.pages.remembered import remembered
from lms.web.rendering import Renderer
from lms.web.search import LONGEST_QUERY, Document, Hit, Index
from lms.web.speech import Speech

TAGS = re.compile(r'<(\w+) class="side"[^>]*>.*?</\1>|<[^>]*>', re.DOTALL)


def search_page(renderer: Renderer, library: Library, lang: str, query: str, **more: Any) -> str:
    """The places that hold every word of the query. Any text is a fair query; what is not text is left out."""
    asked = " ".join("".join(char if char.isprintable() else " " for char in query[:LONGEST_QUERY]).split())
    found = [_shown(hit) for hit in index(library, lang).find(asked)]
    context = {**frame(library, lang, "search/"), "query": asked, "found": found, **more}
    return renderer.render("places/search.html", lang, **context)


def _shown(hit: Hit) -> dict[str, Any]:
    def segment(text: str) -> Segment:
        return Segment(text, hit.document.lang, State.REVIEWED)

    document = hit.document
    return {
        "href": document.href,
        "kind": document.kind,
        "title": segment(document.title),
        "excerpt": segment(hit.excerpt),
    }


@remembered
def index(library: Library, lang: str) -> Index:
    """The index of a language, made when somebody first searches in it."""
    return Index(documents(library, lang))


def documents(library: Library, lang: str) -> Iterator[Document]:
    """Everything that can be found: lessons, stories, modules, the map and words of the glossary."""
    speech = Speech(library, lang)
    for module in library.modules.values():
        yield _module(speech, module)
        yield from (_lesson(speech, lesson) for lesson in module.lessons)
        yield from (_story(speech, scenario) for scenario in module.scenarios)
    if library.map:
        yield _map(speech, library.map)
    yield from (_term(speech, term) for term in library.terms.values())


def _module(speech: Speech, module: Module) -> Document:
    view = speech.module(module)
    return Document(view["href"], "module", view["title"].text, view["summary"].text, view["title"].lang)


def _lesson(speech: Speech, lesson: Lesson) -> Document:
    """A lesson with all its text, without tags and the labels in the margin."""
    view = speech.lesson(lesson)
    text = f"{view['summary'].text} {_plain(str(view['body']))}"
    return Document(view["href"], "lesson", view["title"].text, text, view["title"].lang)


def _story(speech: Speech, scenario: Scenario) -> Document:
    view = speech.story_line(scenario)
    text = f"{view['summary'].text} {view['role'].text}"
    return Document(view["href"], "story", view["title"].text, text, view["title"].lang)


def _term(speech: Speech, term: Term) -> Document:
    view = speech.term(term)
    href = f"{speech.href('glossary')}#{term.id}"
    return Document(href, "term", view["term"].text, view["text"].text, view["term"].lang)


def _map(speech: Speech, drawn: SystemMap) -> Document:
    """The map, found by the names of its factors and by what they are."""
    view, say = speech.map_line(drawn), partial(speech.library.words, speech.lang, drawn)
    parts = [f"{say(one)(one.name).text}. {say(one)(one.text).text}" for one in drawn.factors]
    return Document(
        view["href"], "map", view["title"].text, " ".join([view["summary"].text, *parts]), view["title"].lang
    )


def _plain(body: str) -> str:
    return " ".join(html.unescape(TAGS.sub(" ", body)).split())
