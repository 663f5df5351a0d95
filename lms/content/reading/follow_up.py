"""The follow-up questions in `module.toml`, each under [[follow_up]] with its answers."""

from __future__ import annotations

from lms.content.reading.table import Table
from lms.content.rules.files import WRONG_VALUE
from lms.domain.follow_up import DAYS, FollowUp, FollowUpAnswer


def read_follow_ups(frame: Table) -> tuple[tuple[FollowUp, ...], bool]:
    """The questions in the order of the file, and whether every one of them could be read."""
    made = [_follow_up(table) for table in frame.tables("follow_up", optional=True)]
    return tuple(one for one in made if one), None not in made


def _follow_up(table: Table) -> FollowUp | None:
    day = table.whole("day", DAYS[0], DAYS[-1])
    if day not in DAYS:
        table.refuse(WRONG_VALUE, f"“day” is {day}; it can be {', '.join(map(str, DAYS))}.", "day")
    ask = table.text("ask")
    answers = [_answer(one) for one in table.tables("answer")]
    made = FollowUp(day, ask, tuple(one for one in answers if one))
    return made if table.done() and None not in answers else None


def _answer(table: Table) -> FollowUpAnswer | None:
    answer = FollowUpAnswer(table.id(), table.text("text"), table.text("reply"))
    return answer if table.done() else None
