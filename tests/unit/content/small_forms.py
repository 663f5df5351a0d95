"""An interview and two roads that break no rule, beside the small content."""

from __future__ import annotations

from collections.abc import Mapping

from tests.unit.content.small import FILES, HARM, MODULE, SOUND, TEXT, ending

INTERVIEW, ROADS = "quizzes/harbour/ten-words.toml", "quizzes/harbour/two-boats.toml"
KINDS = ("open", "closed", "leading", "multiple")
LENGTH = 6  # questions on a way, and stages
STANDS = "{} stands on the wall with a bag in one hand and looks at the water, where there is no boat yet today."


def head(name: str, form: str, start: str) -> str:
    return f"""\
form = "{form}"
id = "{name}"
title = "A boat"
summary = "It comes in."
role = "You stand on the wall."
minutes = 8
note = "Nobody is hurt."
start = "{start}"
sources = ["HE-01", "general"]
beyond = "The people are invented."

[meters]
safety = 2
trust = 2
choice = 2

"""


def choice(name: str, to: str, *lines: str) -> str:
    texts = [f'id = "{name}"', f'to = "{to}"', 'then = "He nods."', 'why = "He was asked."', 'sources = ["HE-01"]']
    return "[[node.choice]]\n" + "\n".join([*texts, *lines]) + "\n\n"


def question(kind: str, to: str) -> str:
    lines = [f'text = "What {kind} do you say?"', f'kind = "{kind}"']
    return choice(kind, to, *lines, f'wordings = ["And what {kind} do you say?", "Say {kind} what you say."]')


def interview(name: str = "ten-words") -> str:
    """Open questions are right but for the fourth, which is closed; one that is wrong leads to harm in the end."""
    made = head(name, "interview", "good-0")
    for place in range(LENGTH):
        right = "closed" if place == 3 else "open"
        for track in ("good", "bad") if place else ("good",):
            order = KINDS[place % 4 :] + KINDS[: place % 4]
            made += f'[[node]]\nid = "{track}-{place}"\ntext = "{TEXT.strip()}"\n\n'
            made += "".join(question(kind, _after(track, place, right=kind == right)) for kind in order)
    return made + ending(HARM, HARM) + ending(SOUND, SOUND)


def _after(track: str, place: int, *, right: bool) -> str:
    well = track == "good" and right
    if place == LENGTH - 1:
        return SOUND if well else HARM
    return f"{'good' if well else 'bad'}-{place + 1}"


def roads(name: str = "two-boats") -> str:
    """Two people and six switches: it ends well where all of them are open."""
    made = head(name, "roads", "good-0")
    made += "".join(f'[[road]]\nid = "{one}"\nname = "{one.title()}"\nstart = "A man."\n\n' for one in ("ada", "ben"))
    made += "".join(
        f'[[stage]]\nid = "s{place}"\ntitle = "Wall {place}"\nswitch = "Does anybody wave?"\n\n'
        for place in range(LENGTH)
    )
    for place in range(LENGTH):
        for track in ("good", "bad") if place else ("good",):
            made += _crossing(track, place)
    return made + ending(HARM, HARM) + ending(SOUND, SOUND)


def _crossing(track: str, place: int) -> str:
    beside = ", ".join(f'{{ road = "{one}", text = "{STANDS.format(one.title())}" }}' for one in ("ada", "ben"))
    turns = [("open", "You wave to him."), ("shut", "You go on with your work.")]
    choices = [
        choice(turn, _after(track, place, right=turn == "open"), f'turn = "{turn}"', f'text = "{text}"')
        for turn, text in (turns if place % 2 else turns[::-1])
    ]
    lines = [f'id = "{track}-{place}"', f'stage = "s{place}"', 'you = "You are the man at the desk."']
    return (
        "[[node]]\n"
        + "\n".join([*lines, f'text = "{TEXT.strip()}"', f"beside = [{beside}]"])
        + "\n\n"
        + "".join(choices)
    )


def elsewhere(story: str, who: str) -> str:
    """The same scenario about somebody else, resting on no case."""
    return story.replace("HE-01", "001:7").replace("a man stands", f"a {who} stands")


FORMS: Mapping[str, str] = {INTERVIEW: elsewhere(interview(), "girl"), ROADS: elsewhere(roads(), "woman")}
WITH_FORMS: Mapping[str, str] = {
    **FILES,
    **FORMS,
    "courses/harbour/module.toml": MODULE.replace('"day-boat"]', '"day-boat", "ten-words", "two-boats"]'),
    "courses/ids.txt": "\n".join(
        sorted([*FILES["courses/ids.txt"].split("\n")[:-1], "scenario harbour/ten-words", "scenario harbour/two-boats"])
    )
    + "\n",
}
