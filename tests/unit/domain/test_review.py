"""When items come back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.domain.review import Confidence, Recall, due, sure_and_wrong
from tests.unit.domain.given import NOW, later

DAY = timedelta(days=1)
MOMENTS = st.timedeltas(timedelta(days=-2000), timedelta(days=3000)).map(NOW.__add__)
RECALLS = st.lists(
    st.builds(Recall, MOMENTS, st.booleans(), st.sampled_from([None, *Confidence])), min_size=1, max_size=8
)


def right(days, confidence=None):
    return Recall(later(days=days), True, confidence)


def wrong(days):
    return Recall(later(days=days), False, None)


def waits(*recalls):
    return due(recalls) - recalls[-1].at


@given(RECALLS)
def test_equal_histories_give_equal_dates(recalls):
    assert due(recalls) == due(list(recalls))


@given(RECALLS)
def test_an_item_comes_back_after_a_day_at_the_earliest_and_half_a_year_at_the_latest(recalls):
    last = max(recall.at for recall in recalls)
    assert DAY <= due(recalls) - last <= 180 * DAY + DAY


@given(RECALLS)
def test_dates_know_their_zone(recalls):
    assert due(recalls).utcoffset() == timedelta(0)


def test_a_known_history_has_known_dates():
    """Held fast, so that another version of the library cannot move everybody's reviews unseen."""
    assert waits(right(0)) == 4 * DAY
    assert waits(right(0), right(5)) == 35 * DAY
    assert waits(right(0), right(5), wrong(30)) == 4 * DAY


def test_what_is_known_comes_back_later_each_time():
    first = waits(right(0))
    second = waits(right(0), right(first.days))
    third = waits(right(0), right(first.days), right(first.days + second.days))
    assert DAY < first < second < third


def test_a_wrong_answer_brings_the_item_back_soon():
    assert waits(wrong(0)) <= 2 * DAY
    assert waits(right(0), right(5), wrong(30)) < waits(right(0), right(5), right(30))


@pytest.mark.parametrize("confidence", [Confidence.FAIRLY, Confidence.SURE, None])
def test_a_guess_that_was_right_comes_back_sooner(confidence):
    assert waits(right(0, Confidence.GUESSING)) < waits(right(0, confidence))


def test_a_clock_that_went_back_does_not_bring_the_past_back():
    assert due([right(10), right(0)]) == due([right(10), right(10)])


def test_only_sure_and_wrong_is_sure_and_wrong():
    sure = [sure_and_wrong(Recall(NOW, right, how)) for right in (False, True) for how in (None, *Confidence)]
    assert sure == [False, True, False, False, False, False, False, False]
