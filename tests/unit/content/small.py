"""A small content that breaks no rule, on disk; tests change one thing in it and look what is found."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.unit.content.small_map import MAP

SOURCES = """\
[[report]]
id = "001"
short = "Heron 2020"
authors = "Ada Heron"
year = 2020
title = "Roads home"
publisher = "Reed Institute"
lines = 100

[[section]]
report = "001"
from = 1
to = 90
title = "What people asked for"

[[case]]
id = "HE-01"
report = "001"
lines = "3-5+9"
section = "What people asked for"
care = 0
"""

GLOSSARY = """\
[[term]]
id = "broker"
term = "Broker"
text = "Somebody who arranges a journey for others."
see = ["yes"]

[[term]]
id = "yes"
term = "A yes"
text = "What a person gives who could also say no."
see = []
"""

FOLLOW_UPS = "".join(
    f"""
[[follow_up]]
day = {day}
ask = "It is day {day}. Has a boat come in?"

[[follow_up.answer]]
id = "waved"
text = "It came in, and I waved."
reply = "Then the man saw you on day {day}."

[[follow_up.answer]]
id = "not-yet"
text = "No boat has come in."
reply = "The next one will. Look out of the window."
"""
    for day in (30, 60, 90)
)

MODULE = f"""\
id = "harbour"
title = "The harbour"
summary = "Where boats come in."
can = "Meet a boat."
status = "published"
lessons = ["first-boat"]
scenarios = ["night-boat", "day-boat"]
unknown = "We do not know how many boats there are."

[test]
items = 20
pass = 16
critical = 3

[[action]]
id = "wave"
when = "When a boat comes in,"
will = "I will wave first."
{FOLLOW_UPS}"""

COURSE = """\
id = "everybody"
title = "For everybody"
summary = "One lesson."
role = "everyone"
lessons = ["harbour/first-boat"]
ends_with = "certificates"
"""

SENTENCE = "You see the boat and the man in it, and he sees you. "

LESSON = f"""\
+++
title = "The first boat"
summary = "A boat comes in."
minutes = 6
objectives = ["Meet one boat"]
roles = ["everyone"]
sources = ["HE-01", "001:7-9", "general"]
beyond = "The steps come from general practice."
+++

!!! case "A case"
    A man came home by boat. Nobody met him.

{SENTENCE * 20}

## Who waits

> Meet me where I can see you.
>
> *A man, in our words*

![A boat beside a wall](boat.svg)

{SENTENCE * 14}

!!! worked "The first word"
    He stands on the wall.

    - **You:** Good evening. *A word, and no question.*
    - **Man:** Is there a bus?

