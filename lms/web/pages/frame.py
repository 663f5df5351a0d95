"""What every public page tells the layout."""

from __future__ import annotations

from typing import Any

from lms.content.library import Library
from lms.content.segment import State
from lms.web.pages.remembered import remembered


def frame(library: Library, lang: str, path: str, here: str = "", catalogue: str = "") -> dict[str, Any]:
    """`path` is the address without its language; `catalogue` names the content that the page shows, if any."""
    return {"nav": "public", "path": path, "here": here, "notice": notice(library, lang, catalogue)}


@remembered
def notice(library: Library, lang: str, catalogue: str) -> str | None:
    """What a page says about its translation; None when there is nothing to say.

    "english": the content is not translated; "mixed": some of it is; "draft": all of it, as a machine
    draft; "unchecked": all of it, as somebody's draft; "pseudo": a made-up language.
    """
    state = library.languages[lang].state
    if state in ("source", "pseudo"):
        return None if state == "source" else "pseudo"
    states = library.states(lang, catalogue) if catalogue else {}
    missing = states.get(State.MISSING, 0)
    if missing:
        return "english" if missing == sum(states.values()) else "mixed"
    if state == State.REVIEWED:
        return None
    return "draft" if state == State.MACHINE_DRAFT else "unchecked"
