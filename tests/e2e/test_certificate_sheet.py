"""The certificate on the page, printed by the browser: one A4 page lying down, whatever the name."""

from __future__ import annotations

import io
import re

import pypdfium2
import pytest
from playwright.sync_api import Page

from lms.web.assets import load
from tests.harness.cast import Stage
from tests.harness.finishing import certify

NAMES = {
    "short": "Sokha Chan",
    "none": "",
    "long": "Maria Fernanda da Conceição Albuquerque de Vasconcelos e Souza Montenegro Lima X",
    "stacked": "ស្រីស្រស់ ស្ត្រីខ្មែរ " * 3,
    "wide": "亀" * 80,
}


def with_its_sheets(html: str) -> str:
    """The page with its style sheets inside, so that it needs no server."""
    styles = {asset.address: asset.body.decode() for asset in load().values() if asset.address.endswith(".css")}
    bare = re.sub(r"<script[^>]*></script>", "", html)
    return re.sub(r'<link rel="stylesheet" href="([^"]+)">', lambda found: f"<style>{styles[found[1]]}</style>", bare)


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_the_sheet_prints_on_one_page(stage: Stage, page: Page, name: str) -> None:
    person = stage.person("Sokha")
    code = certify(stage, person, name=name.strip()).code
    page.set_content(with_its_sheets(person.client.get(f"/en/me/certificates/{code}/").text))
    document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert [tuple(round(side) for side in one.get_size()) for one in document] == [(842, 595)]
    text = " ".join(document[0].get_textpage().get_text_range().split())
    assert "The check shows no name." in text  # the last line is on the page
    assert "Open as PDF" not in text
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1032, "height": 703})  # A4 lying down, without its margins
    sheet, inside = page.locator(".certificate"), page.locator(".certificate > :last-child")
    outer, inner = sheet.bounding_box(), inside.bounding_box()
    assert outer is not None
    assert inner is not None
    assert inner["y"] + inner["height"] <= outer["y"] + outer["height"] - 20  # clear of the border
