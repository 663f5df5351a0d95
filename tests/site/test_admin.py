"""Running the site: the organisation, people and roles, all cohorts, content, the trail, quarantine."""

from __future__ import annotations

import re
import uuid

import pytest
from sqlalchemy import select

from lms.domain.permission import Role
from lms.services.log import Sender, receive
from lms.storage.accounts import Account
from lms.storage.beside import Quarantined
from lms.storage.events import Logged
from tests.harness import crowd
from tests.harness.cast import Person, Stage
from tests.harness.finishing import here, module
from tests.harness.staff import buttons_to, cohort_for, cohort_row, post, tokenless, trail, words
from tests.harness.statements import counted

HOME = "/en/admin/"
PEOPLE = "/en/admin/people/"
FORM = "/en/admin/organisation/"  # a page with a token
ADMINISTRATORS = ["organisation/", "people/", "cohorts/", "audit/", "quarantine/", "quarantine/conflicts/"]
EDITORS = ["", "content/", "content/check/"]


def at(person: Person) -> str:
    return f"{PEOPLE}{person.id}/"


# Who may -----------------------------------------------------------------


@pytest.mark.parametrize("page", [*ADMINISTRATORS, *EDITORS])
def test_an_administrator_sees_everything(administrator: Person, page: str) -> None:
    assert administrator.client.get(HOME + page).status_code == 200


@pytest.mark.parametrize("page", [*ADMINISTRATORS, *EDITORS])
def test_an_editor_sees_the_content_and_nothing_else(stage: Stage, page: str) -> None:
    editor = stage.person("Editor", Role.EDITOR)
    assert editor.client.get(HOME + page).status_code == (200 if page in EDITORS else 404)


@pytest.mark.parametrize("page", [*ADMINISTRATORS, *EDITORS])
def test_everybody_else_sees_what_is_not_there(
    stage: Stage, learner: Person, trainer: Person, assessor: Person, page: str
) -> None:
    for person in (learner, trainer, assessor):
        nothing = person.client.get(HOME + "nothing/")
        assert tokenless(person.client.get(HOME + page)) == tokenless(nothing)
    assert stage.stranger().get(HOME + page).status_code == 303


@pytest.mark.parametrize("page", ["", "roles/", "suspend/", "restore/", "slip/"])
def test_a_trainer_changes_nobody(stage: Stage, trainer: Person, learner: Person, page: str) -> None:
    answer = post(trainer.client, "/en/cohorts/new/", at(learner) + page, role="administrator")
    assert answer.status_code == 404
    assert not trail(stage)


def test_the_first_page_counts(stage: Stage, administrator: Person, trainer: Person, learner: Person) -> None:
    cohort_for(stage, trainer, learner)
    with counted(stage.database) as statements:
        page = words(administrator.client.get(HOME))
    assert "The organisation has no name yet" in page
    assert "People 3" in page
    assert "Cohorts 1" in page
    assert len(statements) <= 6


# The organisation ----------------------------------------------------------


def test_the_organisation_gets_a_name(stage: Stage, administrator: Person) -> None:
    page = administrator.client.send(administrator.client.get(FORM), "Save", organisation="Harbour House")
    assert "Harbour House" in words(page)
    assert len(trail(stage, "organisation.named")) == 1


@pytest.mark.parametrize("name", ["", " ", "x" * 81, "a\u202eb", "\u0007", ["One", "Two"]])
def test_a_bad_name_changes_nothing(stage: Stage, administrator: Person, name: object) -> None:
    assert post(administrator.client, FORM, FORM, organisation=name).status_code == 422
    assert not trail(stage, "organisation.named")


# People --------------------------------------------------------------------


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


# Cohorts -------------------------------------------------------------------


def test_a_cohort_without_a_trainer_is_handed_over(stage: Stage, administrator: Person, trainer: Person) -> None:
    gone = stage.person("Gone", Role.TRAINER)
    cohort = cohort_for(stage, gone)
    with stage.database.writing() as session:
        session.delete(session.get(Account, gone.id))
    assert "no trainer" in words(administrator.client.get(HOME + "cohorts/"))
    page = administrator.client.get(f"{HOME}cohorts/{cohort}/")
    assert "Nobody trains this cohort any more" in words(page)
    wrong = administrator.client.send(page, "Hand over", name="nobody-1")
    assert wrong.status_code == 422
    administrator.client.send(wrong, "Hand over", name=trainer.name)
    assert cohort_row(stage, cohort).owner_id == trainer.id
    assert trainer.client.get(f"/en/cohorts/{cohort}/archive/").status_code == 200
    assert trail(stage, "cohort.handed-over")[0].subject_id == trainer.id


def test_a_cohort_that_is_not_there_is_no_page(administrator: Person) -> None:
    assert administrator.client.get(HOME + "cohorts/zzzzzzzz/").status_code == 404


# Content, the trail ----------------------------------------------------------


def test_the_state_of_the_content_counts_every_text_once(stage: Stage, administrator: Person) -> None:
    library = here(stage).library
    page = administrator.client.get(HOME + "content/").get_data(as_text=True)
    rows = re.findall(r'<tr><th scope="row">.*?</tr>', page)
    assert len(rows) == 2 * (len(library.modules) + 1)
    figures = [int(one.replace(",", "")) for one in re.findall(r'class="figure">([\d,]+)<', rows[0])]
    first = next(iter(library.modules))
    assert sum(figures) == sum(library.states("bn", first).values())


