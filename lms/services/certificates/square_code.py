"""Square codes (QR) for links, as small SVG that takes the colour of the text around it."""

from __future__ import annotations

from itertools import groupby
from xml.sax.saxutils import escape

import segno

QUIET = 4  # light modules around a square code, as its standard asks


def qr_svg(link: str, title: str = "", quiet: int = QUIET) -> str:
    """A square code for `link`. `title` is what a screen reader says; without one the code is hidden from it.

    The page must keep it dark on light: many telephones do not read light on dark.
    """
    path, side = squares(link)
    box = f"{-quiet} {-quiet} {side + 2 * quiet} {side + 2 * quiet}"
    heard = f'role="img"><title>{escape(title)}</title>' if title else 'aria-hidden="true">'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="qr" viewBox="{box}" fill="currentColor" '
        f'shape-rendering="crispEdges" {heard}<path d="{path}"/></svg>'
    )


def squares(link: str) -> tuple[str, int]:
    """The dark modules as a path, one unit each, and the side of the whole in modules."""
    rows = [list(row) for row in segno.make_qr(link, error="m").matrix]
    return "".join(_runs(y, row) for y, row in enumerate(rows)), len(rows)


def _runs(y: int, row: list[int]) -> str:
    """The dark runs of one row, each a box one module high."""
    x, drawn = 0, ""
    for dark, run in groupby(row):
        wide = len(list(run))
        drawn += f"M{x} {y}h{wide}v1h-{wide}z" if dark else ""
        x += wide
    return drawn
