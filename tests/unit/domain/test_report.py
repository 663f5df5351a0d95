"""What a group's answers say about the items."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lms.domain.report import count_items

FIRST = st.fixed_dictionaries(
    {
        "choices": st.sampled_from([["a"], ["b"], ["a", "c"]]),
        "right": st.booleans(),
        "confidence": st.sampled_from([None, "sure", "fairly", "guessing"]),
    }
)


def first(choices, right, confidence=None):
    return {"choices": list(choices), "right": right, "confidence": confidence}


def test_one_item_counted():
    answers = [first("a", True, "sure"), first("b", False, "sure"), first("b", False, "guessing"), first("c", False)]
    (count,) = count_items(("t/one", answer) for answer in answers)
    assert (count.answered, count.wrong, count.sure_and_wrong, count.share_wrong) == (4, 3, 1, 0.75)
    assert count.chosen == {"a": 1, "b": 2, "c": 1}


def test_sure_and_wrong_comes_first_then_the_share_of_wrong_then_the_name():
    rows = [
        ("t/mostly-wrong", first("b", False)),
        ("t/b-half", first("b", False)),
        ("t/b-half", first("a", True)),
        ("t/a-half", first("b", False)),
        ("t/a-half", first("a", True)),
        ("t/sure", first("b", False, "sure")),
        ("t/sure", first("a", True)),
        ("t/sure", first("a", True)),
    ]
    assert [count.subject for count in count_items(rows)] == ["t/sure", "t/mostly-wrong", "t/a-half", "t/b-half"]


def test_nobody_has_answered():
    assert count_items([]) == []


@given(st.lists(st.tuples(st.sampled_from(["t/one", "t/two"]), FIRST), max_size=20))
def test_every_answer_is_counted_once(rows):
    counts = count_items(rows)
    assert sum(count.answered for count in counts) == len(rows)
    assert all(count.sure_and_wrong <= count.wrong <= count.answered for count in counts)
