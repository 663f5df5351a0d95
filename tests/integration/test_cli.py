"""The other commands, as somebody at a shell meets them."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from lms.cli import ground, main, readiness
from lms.cli.commands import COMMANDS
from lms.cli.readiness import Age
from lms.domain.errors import Clash, Unavailable
from lms.services import accounts as account_service
from lms.storage import migrate
from lms.storage.engine import Database
from lms.web import weights
from tests.integration.demo_site import NOON
from tests.unit.content.small import write

ROOT = Path(__file__).resolve().parent.parent.parent


def run(data: Path, *words: str, typed: str = "", **settings: str) -> Result:
    environ = {"LMS_DATA": str(data), "LMS_DATABASE_URL": "", "LMS_CONTENT_ROOT": "", "LMS_REPORTS": "", **settings}
    return CliRunner().invoke(main, words, input=typed, env=environ)


def written(output: str) -> dict[str, str]:
    """The lines «sign-in name   heron-4821» of what has to be handed over."""
    return {line[:15].strip(): line[15:] for line in output.splitlines() if len(line) > 15}


# The commands themselves -------------------------------------------


def test_every_command_is_listed_with_its_own_words() -> None:
    for name, words in COMMANDS.items():
        command: click.Command = import_module(f"lms.cli.{name}").command
        assert command.name == name
        assert command.get_short_help_str(200) == words
        assert command.help


def test_every_command_and_option_is_documented() -> None:
    page = (ROOT / "docs" / "deploying" / "commands.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        command: click.Command = import_module(f"lms.cli.{name}").command
        inner = command.commands if isinstance(command, click.Group) else {}
        shown = {f"lms {name}": command, **{f"lms {name} {one}": sub for one, sub in inner.items()}}
        for words, one in shown.items():
            assert words in page, f"{words} is not on the page of commands"
            options = [part for option in one.params for part in option.opts if part.startswith("--")]
            assert [part for part in options if part not in page] == [], words


def test_every_setting_is_documented() -> None:
    page = (ROOT / "docs" / "deploying" / "settings.md").read_text(encoding="utf-8")
    source = (ROOT / "lms" / "config.py").read_text(encoding="utf-8")
    names = set(re.findall(r'"(LMS_[A-Z_]+)"', source))
    assert len(names) > 8
    assert [name for name in sorted(names) if name not in page] == []


def test_help_needs_no_settings_and_no_folder(tmp_path: Path) -> None:
    done = run(tmp_path / "not" / "there", "--help", PORT="nonsense")
    assert done.exit_code == 0
    assert all(name in done.output for name in COMMANDS)
    assert not (tmp_path / "not").exists()


def imported(module: str, *suspects: str) -> str:
    """Which of the suspects are imported with a module, in a process of its own."""
    code = f"import sys, {module}; print(','.join(one for one in {suspects!r} if one in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_process_that_watches_stays_small() -> None:
    """What serves is imported in the process that serves."""
    assert imported("lms.cli.serve", "sqlalchemy", "flask", "markdown", "cryptography", "babel", "alembic") == ""


def test_what_papers_and_migrations_need_is_not_imported_at_the_start() -> None:
    assert imported("lms.cli.opening", "typst", "fontTools", "pyld", "alembic") == ""
    assert imported("lms.cli.opening", "flask", "sqlalchemy") == "flask,sqlalchemy"


# Is the database ready? --------------------------------------------


def test_an_empty_database_is_made(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'waymark.db'}", tmp_path)
    assert readiness.age(database) is Age.EMPTY
    readiness.make_ready(database)
    assert readiness.age(database) is Age.CURRENT
    database.close()


@pytest.fixture
def a_later_release(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if this program had one migration more, which is not run."""
    monkeypatch.setattr(readiness, "newest", lambda: "0002")
    monkeypatch.setattr(readiness, "known", lambda: {"0001", "0002"})
    monkeypatch.setattr(readiness, "upgrade", lambda _database: None)


