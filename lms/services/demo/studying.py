"""What a made-up learner does: lessons, stories, tests, a plan, reviews, a certificate."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import timedelta

from lms.content.library import Library
from lms.domain.bank import PRE
from lms.domain.course import Item, Lesson, Module
from lms.domain.engine import Play, begin, choose
from lms.domain.event import Kind
from lms.domain.follow_up import of_day
from lms.domain.mastery import Answered
from lms.domain.scenario import Scenario
from lms.services import certifying, sittings
from lms.services.demo.habits import Habit
from lms.services.demo.phone import Phone
from lms.services.follow_ups import plan_of
from lms.services.reviews import due_items
from lms.services.sittings import Test
from lms.storage.certificates import Certificate

TRIES = 40  # walks through a story until one ends well
FOLLOWS_UP = 0.7  # how often somebody who is asked how her plan went answers on that visit
Wrong = Callable[[Test], Collection[str]]
"""Which of the drawn items are answered wrongly."""


def read(phone: Phone, library: Library, lesson: Lesson, habit: Habit) -> None:
    """Reads a lesson, and answers its practice items."""
    phone.wait(240, 600)
    phone.keep(Kind.LESSON_COMPLETED, lesson.subject, library.version(lesson), {})
    for item in library.modules[lesson.module].practice(lesson.id):
        _practise(phone, library, item, habit, Kind.ITEM_ANSWERED)


def _practise(phone: Phone, library: Library, item: Item, habit: Habit, kind: Kind) -> None:
    phone.wait(15, 70)
    right = phone.chance.random() < habit.skill
    sure = "sure" if phone.chance.random() < habit.sure else phone.chance.choice(("fairly", "fairly", "guessing"))
    data = {"attempt": "1", "choices": [_letter(phone, item, right)], "confidence": sure}
    phone.keep(kind, item.subject, library.version(item), data)


def _letter(phone: Phone, item: Item, right: bool) -> str:
    return phone.chance.choice([letter for letter in item.letters if (letter in item.correct) is right])


def play(phone: Phone, library: Library, scenario: Scenario, *, whole: bool) -> None:
    """Plays a scenario to an ending that counts, or stops half-way."""
    way = _well_ended(phone, scenario).path
    for node, choice in way if whole else way[: max(1, len(way) // 2)]:
        phone.wait(20, 90)
        data = {"attempt": "1", "node": node, "choice": choice}
        phone.keep(Kind.SCENARIO_CHOSEN, scenario.subject, library.version(scenario), data)


def _well_ended(phone: Phone, scenario: Scenario) -> Play:
    """A walk that ends sound or repaired; after many that did not, whatever came last."""
    walk = _walked(phone, scenario)
    for _ in range(TRIES):
        if walk.ending and walk.ending.outcome.counts:
            break
        walk = _walked(phone, scenario)
    return walk


def _walked(phone: Phone, scenario: Scenario) -> Play:
    walk = begin(scenario)
    while walk.node is not None:
        walk = choose(walk, phone.chance.choice(walk.node.choices).id)
    return walk


def review(phone: Phone, library: Library, habit: Habit) -> None:
    """Answers what is due, three items at most."""
    phone.send()
    for item in due_items(phone.session, library, phone.account, phone.clock):
        _practise(phone, library, item, habit, Kind.REVIEW_ANSWERED)


def take(phone: Phone, library: Library, module: Module, which: str, wrong: Wrong) -> None:
    """Takes a test from the draw to handing it in; waits first, where that is asked for."""
    phone.send()
    test = _test(phone, library, module, which)
    if test.state.until and test.state.until > phone.clock:
        phone.clock = test.state.until + timedelta(minutes=phone.chance.randint(5, 120))
        test = _test(phone, library, module, which)
    sittings.start(phone.session, library, phone.book, test, phone.account, phone.lang, phone.clock, phone.chance)
    phone.catch_up()
    _answer(phone, _test(phone, library, module, which), wrong)
    phone.send()


def _test(phone: Phone, library: Library, module: Module, which: str) -> Test:
    return sittings.test_of(phone.session, library, phone.book, module, which, phone.account, phone.clock)


def _answer(phone: Phone, test: Test, wrong: Wrong) -> None:
    sitting, missed = test.open, wrong(test)
    if sitting is None:
        return
    for one in sitting.answers:
        phone.wait(10, 40)
        item = phone.book.marked(one.version)
        if isinstance(item, Item):
            choices = [_letter(phone, item, one.item not in missed)]
            data = {"attempt": sitting.attempt, "item": one.item, "choices": choices}
            phone.keep(Kind.TEST_ANSWERED, test.subject, one.version, data)
    phone.wait(5, 30)
    phone.keep(Kind.TEST_HANDED_IN, test.subject, None, {"attempt": sitting.attempt})


def missing(phone: Phone, fewest: int, most: int, *, critical: bool = False) -> Wrong:
    """Some of the ordinary items; with `critical`, exactly one of the critical ones."""

    def wrong(test: Test) -> list[str]:
        drawn: tuple[Answered, ...] = test.open.answers if test.open else ()
        pool = [one.item for one in drawn if one.critical is critical]
        return phone.chance.sample(pool, min(len(pool), 1 if critical else phone.chance.randint(fewest, most)))

    return wrong


def pre_test(phone: Phone, library: Library, module: Module) -> None:
    take(phone, library, module, PRE, missing(phone, 2, 5))


def plan(phone: Phone, module: Module) -> None:
    if module.actions:
        phone.wait(60, 200)
        action = phone.chance.choice(module.actions).id
        phone.keep(Kind.PLAN_CHOSEN, f"{module.id}/plan", None, {"action": action})


def follow_up(phone: Phone, module: Module) -> None:
    """Answers the question about the plan, when one is due; some do not."""
    plan = plan_of(phone.session, module, phone.account)
    asked = of_day(module.follow_ups, plan.asked(phone.clock)) if plan else None
    if asked and phone.chance.random() < FOLLOWS_UP:
        phone.wait(30, 120)
        data = {"day": asked.day, "answer": phone.chance.choice(asked.answers).id}
        phone.keep(Kind.PLAN_FOLLOWED, f"{module.id}/plan", None, data)


def certify(phone: Phone, library: Library, module: Module, name: str) -> Certificate:
    phone.send()
    phone.wait(20, 90)
    issued = certifying.issue(
        phone.session, library, phone.book, module, name, phone.account, phone.lang, phone.clock, phone.chance
    )
    phone.catch_up()
    return issued
