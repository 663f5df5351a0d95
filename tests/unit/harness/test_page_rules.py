"""The rules for pages: a good page passes, and each rule finds the page that breaks it."""

from __future__ import annotations

import pytest

from tests.harness.page import BadPage, check, faults
from tests.harness.rules import RULES

HEAD = (
    '<meta charset="utf-8"><title>A lesson</title><meta name="viewport" content="width=device-width, initial-scale=1">'
)
BODY = """
<nav aria-label="Site"><a href="/en/">Start</a></nav>
<main><h1 id="top-of-it">A lesson</h1><p>Some <em>words</em>, <a href="#part">on</a>.</p>
<h2 id="part">A part</h2><ul><li>One<p>Two</p></li></ul><dl><dt>Word</dt><dd>Meaning</dd></dl>
<svg aria-hidden="true" viewBox="0 0 1 1"><path d="M0 0"></path></svg><img src="/a.svg" alt="" width="1" height="1">
<form method="post"><fieldset><legend><h3>Which?</h3></legend>
<label><input type="radio" name="q" value="a"> This</label></fieldset><label for="p">Password</label>
<input id="p" name="p" type="password" autocomplete="new-password"><button>Send</button></form>
<table><caption>Days</caption><tr><th scope="col">Day</th></tr><tr><td>One</td></tr></table>
<details><summary>More</summary><p>Text</p></details>
<a href="https://example.org/" rel="noreferrer">Elsewhere</a><script src="/a.js" type="module"></script></main>
"""


def page(body=BODY, head=HEAD, html='lang="en" dir="ltr"'):
    return f"<!doctype html><html {html}><head>{head}</head><body>{body}</body></html>"


def added(markup):
    return page(BODY.replace("</main>", f"{markup}</main>"))


BROKEN = [
    ("language", page(html='dir="ltr"')),
    ("language", page(html='lang="en" dir="auto"')),
    ("language", page(html='lang="km" dir="ltr"')),
    ("title", page(head=HEAD.replace("A lesson", " "))),
    ("title", page(head=HEAD.replace("<title>A lesson</title>", ""))),
    ("head", page(head=HEAD.replace('<meta charset="utf-8">', ""))),
    ("head", page(head=HEAD.replace("initial-scale=1", "user-scalable=no"))),
    ("head", page(head=HEAD.replace("width=device-width, ", ""))),
    ("landmarks", page(BODY.replace("main>", "div>"))),
    ("landmarks", added("<nav><a href='/x'>x</a></nav>")),
    ("one_h1", added("<h1>Again</h1>")),
    ("one_h1", page(BODY.replace("h1", "h2"))),
    ("heading_order", added("<h4>Deep</h4><h6>Deeper</h6>")),
    ("heading_order", added("<h2></h2>")),
    ("unique_ids", added('<p id="part">x</p>')),
    ("unique_ids", added('<p id="two words">x</p>')),
    ("references", added('<p aria-describedby="nobody">x</p>')),
    ("references", added('<label for="nobody">x</label>')),
    ("fragments", added('<a href="#nowhere">x</a>')),
    ("labels", added('<input name="x">')),
    ("labels", added("<label><select><option>x</option></select></label>").replace("<label><select", "<p><select")),
    ("spoken_names", added('<a href="/x"><img src="/x.svg" alt="" width="1" height="1"></a>')),
    ("spoken_names", added("<button></button>")),
    ("groups", added('<label><input type="radio" name="r"> x</label>')),
    ("groups", added("<fieldset><p>x</p></fieldset>")),
    ("passwords", page(BODY.replace(' autocomplete="new-password"', ""))),
    ("pictures", added('<img src="/x.svg" width="1" height="1">')),
    ("pictures", added('<img src="/x.svg" alt="x">')),
    ("pictures", added('<svg viewBox="0 0 1 1"></svg>')),
    ("pictures", added('<svg viewBox="0 0 1 1" role="group" aria-label="x"></svg>')),
    ("pictures", added('<svg viewBox="0 0 1 1" role="img" aria-label="x"><a href="/en/">x</a></svg>')),
    ("tables", added("<table><tr><th>x</th></tr></table>")),
    ("tables", added("<table><caption>x</caption><tr><td>x</td></tr></table>")),
    ("nothing_inline", added('<p style="color: red">x</p>')),
    ("nothing_inline", added("<script>1</script>")),
    ("nothing_inline", added('<p onclick="1">x</p>')),
    ("nothing_inline", page(head=HEAD + "<style>p{}</style>")),
    ("nothing_foreign", added('<script src="https://example.org/x.js"></script>')),
    ("nothing_foreign", added('<img src="//example.org/x.svg" alt="" width="1" height="1">')),
    ("nothing_foreign", added('<a href="http://example.org/" rel="noreferrer">x</a>')),
    ("nothing_foreign", added('<a href="https://example.org/">x</a>')),
    ("nothing_foreign", added('<a href="javascript:1">x</a>')),
    ("nothing_foreign", added('<form action="https://example.org/"></form>')),
    ("only_words_inside", added("<span><div>x</div></span>")),
    ("only_words_inside", added("<button><p>x</p></button>")),
    ("only_words_inside", added("<h2><a href='/x'><ul><li>x</li></ul></a></h2>")),
    ("children", added("<ul><p>x</p></ul>")),
    ("children", added("<ul>x</ul>")),
    ("children", added("<div><li>x</li></div>")),
    ("children", added("<details><p>x</p></details>")),
    ("children", added("<details><p>x</p><summary>x</summary></details>")),
    ("interactive", added('<a href="/x"><button>x</button></a>')),
    ("interactive", added('<div aria-hidden="true"><a href="/x">x</a></div>')),
    ("leftovers", added("<p>{{ name }}</p>")),
    ("leftovers", added("<p>%(count)d lessons</p>")),
    ("leftovers", added('<p title="object at 0x7f00">x</p>')),
    ("languages", added('<p lang="">x</p>')),
    ("languages", added('<p lang="en_GB">x</p>')),
    ("tab_order", added('<p tabindex="3">x</p>')),
    ("tab_order", added('<a href="/x" target="_blank">x</a>')),
]


def test_a_good_page_passes():
    check(page(), "/en/modules/x/")


@pytest.mark.parametrize(("rule", "html"), BROKEN)
def test_each_rule_finds_what_breaks_it(rule, html):
    found = faults(html, "/en/")
    assert [fault for fault in found if fault.startswith(f"{rule}: ")], found


def test_every_rule_has_a_broken_page():
    assert {rule for rule, _ in BROKEN} == {rule.__name__ for rule in RULES}


@pytest.mark.parametrize("html", ["<p>x", page("<p>x</div>"), page("<p>&nosuch;</p>"), page("<table><p>x</p></table>")])
def test_what_the_parser_stumbles_over_is_a_fault(html):
    assert [fault for fault in faults(html) if fault.startswith("line ")]


def test_all_faults_are_named_at_once():
    with pytest.raises(BadPage) as caught:
        check(page(head="", html=""), "/en/x/")
    assert {"/en/x/", "title", "language"} <= set(str(caught.value).replace(":", " ").split())
