"""Events: order, hashes, times, and the ids of forms."""

from __future__ import annotations

import json
import random
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.domain.event import SERVER_ONLY, TOPICS, Event, Kind, canonical, digest, form_id, in_order, settled_time
from lms.domain.progress import FOLDS
from tests.unit.domain.given import NOW, event, later

MOMENTS = st.datetimes(timezones=st.just(UTC))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
ACCOUNT = uuid.UUID(int=7)


# Order -------------------------------------------------------------


def at(n, device, mark, moment=NOW):
    return Event(
        uuid.UUID(int=mark), uuid.UUID(int=device), n, moment, moment, Kind.PLAN_CHOSEN, "t/plan", None, "en", {}
    )


def test_the_counter_orders_then_the_device_then_the_id():
    ordered = [at(1, 9, 9), at(2, 1, 9), at(2, 2, 1), at(2, 2, 2), at(10, 1, 1)]
    mixed = ordered[:]
    random.Random(1).shuffle(mixed)
    assert in_order(mixed) == ordered


def test_clocks_do_not_order():
    assert in_order([at(2, 1, 1, later(days=-9)), at(1, 1, 2, later(days=9))])[0].n == 1


def test_every_kind_has_a_topic_and_every_topic_a_fold():
    assert set(TOPICS) == set(Kind)
    assert set(TOPICS.values()) == set(FOLDS)
    assert set(Kind) > SERVER_ONLY


def test_an_event_knows_its_line():
    assert event(Kind.REVIEW_ANSWERED, "t/one", 1).line == ("item", "t/one")


# Canonical JSON and hashes -----------------------------------------


@given(JSON)
def test_canonical_json_is_json(value):
    assert json.loads(canonical(value)) == value


@given(st.dictionaries(st.text(), st.integers(), min_size=2, max_size=5))
def test_the_order_of_keys_does_not_matter(value):
    turned = dict(reversed(list(value.items())))
    assert canonical(turned) == canonical(value)
    assert digest(turned) == digest(value)


def test_a_hash_is_held_fast():
    """Every version that was ever served is found by it: it must never change."""
    assert canonical({"b": "ក ", "a": [1, None, True]}) == '{"a":[1,null,true],"b":"ក "}'
    assert digest({"b": "ក ", "a": [1, None, True]}) == "25d9ce8efc08933616af"


# Times -------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "device_now", "settled", "why"),
    [
        (later(hours=-1), NOW, later(hours=-1), "the clock is right"),
        (later(hours=-1), later(minutes=4), later(hours=-1), "a few minutes are no matter"),
        (later(hours=-1), later(minutes=5), later(hours=-1), "five minutes neither"),
        (later(days=2, hours=-1), later(days=2), later(hours=-1), "two days fast"),
        (later(days=-2, hours=-1), later(days=-2), later(hours=-1), "two days slow"),
        (later(hours=3), NOW, NOW, "nothing happens after it was received"),
        (later(hours=3), None, NOW, "nor when the device does not say its time"),
        (later(hours=-3), None, later(hours=-3), "a device without a clock of its own is believed"),
        (datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC), NOW, "the end of time"),
        (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC), NOW, "the beginning of time"),
    ],
)
def test_odd_clocks_are_set_right(at, device_now, settled, why):
    assert settled_time(at, device_now, NOW) == settled, why


@given(MOMENTS, st.none() | MOMENTS, MOMENTS)
def test_no_clock_breaks_it_and_nothing_happens_in_the_future(at, device_now, received):
    settled = settled_time(at, device_now, received)
    assert settled <= received
    settled.astimezone(UTC)


@given(st.timedeltas(timedelta(minutes=6), timedelta(days=900)), st.integers(0, 10_000), st.booleans())
def test_any_constant_error_of_a_clock_is_taken_out(error, ago, fast):
    skew = error if fast else -error
    happened = later(minutes=-ago)
    assert settled_time(happened + skew, NOW + skew, NOW) == happened


# Forms -------------------------------------------------------------

SENT = (ACCOUNT, Kind.PLAN_CHOSEN, "t/plan", "v1", {"action": "wait"}, "2026-11-22")


def test_the_same_form_on_the_same_day_is_one_event():
    assert form_id(*SENT) == form_id(*SENT)


@pytest.mark.parametrize(
    ("place", "other"),
    [
        (0, uuid.UUID(int=8)),
        (1, Kind.LESSON_COMPLETED),
        (2, "t/other"),
        (3, "v2"),
        (3, None),
        (4, {"action": "ask"}),
        (5, "2026-11-23"),
    ],
)
def test_whatever_differs_makes_another_event(place, other):
    changed = [*SENT[:place], other, *SENT[place + 1 :]]
    assert form_id(*changed) != form_id(*SENT)
