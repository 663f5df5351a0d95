"""The mastery test and the pre-test: what is drawn, how it is marked, and when it may be tried again.

A sitting is one draw of items. The first sitting of a module's test holds the six-item form that the
pre-test did not use and fourteen items of the bank; a course, which has no forms, draws all twenty
from the bank; a further one holds items not met before; and
after a sitting with enough right answers but a missed critical item, a short one makes that good.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from lms.domain.bank import Bank
from lms.domain.course import Item, Use

WAIT = timedelta(hours=24)
MENDING = 2  # critical items that make one missed critical item good


class Form(StrEnum):
    """What a sitting is for."""

    PRE = "pre"
    FULL = "full"
    MEND = "mend"


@dataclass(frozen=True, slots=True)
class Answered:
    """One drawn item: its version's mark sheet, and what the learner chose (empty when nothing)."""

    item: str
    version: str
    lesson: str
    critical: bool
    correct: frozenset[str]
    choices: frozenset[str]

    @property
    def right(self) -> bool:
        return self.choices == self.correct


@dataclass(frozen=True, slots=True)
class Sitting:
    """One draw with its answers, in the order in which the items are asked."""

    attempt: str
    form: Form
    drawn_at: datetime
    pass_mark: int
    answers: tuple[Answered, ...]
    handed_in_at: datetime | None

    @property
    def score(self) -> int:
        return sum(answer.right for answer in self.answers)

    @property
    def missed_critical(self) -> int:
        return sum(answer.critical and not answer.right for answer in self.answers)

    @property
    def enough(self) -> bool:
        return self.score >= self.pass_mark

    @property
    def unanswered(self) -> tuple[str, ...]:
        return tuple(answer.item for answer in self.answers if not answer.choices)

    def lessons_to_return_to(self) -> tuple[str, ...]:
        """Lessons of the wrong answers, most wrong answers first."""
        wrong = [answer.lesson for answer in self.answers if not answer.right]
        return tuple(sorted(dict.fromkeys(wrong), key=lambda lesson: -wrong.count(lesson)))


class Standing(StrEnum):
    """Where a learner stands with a test."""

    OPEN = "open"  # a sitting is drawn and not handed in
    READY = "ready"  # a sitting may be drawn now
    WAITING = "waiting"  # a sitting may be drawn after `until`
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class State:
    standing: Standing
    next_form: Form
    until: datetime | None


def standing(sittings: Sequence[Sitting], now: datetime) -> State:
    """What may happen next with a mastery test whose sittings, oldest first, are these."""
    if not sittings:
        return State(Standing.READY, Form.FULL, None)
    last = sittings[-1]
    if any(passed(sitting) for sitting in sittings):
        return State(Standing.PASSED, last.form, None)
    if last.handed_in_at is None:
        return State(Standing.OPEN, last.form, None)
    form = Form.MEND if last.form is Form.FULL and last.enough else Form.FULL
    until = last.handed_in_at + WAIT
    return State(Standing.READY if now >= until else Standing.WAITING, form, until)


def passed(sitting: Sitting) -> bool:
    """Enough right answers and no critical one missed, in a sitting that was handed in."""
    closed = sitting.handed_in_at is not None and sitting.form is not Form.PRE
    return closed and sitting.enough and sitting.missed_critical == 0


def shuffled(ids: Iterable[str], seed: str) -> list[str]:
    """The ids in an order that the seed alone decides."""
    return sorted(ids, key=lambda name: hashlib.sha256(f"{seed}:{name}".encode()).digest())


def form_for(seed: str) -> Use:
    """Which form a learner meets before the lessons; the other one is part of her first mastery test."""
    return Use.FORM_A if hashlib.sha256(seed.encode()).digest()[0] % 2 == 0 else Use.FORM_B


def other_form(form: Use) -> Use:
    return Use.FORM_B if form is Use.FORM_A else Use.FORM_A


def draw(bank: Bank, pre: Use, sittings: Sequence[Sitting], form: Form, seed: str) -> list[str]:
    """The names (as the bank gives them) of the items of the next sitting, in asking order.

    `pre` is the form that this learner's pre-test used, or would have used.
    """
    met, rule = _times_met(sittings), bank.rule
    if form is Form.MEND:
        return _mending(bank, sittings[-1], met, seed)
    if sittings:
        pool = bank.of(Use.TEST, Use.FORM_A, Use.FORM_B)
        return shuffled(_fill(bank, pool, rule.items, met, seed), seed)
    fixed = [bank.name(item) for item in bank.of(other_form(pre))]
    chosen = _fill(bank, bank.of(Use.TEST), rule.items - len(fixed), met, seed)
    return shuffled(fixed + chosen, seed)


def _times_met(sittings: Iterable[Sitting]) -> dict[str, int]:
    """When each item was last met: the number of the sitting, counted from one."""
    return {answer.item: place for place, sitting in enumerate(sittings, 1) for answer in sitting.answers}


def _freshest(bank: Bank, items: Iterable[Item], met: Mapping[str, int], seed: str) -> list[str]:
    """Names with the never met first, then the longest unmet; practice-near forms after the bank."""
    named = {bank.name(item): item for item in items}
    order = shuffled(named, seed)
    return sorted(order, key=lambda name: (met.get(name, 0), named[name].use is not Use.TEST))


def _fill(bank: Bank, pool: Sequence[Item], size: int, met: Mapping[str, int], seed: str) -> list[str]:
    """As many critical items as the rule says, then plain ones; a further critical one rather than a plain one met."""
    critical = bank.rule.critical
    grave = _freshest(bank, (item for item in pool if item.critical), met, seed)
    plain = _freshest(bank, (item for item in pool if not item.critical), met, seed)
    rest = sorted([*plain, *grave[critical:]], key=lambda name: met.get(name, 0))
    return [*grave[:critical], *rest][:size]


def _mending(bank: Bank, last: Sitting, met: Mapping[str, int], seed: str) -> list[str]:
    """Two critical items for each one missed: others, so a missed one itself comes last of all."""
    missed = {answer.item for answer in last.answers if answer.critical and not answer.right}
    grave = _freshest(bank, (item for item in bank.of(Use.TEST) if item.critical), met, seed)
    return sorted(grave, key=lambda name: name in missed)[: MENDING * last.missed_critical]
