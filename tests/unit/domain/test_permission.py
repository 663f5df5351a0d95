"""Who may do what: the whole table, by hand."""

from __future__ import annotations

import uuid
from itertools import combinations

import pytest

from lms.domain.permission import RULES, STRANGER, Actor, Role, Thing, may

ME, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)
MINE = Thing(owner=ME, trainers=frozenset({ME}))
SHARED = Thing(owner=OTHER, trainers=frozenset({ME, OTHER}))
FOREIGN = Thing(owner=OTHER, trainers=frozenset({OTHER}))

CAST = {
    "stranger": STRANGER,
    "suspended": Actor(ME, frozenset(Role), suspended=True),
    "learner": Actor(ME),
    "trainer": Actor(ME, frozenset({Role.TRAINER})),
    "assessor": Actor(ME, frozenset({Role.ASSESSOR})),
    "manager": Actor(ME, frozenset({Role.MANAGER})),
    "editor": Actor(ME, frozenset({Role.EDITOR})),
    "administrator": Actor(ME, frozenset({Role.ADMINISTRATOR})),
}
EVERYBODY = set(CAST)
KNOWN = EVERYBODY - {"stranger", "suspended"}
TRAINERS = {"trainer", "administrator"}

TABLE = [
    ("public", MINE, EVERYBODY),
    ("public", FOREIGN, EVERYBODY),
    ("learn", MINE, KNOWN),
    ("own", MINE, KNOWN),
    ("own", SHARED, set()),
    ("own", FOREIGN, set()),
    ("train", FOREIGN, TRAINERS),
    ("cohort", MINE, TRAINERS),
    ("cohort", SHARED, TRAINERS),
    ("cohort", FOREIGN, set()),
    ("cohort.own", MINE, TRAINERS),
    ("cohort.own", SHARED, set()),
    ("cohort.own", FOREIGN, set()),
    ("content", FOREIGN, {"editor", "administrator"}),
    ("administer", FOREIGN, {"administrator"}),
]


@pytest.mark.parametrize("name", CAST)
@pytest.mark.parametrize(("rule", "thing", "allowed"), TABLE)
def test_who_may_do_what(rule, thing, allowed, name):
    assert may(CAST[name], rule, thing) is (name in allowed)


def test_the_table_above_has_every_rule():
    assert {rule for rule, _, _ in TABLE} == set(RULES)


def test_an_unknown_rule_is_a_fault():
    with pytest.raises(KeyError):
        may(STRANGER, "whatever")


@pytest.mark.parametrize("rule", RULES)
def test_a_role_more_never_takes_a_right_away(rule):
    for few in range(len(Role)):
        for roles in combinations(Role, few):
            for more in Role:
                before, after = Actor(ME, frozenset(roles)), Actor(ME, frozenset({*roles, more}))
                assert may(before, rule, SHARED) <= may(after, rule, SHARED)


@pytest.mark.parametrize("rule", sorted(set(RULES) - {"public"}))
def test_nobody_in_particular_owns_nothing(rule):
    """A stranger has no account, and a thing may have no owner: None must not equal None."""
    assert not may(STRANGER, rule, Thing())
    assert not may(Actor(None, frozenset(Role)), rule, Thing())
