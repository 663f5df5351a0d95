"""Items, lessons and modules."""

from __future__ import annotations

from lms.domain.course import Use
from tests.unit.domain.given import bank, item, module


def test_options_are_named_by_letters_in_their_order():
    one = item("one", right="b")
    assert (one.letters, one.correct, one.subject) == ("abc", frozenset("b"), "topic/one")


def test_the_bank_gives_items_by_use_in_file_order():
    topic = module(bank(plain=3, critical=2))
    assert [one.id for one in topic.bank(Use.TEST)] == ["grave-0", "grave-1", "plain-0", "plain-1", "plain-2"]
    assert len(topic.bank(Use.FORM_A, Use.FORM_B)) == 12
    assert topic.bank() == ()


def test_practice_belongs_to_a_lesson():
    topic = module([item("a", Use.PRACTICE, lesson="one"), item("b", Use.PRACTICE, lesson="two"), item("c", Use.TEST)])
    assert [one.id for one in topic.practice("one")] == ["a"]
