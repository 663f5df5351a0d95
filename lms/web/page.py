"""What a public page is: an address, and how its bytes are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """One public page in one language. It never varies by who asks.

    context: makes what the template needs, when it is first asked for
    content: part of the courses, so a site for members asks for a sign-in first
    queried: a query string is answered by a view (search, a story under way) and not by this page
    """

    address: str
    lang: str
    template: str
    context: Callable[[], Mapping[str, object]]
    content: bool = False
    queried: bool = False
