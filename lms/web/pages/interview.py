"""What the pages of an interview show beside a story: the kinds of question, asked and counted."""

from __future__ import annotations

from lms.domain.engine import Play
from lms.domain.interview import following, tally
from lms.web.pages.way import plain_address
from lms.web.speech import View


def interview_view(lang: str, play: Play, attempt: int) -> View:
    """`tally_lines` is each kind with how often it was asked; `again` where the same talk begins in other words."""
    onward = following(attempt)
    plain = plain_address(lang, play.scenario)
    return {
        "attempt": attempt,
        "tally_lines": [{"kind": str(kind), "asked": asked} for kind, asked in tally(play).items()],
        "again": f"{plain}?try={onward}#{play.scenario.start}" if onward > 1 else plain,
    }
