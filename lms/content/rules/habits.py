"""Rules against habits: no scenario is won by choosing always the same way; these warn.

A habit here is one that a tired learner falls into: always the first, the last or the longest choice.
In an interview it is also the most formal question (the one with the longest words) and one kind of
question throughout; there the longest and the most formal are looked for at every wording.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from lms.content.finding import WARNING, Finding, Rule
from lms.content.reading.manuscript import Manuscript
from lms.content.reading.scenario import ScenarioFile
from lms.content.rules.readability import TOKEN
from lms.domain.interview import worded
from lms.domain.scenario import Choice, Ending, Node, Outcome, QuestionKind, Scenario, ScenarioForm

TRIES = (1, 2, 3)  # each wording of each question is shown at one of them
HARMFUL = (QuestionKind.LEADING, QuestionKind.MULTIPLE)

AUTOPILOT = Rule(
    "autopilot",
    "Choosing always the first, always the last or always the longest choice ends in harm.",
    "Change the order or the length of some choices.",
    WARNING,
)
HABIT = Rule(
    "habit",
    "In an interview and on two roads no habit leads to a sound ending: always the first, the last or the longest "
    "choice; in an interview also always the most formal or always one kind of question.",
    "Change the order or the length of some choices, or let another one be right in one place.",
    WARNING,
)
POOR_QUESTIONS = Rule(
    "poor-questions",
    "An interview in leading questions only, or in several at once only, ends in harm.",
    "Let such questions cost what they cost: no way of them alone may lead out of harm.",
    WARNING,
)

Habit = Callable[[Node], Choice | None]
PLACES: dict[str, Habit] = {"first": lambda node: node.choices[0], "last": lambda node: node.choices[-1]}
LOOKS: dict[str, Habit] = {
    "longest": lambda node: max(node.choices, key=lambda choice: len(choice.text)),
    "most formal": lambda node: max(node.choices, key=lambda choice: _formality(choice.text)),
}


def check(manuscript: Manuscript) -> Iterator[Finding]:
    for module in manuscript.modules.values():
        for file in module.scenarios.values():
            match file.scenario.form:
                case ScenarioForm.STORY:
                    yield from _never(AUTOPILOT, file, set(Outcome) - {Outcome.HARM}, _usual(file.scenario))
                case ScenarioForm.ROADS:
                    yield from _never(HABIT, file, {Outcome.SOUND}, _usual(file.scenario))
                case ScenarioForm.INTERVIEW:
                    yield from _interview(file)


def _interview(file: ScenarioFile) -> Iterator[Finding]:
    story = file.scenario
    yield from _never(HABIT, file, {Outcome.SOUND}, _of_interview(story))
    poor = {f"{kind}": _led_to(story, partial(_of_kind, kind)) for kind in HARMFUL}
    yield from _never(POOR_QUESTIONS, file, set(Outcome) - {Outcome.HARM}, poor)


def _usual(story: Scenario) -> dict[str, Ending | None]:
    """Where the habits of every form lead."""
    return {name: _led_to(story, habit) for name, habit in {**PLACES, "longest": LOOKS["longest"]}.items()}


def _of_interview(story: Scenario) -> dict[str, Ending | None]:
    places = {name: _led_to(story, habit) for name, habit in PLACES.items()}
    looks = {
        f"{name} (try {attempt})": _led_to(worded(story, attempt), habit)
        for name, habit in LOOKS.items()
        for attempt in TRIES
    }
    kinds = {f"{kind}": _led_to(story, partial(_of_kind, kind)) for kind in QuestionKind if kind not in HARMFUL}
    return {**places, **looks, **kinds}


def _never(rule: Rule, file: ScenarioFile, bad: set[Outcome], led: dict[str, Ending | None]) -> Iterator[Finding]:
    """A finding for every habit that leads to an ending which it must not lead to."""
    for name, ending in led.items():
        if ending and ending.outcome in bad:
            message = f"Always the {name} choice leads to “{ending.id}”, which is {ending.outcome}."
            yield rule.at(file.document.place("node", 0), message)


def _led_to(scenario: Scenario, habit: Habit) -> Ending | None:
    """The ending that a habit leads to; None when the way is broken or goes round in a circle."""
    at = scenario.start
    for _ in scenario.nodes:
        node = scenario.node(at)
        choice = habit(node) if node else None
        if choice is None:
            break
        at = choice.to
    return scenario.ending(at)


def _of_kind(kind: QuestionKind, node: Node) -> Choice | None:
    return next((choice for choice in node.choices if choice.kind is kind), None)


def _formality(text: str) -> float:
    """Letters to a word: long words are how formal talk shows."""
    words = TOKEN.findall(text)
    return sum(map(len, words)) / len(words) if words else 0.0
