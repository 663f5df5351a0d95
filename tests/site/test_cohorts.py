"""A trainer's cohorts: made, joined, shared, archived; one learner opened, moved and helped; looking only."""

from __future__ import annotations

from urllib.parse import urljoin

import brotli
import pytest
from sqlalchemy import func, select

from lms.domain.permission import Role
from lms.storage.cohorts import Cohort
from lms.storage.events import Logged
from tests.harness import crowd, finishing
from tests.harness.cast import Person, Stage
from tests.harness.staff import buttons_to, cohort_for, cohort_row, post, tokenless, trail, words
from tests.harness.statements import counted

NEW = "/en/cohorts/new/"
LIST = "/en/cohorts/"


def how_many(stage: Stage, table: type[Cohort] | type[Logged]) -> int:
    with stage.database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


# Making one ---------------------------------------------------------


def test_a_new_trainer_makes_a_cohort_and_is_told_what_comes_next(stage: Stage, trainer: Person) -> None:
    assert "No cohort is running" in words(trainer.client.get(LIST))
    page = trainer.client.send(trainer.client.get(NEW), "Make", label="Spring group", course="social-work")
    assert page.request.path.startswith("/en/cohorts/")
    assert "Nobody has joined yet" in words(page)
    assert "Print the join slips" in words(page)
    assert "Spring group" in words(trainer.client.get(LIST))
    assert len(trail(stage, "cohort.made")) == 1


def test_the_same_form_sent_twice_makes_one_cohort(stage: Stage, trainer: Person) -> None:
    form = trainer.client.get(NEW)
    first = trainer.client.send(form, "Make", follow=False, label="Spring", course="social-work")
    second = trainer.client.send(form, "Make", follow=False, label="Spring", course="social-work")
    assert first.location == second.location
    assert how_many(stage, Cohort) == 1


BAD_LABELS = ["", "   ", "x" * 61, "turned \u202e round", "x" * 100_000, "<script>" * 20, "\u0085"]


@pytest.mark.parametrize("label", BAD_LABELS)
def test_a_name_that_cannot_be_shown_is_refused_and_kept_in_the_form(stage: Stage, trainer: Person, label: str) -> None:
    answer = post(trainer.client, NEW, NEW, label=label, course="all-staff", form="f")
    assert answer.status_code == 422
    assert "One thing to change" in words(answer)
    assert 'value="all-staff" selected' in answer.get_data(as_text=True)
    assert how_many(stage, Cohort) == 0


@pytest.mark.parametrize("course", ["", "nothing", "../etc", "x" * 5000])
def test_a_course_that_there_is_not_is_refused(stage: Stage, trainer: Person, course: str) -> None:
    answer = post(trainer.client, NEW, NEW, label="Spring", course=course, form="f")
    assert answer.status_code == 422
    assert 'value="Spring"' in answer.get_data(as_text=True)
    assert how_many(stage, Cohort) == 0


def test_a_field_that_comes_twice_is_refused(stage: Stage, trainer: Person) -> None:
    answer = post(trainer.client, NEW, NEW, label=["One", "Two"], course="all-staff", form="f")
    assert answer.status_code == 422
    assert how_many(stage, Cohort) == 0


@pytest.mark.parametrize("address", [NEW, LIST + "looking/"])
def test_what_cannot_be_stored_is_refused(stage: Stage, trainer: Person, address: str) -> None:
    assert post(trainer.client, NEW, address, label="a\x00b", course="all-staff").status_code == 400
    assert how_many(stage, Cohort) == 0


def test_html_in_a_name_is_text(trainer: Person) -> None:
    post(trainer.client, NEW, NEW, label="<b>Spring</b> & so", course="all-staff", form="f")
    assert "&lt;b&gt;Spring&lt;/b&gt; &amp; so" in trainer.client.get(LIST).get_data(as_text=True)


# Who may -------------------------------------------------------------