!!! why "Why no question?"
    He has heard many of them. You can [pause](/pause/), or look up a [broker](/glossary/#broker).

### And then

{SENTENCE * 3}
"""

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M1 1h22"/></svg>'

TEXT = "The boat has come in and a man stands on the wall beside it with a bag in his hand. " * 3
HARM, REPAIRED, SOUND = "harm", "repaired", "sound"


def node(name: str, *ways: tuple[str, str]) -> str:
    """A node with a choice for each (where it leads, words of the choice)."""
    choices = "".join(_choice(place, to, text) for place, (to, text) in enumerate(ways))
    return f'[[node]]\nid = "{name}"\ntext = "{TEXT.strip()}"\n\n{choices}'


def _choice(place: int, to: str, text: str) -> str:
    lines = [
        f'id = "c{place}"',
        f'text = "{text}"',
        f'to = "{to}"',
        'then = "He nods."',
        'why = "He was asked."',
        'sources = ["HE-01"]',
    ]
    if to.endswith(HARM):
        lines.append('moves = [{ meter = "trust", by = -1, because = "He was not asked." }]')
    return "[[node.choice]]\n" + "\n".join(lines) + "\n\n"


def ending(name: str, outcome: str) -> str:
    words = "\n".join(f'{key} = "He sits down."' for key in ("text", "next", "rests", "ask"))
    return f'[[ending]]\nid = "{name}"\noutcome = "{outcome}"\ntitle = "The end"\n{words}\nsources = ["001:3"]\n\n'


def scenario(name: str) -> str:
    head = f"""\
id = "{name}"
title = "A boat"
summary = "It comes in."
role = "You stand on the wall."
minutes = 8
note = "Nobody is hurt."
start = "n0"
sources = ["HE-01", "general"]
beyond = "The people are invented."

[meters]
safety = 2
trust = 2
choice = 2

"""
    longest = "You call to him from afar and tell him to stay just where he is."
    ways = [("You wait.", "n{}"), ("You ask him what he needs.", "n{}"), (longest, HARM)]
    nodes = ""
    for place in range(6):
        onward = str(place + 1)
        options = [(to.format(onward), text) for text, to in ways]
        if place == 5:
            options = [(HARM, "You wait."), (SOUND, "You ask him what he needs."), (HARM, longest)]
        if place == 0:
            options[0] = (HARM, options[0][1])
        nodes += node(f"n{place}", *options)
    return head + nodes + ending(HARM, HARM) + ending(SOUND, SOUND)


def told_otherwise(story: str) -> str:
    """The same scenario in other words."""
    story = story.replace("a man stands on the wall beside it", "a woman sits on the wall above it")
    return story.replace("You call to him from afar and tell him", "You go down to him slowly and ask him")


def item(name: str, use: str, place: int, *, critical: bool = False) -> str:
    """An item whose right option stands in this place; all options are equally long."""
    options = "".join(
        f'[[item.option]]\ntext = "At {name} you do the {word} thing."\ncorrect = {str(number == place % 3).lower()}\n'
        f'why = "Because of {word}."\n\n'
        for number, word in enumerate(("red", "tan", "sky"))
    )
    return (
        f'[[item]]\nid = "{name}"\nlesson = "first-boat"\nuse = "{use}"\ncritical = {str(critical).lower()}\n'
        f'stem = "A boat comes in. What do you do?"\nsources = ["general"]\n\n{options}'
    )


def bank() -> str:
    uses = ["practice"] * 3 + ["form-a"] * 6 + ["form-b"] * 6 + ["test"] * 34
    return "".join(item(f"i{n}", use, n, critical=use == "test" and n % 3 == 0) for n, use in enumerate(uses))


FILES: Mapping[str, str] = {
    "courses/sources.toml": SOURCES,
    "courses/glossary.toml": GLOSSARY,
    "courses/map.toml": MAP,
    "courses/everybody.toml": COURSE,
    "courses/harbour/module.toml": MODULE,
    "courses/harbour/first-boat.md": LESSON,
    "quizzes/harbour/night-boat.toml": scenario("night-boat"),
    "quizzes/harbour/day-boat.toml": told_otherwise(scenario("day-boat")),
    "quizzes/harbour/items.toml": bank(),
    "media/harbour/boat.svg": DRAWING,
    "translations/km/language.toml": 'code = "km"\nname = "ខ្មែរ"\ndirection = "ltr"\nstate = "machine draft"\n',
    "translations/km/harbour.po": 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n',
    "courses/ids.txt": "".join(
        f"{line}\n"
        for line in sorted(
            [
                "module harbour",
                "course everybody",
                "lesson harbour/first-boat",
                "scenario harbour/night-boat",
                "scenario harbour/day-boat",
                "action harbour/wave",
                *(f"answer harbour/{day}.{answer}" for day in (30, 60, 90) for answer in ("waved", "not-yet")),
                "term broker",
                "term yes",
                "factor rope",
                "factor wind",
                "factor tide",
                *(f"item harbour/i{n}" for n in range(49)),
            ]
        )
    ),
}


def write(root: Path, files: Mapping[str, str | bytes] = FILES) -> Path:
    """Writes the files below the root, and returns it."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root
