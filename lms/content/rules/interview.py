"""Rules for an interview: four kinds of question at every node, each in three wordings, and its length."""

from __future__ import annotations

from collections.abc import Iterator

from lms.content.finding import WARNING, Finding, Rule
from lms.content.reading.manuscript import Manuscript
from lms.content.reading.scenario import ScenarioFile
from lms.content.rules.forms import files_of
from lms.domain.scenario import Choice, QuestionKind, ScenarioForm
from lms.domain.ways import fewest_decisions, most_decisions

OTHERS = 2  # wordings beside the text
FEWEST, MOST = 6, 10  # questions on a way

FOUR_KINDS = Rule(
    "four-kinds",
    f"In an interview every node has four questions, one of each kind: {', '.join(QuestionKind)}.",
    "Write the kind that is missing, or take out the one that is there twice.",
)
WORDINGS = Rule(
    "wordings",
    f"A question of an interview has {OTHERS} other wordings, no two alike.",
    "Ask the same, in the same kind of question, in other words of about the same length.",
)
INTERVIEW_LENGTH = Rule(
    "interview-length",
    f"On every way an interview has {FEWEST} to {MOST} questions.",
    "Let a short way go on, or lead a long one to its end earlier.",
    WARNING,
)


def check(manuscript: Manuscript) -> Iterator[Finding]:
    for file in files_of(manuscript, ScenarioForm.INTERVIEW):
        for number, node in enumerate(file.scenario.nodes):
            if sorted(choice.kind or "" for choice in node.choices) != sorted(QuestionKind):
                kinds = ", ".join(choice.kind or "none" for choice in node.choices)
                yield FOUR_KINDS.at(file.document.place("node", number), f"“{node.id}” has {kinds}.")
            for which, choice in enumerate(node.choices):
                yield from _wordings(file, choice, number, which)


def _wordings(file: ScenarioFile, choice: Choice, number: int, which: int) -> Iterator[Finding]:
    said = {choice.text, *choice.wordings}
    if len(choice.wordings) != OTHERS or len(said) != OTHERS + 1:
        message = f"“{choice.id}” is said in {len(said)} ways; there have to be {OTHERS + 1}."
        yield WORDINGS.at(file.document.place("node", number, "choice", which, "wordings"), message)


def check_length(manuscript: Manuscript) -> Iterator[Finding]:
    for file in files_of(manuscript, ScenarioForm.INTERVIEW, whole=True):
        story = file.scenario
        fewest, most = (count(story)[story.start] for count in (fewest_decisions, most_decisions))
        if fewest < FEWEST or most > MOST:
            message = f"There are {fewest} to {most} questions on a way."
            yield INTERVIEW_LENGTH.at(file.document.place("start"), message)
