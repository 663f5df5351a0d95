"""`lms demo`: made-up people, through the same services as real ones."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from lms.cli import main
from lms.cli.rebuild import rebuilt
from lms.content.library import Library
from lms.domain.bank import FULL
from lms.domain.errors import Clash
from lms.domain.mastery import Standing
from lms.domain.permission import Role
from lms.services import accounts as account_service
from lms.services import certifying, sittings
from lms.services.demo.habits import Outcome, habit
from lms.services.demo.house import COHORT_SIZE, found_house
from lms.services.learning import home
from lms.services.versions import VersionBook
from lms.storage import accounts, certificates, cohorts, records
from lms.storage.accounts import Account
from lms.storage.beside import Conflict, Quarantined
from lms.storage.engine import Database
from lms.storage.events import Logged
from tests.harness import databases
from tests.integration.demo_site import NOON, demo, everything

KEYS = {"administrator", "trainer", "assessor", "learner", "cohort", "certificate", "certificate_name"}


def standing_of(database: Database, library: Library, account: Account, when: datetime) -> Standing:
    with database.reading() as session:
        module = next(one for one in library.modules.values() if one.test)
        found = sittings.test_of(session, library, VersionBook(library), module, FULL, account.id, when)
    return found.state.standing


@pytest.fixture
def other(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """A second empty database."""
    (tmp_path / "other").mkdir()
    made = databases.sqlite_copy(sqlite_template, tmp_path / "other")
    yield made
    made.close()


def test_the_same_seed_makes_the_same_site(database: Database, library: Library, other: Database) -> None:
    assert demo(database, library) == demo(other, library)
    here, there = everything(database), everything(other)
    assert {name: len(rows) for name, rows in here.items()} == {name: len(rows) for name, rows in there.items()}
    for name, rows in here.items():
        assert rows == there[name], name


def test_another_seed_makes_other_people(sqlite_database: Database, library: Library) -> None:
    told = demo(sqlite_database, library, learners=1, seed=2)
    assert told["learner"]["name"] != "crane-3936"
    assert told["administrator"]["password"] != "e966ps4ngmjt"


def test_a_rebuild_changes_nothing(database: Database, library: Library) -> None:
    demo(database, library)
    before = everything(database)["record"]
    lines, changed = rebuilt(database, library)
    assert (lines, changed) == (len(before), 0)
    assert everything(database)["record"] == before


def test_everything_is_understood_and_lies_in_the_past(database: Database, library: Library) -> None:
    demo(database, library)
    with database.reading() as session:
        for table in (Quarantined, Conflict):
            assert session.scalar(select(func.count()).select_from(table)) == 0
        assert session.scalar(select(func.max(Logged.received_at))) < NOON
        assert session.scalar(select(func.min(Logged.happened_at))) > NOON - timedelta(days=62)


def test_every_way_of_going_about_it_is_there(sqlite_database: Database, library: Library) -> None:
    demo(sqlite_database, library, learners=len(Outcome))
    with sqlite_database.reading() as session:
        by_nickname = list(session.scalars(select(Account).order_by(Account.created_at)))
        learners = [one for one in by_nickname if not one.roles]
        lines = {one.id: records.lines(session, one.id) for one in learners}
        homes = {one.id: home(session, library, one.id, one.work_role, NOON) for one in learners}
        certified = [one for one in learners if certificates.of_account(session, one.id)]
    standings = Counter(standing_of(sqlite_database, library, one, NOON) for one in learners)
    assert standings[Standing.PASSED] == len(certified) >= 2
    assert standings[Standing.WAITING] >= 1
    assert any(home.half_played for home in homes.values())
    assert any(home.due for home in homes.values())
    assert any(not mine for mine in lines.values())
    missed = [line.data["missed_critical"] for mine in lines.values() for line in mine.values() if line.topic == "test"]
    assert 1 in missed
    assert any(line.data.get("sure_and_wrong") for mine in lines.values() for line in mine.values())
    plans = [line.data["followed"] for mine in lines.values() for line in mine.values() if line.topic == "plan"]
    assert any(plans)
    assert not all(plans)
    assert len({one.language for one in learners}) > 1


def test_the_first_learners_show_each_outcome_once() -> None:
    shown = [habit(number, random.Random(number)).outcome for number in range(len(Outcome))]
    assert sorted(shown) == sorted(Outcome)


def test_what_is_printed_opens_the_doors(database: Database, library: Library) -> None:
    told = demo(database, library)
    assert set(told) == KEYS
    with database.reading() as session:
        people = {
            role: account_service.right_password(session, told[role]["name"], told[role]["password"])
            for role in ("administrator", "trainer", "assessor", "learner")
        }
        assert all(people.values())
        assert {role: person.roles for role, person in people.items() if person} == {
            "administrator": {Role.ADMINISTRATOR},
            "trainer": {Role.TRAINER},
            "assessor": {Role.ASSESSOR},
            "learner": frozenset(),
        }
        cohort = cohorts.by_id(session, told["cohort"])
        assert cohort is not None
        assert people["trainer"]
        assert people["learner"]
        assert people["trainer"].id in cohorts.trainers(session, cohort.id)
        assert people["learner"].id in {one.id for one in cohorts.members(session, cohort.id)}
        found = certifying.check(session, told["certificate"])
        assert found.standing is certifying.Standing.VALID
        assert found.certificate
        assert found.certificate.account_id == people["learner"].id
        assert found.certificate.name == told["certificate_name"]
        assert certifying.name_fits(found.certificate, found.certificate.name_key) == told["certificate_name"]


def test_cohorts_hold_about_thirty(sqlite_database: Database, library: Library) -> None:
    with sqlite_database.writing() as session:
        house = found_house(session, library, 1, 2 * COHORT_SIZE + 1, NOON)
    assert len(house.cohorts) == 3
    assert [house.cohort_of(number)[0] for number in (0, 29, 30, 60)] == [
        house.cohorts[place][0] for place in (0, 0, 1, 2)
    ]


def test_learners_are_never_mixed_with_made_up_ones(database: Database, library: Library) -> None:
    with database.writing() as session:
        account_service.sign_up(session, "Heron", "a quiet password", "en", NOON)
    before = everything(database)
    with pytest.raises(Clash, match="learners here already"):
        demo(database, library)
    after = everything(database)
    assert {**after, "content_version": []} == {**before, "content_version": []}


def test_a_second_demo_is_refused(sqlite_database: Database, library: Library) -> None:
    demo(sqlite_database, library, learners=1)
    with pytest.raises(Clash):
        demo(sqlite_database, library, learners=1)


def test_an_administrator_who_is_here_already_stays(sqlite_database: Database, library: Library) -> None:
    with sqlite_database.writing() as session:
        mine = account_service.sign_up(session, "Heron", "a quiet password", "en", NOON).account
        account_service.grant(session, mine, Role.ADMINISTRATOR)
    demo(sqlite_database, library, learners=1)
    with sqlite_database.reading() as session:
        assert accounts.holders(session, Role.ADMINISTRATOR) == 2


def test_the_command_prints_json_and_nothing_else(tmp_path: Path) -> None:
    environ = {"LMS_DATA": str(tmp_path / "data"), "LMS_DATABASE_URL": "", "LMS_CONTENT_ROOT": ""}
    done = CliRunner().invoke(main, ["demo", "--learners", "1", "--seed", "1", "--json"], env=environ)
    assert done.exit_code == 0, done.output
    assert set(json.loads(done.stdout)) == KEYS
    assert "passwords" in done.stderr
    again = CliRunner().invoke(main, ["demo", "--learners", "1", "--seed", "1"], env=environ)
    assert again.exit_code == 1
    assert "learners here already" in again.stderr