PAGES = [
    "",
    "slips/",
    "slips/new-code/",
    "settings/",
    "archive/",
    "reopen/",
    "matrix/",
    "items/",
    "matrix.csv",
    "matrix.json",
    "learners/{learner}/",
    "learners/{learner}/slip/",
    "learners/{learner}/move/",
    "learners/{learner}/remove/",
    "trainers/{learner}/remove/",
]
FORMS = [page for page in PAGES if page.endswith("/") and page not in ("", "slips/", "matrix/", "items/")]


@pytest.mark.parametrize("page", PAGES)
def test_a_foreign_cohort_looks_like_none(stage: Stage, trainer: Person, learner: Person, page: str) -> None:
    other = stage.person("Other", Role.TRAINER)
    theirs = cohort_for(stage, other, learner)
    tail = page.format(learner=learner.id)
    foreign = trainer.client.get(f"/en/cohorts/{theirs}/{tail}")
    missing = trainer.client.get(f"/en/cohorts/zzzzzzzz/{tail}")
    assert foreign.status_code == 404
    assert tokenless(foreign) == tokenless(missing)


@pytest.mark.parametrize("page", [*FORMS, "trainers/"])
def test_a_foreign_cohort_takes_no_form(stage: Stage, trainer: Person, learner: Person, page: str) -> None:
    other = stage.person("Other", Role.TRAINER)
    theirs = cohort_for(stage, other, learner)
    tail = page.format(learner=learner.id)
    before = len(trail(stage))
    foreign = post(trainer.client, NEW, f"/en/cohorts/{theirs}/{tail}", label="Mine", name=trainer.name)
    missing = post(trainer.client, NEW, f"/en/cohorts/zzzzzzzz/{tail}", label="Mine", name=trainer.name)
    assert foreign.status_code == 404
    assert tokenless(foreign) == tokenless(missing)
    assert len(trail(stage)) == before


@pytest.mark.parametrize("who", ["not-an-id", "00000000-0000-0000-0000-000000000000", "{other}", "{learner} ", "%00"])
def test_a_learner_of_another_cohort_looks_like_nobody(
    stage: Stage, trainer: Person, learner: Person, who: str
) -> None:
    other = stage.person("Other")
    mine = cohort_for(stage, trainer, learner)
    name = who.format(other=other.id, learner=learner.id)
    answer = trainer.client.get(f"/en/cohorts/{mine}/learners/{name}/")
    missing = trainer.client.get(f"/en/cohorts/{mine}/learners/11111111-1111-4111-8111-111111111111/")
    assert answer.status_code == missing.status_code == 404
    if who != "%00":
        assert tokenless(answer) == tokenless(missing)


@pytest.mark.parametrize("page", ["", "new/", "{cohort}/", "{cohort}/matrix/", "{cohort}/matrix.csv"])
def test_learners_and_strangers_have_no_cohorts_to_run(
    stage: Stage, trainer: Person, learner: Person, page: str
) -> None:
    address = LIST + page.format(cohort=cohort_for(stage, trainer, learner))
    assert learner.client.get(address).status_code == 404
    assert stage.stranger().get(address).status_code == 303


def test_an_administrator_who_does_not_train_a_cohort_does_not_see_its_learners(
    stage: Stage, trainer: Person, administrator: Person, learner: Person
) -> None:
    cohort = cohort_for(stage, trainer, learner)
    assert administrator.client.get(f"/en/cohorts/{cohort}/matrix/").status_code == 404


# Slips and codes -----------------------------------------------------


def test_slips_show_code_and_square_as_often_as_asked(stage: Stage, trainer: Person) -> None:
    cohort = cohort_for(stage, trainer)
    code = cohort_row(stage, cohort).join_code
    page = trainer.client.get(f"/en/cohorts/{cohort}/slips/?pages=2").get_data(as_text=True)
    assert page.count(f"<b>{code}</b>") == 16
    assert page.count('class="qr"') == 16
    most = trainer.client.get(f"/en/cohorts/{cohort}/slips/?pages=999").get_data(as_text=True)
    assert most.count(f"<b>{code}</b>") == 96