@pytest.mark.usefixtures("a_later_release")
def test_an_older_database_waits_for_the_upgrade(database: Database) -> None:
    readiness.make_ready(database)  # nobody is there yet, so nothing can be lost
    with database.writing() as session:
        account_service.sign_up(session, "Heron", "a quiet password", "en", NOON)
    with pytest.raises(Clash, match="lms upgrade"):
        readiness.make_ready(database)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "waymark.db").write_bytes(b"This is a letter, and by no means a database." * 100)
    done = run(tmp_path, "rebuild")
    assert done.exit_code == 1
    assert "cannot be opened: file is not a database" in done.output


def test_a_database_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = run(tmp_path, "rebuild", LMS_DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing")
    assert done.exit_code == 1
    assert "cannot be opened" in done.output
    with pytest.raises(Unavailable):
        readiness.age(Database("postgresql+psycopg://nobody@127.0.0.1:1/nothing", tmp_path))


def test_versions_are_known_without_alembic() -> None:
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(migrate.config())
    assert migrate.newest() == scripts.get_current_head()
    assert migrate.known() == {script.revision for script in scripts.walk_revisions()}


# Accounts ----------------------------------------------------------


def test_an_account_from_making_to_forgetting(tmp_path: Path) -> None:
    made = run(tmp_path, "account", "make", "Heron", "--role", "trainer", "--role", "editor")
    assert made.exit_code == 0, made.output
    papers = written(made.output)
    name = papers["sign-in name"]
    assert signs_in(tmp_path, name, papers["password"])
    assert f"{name}\tHeron\teditor, trainer\t" in run(tmp_path, "account", "list").output
    assert run(tmp_path, "account", "list", "--role", "assessor").output == ""

    assert (
        "administrator, trainer"
        in run(tmp_path, "account", "role", name, "--give", "administrator", "--take", "editor").output
    )
    last = run(tmp_path, "account", "role", name, "--take", "administrator")
    assert (last.exit_code, "only administrator" in last.output) == (1, True)

    new = run(tmp_path, "account", "password", name.upper(), "--stdin", typed="three slow boats\n")
    assert new.exit_code == 0
    assert "three slow boats" not in new.output
    assert signs_in(tmp_path, name, "three slow boats")
    assert not signs_in(tmp_path, name, papers["password"])


def signs_in(data: Path, name: str, password: str) -> bool:
    database = Database(f"sqlite:///{data / 'waymark.db'}", data)
    with database.reading() as session:
        found = account_service.right_password(session, name, password) is not None
    database.close()
    return found


@pytest.mark.parametrize(
    ("words", "typed", "code", "said"),
    [
        (("account", "make", "  "), "", 1, "fill this in"),
        (("account", "make", "Heron", "--language", "xx"), "", 2, "takes one of: en"),
        (("account", "make", "Heron", "--stdin"), "short\n", 1, "at least 8 characters"),
        (("account", "make", "Heron", "--role", "queen"), "", 2, "queen"),
        (("account", "password", "nobody-1234"), "", 1, "no account with this sign-in name"),
        (("erase", "nobody-1234", "--yes"), "", 1, "no account with this sign-in name"),
    ],
)
def test_what_cannot_be_is_said(tmp_path: Path, words: tuple[str, ...], typed: str, code: int, said: str) -> None:
    done = run(tmp_path, *words, typed=typed)
    assert (done.exit_code, said in done.output) == (code, True), done.output


def test_forgetting_asks_first(tmp_path: Path) -> None:
    name = written(run(tmp_path, "account", "make", "Heron").output)["sign-in name"]
    asked = run(tmp_path, "erase", name, typed="n\n")
    assert asked.exit_code == 1
    assert name in run(tmp_path, "account", "list").output
    assert run(tmp_path, "erase", name, typed="y\n").exit_code == 0
    assert run(tmp_path, "account", "list").output == ""
    assert len((tmp_path / "tombstones").read_text().split()) == 1


# Content -----------------------------------------------------------


def test_the_content_is_in_order(tmp_path: Path) -> None:
    done = run(tmp_path, "check")
    assert done.exit_code == 0, done.output


def test_broken_content_is_named_with_its_remedy(tmp_path: Path, root: Path) -> None:
    (root / "courses" / "orientation" / "module.toml").write_text("titel = 3\n", encoding="utf-8")
    done = run(tmp_path, "check", LMS_CONTENT_ROOT=str(root))
    assert done.exit_code == 1
    assert "courses/orientation/module.toml:1: error:" in done.output
    assert "[unknown-key]" in done.output


def test_ids_are_recorded_when_asked(tmp_path: Path, root: Path) -> None:
    (root / "courses" / "ids.txt").unlink(missing_ok=True)
    assert "unrecorded-id" in run(tmp_path, "check", LMS_CONTENT_ROOT=str(root)).output
    done = run(tmp_path, "check", "--record", LMS_CONTENT_ROOT=str(root))
    assert "unrecorded-id" not in done.output
    assert "module confidentiality\n" in (root / "courses" / "ids.txt").read_text(encoding="utf-8")


def test_the_report_counts_what_is_there(tmp_path: Path) -> None:
    done = run(tmp_path, "report", "content")
    assert done.exit_code == 0, done.output
    assert "confidentiality\n  lessons    6: " in done.output
    assert "18 practice (0 critical), 6 form-a (0 critical), 6 form-b (0 critical), 38 test" in done.output
    assert "budgets are kept.\n" in done.output


def test_the_report_can_be_read_by_programs(tmp_path: Path) -> None:
    told = json.loads(run(tmp_path, "report", "content", "--json", LMS_CONTENT_ROOT=str(write(tmp_path))).output)
    assert told["modules"]["harbour"]["items"]["practice"] == {"items": 3, "critical": 0}
    assert told["modules"]["harbour"]["whole_scenarios"].keys() == {"night-boat", "day-boat"}
    assert told["all"]["words"] == told["modules"]["harbour"]["words"] > 0
    assert {weight["lang"] for weight in told["weights"]} == {"en", "km", ""}


def test_the_report_says_what_is_over_its_budget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "SHEET", 100)
    done = run(tmp_path, "report", "content", LMS_CONTENT_ROOT=str(write(tmp_path)))
    assert done.exit_code == 1
    assert "OVER: the style sheet: " in done.output
    assert "1 of " in done.output.splitlines()[-1]


