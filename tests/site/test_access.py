"""Every address, method and role: who comes in, who is asked to sign in, and who sees nothing at all."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from lms.domain.permission import Actor, Role, may
from lms.services import administration, cohorts
from lms.storage import accounts
from lms.web.access import DOORS
from lms.web.site import KEY, Site
from tests.harness.cast import Person, Stage
from tests.harness.client import Client

ROLES: dict[str, frozenset[Role]] = {"learner": frozenset(), **{str(role): frozenset({role}) for role in Role}}
MACHINES = (".json", "/sync")


def rules(app: Flask) -> Iterator[tuple[str, str, str]]:
    """(address, method, access rule) of everything that Flask answers."""
    for rule in app.url_map.iter_rules():
        access = app.view_functions[rule.endpoint].access_rule  # type: ignore[attr-defined] # set by `page`
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            yield rule.rule, method, access


def filled(address: str, **values: str) -> str:
    """The address with something in every place; what is not named does not exist."""
    missing = {"lang": "en", "account": str(uuid.UUID(int=7)), "number": "7"}
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda place: {**missing, **values}.get(place[1], "nothing"), address)


def ask(client: Client, method: str, address: str, secret_key: Any) -> TestResponse:
    """One request as the site's own page would send it, with a good token."""
    if method == "GET":
        return client.get(address)
    with client.session_transaction() as cookie:
        cookie["csrf_token"] = "0" * 40
    token = URLSafeTimedSerializer(secret_key, salt="wtf-csrf-token").dumps("0" * 40)
    if address == "/sync":
        return client.post(address, json={}, headers=client.same_origin())
    return client.post(address, data={"csrf_token": token}, headers=client.same_origin())


def closed(answer: TestResponse, address: str) -> bool:
    """Whether a stranger was sent to the door."""
    if address.endswith(MACHINES):
        return answer.status_code == 401
    return answer.status_code == 303 and "/sign-in/?next=" in (answer.location or "")


def test_a_stranger_enters_public_places_only(stage: Stage) -> None:
    for address, method, rule in rules(stage.app):
        answer = ask(stage.stranger(), method, filled(address), stage.app.config["SECRET_KEY"])
        assert closed(answer, address) == (rule != "public"), f"{method} {address}: {answer.status}"


@pytest.mark.parametrize("role", ROLES)
def test_each_role_enters_what_the_table_gives_it(stage: Stage, role: str) -> None:
    person = stage.person("Somebody", *ROLES[role])
    for address, method, rule in rules(stage.app):
        if rule == "public":
            continue
        stage.sign_in(person)
        answer = ask(person.client, method, filled(address), stage.app.config["SECRET_KEY"])
        assert not closed(answer, address), f"{method} {address}: {role} was sent to the door"
        if not may(Actor(person.id, ROLES[role]), DOORS.get(rule, rule)):
            assert answer.status_code == 404, f"{method} {address}: {role} got {answer.status}"


def suspended(stage: Stage) -> Person:
    person, chief = stage.person("Somebody", Role.ADMINISTRATOR), stage.person("Chief", Role.ADMINISTRATOR)
    with stage.database.writing() as session:
        one, other = accounts.by_id(session, person.id), accounts.by_id(session, chief.id)
        assert one
        assert other
        administration.suspend(session, other, one, stage.clock())
    return person


def erased(stage: Stage) -> Person:
    person = stage.person("Somebody", Role.ADMINISTRATOR)
    with stage.database.writing() as session:
        session.delete(accounts.by_id(session, person.id))
    return person


@pytest.mark.parametrize("state", [suspended, erased], ids=["suspended", "erased"])
def test_who_is_suspended_or_erased_is_a_stranger(stage: Stage, state: Callable[[Stage], Person]) -> None:
    person = state(stage)
    for address, method, rule in rules(stage.app):
        if rule != "public":
            answer = ask(person.client, method, filled(address), stage.app.config["SECRET_KEY"])
            assert closed(answer, address), f"{method} {address}: {answer.status}"


def test_what_is_foreign_looks_as_if_it_were_missing(stage: Stage, trainer: Person, learner: Person) -> None:
    """Another trainer's cohort, another person's learner and certificate: letter for letter the same answer."""
    theirs = cohort_of(stage, stage.person("Other", Role.TRAINER), learner)
    for address, method, rule in rules(stage.app):
        if rule in ("cohort", "cohort.own", "own"):
            foreign = filled(address, cohort=theirs, account=str(learner.id))
            missing = filled(address, cohort="x" * len(theirs), account=str(uuid.UUID(int=9)))
            seen = [ask(trainer.client, method, one, stage.app.config["SECRET_KEY"]) for one in (foreign, missing)]
            assert [one.status_code for one in seen] == [404, 404], f"{method} {address}"
            assert plain(seen[0], foreign) == plain(seen[1], missing), f"{method} {address}"


def plain(answer: TestResponse, address: str) -> str:
    """The page without the address that was asked for, and without tokens."""
    here = address.removeprefix("/en/")
    return re.sub(r'name="csrf_token" value="[^"]*"', "", answer.get_data(as_text=True).replace(here, ""))


def cohort_of(stage: Stage, trainer: Person, learner: Person) -> str:
    site: Site = stage.app.extensions[KEY]
    with stage.database.writing() as session:
        owner, member = accounts.by_id(session, trainer.id), accounts.by_id(session, learner.id)
        assert owner
        assert member
        made = cohorts.make_cohort(session, site.library, owner, "Theirs", "social-work", stage.clock())
        cohorts.join(session, made, member, stage.clock())
        return made.id
