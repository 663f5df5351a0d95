"""What comes after a test was handed in is kept, and changes nothing."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

import pytest

from lms.content.library import Library
from lms.domain.bank import FULL
from lms.services import accounts, sittings
from lms.services.beside import Sender
from lms.services.log import receive
from lms.services.versions import VersionBook, keep_versions
from lms.storage import records
from lms.storage.engine import Database

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SUBJECT = "confidentiality/test"


class Learner:
    """Somebody who takes the test on a phone."""

    def __init__(self, database: Database, library: Library) -> None:
        self.database, self.library, self.book = database, library, VersionBook(library)
        with database.writing() as session:
            keep_versions(session, library, NOW)
            self.id = accounts.sign_up(session, "Somebody", "a long enough word", "en", NOW).account.id
            sittings.start(session, library, self.book, self._test(session), self.id, "en", NOW)
        with database.reading() as session:
            sitting = self._test(session).open
            assert sitting
            self.sitting = sitting

    def _test(self, session: Any) -> sittings.Test:
        module = self.library.modules["confidentiality"]
        return sittings.test_of(session, self.library, self.book, module, FULL, self.id, NOW)

    def answers(self, right: bool, first_n: int) -> list[dict[str, Any]]:
        """One answer to every question, and the word that hands them in."""
        sent = []
        for n, one in enumerate(self.sitting.answers, first_n):
            letter = min(one.correct) if right else min(set("abc") - one.correct)
            data = {"attempt": self.sitting.attempt, "item": one.item, "choices": [letter]}
            sent.append(self._event(n, "test.answered", one.version, data))
        closing = self._event(first_n + len(sent), "test.handed-in", None, {"attempt": self.sitting.attempt})
        return [*sent, closing]

    def _event(self, n: int, kind: str, version: str | None, data: dict[str, Any]) -> dict[str, Any]:
        parts = {"id": str(uuid.uuid4()), "n": n, "at": "2026-11-22T08:00:00Z", "kind": kind, "subject": SUBJECT}
        return {**parts, "version": version, "lang": "en", "data": data}

    def send(self, events: list[dict[str, Any]]) -> set[str]:
        with self.database.writing() as session:
            sender = Sender(self.id, uuid.uuid5(self.id, "phone"), NOW, NOW)
            return {str(receipt.status) for receipt in receive(session, self.book, sender, events)}

    def score(self) -> int | None:
        with self.database.reading() as session:
            line = records.line(session, self.id, "test", SUBJECT)
        assert line
        return line.score


@pytest.fixture
def learner(database: Database, library: Library) -> Learner:
    return Learner(database, library)


def test_answers_and_the_word_that_hands_them_in_come_together(learner: Learner) -> None:
    assert learner.send(learner.answers(right=True, first_n=10)) == {"stored"}
    assert learner.score() == 20


def test_sending_the_same_again_is_success(learner: Learner) -> None:
    sent = learner.answers(right=True, first_n=10)
    learner.send(sent)
    assert learner.send(sent) == {"duplicate"}


def test_better_answers_after_the_result_are_kept_and_count_for_nothing(learner: Learner) -> None:
    learner.send(learner.answers(right=False, first_n=100))
    assert learner.send(learner.answers(right=True, first_n=1)) == {"quarantined"}
    assert learner.score() == 0
