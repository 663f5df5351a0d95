"""A trainer goes through a course as a learner would, and nothing of it is kept."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from lms.storage.cohorts import Cohort
from lms.storage.events import Logged
from tests.harness import finishing
from tests.harness.cast import Person, Stage
from tests.harness.staff import post, words

NEW = "/en/cohorts/new/"
LIST = "/en/cohorts/"


def how_many(stage: Stage, table: type[Cohort] | type[Logged]) -> int:
    with stage.database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


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
