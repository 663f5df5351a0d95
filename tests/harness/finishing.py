"""What a learner has to do before a test or a certificate, done through the services, without pages."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.domain.bank import FULL, Owner
from lms.domain.course import Item, Module
from lms.domain.engine import plays
from lms.domain.event import Kind
from lms.domain.mastery import Answered, Sitting
from lms.domain.scenario import Scenario
from lms.services import learning, sittings
from lms.services.certifying import issue
from lms.services.log import Fact, note
from lms.services.sittings import Test
from lms.storage.certificates import Certificate
from lms.web.site import KEY, Site
from tests.harness.cast import Person, Stage

MODULE = "confidentiality"
Wrong = Callable[[Answered], bool]
"""Which of the drawn items are answered wrongly."""


def nothing(_one: Answered) -> bool:
    return False


def everything(_one: Answered) -> bool:
    return True


def first_wrong(count: int, *, critical: bool = False) -> Wrong:
    """The first so many of the drawn items, of the critical ones or of the others."""
    seen: list[str] = []

    def wrong(one: Answered) -> bool:
        if one.critical is not critical or (len(seen) >= count and one.item not in seen):
            return False
        seen.append(one.item)
        return True

    return wrong


def here(stage: Stage) -> Site:
    site: Site = stage.app.extensions[KEY]
    return site


def module(stage: Stage) -> Module:
    return here(stage).library.modules[MODULE]


def read_lessons(stage: Stage, person: Person, *, but: int = 0, of: Owner | None = None) -> None:
    """Reads the lessons of a module or a course, without the first so many."""
    site, owner = here(stage), of or module(stage)
    lessons = owner.lessons if isinstance(owner, Module) else site.library.lessons_of(owner)
    with stage.database.writing() as session:
        for lesson in lessons[but:]:
            learning.complete_lesson(session, site.library, site.book, lesson, {}, person.id, "en", stage.clock())


def play_scenarios(stage: Stage, person: Person, *, count: int = 2) -> None:
    site = here(stage)
    facts = [fact for one in module(stage).scenarios[:count] for fact in good_way(site.library, one)]
    with stage.database.writing() as session:
        note(session, site.book, person.id, "en", stage.clock(), facts)


def good_way(library: Library, scenario: Scenario) -> list[Fact]:
    """Choices that lead to an ending which counts."""
    play = next(one for one in plays(scenario) if one.ending and one.ending.outcome.counts)
    data = [{"attempt": "1", "node": node, "choice": choice} for node, choice in play.path]
    return [Fact(Kind.SCENARIO_CHOSEN, scenario.subject, library.version(scenario), one) for one in data]


def choose_plan(stage: Stage, person: Person) -> None:
    action = module(stage).actions[0].id
    with stage.database.writing() as session:
        learning.choose_plan(session, here(stage).book, module(stage), action, person.id, "en", stage.clock())


def standing_of(stage: Stage, person: Person, which: str = FULL, of: Owner | None = None) -> Test:
    """The person's test of this module or course as it stands."""
    with stage.database.reading() as session:
        return found_test(session, stage, person, which, of)


def found_test(session: Session, stage: Stage, person: Person, which: str = FULL, of: Owner | None = None) -> Test:
    site = here(stage)
    return sittings.test_of(session, site.library, site.book, of or module(stage), which, person.id, stage.clock())


def begin_test(stage: Stage, person: Person, which: str = FULL, of: Owner | None = None) -> Sitting:
    """Draws a sitting and returns it."""
    site = here(stage)
    with stage.database.writing() as session:
        found = found_test(session, stage, person, which, of)
        sittings.start(session, site.library, site.book, found, person.id, "en", stage.clock())
    opened = standing_of(stage, person, which, of).open
    assert opened is not None
    return opened


def take_test(
    stage: Stage, person: Person, wrong: Wrong = nothing, which: str = FULL, of: Owner | None = None
) -> Sitting:
    """A whole sitting, handed in; returns it as it was marked."""
    begin_test(stage, person, which, of)
    answer_open(stage, person, wrong, which, of)
    site = here(stage)
    with stage.database.writing() as session:
        found = found_test(session, stage, person, which, of)
        sittings.hand_in(session, site.book, found, person.id, "en", stage.clock())
    last = standing_of(stage, person, which, of).last
    assert last is not None
    return last


def answer_open(
    stage: Stage, person: Person, wrong: Wrong = nothing, which: str = FULL, of: Owner | None = None
) -> None:
    """Gives every item of the open sitting an answer."""
    site = here(stage)
    with stage.database.writing() as session:
        found = found_test(session, stage, person, which, of)
        assert found.open is not None
        for one in found.open.answers:
            letters = [letter_for(site, one, right=not wrong(one))]
            attempt = found.open.attempt
            sittings.answer(session, site.book, found, one.item, attempt, letters, person.id, "en", stage.clock())


def letter_for(site: Site, one: Answered, *, right: bool) -> str:
    item = site.book.marked(one.version)
    assert isinstance(item, Item)
    return next(letter for letter in item.letters if (letter in item.correct) is right)


def finish_module(stage: Stage, person: Person) -> None:
    """Everything that the certificate asks for."""
    read_lessons(stage, person)
    play_scenarios(stage, person)
    take_test(stage, person)
    choose_plan(stage, person)


def certify(stage: Stage, person: Person, name: str = "Sokha Chan", lang: str = "en") -> Certificate:
    finish_module(stage, person)
    site = here(stage)
    with stage.database.writing() as session:
        made = issue(session, site.library, site.book, module(stage), name, person.id, lang, stage.clock())
        session.flush()
        session.expunge(made)
    return made
