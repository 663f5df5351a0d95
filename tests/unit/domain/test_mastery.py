"""The mastery test: what is drawn, when, and what passes."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.domain.bank import of_module
from lms.domain.course import Use
from lms.domain.mastery import MENDING, WAIT, Form, Standing, draw, form_for, other_form, passed, shuffled, standing
from tests.unit.domain.given import NOW, bank, item, later, module, sitting

SEEDS = st.text(min_size=1, max_size=12)
FORMS = st.sampled_from([Use.FORM_A, Use.FORM_B])
TOPIC = module(bank())
BANK = of_module(TOPIC)
ITEMS = {one.id: one for one in TOPIC.items}


def drawn(sittings, pre, seed, form=Form.FULL, topic=TOPIC):
    return [
        ITEMS.get(name) or next(one for one in topic.items if one.id == name)
        for name in draw(of_module(topic), pre, sittings, form, seed)
    ]


def uses(items):
    return Counter(one.use for one in items)


# The first sitting -------------------------------------------------


@given(SEEDS, FORMS)
def test_the_first_sitting_is_the_other_form_and_fourteen_of_the_bank(seed, pre):
    items = drawn([], pre, seed)
    assert len(items) == len(set(items)) == 20
    assert uses(items) == {other_form(pre): 6, Use.TEST: 14}
    assert sum(one.critical for one in items) == 3


@given(SEEDS, FORMS)
def test_one_seed_gives_one_draw(seed, pre):
    assert drawn([], pre, seed) == drawn([], pre, seed)


def test_other_seeds_give_other_items_in_another_order():
    draws = {tuple(draw(BANK, Use.FORM_A, [], Form.FULL, str(seed))) for seed in range(50)}
    assert len(draws) == 50
    assert len({frozenset(one) for one in draws}) == 50


def test_every_item_of_the_bank_is_drawn_for_somebody():
    met = {name for seed in range(200) for name in draw(BANK, Use.FORM_A, [], Form.FULL, str(seed))}
    assert met == {one.id for one in TOPIC.bank(Use.TEST, Use.FORM_B)}


# Further sittings --------------------------------------------------


@given(SEEDS, FORMS)
def test_a_retry_meets_only_other_items(seed, pre):
    first = drawn([], pre, seed)
    second = drawn([sitting(drawn=first)], pre, seed + "'")
    assert len(second) == 20
    assert not set(first) & set(second)
    assert sum(one.critical for one in second) == 3
    assert uses(second)[Use.PRACTICE] == 0


@given(SEEDS, FORMS)
def test_when_the_bank_runs_out_the_longest_unmet_come_first(seed, pre):
    first = drawn([], pre, seed)
    second = drawn([sitting(drawn=first)], pre, seed)
    third = drawn([sitting(drawn=first), sitting(drawn=second)], pre, seed)
    assert len(set(third)) == 20
    unmet = {one for one in TOPIC.bank(Use.TEST, pre) if one not in first and one not in second}
    assert unmet <= set(third)
    assert not set(third) & set(second), "the sitting before last is longer ago"


# Mending a missed critical item ------------------------------------


def grave(items):
    return [one for one in items if one.critical]


@given(SEEDS, FORMS, st.integers(1, 3))
def test_each_missed_critical_item_is_mended_by_two_others(seed, pre, missed):
    first = drawn([], pre, seed)
    wrong = [one.id for one in grave(first)[:missed]]
    mending = drawn([sitting(wrong, first)], pre, seed, Form.MEND)
    assert len(set(mending)) == MENDING * missed
    assert all(one.critical and one.use is Use.TEST for one in mending)
    assert not set(mending) & set(first)


def test_a_missed_item_itself_comes_back_only_when_no_other_is_left():
    topic = module(bank(critical=4))
    first = [one for one in topic.items if one.critical][:3]
    sat = sitting([first[0].id, first[1].id], first)
    mending = drawn([sat], Use.FORM_A, "seed", Form.MEND, topic)
    assert len(mending) == 4
    assert {one.id for one in mending[2:]} == {first[0].id, first[1].id}


def test_a_mending_sitting_must_be_all_right():
    items = grave(TOPIC.items)[:2]
    assert passed(sitting(drawn=items, form=Form.MEND, pass_mark=2))
    assert not passed(sitting([items[0].id], items, Form.MEND, pass_mark=2))


# Passing -----------------------------------------------------------


def first_draw():
    return drawn([], Use.FORM_A, "seed")


def plain(items):
    return [one.id for one in items if not one.critical]


@pytest.mark.parametrize(("misses", "good"), [(0, True), (4, True), (5, False), (20, False)])
def test_sixteen_of_twenty_pass(misses, good):
    items = first_draw()
    sat = sitting(plain(items)[:misses] if misses < 20 else [one.id for one in items], items)
    assert (sat.score, passed(sat)) == (20 - misses, good)


def test_a_missed_critical_item_does_not_pass_however_many_are_right():
    items = first_draw()
    sat = sitting([grave(items)[0].id], items)
    assert (sat.score, sat.enough, sat.missed_critical, passed(sat)) == (19, True, 1, False)


def test_neither_an_open_sitting_nor_a_pre_test_passes():
    items = first_draw()
    assert not passed(sitting(drawn=items, open_still=True))
    assert not passed(sitting(drawn=items, form=Form.PRE))


def test_lessons_to_return_to_come_most_wrong_first():
    items = [item("1", lesson="one"), *(item(str(n), lesson="two") for n in (2, 3)), item("4", lesson="three")]
    assert sitting(["1", "2", "3"], items).lessons_to_return_to() == ("two", "one")


# When it may be tried ----------------------------------------------


def test_the_first_sitting_may_be_drawn_at_once():
    assert standing([], NOW).standing is Standing.READY
    assert standing([], NOW).next_form is Form.FULL


def test_an_open_sitting_is_finished_first():
    assert standing([sitting(drawn=first_draw(), open_still=True)], later(days=9)).standing is Standing.OPEN


@pytest.mark.parametrize(("hours", "now"), [(23.99, Standing.WAITING), (24, Standing.READY), (500, Standing.READY)])
def test_another_sitting_waits_a_day(hours, now):
    items = first_draw()
    state = standing([sitting(plain(items)[:5], items)], later(hours=hours))
    assert (state.standing, state.next_form, state.until) == (now, Form.FULL, NOW + WAIT)


def test_enough_right_with_a_missed_critical_item_leads_to_mending():
    items = first_draw()
    missed = sitting([grave(items)[0].id], items)
    assert standing([missed], later(days=2)).next_form is Form.MEND
    mending = grave(TOPIC.items)[:2]
    failed = sitting([mending[0].id], mending, Form.MEND, later(days=1), 2)
    assert standing([missed, failed], later(days=3)).next_form is Form.FULL


def test_too_few_right_with_a_missed_critical_item_is_a_whole_test_again():
    items = first_draw()
    sat = sitting([grave(items)[0].id, *plain(items)[:4]], items)
    assert standing([sat], later(days=2)).next_form is Form.FULL


def test_a_pass_is_for_good():
    items = first_draw()
    won, lost = sitting(drawn=items), sitting([one.id for one in items], items)
    for history in ([won], [lost, won], [won, lost], [won, sitting(drawn=items, open_still=True)]):
        assert standing(history, NOW).standing is Standing.PASSED


# Seeds -------------------------------------------------------------


def test_both_forms_go_first_for_about_half_of_the_learners():
    first = Counter(form_for(f"learner-{n}") for n in range(1000))
    assert set(first) == {Use.FORM_A, Use.FORM_B}
    assert 400 < first[Use.FORM_A] < 600


@given(FORMS)
def test_the_other_form_is_the_other_one(form):
    assert other_form(form) is not form
    assert other_form(other_form(form)) is form


@given(st.sets(st.text(max_size=5), max_size=12), SEEDS)
def test_shuffling_loses_nothing_and_does_not_mind_the_order_given(ids, seed):
    assert shuffled(ids, seed) == shuffled(sorted(ids, reverse=True), seed)
    assert sorted(shuffled(ids, seed)) == sorted(ids)
