"""`lms demo`."""

from __future__ import annotations

import json
import secrets
from datetime import datetime
from typing import Any

import click

from lms.cli import ground
from lms.content.library import Library
from lms.services.demo import House, Learner, add_learner, found_house
from lms.services.versions import VersionBook, keep_versions
from lms.storage.engine import Database

AT_ONCE = 5  # learners in one transaction, so that people who use the site meanwhile wait a moment at most
OPEN_SECRET = (
    "Whoever knows the seed knows these passwords. Do not make a demo on a site that others can reach, "
    "or leave --seed out: then nobody can guess them."
)


@click.command("demo", short_help="Fill an empty site with a made-up organisation.")
@click.option("--learners", type=click.IntRange(1), default=60, show_default=True)
@click.option("--seed", type=int, help="The same seed makes the same people. A random one if it is left out.")
@click.option("--json", "as_json", is_flag=True, help="Print who can sign in as JSON, and nothing else.")
def command(learners: int, seed: int | None, as_json: bool) -> None:
    """Fill a site that has no learners yet with a made-up organisation, also while the site runs.

    Staff, cohorts of thirty, and learners in several scripts who have learnt over the past two months:
    some with a certificate, some waiting to try again, some half-way through a story, some gone quiet.
    All of it goes in through the same services as the pages.
    """
    settings = ground.settings()
    library = ground.library(settings)
    sown = secrets.randbits(62) if seed is None else seed
    with ground.database(settings) as database:
        told = filled(database, library, learners, sown, not as_json, ground.now())
    if seed is not None:
        click.echo(OPEN_SECRET, err=True)
    click.echo(json.dumps(told, ensure_ascii=False) if as_json else in_words(told))


def filled(database: Database, library: Library, learners: int, seed: int, loud: bool, now: datetime) -> dict[str, Any]:
    """Makes the demo, a few learners in each transaction; returns what is printed."""
    with database.writing() as session:
        keep_versions(session, library, now)
        house = found_house(session, library, seed, learners, now)
    book, first, shown = VersionBook(library), None, None
    with click.progressbar(length=learners, label="Learners", hidden=not loud) as bar:
        for start in range(0, learners, AT_ONCE):
            numbers = range(start, min(start + AT_ONCE, learners))
            with database.writing() as session:
                made = [add_learner(session, library, book, house, number) for number in numbers]
            first = first or made[0]
            shown = shown or next((one for one in made if one.certificate), None)
            bar.update(len(numbers))
    return _told(house, shown or first)


def _told(house: House, learner: Learner | None) -> dict[str, Any]:
    return {
        "administrator": {"name": house.administrator.name, "password": house.administrator.password},
        "trainer": {"name": house.trainer.name, "password": house.trainer.password},
        "assessor": {"name": house.assessor.name, "password": house.assessor.password},
        "learner": {"name": learner.name if learner else "", "password": house.password},
        "cohort": house.cohorts[0][0],
        "certificate": learner.certificate if learner else "",
        "certificate_name": learner.full_name if learner else "",
    }


def in_words(told: dict[str, Any]) -> str:
    people = ("administrator", "trainer", "assessor", "learner")
    lines = [f"{role:14} {told[role]['name']}  {told[role]['password']}" for role in people]
    lines += ["Every learner has the learner's password.", f"{'cohort':14} {told['cohort']}"]
    lines += [f"{'certificate':14} {told['certificate']}  {told['certificate_name']}"] if told["certificate"] else []
    return "\n".join(lines)
