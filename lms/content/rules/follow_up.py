"""Rules for the questions that follow a plan: which days, and how many answers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import pairwise

from lms.content.finding import Finding, Rule
from lms.content.reading.manuscript import Manuscript
from lms.content.reading.module import Frame
from lms.content.rules.modules import repeated
from lms.domain.follow_up import DAYS

FEWEST, MOST = 2, 4
NAMES = ", ".join(map(str, DAYS))

FOLLOW_UP_DAYS = Rule(
    "follow-up-days",
    f"Follow-up questions stand in the order of their days ({NAMES}), each day once. A published module has all of "
    "them or none; one with a test and an action has all, and one without an action has none.",
    "Write the question that is missing, or put them in order.",
)
FOLLOW_UP_ANSWERS = Rule(
    "follow-up-answers",
    f"A follow-up question has {FEWEST} to {MOST} answers, no two alike.",
    "Let every honest answer be there once: it was done, it was done otherwise, it has not come yet.",
)


def check(manuscript: Manuscript) -> Iterator[Finding]:
    for module in manuscript.modules.values():
        yield from _days(module.frame)
        yield from _answers(module.frame)


def _days(frame: Frame) -> Iterator[Finding]:
    place = frame.document.place
    days = [one.day for one in frame.follow_ups]
    for number, (before, day) in enumerate(pairwise(days), 1):
        if day <= before:
            yield FOLLOW_UP_DAYS.at(place("follow_up", number, "day"), f"Day {day} stands after day {before}.")
    if days and not frame.actions:
        yield FOLLOW_UP_DAYS.at(place("follow_up", 0), "There is no action that these questions could follow.")
    missing = [day for day in DAYS if day not in days]
    if missing and frame.published and (days or (frame.test and frame.actions)):
        message = f"There is no question for day {', '.join(map(str, missing))}."
        yield FOLLOW_UP_DAYS.at(place("follow_up", 0) if days else place("test"), message)


def _answers(frame: Frame) -> Iterator[Finding]:
    for number, one in enumerate(frame.follow_ups):
        place = partial(frame.document.place, "follow_up", number, "answer")
        if not FEWEST <= len(one.answers) <= MOST:
            message = f"Day {one.day} has {len(one.answers)} answers; it can have {FEWEST} to {MOST}."
            yield FOLLOW_UP_ANSWERS.at(frame.document.place("follow_up", number), message)
        yield from repeated((answer.id for answer in one.answers), place)
        for other, answer in enumerate(one.answers):
            if answer.text in (earlier.text for earlier in one.answers[:other]):
                yield FOLLOW_UP_ANSWERS.at(place(other), f"“{answer.text}” is there twice.")