@pytest.mark.parametrize("pages", ["-1", "many", "1e3", "٣", "9" * 40, "1.5"])
def test_a_number_of_pages_that_is_none_is_no_page(stage: Stage, trainer: Person, pages: str) -> None:
    cohort = cohort_for(stage, trainer)
    assert trainer.client.get(f"/en/cohorts/{cohort}/slips/?pages={pages}").status_code == 404


def test_a_new_code_ends_the_old_one_after_a_word_of_warning(stage: Stage, trainer: Person, learner: Person) -> None:
    cohort = cohort_for(stage, trainer)
    old = cohort_row(stage, cohort).join_code
    ask = trainer.client.get(f"/en/cohorts/{cohort}/slips/new-code/")
    assert "Slips that are printed already will stop working" in words(ask)
    assert cohort_row(stage, cohort).join_code == old
    trainer.client.send(ask, "Make a new code")
    assert cohort_row(stage, cohort).join_code != old
    assert learner.client.get(f"/join/{old}").status_code == 404


def test_an_archived_cohort_cannot_be_joined_and_can_be_reopened(
    stage: Stage, trainer: Person, learner: Person
) -> None:
    cohort = cohort_for(stage, trainer)
    code = cohort_row(stage, cohort).join_code
    ask = trainer.client.get(f"/en/cohorts/{cohort}/archive/")
    assert cohort_row(stage, cohort).archived_at is None
    trainer.client.send(ask, "Archive the cohort")
    assert learner.client.get(f"/join/{code}").status_code == 404
    assert "Archived" in words(trainer.client.get(LIST))
    assert "nobody can join it" in words(trainer.client.get(f"/en/cohorts/{cohort}/slips/"))
    trainer.client.send(trainer.client.get(f"/en/cohorts/{cohort}/reopen/"), "Reopen")
    assert learner.client.get(f"/join/{code}").status_code == 200
    assert [line.act for line in trail(stage)][-2:] == ["cohort.archived", "cohort.reopened"]


def test_a_cohort_is_renamed_and_a_bad_name_leaves_it(stage: Stage, trainer: Person) -> None:
    cohort = cohort_for(stage, trainer)
    settings = f"/en/cohorts/{cohort}/settings/"
    wrong = trainer.client.send(trainer.client.get(settings), "Save", label="a\u202eb")
    assert wrong.status_code == 422
    assert cohort_row(stage, cohort).label == "Riverside"
    trainer.client.send(trainer.client.get(settings), "Save", label="Autumn")
    assert cohort_row(stage, cohort).label == "Autumn"


# Sharing -------------------------------------------------------------


def test_a_cohort_is_shared_by_sign_in_name_and_taken_back(stage: Stage, trainer: Person) -> None:
    other, cohort = stage.person("Other", Role.TRAINER), cohort_for(stage, trainer)
    settings = f"/en/cohorts/{cohort}/settings/"
    trainer.client.send(trainer.client.get(settings), "Share", name=other.name.upper().replace("-", " "))
    assert "Riverside" in words(other.client.get(LIST))
    assert other.client.get(f"/en/cohorts/{cohort}/archive/").status_code == 404
    ask = trainer.client.get(f"/en/cohorts/{cohort}/trainers/{other.id}/remove/")
    trainer.client.send(ask, "Stop sharing")
    assert other.client.get(f"/en/cohorts/{cohort}/").status_code == 404


