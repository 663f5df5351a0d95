"""Taking a test: drawn on the server, answered one question at a time, handed in once."""

from __future__ import annotations

import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.domain import mastery
from lms.domain.bank import FULL, PRE, Bank, Owner
from lms.domain.course import Item
from lms.domain.errors import Clash, Invalid, NotFound, TooSoon
from lms.domain.event import Kind
from lms.domain.mastery import Form, Sitting, Standing, State
from lms.domain.sitting import sittings as sittings_of
from lms.services.log import Fact, note
from lms.services.secrets import CHANCE
from lms.services.versions import VersionBook
from lms.storage import events


@dataclass(frozen=True, slots=True)
class Test:
    """One learner's test of one module or course: its sittings so far, and what may come next."""

    bank: Bank
    which: str
    sittings: tuple[Sitting, ...]
    state: State

    @property
    def subject(self) -> str:
        return self.bank.subject(self.which)

    @property
    def last(self) -> Sitting | None:
        return self.sittings[-1] if self.sittings else None

    @property
    def open(self) -> Sitting | None:
        return self.last if self.state.standing is Standing.OPEN else None


def test_of(
    session: Session, library: Library, book: VersionBook, owner: Owner, which: str, account: uuid.UUID, now: datetime
) -> Test:
    """The learner's test as it stands. `which` is "test", or a module's "pre-test". Raises NotFound without one."""
    bank = library.bank(owner)
    if bank is None:
        raise NotFound("There is no such test.")
    rows = events.of_lines(session, account, {("test", bank.subject(which))})
    book.load(session, (version for row in rows for _, version in row.data.get("items", ())))
    sittings = tuple(sittings_of(rows, book.marked))
    state = mastery.standing(sittings, now) if which == FULL else _pre_state(sittings)
    return Test(bank, which, sittings, state)


def _pre_state(sittings: Sequence[Sitting]) -> State:
    if not sittings:
        return State(Standing.READY, Form.PRE, None)
    closed = sittings[-1].handed_in_at is not None
    return State(Standing.PASSED if closed else Standing.OPEN, Form.PRE, None)


def start(
    session: Session,
    library: Library,
    book: VersionBook,
    test: Test,
    account: uuid.UUID,
    lang: str,
    now: datetime,
    chance: random.Random = CHANCE,
) -> None:
    """Draws the next sitting; one that is open already stays. Raises TooSoon and Clash."""
    if test.state.standing is Standing.OPEN:
        return
    if test.state.standing is Standing.WAITING and test.state.until:
        raise TooSoon("You can try again later. Read the lessons again in the meantime.", test.state.until)
    if test.state.standing is Standing.PASSED:
        raise Clash("You have done this test already.")
    attempt = f"{chance.getrandbits(128):032x}"
    drawn = [(name, test.bank.item(name)) for name in _draw(test, account, attempt)]
    data = {
        "attempt": attempt,
        "form": str(test.state.next_form),
        "pass_mark": _pass_mark(test, len(drawn)),
        "items": [[name, library.version(item)] for name, item in drawn if item],
    }
    note(session, book, account, lang, now, [Fact(Kind.TEST_DRAWN, test.subject, None, data)])


def _draw(test: Test, account: uuid.UUID, seed: str) -> list[str]:
    pre = mastery.form_for(str(account))
    if test.which == PRE:
        return mastery.shuffled([test.bank.name(item) for item in test.bank.of(pre)], seed)
    return mastery.draw(test.bank, pre, test.sittings, test.state.next_form, seed)


def _pass_mark(test: Test, size: int) -> int:
    """Four in five of a full sitting; all of one that makes critical items good; none of a pre-test."""
    if test.state.next_form is Form.PRE:
        return 0
    return size if test.state.next_form is Form.MEND else test.bank.rule.pass_mark


def question(test: Test, book: VersionBook, number: int) -> tuple[Sitting, Item]:
    """Question `number`, counted from one, of the open sitting. Raises NotFound."""
    sitting = test.open
    if sitting is None or not 1 <= number <= len(sitting.answers):
        raise NotFound("There is no such question.")
    item = book.marked(sitting.answers[number - 1].version)
    if not isinstance(item, Item):
        raise NotFound("There is no such question.")
    return sitting, item


def answer(
    session: Session,
    book: VersionBook,
    test: Test,
    item_id: str,
    attempt: str,
    choices: Sequence[str],
    account: uuid.UUID,
    lang: str,
    now: datetime,
) -> None:
    """Keeps one answer. Raises Clash when the sitting was handed in meanwhile, Invalid without a choice."""
    sitting = next((one for one in test.sittings if one.attempt == attempt), None)
    if sitting is None or sitting.handed_in_at is not None:
        raise Clash("This test has been handed in already. Your earlier answers count.")
    drawn = next((one for one in sitting.answers if one.item == item_id), None)
    item = book.marked(drawn.version) if drawn else None
    if drawn is None or not isinstance(item, Item):
        raise NotFound("There is no such question.")
    if len(choices) != 1 or choices[0] not in item.letters or len(choices[0]) != 1:
        raise Invalid("choice", "Choose one answer.")
    data = {"attempt": attempt, "item": item_id, "choices": list(choices)}
    note(session, book, account, lang, now, [Fact(Kind.TEST_ANSWERED, test.subject, drawn.version, data)])


def hand_in(session: Session, book: VersionBook, test: Test, account: uuid.UUID, lang: str, now: datetime) -> None:
    """Closes the open sitting. Raises Invalid while questions are unanswered; twice is harmless."""
    sitting = test.open
    if sitting is None:
        return
    if sitting.unanswered:
        raise Invalid("answers", "Some questions have no answer yet.")
    fact = Fact(Kind.TEST_HANDED_IN, test.subject, None, {"attempt": sitting.attempt})
    note(session, book, account, lang, now, [fact])