def test_the_trail_reads_like_sentences_and_forgets_names(
    stage: Stage, administrator: Person, trainer: Person, learner: Person
) -> None:
    cohort = cohort_for(stage, trainer, learner)
    post(trainer.client, "/en/cohorts/new/", f"/en/cohorts/{cohort}/learners/{learner.id}/")
    page = words(administrator.client.get(HOME + "audit/"))
    assert f"Dara {trainer.name} looked at a learner’s page: Sokha {learner.name} · Riverside" in page
    with stage.database.writing() as session:
        session.delete(session.get(Account, learner.id))
    page = words(administrator.client.get(HOME + "audit/"))
    assert "Sokha" not in page
    assert "somebody who was erased" in page


def test_the_trail_is_read_a_page_at_a_time_at_the_same_cost(
    stage: Stage, administrator: Person, trainer: Person
) -> None:
    for _ in range(55):
        cohort_for(stage, trainer)
    with counted(stage.database) as statements:
        first = administrator.client.get(HOME + "audit/")
    older = re.search(r'href="(\?before=\d+)"', first.get_data(as_text=True))
    assert older
    second = administrator.client.get(HOME + "audit/" + older[1])
    assert first.data.count(b"made a cohort") + second.data.count(b"made a cohort") == 55
    assert len(statements) <= 6
    assert administrator.client.get(HOME + "audit/?before=x").status_code == 404


# Quarantine ------------------------------------------------------------------


def put_aside(stage: Stage, person: Person, one: object, refused: str = "") -> None:
    device = uuid.UUID(int=7)
    with stage.database.writing() as session:
        sender = Sender(person.id, device, stage.clock(), stage.clock())
        receive(session, here(stage).book, sender, [one], refused)


def lesson_event(stage: Stage, **other: object) -> dict[str, object]:
    lesson, library = module(stage).lessons[0], here(stage).library
    return {
        "id": "6f0b3c1e-0000-4000-8000-000000000001",
        "n": 1,
        "at": "2026-11-23T08:00:00Z",
        "kind": "lesson.completed",
        "subject": lesson.subject,
        "version": library.version(lesson),
        "lang": "en",
        "data": {},
        **other,
    }


def test_what_could_not_be_understood_is_shown_with_its_reason(
    stage: Stage, administrator: Person, learner: Person
) -> None:
    put_aside(stage, learner, lesson_event(stage, kind="dream.dreamt", subject="<script>alert(1)</script>"))
    put_aside(stage, learner, "no event at all")
    put_aside(stage, learner, lesson_event(stage), "sent for another learner")
    page = administrator.client.get(HOME + "quarantine/")
    assert "dream.dreamt" in words(page)
    assert "&lt;script&gt;alert(1)" in page.get_data(as_text=True)
    assert "00000000-0000-0000-0000-000000000007" in words(page)
    assert "booked on nobody" in words(page)
    assert words(page).count("Try again") == 2
    assert "Waiting in quarantine 3" in words(administrator.client.get(HOME))


def waiting(stage: Stage) -> list[Quarantined]:
    with stage.database.reading() as session:
        rows = list(session.scalars(select(Quarantined).where(Quarantined.settled_at.is_(None))))
        session.expunge_all()
        return rows


def test_an_event_that_is_understood_now_is_booked_on_its_learner(
    stage: Stage, administrator: Person, learner: Person
) -> None:
    """As after an update of the site: the body was put aside by an older program."""
    put_aside(stage, learner, lesson_event(stage), "this kind is not known")
    page = administrator.client.send(administrator.client.get(HOME + "quarantine/"), "again/")
    assert "The event is settled." in words(page)
    assert not waiting(stage)
    with stage.database.reading() as session:
        assert session.scalars(select(Logged.account_id)).all() == [learner.id]
    assert trail(stage, "quarantine.settled")[0].detail == "stored"
    again = post(administrator.client, FORM, page.request.path + "1/again/")
    assert again.status_code == 404


def test_an_event_that_still_makes_no_sense_stays(stage: Stage, administrator: Person, learner: Person) -> None:
    put_aside(stage, learner, lesson_event(stage, kind="dream.dreamt"))
    page = administrator.client.send(administrator.client.get(HOME + "quarantine/"), "again/")
    assert "still cannot be understood" in words(page)
    assert len(waiting(stage)) == 1


def test_what_was_sent_for_another_learner_is_booked_on_nobody(
    stage: Stage, administrator: Person, learner: Person
) -> None:
    put_aside(stage, learner, lesson_event(stage), "sent for another learner")
    seq = waiting(stage)[0].seq
    assert post(administrator.client, FORM, f"{HOME}quarantine/{seq}/again/").status_code == 422
    assert len(waiting(stage)) == 1


@pytest.mark.parametrize("number", ["0", "999999999", "-1", "x", "1e3", "9" * 30, "%00"])
def test_a_number_that_there_is_not_is_no_page(administrator: Person, number: str) -> None:
    assert post(administrator.client, FORM, f"{HOME}quarantine/{number}/again/").status_code == 404


def test_conflicts_are_kept_and_shown(stage: Stage, administrator: Person, learner: Person) -> None:
    put_aside(stage, learner, lesson_event(stage))
    put_aside(stage, learner, lesson_event(stage, lang="km"))
    page = administrator.client.get(HOME + "quarantine/conflicts/")
    assert "lesson.completed" in words(page)
    assert "Try again" not in words(page)
    assert "Conflicts 1" in words(administrator.client.get(HOME))
