"""`lms rebuild`: the record is what the log says, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, update

from lms.cli import main
from lms.cli.rebuild import rebuilt
from lms.content.library import Library
from lms.storage.engine import Database
from lms.storage.records import Recorded
from tests.integration.demo_site import demo, everything


@pytest.fixture
def learnt(database: Database, library: Library) -> Database:
    """A site with people who have learnt something."""
    demo(database, library, learners=3)
    return database


def test_a_record_that_was_lost_comes_back_whole(learnt: Database, library: Library) -> None:
    before = everything(learnt)["record"]
    with learnt.writing() as session:
        session.execute(delete(Recorded))
    assert rebuilt(learnt, library) == (len(before), len(before))
    assert everything(learnt)["record"] == before


def test_a_line_that_was_tampered_with_is_mended_and_counted(learnt: Database, library: Library) -> None:
    before = everything(learnt)["record"]
    with learnt.writing() as session:
        session.execute(update(Recorded).where(Recorded.topic == "test").values(score=20, state="done"))
    changed = sum(old != new for old, new in zip(before, everything(learnt)["record"], strict=True))
    assert changed > 0
    assert rebuilt(learnt, library)[1] == changed
    assert everything(learnt)["record"] == before


def test_a_line_without_events_goes(learnt: Database, library: Library) -> None:
    before = everything(learnt)["record"]
    with learnt.writing() as session:
        row = session.query(Recorded).filter_by(topic="lesson").first()
        assert row is not None
        made_up = {column.name: getattr(row, column.name) for column in Recorded.__table__.columns}
        session.add(Recorded(**{**made_up, "subject": "confidentiality/never-read"}))
    assert rebuilt(learnt, library)[1] == 1
    assert everything(learnt)["record"] == before


def test_twice_is_as_good_as_once(learnt: Database, library: Library) -> None:
    first = rebuilt(learnt, library)
    assert rebuilt(learnt, library) == first == (first[0], 0)


def test_the_command_says_how_many_lines_changed(tmp_path: Path) -> None:
    environ = {"LMS_DATA": str(tmp_path / "data"), "LMS_DATABASE_URL": "", "LMS_CONTENT_ROOT": ""}
    done = CliRunner().invoke(main, ["rebuild"], env=environ)
    assert (done.exit_code, done.output) == (0, "0 lines, 0 changed\n")
