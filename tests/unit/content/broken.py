"""For every rule a content that breaks it: the small content with one thing changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.unit.content.small import DRAWING, FILES, FOLLOW_UPS, SENTENCE, TEXT, write
from tests.unit.content.small_forms import FORMS, INTERVIEW, ROADS, STANDS, WITH_FORMS

LESSON = "courses/harbour/first-boat.md"
MODULE = "courses/harbour/module.toml"
COURSE = "courses/everybody.toml"
SOURCES = "courses/sources.toml"
GLOSSARY = "courses/glossary.toml"
STORY = "quizzes/harbour/night-boat.toml"
MAP = "courses/map.toml"
BANK = "quizzes/harbour/items.toml"
BOAT = "media/harbour/boat.svg"
IDS = "courses/ids.txt"
LANGUAGE = "translations/km/language.toml"
CATALOGUE = "translations/km/harbour.po"
TESTED = "[test]\nitems = 20\npass = 16\ncritical = 3\n"
ONE_LESSON = 'lessons = ["harbour/first-boat"]\nends_with = "certificates"\n'
LESSONS = ", ".join(['"harbour/first-boat"'] * 11)
STRAY = """[[item]]
id = "stray"
lesson = "last-boat"
use = "practice"
critical = false
stem = "A man asks for a boat. What do you say?"
sources = ["HE-01"]
option = [
  { text = "You say that it has gone.", correct = true, why = "It has, and he can plan." },
  { text = "You say that it will come.", correct = false, why = "He would wait for nothing." },
  { text = "You say that you are busy.", correct = false, why = "He would know no more." },
]
"""
UNUSED = '[[case]]\nid = "HE-02"\nreport = "001"\nlines = "20"\nsection = "What people asked for"\ncare = 0\n'
NOWHERE = "a link to a file that is not there"


@dataclass(frozen=True)
class Broken:
    """One change to the small content, or to it with the forms, where the file is one of theirs.

    `old` is replaced by `new` in `file` (once; with no `old`, `new` is the whole file). `rule` is then
    found in `file`, or in `where`, on the line that holds `on` (any line when empty).
    """

    rule: str
    file: str
    old: str
    new: str | bytes
    on: str = ""
    where: str = ""

    def write(self, root: Path) -> None:
        whole = WITH_FORMS if self.file in FORMS else FILES
        files: dict[str, str | bytes] = dict(whole)
        if self.old:
            text = whole[self.file]
            assert self.old in text, f"{self.old!r} is not in {self.file}"
            assert isinstance(self.new, str)
            files[self.file] = text.replace(self.old, self.new, 1)
        else:
            files[self.file] = self.new
        write(root, files)
        if self.new is NOWHERE:
            (root / self.file).unlink()
            (root / self.file).symlink_to(root / "nowhere")


def in_po(entry: str) -> str:
    return FILES[CATALOGUE] + "\n" + entry + "\n"


def each_item(change: Callable[[str, int], str]) -> str:
    """The bank with every item changed, knowing its number."""
    items = FILES[BANK].split("[[item]]\n")[1:]
    return "".join("[[item]]\n" + change(text, number) for number, text in enumerate(items))


def _somewhere(text: str, number: int) -> str:
    """The same options in every item."""
    return text.replace(f"At i{number} ", "At sea ")


def _right_first(text: str, _: int) -> str:
    options = text.replace("correct = true", "correct = false")
    return options.replace("correct = false", "correct = true", 1)


def _right_shortest(text: str, _: int) -> str:
    head, *options = text.split("[[item.option]]\n")
    short = [one.replace("thing.", "act.") if "correct = true" in one else one for one in options]
    return "[[item.option]]\n".join([head, *short])


def _right_longest(text: str, _: int) -> str:
    head, *options = text.split("[[item.option]]\n")
    long = [one.replace("thing.", "things.") if "correct = true" in one else one for one in options]
    return "[[item.option]]\n".join([head, *long])


def _short_story() -> str:
    """The scenario with its first and its last node only."""
    head, *nodes = FILES[STORY].split("[[node]]\n")
    return "[[node]]\n".join([head, nodes[0].replace('"n1"', '"n5"'), nodes[5]])


def _endless_story() -> str:
    """The scenario with no way to an ending."""
    return FILES[STORY].replace('to = "harm"', 'to = "n0"').replace('to = "sound"', 'to = "n0"')


def _short_interview() -> str:
    """The interview with an end after four questions."""
    return FORMS[INTERVIEW].replace('to = "bad-4"', 'to = "harm"')


def _won_by(kind: str) -> str:
    """The interview with every question of one kind right."""
    head, *choices = FORMS[INTERVIEW].split("[[node.choice]]\n")
    won = [one.replace('"bad-', '"good-').replace('"harm"\nthen', '"sound"\nthen') for one in choices]
    pairs = zip(choices, won, strict=True)
    return "[[node.choice]]\n".join([head, *(new if f'kind = "{kind}"' in old else old for old, new in pairs)])


def _many_factors() -> str:
    """Twenty factors more, and then the first link."""
    return "".join(f'[[factor]]\nid = "f{n}"\nname = "F"\ntext = "F."\ncolumn = 1\nrow = 9\n\n' for n in range(20)) + (
        "[[link]]"
    )


def _question(day: int) -> str:
    """The whole question of this day."""
    head = "[[follow_up]]\n"
    return next(head + one for one in FOLLOW_UPS.split(f"\n{head}") if one.startswith(f"day = {day}\n"))


def _more_answers(count: int) -> str:
    rows = (f'id = "a{n}"\ntext = "Boat {n} came."\nreply = "It did."\n' for n in range(count))
    return "".join(f"\n[[follow_up.answer]]\n{row}" for row in rows)


WAVE = '[[action]]\nid = "wave"\nwhen = "When a boat comes in,"\nwill = "I will wave first."\n'
NOT_YET = FOLLOW_UPS.partition('reply = "Then the man saw you on day 30."\n')[2].partition("\n[[follow_up]]")[0]
TWO_CHOICES = "".join(f"[[node.choice]]\n{one}" for one in FILES[STORY].split("[[node.choice]]\n")[1:3])
BROKEN = (
    # files
    Broken("unreadable", LESSON, "", NOWHERE),
    Broken("too-large", LESSON, "", "+" * 600_000),
    Broken("encoding", LESSON, "", b'+++\ntitle = "Caf\xe9"\n+++\n', on="title"),
    Broken("characters", LESSON, "Nobody met him.", "Nobody met \u202ehim.", on="met"),
    Broken("toml", MODULE, 'title = "The harbour"', 'title = "The harbour', on="title"),
    Broken("front-matter", LESSON, "+++\ntitle", "title"),
    Broken("missing-key", COURSE, 'role = "everyone"\n', ""),
    Broken("unknown-key", COURSE, 'role = "everyone"', 'role = "everyone"\nhours = 1', on="hours"),
    Broken("wrong-type", LESSON, "minutes = 6", 'minutes = "6"', on="minutes"),
    Broken("wrong-value", MODULE, 'status = "published"', 'status = "ready"', on="status"),
    Broken("empty", COURSE, 'summary = "One lesson."', 'summary = " "', on="summary"),
    Broken("no-feedback", STORY, 'why = "He was asked."', 'why = ""', on="why"),
    Broken("no-feedback", BANK, 'why = "Because of red."\n', ""),
    Broken("plain-text", GLOSSARY, "a journey", "a *journey*", on="journey"),
    Broken("id-form", GLOSSARY, 'id = "yes"', 'id = "Yes!"', on="Yes!"),
    Broken("id-is-name", STORY, 'id = "night-boat"', 'id = "boat-at-night"', on="boat-at-night"),
    Broken("missing-file", MODULE, '"first-boat"]', '"first-boat", "last-boat"]', on="last-boat"),
    Broken("unlisted-file", "courses/harbour/notes.md", "", "Remember the milk."),
    Broken("reserved-language", "translations/en-XA/language.toml", "", FILES[LANGUAGE]),
    # modules, courses, ids
    Broken("reserved-name", MODULE, '["first-boat"]', '["first-boat", "test"]', on="test"),
    Broken("duplicate-id", BANK, 'id = "i7"', 'id = "i6"', on="i6"),
    Broken("module-parts", MODULE, ', "day-boat"', "", on="scenarios"),
    Broken("follow-up-days", MODULE, "day = 60", "day = 30", on="day = 30"),
    Broken("follow-up-days", MODULE, _question(60), "", on="[[follow_up]]"),
    Broken("follow-up-days", MODULE, FOLLOW_UPS, "", on="[test]"),
    Broken("follow-up-days", MODULE, WAVE, "", on="[[follow_up]]"),
    Broken("follow-up-answers", MODULE, NOT_YET, "", on="[[follow_up]]"),
    Broken("follow-up-answers", MODULE, NOT_YET, NOT_YET + _more_answers(3), on="[[follow_up]]"),
    Broken("follow-up-answers", MODULE, "No boat has come in.", "It came in, and I waved.", on="[[follow_up.answer]]"),
    Broken("duplicate-id", MODULE, 'id = "not-yet"', 'id = "waved"', on="[[follow_up.answer]]"),
    Broken("wrong-value", MODULE, "day = 60", "day = 45", on="day = 45"),
    Broken("bank-size", BANK, 'use = "practice"', 'use = "form-a"', where=MODULE, on="first-boat"),
    Broken("unknown-lesson", COURSE, "harbour/first-boat", "harbour/last-boat", on="last-boat"),
    Broken("course-bank", COURSE, 'ends_with = "certificates"', f'ends_with = "test"\n{TESTED}', on="[test]"),
    Broken("course-size", COURSE, ONE_LESSON, f'lessons = [{LESSONS}]\nends_with = "test"\n{TESTED}', on="lessons"),
    Broken("redirect", "courses/redirects.toml", "", '[[moved]]\nfrom = "harbour/old"\nto = "harbour/gone"\n', on="to"),
    Broken("unknown-term", GLOSSARY, 'see = ["yes"]', 'see = ["no"]', on='"no"'),
    Broken("vanished-id", IDS, "term yes", "term yes\nlesson harbour/gone", on="gone"),
    Broken("unrecorded-id", IDS, "term yes\n", ""),
    Broken("id-list", IDS, "term yes", "term yes\nwhat is this line", on="what is"),
    # sources
    Broken("unknown-source", BANK, '["general"]', '["HE-99"]', on="HE-99"),
    Broken("no-section", LESSON, "001:7-9", "001:95", on="001:95"),
    Broken("general-unnamed", LESSON, 'beyond = "The steps come from general practice."\n', "", on="sources"),
    Broken("case-overused", BANK, "[[item]]", f"{STRAY}\n[[item]]", where=SOURCES, on="[[case]]"),
    Broken("case-unused", SOURCES, "care = 0\n", f"care = 0\n\n{UNUSED}", on="[[report]]"),
    # lessons
    Broken("heading-level", LESSON, "### And then", "#### And then", on="And then"),
    Broken("raw-html", LESSON, "Nobody met him.", "Nobody <b>met</b> him.", on="<b>"),
    Broken("unused-markdown", LESSON, "## Who waits", "| a | table |", on="table"),
    Broken("blocks", LESSON, '!!! why "', '!!! reason "', on="reason"),
    Broken("broken-link", LESSON, "(/pause/)", "(/rest/)", on="/rest/"),
    Broken("missing-media", LESSON, "(boat.svg)", "(ship.svg)", on="ship.svg"),
    Broken("no-alt", LESSON, "![A boat beside a wall]", "![]", on="![]"),
    Broken("picture-alone", LESSON, "](boat.svg)", "](boat.svg) and more", on="boat.svg"),
    Broken("orphan-media", "media/harbour/ship.svg", "", DRAWING),
    Broken("media-budget", BOAT, "M1 1h22", "M1 1h22" + "l1 1" * 300),
    Broken("drawing", BOAT, "<path", '<path onclick="x()"'),
    Broken("lesson-length", LESSON, SENTENCE * 20, SENTENCE),
    Broken("lesson-minutes", LESSON, "minutes = 6", "minutes = 20", on="minutes"),
    Broken("lesson-parts", LESSON, '!!! case "', '!!! note "'),
    Broken("reading-level", LESSON, SENTENCE * 3, "Institutional responsibilities necessitate collaboration " * 60),
    Broken("loaded-word", LESSON, "Nobody met him.", "His life was shattered.", on="shattered"),
    Broken("blaming-word", GLOSSARY, "a journey", "a journey for slaves", on="slaves"),
    Broken("repeated-sentence", LESSON, "Nobody met him.", TEXT, where=STORY, on='text = "The boat'),
    Broken("straight-quotes", LESSON, "Nobody met him.", "Nobody didn't.", on="didn't"),
    # the map
    Broken("map-size", MAP, "[[link]]", _many_factors(), on="[[factor]]"),
    Broken("unknown-factor", MAP, 'to = "tide"', 'to = "moon"', on="moon"),
    Broken("double-link", MAP, 'to = "wind"', 'to = "tide"', on="[[link]]"),
    Broken("double-link", MAP, 'to = "wind"', 'to = "rope"', on="[[link]]"),
    Broken("unlinked-factor", MAP, 'to = "tide"', 'to = "wind"', on="[[factor]]"),
    Broken("map-place", MAP, "column = 3", "column = 2", on="column = 2"),
    Broken("map-line", MAP, "row = 2 }", "row = 1 }", on="[[link]]"),
    Broken("unknown-source", MAP, "001:7-9", "HE-99", on="HE-99"),
    Broken("no-section", MAP, "001:7-9", "001:95", on="001:95"),
    Broken("wrong-value", MAP, '["001:3"]', '["general"]', on="general"),
    # items
    Broken(
        "option-count",
        BANK,
        'text = "At i0 you do the tan thing."',
        'text = "At i0 you do the red thing."',
        on="[[item]]",
    ),
    Broken("right-options", BANK, "correct = false", "correct = true", on="[[item]]"),
    Broken("stem-length", BANK, "A boat comes in.", "A boat comes in. " * 12, on="stem"),
    Broken("stem-question", BANK, "What do you do?", "What would you not do?", on="stem"),
    Broken("option-length", BANK, "the tan thing", "the tan thing, slowly and with care", on="[[item.option]]"),
    Broken("lazy-option", BANK, "At i0 you do the tan thing.", "All of the above.", on="All of"),
    Broken("longest-is-right", BANK, "", each_item(_right_longest)),
    Broken("shortest-is-right", BANK, "", each_item(_right_shortest)),
    Broken("place-is-right", BANK, "", each_item(_right_first)),
    Broken("shared-options", BANK, "", each_item(_somewhere)),
    # scenarios
    Broken("unknown-node", STORY, 'to = "n1"', 'to = "n9"', on="n9"),
    Broken("choice-count", STORY, TWO_CHOICES, "", on="[[node]]"),
    Broken("unreachable", STORY, 'to = "sound"', 'to = "harm"', on="[[ending]]"),
    Broken("no-way-out", STORY, "", _endless_story(), on="[[node]]"),
    Broken("cycle", STORY, 'to = "n3"', 'to = "n1"', on="[[node]]"),
    Broken("no-sound-ending", STORY, 'outcome = "sound"', 'outcome = "repaired"', on="[[ending]]"),
    Broken("no-harm-ending", STORY, 'outcome = "harm"', 'outcome = "repaired"', on="[[ending]]"),
    Broken("meter-range", STORY, "trust = 2", "trust = 0", on="moves"),
    Broken("node-length", STORY, TEXT.strip(), "The boat comes in.", on="text"),
    Broken("choice-length", STORY, '"You wait."', f'"You wait {"and wait " * 12}."', on="You wait"),
    Broken("scenario-size", STORY, "", _short_story(), on="[[node]]"),
    Broken("autopilot", STORY, 'text = "You wait."\nto = "harm"', 'text = "You wait."\nto = "sound"', on="[[node]]"),
    # interviews
    Broken("four-kinds", INTERVIEW, 'kind = "closed"', 'kind = "open"', on="[[node]]"),
    Broken("wordings", INTERVIEW, ', "Say open what you say."', "", on="wordings"),
    Broken("choice-length", INTERVIEW, "Say open what you say.", "Say open what you say. " * 5, on="text"),
    Broken("interview-length", INTERVIEW, "", _short_interview(), on="start"),
    Broken("habit", INTERVIEW, "", _won_by("open"), on="[[node]]"),
    Broken("poor-questions", INTERVIEW, "", _won_by("leading"), on="[[node]]"),
    # roads
    Broken("two-roads", ROADS, '[[road]]\nid = "ada"\nname = "Ada"\nstart = "A man."\n', "", on="[[road]]"),
    Broken("two-roads", ROADS, '{ road = "ada"', '{ road = "ben"', on="beside"),
    Broken("duplicate-id", ROADS, 'id = "s1"', 'id = "s0"', on="[[stage]]"),
    Broken("stage-order", ROADS, 'stage = "s0"', 'stage = "s1"', on="start"),
    Broken("stage-order", ROADS, 'stage = "s1"', 'stage = "s9"', on="s9"),
    Broken("stage-order", ROADS, 'to = "good-2"', 'to = "good-3"', on="to"),
    Broken("both-turns", ROADS, 'turn = "open"', 'turn = "shut"', on="[[node]]"),
    Broken("roads-length", ROADS, STANDS.format("Ada"), "She stands there.", on="beside"),
    Broken("roads-length", ROADS, "the man at the desk", "the man at the desk " * 5, on="you"),
    Broken("switch-carries", ROADS, 'to = "bad-2"', 'to = "good-2"', on="[[stage]]"),
    Broken("habit", ROADS, "", FORMS[ROADS].replace("You go on with your work.", "You go."), on="[[node]]"),
    # translations
    Broken("catalogue", CATALOGUE, "", in_po("msgid broken"), on="broken"),
    Broken("catalogue-name", "translations/km/boats.po", "", FILES[CATALOGUE]),
    Broken("placeholders", "translations/km/interface.po", "", in_po('msgid "%(n)s boats"\nmsgstr "%(m)s x"')),
    Broken("translated-links", CATALOGUE, "", in_po('msgid "[a](/pause/)"\nmsgstr "[a](//evil.example)"')),
    Broken("translation-state", CATALOGUE, "", in_po('# state: superb\nmsgid "a"\nmsgstr "b"')),
)