@pytest.mark.parametrize("name", ["", "nobody-1", "{learner}", "{suspended}", "x" * 500, "\u202e"])
def test_sharing_tells_nobody_apart(stage: Stage, trainer: Person, learner: Person, name: str) -> None:
    suspended, cohort = stage.person("Gone", Role.TRAINER), cohort_for(stage, trainer)
    with stage.database.writing() as session:
        row = session.merge(stage.account(suspended))
        row.suspended_at = stage.clock()
    typed = name.format(learner=learner.name, suspended=suspended.name)
    settings = f"/en/cohorts/{cohort}/settings/"
    answer = trainer.client.send(trainer.client.get(settings), "Share", name=typed)
    assert answer.status_code == 422
    if typed.isascii() and 0 < len(typed) < 100:
        assert "There is no trainer with this sign-in name." in words(answer)
        assert f'value="{typed}"' in answer.get_data(as_text=True)
    assert not trail(stage, "cohort.shared")


def test_the_trainer_who_made_a_cohort_stays(stage: Stage, trainer: Person) -> None:
    cohort = cohort_for(stage, trainer)
    address = f"/en/cohorts/{cohort}/trainers/{trainer.id}/remove/"
    assert post(trainer.client, NEW, address).status_code == 409


# Who needs me --------------------------------------------------------


def test_the_overview_says_who_needs_the_trainer_and_why(stage: Stage, trainer: Person, learner: Person) -> None:
    keen, tested = stage.person("Keen"), stage.person("Tested")
    cohort = cohort_for(stage, trainer, learner, keen, tested)
    finishing.read_lessons(stage, keen, but=3)
    finishing.read_lessons(stage, tested)
    finishing.take_test(stage, tested, finishing.everything)
    page = words(trainer.client.get(f"/en/cohorts/{cohort}/"))
    assert "2 people need you" in page
    assert "Sokha Joined: today." in page
    assert "Tested Confidentiality: 0 of 20, today. The next try opens within a day." in page
    assert "Keen" not in page
    stage.clock.wait(days=8)
    page = words(trainer.client.get(f"/en/cohorts/{cohort}/"))
    assert "3 people need you" in page
    assert "Nothing new in the course for 7 days." in page
    assert "Keen Last step: 8 days ago." in page
    assert "The next try is open." in page
    stage.clock.wait(days=7)
    assert "Keen Last heard of: 15 days ago." in words(trainer.client.get(f"/en/cohorts/{cohort}/"))


def test_the_overview_costs_little_however_many_people_there_are(stage: Stage, trainer: Person) -> None:
    few, many = crowd.cohort_of(stage, trainer, 10), crowd.cohort_of(stage, trainer, 120, seed=2)
    seen = []
    for cohort in (few, many):
        with counted(stage.database) as statements:
            page = trainer.client.get(f"/en/cohorts/{cohort}/")
        seen.append(len(statements))
        assert len(brotli.compress(page.data)) <= 2048
    assert seen[0] == seen[1] <= 6


def test_more_people_than_fit_are_one_link_away(stage: Stage, trainer: Person) -> None:
    cohort = crowd.cohort_of(stage, trainer, 60)
    short = trainer.client.get(f"/en/cohorts/{cohort}/")
    whole = trainer.client.get(f"/en/cohorts/{cohort}/?all=1")
    assert "more" in words(short)
    assert len(buttons_to(whole)) > len(buttons_to(short))


# One learner ---------------------------------------------------------


def test_a_learner_is_opened_with_a_line_that_she_can_read(stage: Stage, trainer: Person, learner: Person) -> None:
    cohort = cohort_for(stage, trainer, learner)
    finishing.read_lessons(stage, learner, but=2)
    matrix = trainer.client.get(f"/en/cohorts/{cohort}/matrix/")
    address = urljoin(f"/en/cohorts/{cohort}/matrix/", buttons_to(matrix)["Sokha"])
    closed = trainer.client.get(address)
    assert "Open the page of Sokha?" in words(closed)
    assert "Sharing for referral" not in words(closed)
    assert not trail(stage, "learner.viewed")
    opened = trainer.client.send(closed, "Open")
    assert "Sharing for referral" in words(opened)
    line = trail(stage, "learner.viewed")[0]
    assert (line.actor_id, line.subject_id, line.cohort_id) == (trainer.id, learner.id, cohort)
    seen_by = learner.client.get("/en/me/record.json").get_json()["seen_by"]
    assert [(look["act"], look["by"], look["cohort"]) for look in seen_by] == [("learner.viewed", "Dara", cohort)]


