"""Who may do what: one table of pure predicates.

A place where somebody may not see a thing answers exactly as if the thing were missing; so the
views ask `may` after loading, and say «not found» for both.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What an organisation lets a person do beyond learning."""

    TRAINER = "trainer"
    ASSESSOR = "assessor"
    MANAGER = "manager"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever asks. A stranger has no account; an erased account is a stranger."""

    account: uuid.UUID | None
    roles: frozenset[Role] = frozenset()
    suspended: bool = False

    @property
    def known(self) -> bool:
        return self.account is not None and not self.suspended


STRANGER = Actor(None)


@dataclass(frozen=True, slots=True)
class Thing:
    """What is asked for: whose it is, and which trainers it is shared with."""

    owner: uuid.UUID | None = None
    trainers: frozenset[uuid.UUID] = field(default_factory=frozenset)


NOTHING = Thing()


def _anyone(actor: Actor, thing: Thing) -> bool:
    return True


def _learner(actor: Actor, thing: Thing) -> bool:
    return actor.known


def _own(actor: Actor, thing: Thing) -> bool:
    return actor.known and actor.account == thing.owner


def _trainer(actor: Actor, thing: Thing) -> bool:
    return actor.known and bool(actor.roles & {Role.TRAINER, Role.ADMINISTRATOR})


def _cohort(actor: Actor, thing: Thing) -> bool:
    return _trainer(actor, thing) and actor.account in thing.trainers


def _cohort_owner(actor: Actor, thing: Thing) -> bool:
    return _cohort(actor, thing) and actor.account == thing.owner


def _editor(actor: Actor, thing: Thing) -> bool:
    return actor.known and bool(actor.roles & {Role.EDITOR, Role.ADMINISTRATOR})


def _administrator(actor: Actor, thing: Thing) -> bool:
    return actor.known and Role.ADMINISTRATOR in actor.roles


RULES: Mapping[str, Callable[[Actor, Thing], bool]] = {
    "public": _anyone,  # pages that are the same for everyone, and the doors in
    "learn": _learner,  # one's own learning: /me/, tests, /sync
    "own": _own,  # one named thing of one's own
    "train": _trainer,  # the list of one's cohorts, and making one
    "cohort": _cohort,  # one cohort, by those who train it
    "cohort.own": _cohort_owner,  # sharing and archiving it, by the trainer who made it
    "content": _editor,  # the state of content by language
    "administer": _administrator,  # organisation, people, audit, quarantine
}


def may(actor: Actor, rule: str, thing: Thing = NOTHING) -> bool:
    """Whether the actor may do what the rule covers. An unknown rule is a fault and raises KeyError."""
    return RULES[rule](actor, thing)