def test_catalogues_are_made_and_brought_up_to_date(tmp_path: Path, root: Path) -> None:
    made = run(tmp_path, "translate", "extract", "--into", str(tmp_path / "out"), LMS_CONTENT_ROOT=str(root))
    assert made.exit_code == 0, made.output
    assert {path.name for path in (tmp_path / "out").iterdir()} >= {"interface.pot", "confidentiality.pot"}
    assert run(tmp_path, "translate", "update", "xx", LMS_CONTENT_ROOT=str(root)).exit_code == 1
    updated = run(tmp_path, "translate", "update", "km", LMS_CONTENT_ROOT=str(root))
    assert updated.exit_code == 0, updated.output
    assert "translations/km/confidentiality.po" in updated.output
    assert "km  confidentiality: " in run(tmp_path, "translate", "state", LMS_CONTENT_ROOT=str(root)).output


# What is left behind ----------------------------------------------


def test_the_data_folder_is_the_owners_alone(tmp_path: Path) -> None:
    ground.prepare(tmp_path / "data")
    assert os.name == "nt" or (tmp_path / "data").stat().st_mode & 0o777 == 0o700


def test_a_closed_database_leaves_no_log_beside_it(tmp_path: Path) -> None:
    run(tmp_path, "account", "make", "Heron")
    assert not (tmp_path / "waymark.db-wal").exists()
    with sqlite3.connect(tmp_path / "waymark.db") as database:
        assert database.execute("SELECT count(*) FROM account").fetchone() == (1,)
    database.close()
    assert time.time() - (tmp_path / "waymark.db").stat().st_mtime < 60