def test_the_line_is_the_pass_and_it_ends(stage: Stage, trainer: Person, learner: Person) -> None:
    cohort = cohort_for(stage, trainer, learner)
    address = f"/en/cohorts/{cohort}/learners/{learner.id}/"
    post(trainer.client, address, address)
    stage.clock.wait(minutes=14)
    assert "Open the page" not in words(trainer.client.get(address))
    post(trainer.client, NEW, address)
    assert len(trail(stage, "learner.viewed")) == 1, "a second look within a quarter of an hour is the first"
    stage.clock.wait(minutes=1)
    assert "Open the page" in words(trainer.client.get(address))


def test_one_trainers_look_opens_nothing_for_another(stage: Stage, trainer: Person, learner: Person) -> None:
    other, cohort = stage.person("Other", Role.TRAINER), cohort_for(stage, trainer, learner)
    post(trainer.client, f"/en/cohorts/{cohort}/settings/", f"/en/cohorts/{cohort}/trainers/", name=other.name)
    address = f"/en/cohorts/{cohort}/learners/{learner.id}/"
    post(trainer.client, address, address)
    assert "Open the page" in words(other.client.get(address))


def test_a_learner_page_tells_where_she_stands_and_not_what_she_answered(
    stage: Stage, trainer: Person, learner: Person
) -> None:
    cohort = cohort_for(stage, trainer, learner)
    finishing.finish_module(stage, learner)
    address = f"/en/cohorts/{cohort}/learners/{learner.id}/"
    post(trainer.client, address, address)
    page = words(trainer.client.get(address))
    assert "Test 20 of 20" in page
    assert "1 try at the test" in page
    assert "One step for work chosen" in page
    action = finishing.module(stage).actions[0]
    assert action.will not in page


def test_a_slip_mends_a_forgotten_password_once(stage: Stage, trainer: Person, learner: Person) -> None:
    cohort = cohort_for(stage, trainer, learner)
    ask = trainer.client.get(f"/en/cohorts/{cohort}/learners/{learner.id}/slip/")
    assert not trail(stage, "slip.made")
    made = words(trainer.client.send(ask, "Make the slip"))
    code = made.partition("Code ")[2].split()[0]
    assert learner.name in made
    assert trail(stage, "slip.made")[0].subject_id == learner.id
    stranger = stage.stranger()
    page = stranger.get("/en/recover/")
    answer = stranger.send(page, name=learner.name, code=code, password="a new long password")
    assert answer.status_code == 200
    again = stranger.send(stranger.get("/en/recover/"), name=learner.name, code=code, password="another password")
    assert again.status_code == 422


def test_a_trainer_makes_no_slip_for_staff(stage: Stage, trainer: Person, administrator: Person) -> None:
    cohort = cohort_for(stage, trainer, administrator)
    address = f"/en/cohorts/{cohort}/learners/{administrator.id}/slip/"
    answer = post(trainer.client, NEW, address)
    assert answer.status_code == 409
    assert not trail(stage, "slip.made")


def test_a_learner_is_moved_to_another_cohort_of_mine(stage: Stage, trainer: Person, learner: Person) -> None:
    source, target = cohort_for(stage, trainer, learner), cohort_for(stage, trainer, label="Autumn")
    ask = trainer.client.get(f"/en/cohorts/{source}/learners/{learner.id}/move/")
    trainer.client.send(ask, "Move", cohort=target)
    assert "Sokha" in words(trainer.client.get(f"/en/cohorts/{target}/matrix/"))
    assert "Sokha" not in words(trainer.client.get(f"/en/cohorts/{source}/matrix/"))
    assert trail(stage, "learner.moved")[0].cohort_id == source


