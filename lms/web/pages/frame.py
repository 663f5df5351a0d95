"""What every public page tells the layout."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lms.content.library import Library

View = Mapping[str, Any]


def frame(library: Library, lang: str, path: str, here: str = "", course_text: bool = True) -> dict[str, Any]:
    """`path` is the address without its language; `course_text` says that the page shows text of the courses."""
    return {"nav": "public", "path": path, "here": here, "notice": notice(library, lang, course_text)}


def notice(library: Library, lang: str, course_text: bool) -> str | None:
    """The one line that a page says about its translation: None in English."""
    state = library.languages[lang].state
    if state == "source":
        return None
    if state == "pseudo":
        return "pseudo"
    return "english" if course_text else "draft"
