"""The browser that the other tests lean on finds what it is there to find."""

from __future__ import annotations

import pytest

from tests.harness.browsing import listen

GOOD = """<!doctype html><html lang="en" dir="ltr"><head><meta charset="utf-8"><title>Words</title></head>
<body><main><h1>Words</h1><p>Some of them.</p></main></body></html>"""


def test_axe_has_nothing_to_say_of_a_good_page(page, axe):
    page.set_content(GOOD)
    assert axe(page) == []


@pytest.mark.parametrize(
    ("bad", "rule"),
    [
        ('<input name="x">', "label"),
        ('<p><img src="data:,"></p>', "image-alt"),
        ('<p style="color: #aaa; background: #fff">Pale words</p>', "color-contrast"),
    ],
)
def test_axe_finds_what_is_wrong(page, axe, bad, rule):
    page.set_content(GOOD.replace("</main>", f"{bad}</main>"))
    assert any(found.startswith(f"{rule} ") for found in axe(page)), axe(page)


def test_axe_runs_under_the_strictest_policy(page, axe, live_site):
    page.goto(f"{live_site.address}/en/")
    assert axe(page) == []


def test_javascript_can_be_off(plain_page, page):
    script = GOOD.replace("</main>", "</main><script>document.title = 'Changed'</script>")
    for one, title in ((page, "Changed"), (plain_page, "Words")):
        one.set_content(script)
        assert one.title() == title


@pytest.mark.parametrize(
    "bad",
    [
        "<script>nosuch()</script>",
        '<img alt="" src="https://example.org/x.png">',
        "<script>fetch('//example.org')</script>",
    ],
)
def test_a_page_that_errs_or_asks_elsewhere_fails_its_test(complaints_about, bad):
    wrong = complaints_about(GOOD.replace("</main>", f"</main>{bad}"))
    assert wrong, "nobody noticed"


@pytest.fixture
def complaints_about(chromium):
    """What the `browse` fixture would complain of after a page like this."""

    def complaints(html):
        wrong = []
        context = chromium.new_context(offline=True)
        page = context.new_page()
        listen(page, wrong)
        page.set_content(html)
        page.wait_for_timeout(100)
        context.close()
        return wrong

    return complaints
