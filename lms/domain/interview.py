"""An interview: the kinds of question that were asked, and the words in which they stand at each try.

Every try says the same questions in other words and in another order, so that nobody learns a place or
a phrase by heart. What a try looks like follows from ids alone: the same try always looks the same.
Held to tests/vectors/interview.json.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace

from lms.domain.engine import BadPath, Play
from lms.domain.scenario import Choice, Node, QuestionKind, Scenario, ScenarioForm

FIRST_TRY, LAST_TRY = 1, 999
WRITTEN = re.compile(r"[1-9][0-9]{0,2}")


def read_try(text: str) -> int:
    """The number of a try, as an address writes it: 1 to 999. Raises BadPath."""
    if not WRITTEN.fullmatch(text):
        raise BadPath("There is no such try.")
    return int(text)


def resumed_try(scenario: Scenario, attempt: str) -> int:
    """The try in whose words an attempt of the record goes on: the first attempt is the first try, and so on.

    An attempt that was named elsewhere (on a phone, say) goes on in the words of the first try.
    """
    numbered = scenario.form is ScenarioForm.INTERVIEW and WRITTEN.fullmatch(attempt)
    return int(attempt) if numbered else FIRST_TRY


def following(attempt: int) -> int:
    """The try after this one; after the last comes the first again."""
    return attempt + 1 if attempt < LAST_TRY else FIRST_TRY


def worded(scenario: Scenario, attempt: int) -> Scenario:
    """An interview as it stands at a try: each question in one of its wordings, each node's in an order.

    A scenario of another form is the same at every try.
    """
    if scenario.form is not ScenarioForm.INTERVIEW:
        return scenario
    return replace(scenario, nodes=tuple(_worded(scenario, node, attempt) for node in scenario.nodes))


def _worded(scenario: Scenario, node: Node, attempt: int) -> Node:
    ordered = sorted(node.choices, key=lambda one: (drawn(scenario.id, node.id, one.id, str(attempt)), one.id))
    return replace(node, choices=tuple(_in_words(scenario, node, one, attempt) for one in ordered))


def _in_words(scenario: Scenario, node: Node, choice: Choice, attempt: int) -> Choice:
    """The question in the words of a try: the draw says where its wordings begin, and each try takes the next."""
    texts = (choice.text, *choice.wordings)
    return replace(choice, text=texts[(drawn(scenario.id, node.id, choice.id) + attempt) % len(texts)])


def drawn(*ids: str) -> int:
    """A number that follows from ids alone, 0 to 2**32 - 1: the first four bytes of SHA-256 of `a/b/c`."""
    return int.from_bytes(hashlib.sha256("/".join(ids).encode()).digest()[:4], "big")


def tally(play: Play) -> Mapping[QuestionKind, int]:
    """How many questions of each kind were asked on the way so far."""
    asked = [step.choice.kind for step in play.steps]
    return {kind: asked.count(kind) for kind in QuestionKind}
