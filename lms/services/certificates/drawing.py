"""The certificate as a drawing that anybody may see, without the name: SVG, no script, no style."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as Tree

from lms.domain.certificate import Award
from lms.services.certificates.sheet import HEIGHT, WIDTH, Sheet, Style
from lms.services.certificates.square_code import qr_svg, squares
from lms.services.certificates.text import SITE, Words, facts, notes
from lms.services.certificates.wording import right_to_left

__all__ = ["drawing", "qr_svg"]

INK, SOFT, DEEP, SUN = "#1c2523", "#4e5a57", "#0f4f57", "#ecb950"
READ = "'Iowan Old Style',Georgia,'Noto Serif',serif"
WORK = "system-ui,'Noto Sans',sans-serif"
EDGE = 33  # mm from the side of the page to the text
COLUMNS = ((EDGE, 66), (EDGE + 70, 54), (EDGE + 128, 66))  # of the facts: where each begins, and its room


def drawing(award: Award, words: Words) -> str:
    """The certificate as SVG, A4 in millimetres, set in whatever fonts the reader has."""
    sheet = Sheet.blank(award.language, right_to_left(award.language))
    sheet.part("title").text = f"{words['kind']}: {award.title}"
    _border(sheet)
    sheet.picture("mark.svg", EDGE, 31, 7.2)
    sheet.picture("two-cups.svg", WIDTH - EDGE - 62, 23, 62)
    _square_code(sheet, award.link)
    _writing(sheet, replace(award, name=None), words)
    return Tree.tostring(sheet.svg, encoding="unicode")


def _border(sheet: Sheet) -> None:
    """A line, and stitches of 4 mm that bend round the corners."""
    sheet.part("rect", width=f"{WIDTH}", height=f"{HEIGHT}", fill="#fff")
    line = {"fill": "none", "stroke": DEEP, "stroke_width": ".21"}
    sheet.part("rect", x="12", y="12.5", width="273", height="185", **line)
    stitches = {"stroke": SUN, "stroke_width": ".85", "stroke_dasharray": "2.6 1.4", "stroke_dashoffset": "1.3"}
    sheet.part("rect", x="14.5", y="15", width="268", height="180", **(line | stitches))


def _square_code(sheet: Sheet, link: str) -> None:
    path, side = squares(link)
    place = f"translate({sheet.across(WIDTH - EDGE - 29, 29):g} 143) scale({29 / side:.5f})"
    sheet.part("path", d=path, transform=place, shape_rendering="crispEdges")


def _writing(sheet: Sheet, award: Award, words: Words) -> None:
    across = WIDTH - 2 * EDGE
    sheet.text(SITE, EDGE + 10, 37, Style(6, INK, READ), room=80)
    sheet.text(words["kind"], EDGE, 78, Style(4.8, SOFT, WORK), room=160)
    sheet.text(award.title, EDGE, 97, Style(15, DEEP, READ), room=across - 30, lines=2)
    for place, (label, value) in enumerate(facts(award, words)):
        (x, room), y = COLUMNS[place % 3], 145 + 18 * (place // 3)
        sheet.text(label, x, y, Style(3.4, SOFT, WORK), room=room)
        sheet.text(value, x, y + 5.8, Style(4.4, INK, WORK), room=room, lines=2)
    for place, note in enumerate(notes(award, words)):
        sheet.text(note, EDGE, 181 + 5.4 * place, Style(3.3, SOFT, WORK), room=across)