@pytest.mark.parametrize("kind", ["foreign", "missing", "same", "archived", "empty", "huge"])
def test_a_learner_is_moved_nowhere_else(stage: Stage, trainer: Person, learner: Person, kind: str) -> None:
    source, mine = cohort_for(stage, trainer, learner), cohort_for(stage, trainer, label="Autumn")
    theirs = cohort_for(stage, stage.person("Other", Role.TRAINER))
    post(trainer.client, NEW, f"/en/cohorts/{mine}/archive/")
    targets = {
        "foreign": theirs,
        "missing": "zzzzzzzz",
        "same": source,
        "archived": mine,
        "empty": "",
        "huge": "x" * 9000,
    }
    address = f"/en/cohorts/{source}/learners/{learner.id}/move/"
    assert post(trainer.client, NEW, address, cohort=targets[kind]).status_code == 422
    assert "Sokha" in words(trainer.client.get(f"/en/cohorts/{source}/matrix/"))
    assert not trail(stage, "learner.moved")


def test_a_learner_is_taken_out_and_keeps_everything(stage: Stage, trainer: Person, learner: Person) -> None:
    cohort = cohort_for(stage, trainer, learner)
    finishing.read_lessons(stage, learner)
    before = how_many(stage, Logged)
    trainer.client.send(trainer.client.get(f"/en/cohorts/{cohort}/learners/{learner.id}/remove/"), "Take out")
    assert trainer.client.get(f"/en/cohorts/{cohort}/learners/{learner.id}/").status_code == 404
    assert how_many(stage, Logged) == before
    assert trail(stage, "learner.removed")[0].subject_id == learner.id


# Looking only ---------------------------------------------------------


def look_only(trainer: Person) -> None:
    post(trainer.client, LIST, LIST + "looking/", only="yes")


def test_looking_only_leaves_nothing(stage: Stage, trainer: Person) -> None:
    look_only(trainer)
    module = finishing.module(stage)
    lesson, item = module.lessons[0], module.practice(module.lessons[0].id)[0]
    address = f"/en/modules/{module.id}/{lesson.id}/"
    answer = trainer.client.post(address, data={item.id: "a"}, headers=trainer.client.same_origin())
    assert answer.status_code == 200
    assert "Nothing was kept, because you are looking only." in words(answer)
    story = module.scenarios[0]
    node = story.node(story.start)
    assert node is not None
    data = {"node": node.id, "choice": node.choices[0].id, "way": ""}
    played = trainer.client.post(
        f"/en/modules/{module.id}/scenarios/{story.id}/", data=data, headers=trainer.client.same_origin()
    )
    assert played.status_code == 303
    assert how_many(stage, Logged) == 0


@pytest.mark.parametrize("page", ["pre-test/", "test/", "plan/"])
def test_what_would_be_kept_is_refused_while_looking_only(stage: Stage, trainer: Person, page: str) -> None:
    look_only(trainer)
    address = f"/en/modules/confidentiality/{page}"
    data = {"step": "start", "action": finishing.module(stage).actions[0].id}
    assert post(trainer.client, LIST, address, **data).status_code == 409
    assert how_many(stage, Logged) == 0


def test_every_page_says_that_one_is_looking_only(trainer: Person) -> None:
    look_only(trainer)
    for page in ("/en/me/", LIST, "/en/modules/confidentiality/test/"):
        assert "You are looking only" in words(trainer.client.get(page))
    post(trainer.client, LIST, LIST + "looking/", only="no")
    assert "You are looking only" not in words(trainer.client.get("/en/me/"))


def test_looking_only_ends_with_the_account(stage: Stage, trainer: Person, learner: Person) -> None:
    look_only(trainer)
    learner.client, old = trainer.client, learner.client
    stage.sign_in(learner)  # another person signs in in the same browser
    finishing_page = f"/en/modules/confidentiality/{finishing.module(stage).lessons[0].id}/"
    learner.client.post(finishing_page, headers=learner.client.same_origin())
    assert how_many(stage, Logged) == 1
    learner.client = old
