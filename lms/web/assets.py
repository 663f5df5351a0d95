"""Style sheets, scripts and pictures: joined and made small once at start, and named by their content."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "static"
LEARNER_SHEET = ("tokens", "base", "layout", "components")
TYPES: Mapping[str, str] = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
ROBOTS = b"User-agent: *\nDisallow: /c/\nDisallow: /join/\nDisallow: /leave/\n"
FOREVER = "public, max-age=31536000, immutable"
DAILY = "public, max-age=86400"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is served; `address` changes whenever its bytes do."""

    name: str
    address: str
    content_type: str
    body: bytes
    caching: str = FOREVER


def load(static: Path = STATIC) -> Mapping[str, Asset]:
    """Every asset by its plain name: learner.css (the joined sheet), staff.css, leave.js, favicon.svg, …"""
    named = {name: _asset(name, body) for name, body in _files(static)}
    return {**named, "robots.txt": Asset("robots.txt", "/robots.txt", "text/plain; charset=utf-8", ROBOTS, DAILY)}


def _files(static: Path) -> Iterator[tuple[str, bytes]]:
    sheets = {path.stem: path.read_text("utf-8") for path in sorted((static / "css").glob("*.css"))}
    yield "learner.css", smaller("".join(sheets.pop(name) for name in LEARNER_SHEET)).encode()
    for name, text in sheets.items():
        yield f"{name}.css", smaller(text).encode()
    for path in [*sorted((static / "js").glob("*.js")), *sorted(static.glob("*.svg"))]:
        yield path.name, path.read_bytes()


def _asset(name: str, body: bytes) -> Asset:
    stem, suffix = name.rsplit(".", 1)
    mark = hashlib.sha256(body).hexdigest()[:10]
    return Asset(name, f"/static/{stem}.{mark}.{suffix}", TYPES["." + suffix], body)


def smaller(sheet: str) -> str:
    """A style sheet without comments and needless spaces. Quoted text is kept letter by letter."""
    bare = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    parts = re.split(r'("[^"\n]*")', bare)
    return "".join(part if part.startswith('"') else _squeezed(part) for part in parts).strip()


def _squeezed(css: str) -> str:
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,]) ?", r"\1", css)
    return css.replace(": ", ":").replace(";}", "}")
