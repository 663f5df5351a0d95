"""Sittings on the server: drawn from what is taught, marked against what was drawn, kept answer by answer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from lms.content.canonical import canonical
from lms.content.canonical import version as version_of
from lms.domain.bank import PRE
from lms.domain.course import Option
from lms.domain.errors import Clash, Invalid, NotFound, TooSoon
from lms.domain.event import Kind
from lms.domain.mastery import Form, Standing, form_for
from lms.services import sittings
from lms.services.log import Fact, note
from lms.services.rebuild import rebuild
from lms.services.versions import VersionBook
from lms.storage import records
from lms.storage.versions import ContentVersion
from tests.harness.cast import Person, Stage
from tests.harness.finishing import (
    begin_test,
    everything,
    first_wrong,
    found_test,
    here,
    module,
    standing_of,
    take_test,
)
from tests.site.test_tests import events


def answer(stage: Stage, person: Person, item: str, attempt: str, letters: list[str]) -> None:
    site = here(stage)
    with stage.database.writing() as session:
        found = found_test(session, stage, person)
        sittings.answer(session, site.book, found, item, attempt, letters, person.id, "en", stage.clock())


def at_once(*acts: Callable[[], object]) -> None:
    """All of these in threads of their own; whatever one raises is raised here."""
    faults: list[BaseException] = []

    def run(act: Callable[[], object]) -> None:
        try:
            act()
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults


def test_the_form_before_and_the_form_in_the_test_are_the_two(stage: Stage, learner: Person) -> None:
    before, after = begin_test(stage, learner, PRE), begin_test(stage, learner)
    assert (before.form, len(before.answers), before.pass_mark) == (Form.PRE, 6, 0)
    assert (after.form, len(after.answers), after.pass_mark) == (Form.FULL, 20, 16)
    uses = {item.id: item.use for item in module(stage).items}
    assert {uses[one.item] for one in before.answers} == {form_for(str(learner.id))}
    assert sum(one.critical for one in after.answers) == 3


def test_a_module_without_a_test(stage: Stage, learner: Person) -> None:
    with pytest.raises(NotFound):
        standing_of(stage, learner, of=here(stage).library.modules["orientation"])


def test_the_record_line_follows_every_answer(stage: Stage, learner: Person) -> None:
    sitting = begin_test(stage, learner)
    answer(stage, learner, sitting.answers[0].item, sitting.attempt, ["a"])
    with stage.database.writing() as session:
        line = records.line(session, learner.id, "test", "confidentiality/test")
        assert rebuild(session, here(stage).book)[1] == 0
    assert line is not None
    assert (line.state, line.data["answered"], line.data["of"], line.score) == ("begun", 1, 20, None)
    assert line.data["handed_in"] is False


def test_an_answer_is_marked_against_the_version_that_was_drawn(stage: Stage, learner: Person) -> None:
    """The item was rewritten after the draw, and its best option is another one now."""
    site, item = here(stage), module(stage).items[0]
    turned = tuple(Option(option.text, not option.correct, option.why) for option in item.options[:2])
    old = replace(item, stem="What stood there before.", options=(*turned, *item.options[2:]))
    with stage.database.writing() as session:
        session.add(
            ContentVersion(
                hash=version_of(old),
                kind="item",
                subject=old.subject,
                body=canonical(old),
                first_served_at=stage.clock(),
            )
        )
        data = {"attempt": "x", "form": "full", "pass_mark": 1, "items": [[item.id, version_of(old)]]}
        note(
            session,
            site.book,
            learner.id,
            "en",
            stage.clock(),
            [Fact(Kind.TEST_DRAWN, f"{item.module}/test", None, data)],
        )
    site.book = VersionBook(site.library)  # as after a restart: nothing is remembered
    assert "What stood there before." in learner.client.get("/en/modules/confidentiality/test/?q=1").text
    drawn = standing_of(stage, learner).sittings[0].answers[0]
    assert drawn.correct == old.correct
    answer(stage, learner, item.id, "x", sorted(old.correct)[:1])


def test_a_sitting_closes_once(stage: Stage, learner: Person) -> None:
    sitting = take_test(stage, learner, wrong=first_wrong(5))
    with pytest.raises(Clash):
        answer(stage, learner, sitting.answers[0].item, sitting.attempt, ["a"])
    assert standing_of(stage, learner).sittings[0].score == 15


def test_an_open_sitting_cannot_be_handed_in_with_gaps(stage: Stage, learner: Person) -> None:
    begin_test(stage, learner)
    found = standing_of(stage, learner)
    with stage.database.writing() as session, pytest.raises(Invalid):
        sittings.hand_in(session, here(stage).book, found, learner.id, "en", stage.clock())
    assert standing_of(stage, learner).state.standing is Standing.OPEN


def test_the_next_sitting_waits_to_the_second(stage: Stage, learner: Person) -> None:
    take_test(stage, learner, wrong=everything)
    stage.clock.wait(hours=24, seconds=-1)
    with pytest.raises(TooSoon) as fault:
        begin_test(stage, learner)
    assert fault.value.until == stage.clock() + timedelta(seconds=1)
    stage.clock.wait(seconds=1)
    assert begin_test(stage, learner).form is Form.FULL


@pytest.mark.parametrize(
    "letters", [[], [""], ["e"], ["ab"], ["a", "b"], ["A"], ["\x00"], ["а"]]
)  # the last is Cyrillic
def test_what_is_no_letter_is_refused(stage: Stage, learner: Person, letters: list[str]) -> None:
    sitting = begin_test(stage, learner)
    with pytest.raises(Invalid):
        answer(stage, learner, sitting.answers[0].item, sitting.attempt, letters)
    assert events(stage, learner, "test.answered") == 0


def test_an_item_that_was_not_drawn_is_refused(stage: Stage, learner: Person) -> None:
    sitting = begin_test(stage, learner)
    drawn = {one.item for one in sitting.answers}
    other = next(item.id for item in module(stage).items if item.id not in drawn)
    with pytest.raises(NotFound):
        answer(stage, learner, other, sitting.attempt, ["a"])


def test_two_tabs_lose_nothing(stage: Stage, learner: Person) -> None:
    sitting = begin_test(stage, learner)
    client = learner.client
    pages = [client.get(f"/en/modules/confidentiality/test/?q={number}") for number in (1, 2, 3, 4)]
    forms = [client.form(page, "Keep").filled({"choice": "b"}) for page in pages]
    tabs = [stage.stranger() for _ in forms]
    for tab in tabs:
        with client.session_transaction() as hers, tab.session_transaction() as cookie:
            cookie.update(hers)
    post = "/en/modules/confidentiality/test/"
    at_once(
        *(
            lambda tab=tab, form=form: tab.post(post, data=form, headers=tab.same_origin())
            for tab, form in zip(tabs, forms, strict=True)
        ),
    )
    found = standing_of(stage, learner).open
    assert found is not None
    assert found.attempt == sitting.attempt
    assert [one.choices for one in found.answers[:5]] == [{"b"}] * 4 + [frozenset()]
    with stage.database.writing() as session:
        assert rebuild(session, here(stage).book)[1] == 0
