"""Lessons: Markdown in, an HTML fragment out. This page is the agreement with the style sheet.

The structure always comes from the English source; a translation replaces the words of one block
at a time (see `segments`), so no translation can break a page. A block whose words fall back to
English carries `lang="en"` (and `dir` where the direction differs); one whose words are stale
carries the class `stale`. What is emitted, and nothing else:

Headings (`##` to `####`), with the id made from the English words:

    <h2 id="help-has-a-voice">Help has a voice</h2>

Text: `<p>`, `<ul>`, `<ol>`, `<li>`, `<strong>`, `<em>`, `<br>`, and links to the site's own pages:

    <a href="/km/pause/">…</a>

A voice (`>`); a last paragraph that is only *emphasis* says whose it is:

    <blockquote class="voice"><p>…</p><p class="who"><em>A survivor, in our words</em></p></blockquote>

A drawing (`![what it shows](name.svg)` alone in a paragraph), inlined; see `drawing` for its classes:

    <p class="picture"><svg class="drawing" viewBox="0 0 240 160" role="img" aria-label="…">…</svg></p>

`!!! case "A case"`: somebody's situation, its label as a small heading in the margin:

    <section class="case"><h2 class="side" id="a-case">A case</h2><p>…</p></section>

`!!! worked "Title"`: a decision. A list in which every line begins with a bold name is talk; `you`
marks the learner's own lines, and a last *emphasis* becomes the note in the margin:

    <section class="worked"><p class="side">Worked example</p><h2 id="title">Title</h2><p>…</p>
    <ol class="talk"><li><b>Woman</b> Who reads this?</li>
    <li class="you"><b>You</b> I do. <small>Names the reader.</small></li></ol></section>

`!!! why "Question?"`: opens to the answer:

    <section class="why"><h2 class="side" id="think-first">Think first</h2>
    <details><summary>Question?</summary><p>…</p></details></section>

`!!! note "Title"`: slow down, or pause:

    <aside aria-labelledby="a-place-to-stop" class="note"><p class="side" id="a-place-to-stop">A place to stop</p>
    <p>…</p></aside>

Everything goes through nh3 with the same list at the end, so raw HTML, foreign media, foreign
addresses and inline styles cannot pass, whatever a source or a catalogue holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.admonition import AdmonitionExtension

from lms.content.lesson_finish import Finish
from lms.content.lesson_tree import Components, Part
from lms.content.sanitise import clean
from lms.content.segment import Words, english

Address = Callable[[str], str | None]
"""An address without a language in, the address to link to out; None for one that may not be linked."""

Draw = Callable[[str, str], str]
"""The file name of a drawing and what it shows in, an SVG element out; empty when there is none."""

UNUSED_BLOCKS = ("code", "setextheader", "hr", "reference")
UNUSED_INLINE = ("backtick", "reference", "image_reference", "short_reference", "short_image_ref")
UNUSED_MARKUP = ("autolink", "automail", "html", "entity")
IMAGE = re.compile(r'<img(?: [a-z-]+="[^"]*")*>')
PICTURE = re.compile(r'<img alt="([^"]*)" src="([^"]*)">')


def render(body: str, *, words: Words, labels: Words, address: Address, draw: Draw, direction: str = "ltr") -> str:
    """The HTML of a lesson's body.

    `words` gives the segments of the lesson, `labels` those of the interface ("Think first");
    `direction` is that of the page's language.
    """
    parser = _parser(Components(words, labels, direction), Finish(address))
    return _with_drawings(clean(parser.convert(body)), draw)


def segments(body: str) -> Iterator[tuple[Part, str]]:
    """The texts of a lesson's body that are translated one by one, in order, with what each is."""
    components = Components(english, english, "ltr")
    _parser(components, Finish(lambda href: href)).convert(body)
    return iter(components.seen)


class _LessonMarkdown(Extension):
    """Only the Markdown that the formats page names; raw HTML stays text."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the name that Python-Markdown calls)
        md.preprocessors.deregister("html_block")
        for name in UNUSED_BLOCKS:
            md.parser.blockprocessors.deregister(name)
        for name in UNUSED_INLINE + UNUSED_MARKUP:
            md.inlinePatterns.deregister(name)


def _parser(components: Components, finish: Finish) -> Markdown:
    parser = Markdown(extensions=[AdmonitionExtension(), _LessonMarkdown()], output_format="html")
    parser.treeprocessors.register(components, "components", 30)  # before the inline patterns (20)
    parser.treeprocessors.register(finish, "finish", 15)  # after them
    return parser


def _with_drawings(html: str, draw: Draw) -> str:
    inlined = PICTURE.sub(lambda found: draw(found[2], unescape(found[1])), html)
    return IMAGE.sub("", inlined)  # what had no drawing of our own as its source
