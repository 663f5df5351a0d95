"""People as an administrator sees them: search, roles, suspending, slips."""

from __future__ import annotations

import pytest

from lms.domain.permission import Role
from lms.storage.accounts import Account
from tests.harness import crowd
from tests.harness.cast import Person, Stage
from tests.harness.staff import buttons_to, post, trail, words
from tests.harness.statements import counted

HOME = "/en/admin/"
PEOPLE = "/en/admin/people/"
FORM = "/en/admin/organisation/"  # a page with a token
ADMINISTRATORS = ["organisation/", "people/", "cohorts/", "audit/", "quarantine/", "quarantine/conflicts/"]
EDITORS = ["", "content/", "content/check/"]


def at(person: Person) -> str:
    return f"{PEOPLE}{person.id}/"


def test_people_are_found_by_name_and_by_role(stage: Stage, administrator: Person, trainer: Person) -> None:
    stage.person("Per_cent%")
    client = administrator.client
    assert list(buttons_to(client.get(PEOPLE))) == ["Dara", "Per_cent%", "Rahim"]
    assert list(buttons_to(client.get(PEOPLE + "?s=DAR"))) == ["Dara"]
    assert list(buttons_to(client.get(PEOPLE + "?s=%25"))) == ["Per_cent%"]
    assert list(buttons_to(client.get(PEOPLE + "?s=_"))) == ["Per_cent%"]
    assert list(buttons_to(client.get(f"{PEOPLE}?s={trainer.name}"))) == ["Dara"]
    assert list(buttons_to(client.get(PEOPLE + "?role=trainer"))) == ["Dara"]
    assert "Nobody fits" in words(client.get(PEOPLE + "?s=zzz&role=assessor"))


@pytest.mark.parametrize("query", ["s=" + "x" * 61, "role=queen", "role=%3Cb%3E", "s=%C2%85" + "y" * 61])
def test_a_bad_search_is_shown_again(administrator: Person, query: str) -> None:
    answer = administrator.client.get(f"{PEOPLE}?{query}")
    assert answer.status_code == 422
    assert "One thing to change" in words(answer)


@pytest.mark.parametrize(
    "query", ["s=%00", "s=%ED%A0%80", "s=%FF", "s=' OR 1=1", "s=\\", "page=0", "page=7&s=", "s=a&s=b"]
)
def test_a_strange_search_finds_what_it_finds(administrator: Person, query: str) -> None:
    assert administrator.client.get(f"{PEOPLE}?{query}").status_code in (200, 400)


def test_people_come_fifty_a_page_at_the_same_cost(stage: Stage, administrator: Person, trainer: Person) -> None:
    with counted(stage.database) as few:
        administrator.client.get(PEOPLE)
    crowd.cohort_of(stage, trainer, 70)
    with counted(stage.database) as many:
        first = administrator.client.get(PEOPLE)
    second = administrator.client.get(PEOPLE + "?page=2")
    assert len(few) == len(many) <= 8
    assert len(buttons_to(first)) == 50
    assert len(buttons_to(second)) == 22
    assert "51 to 72 of 72" in words(second)


def test_an_account_is_opened_with_a_line_that_its_owner_can_read(
    stage: Stage, administrator: Person, learner: Person
) -> None:
    client = administrator.client
    address = buttons_to(client.get(PEOPLE + "?s=Sokha"))["Sokha"]
    closed = client.get(address)
    assert "Open the account of Sokha?" in words(closed)
    assert not trail(stage, "person.viewed")
    opened = client.send(closed, "Open")
    assert "Save the roles" in words(opened)
    assert trail(stage, "person.viewed")[0].subject_id == learner.id
    seen_by = learner.client.get("/en/me/record.json").get_json()["seen_by"]
    assert [(look["act"], look["by"]) for look in seen_by] == [("person.viewed", "Rahim")]


@pytest.mark.parametrize("who", ["nobody", "11111111-1111-4111-8111-111111111111", "{id}x", "%00"])
def test_nobody_is_no_page(administrator: Person, learner: Person, who: str) -> None:
    assert administrator.client.get(f"{PEOPLE}{who.format(id=learner.id)}/").status_code == 404


def opened(administrator: Person, person: Person) -> None:
    post(administrator.client, FORM, at(person))


def test_roles_are_given_and_taken(stage: Stage, administrator: Person, learner: Person) -> None:
    opened(administrator, learner)
    page = administrator.client.get(at(learner))
    page = administrator.client.send(page, "Save the roles", role=["trainer", "assessor"])
    assert stage_roles(stage, learner) == {Role.TRAINER, Role.ASSESSOR}
    assert learner.client.get("/en/cohorts/").status_code == 200
    administrator.client.send(page, "Save the roles", role=["assessor"])
    assert stage_roles(stage, learner) == {Role.ASSESSOR}
    assert learner.client.get("/en/cohorts/").status_code == 404
    acts = [(line.act, line.detail) for line in trail(stage) if line.act.startswith("role")]
    assert acts == [("role.granted", "assessor"), ("role.granted", "trainer"), ("role.withdrawn", "trainer")]


def stage_roles(stage: Stage, person: Person) -> set[Role]:
    with stage.database.reading() as session:
        account = session.get(Account, person.id)
        assert account is not None
        return set(account.roles)


@pytest.mark.parametrize("roles", [["queen"], ["trainer", ""], ["TRAINER"], ["trainer" * 500]])
def test_a_role_that_there_is_not_is_refused(
    stage: Stage, administrator: Person, learner: Person, roles: list[str]
) -> None:
    opened(administrator, learner)
    answer = post(administrator.client, FORM, at(learner) + "roles/", role=roles)
    assert answer.status_code == 422
    assert stage_roles(stage, learner) == set()


def test_the_last_administrator_stays(stage: Stage, administrator: Person) -> None:
    opened(administrator, administrator)
    answer = post(administrator.client, FORM, at(administrator) + "roles/")
    assert answer.status_code == 409
    assert "This is the only administrator" in words(answer)
    assert stage_roles(stage, administrator) == {Role.ADMINISTRATOR}
    assert post(administrator.client, FORM, at(administrator) + "suspend/").status_code == 409


def test_an_administrator_can_step_down_when_there_is_another(stage: Stage, administrator: Person) -> None:
    stage.person("Second", Role.ADMINISTRATOR)
    answer = post(administrator.client, FORM, at(administrator) + "roles/", role="trainer")
    assert answer.location == "/en/me/"
    assert administrator.client.get(HOME).status_code == 404


def test_a_suspended_account_is_shut_and_opens_again(stage: Stage, administrator: Person, learner: Person) -> None:
    opened(administrator, learner)
    ask = administrator.client.get(at(learner) + "suspend/")
    assert learner.client.get("/en/me/").status_code == 200
    page = administrator.client.send(ask, "Suspend")
    assert "Suspended since" in words(page)
    assert learner.client.get("/en/me/").status_code == 303
    administrator.client.send(page, "Restore")
    stage.sign_in(learner)
    assert learner.client.get("/en/me/").status_code == 200
    assert [line.act for line in trail(stage)][-2:] == ["account.suspended", "account.restored"]


def test_a_slip_can_be_made_for_staff_too(stage: Stage, administrator: Person, trainer: Person) -> None:
    made = words(administrator.client.send(administrator.client.get(at(trainer) + "slip/"), "Make the slip"))
    assert trainer.name in made
    assert trail(stage, "slip.made")[0].subject_id == trainer.id
    assert post(administrator.client, FORM, at(administrator) + "slip/").status_code == 409
