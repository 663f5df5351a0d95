"""Rules for items one by one, and for what a whole bank gives away."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from lms.content.finding import WARNING, Finding, Place, Rule
from lms.content.reading.items import BankItem
from lms.content.reading.manuscript import Manuscript, ModuleFiles
from lms.content.rules.readability import word_count
from lms.domain.course import Item

FEWEST, MOST = 3, 4
LONGEST_STEM = 45  # words
SPREAD = 5  # letters between the shortest and the longest option
CHOOSE_TWO = re.compile(r"\bchoose two\b", re.IGNORECASE)
QUESTION = re.compile(r"\?[”’)]*(\s+choose two\.)?$", re.IGNORECASE)
SENTENCES = re.compile(r"(?<=[.?!”])\s+")
NEGATIVE = re.compile(r"\b(?:not|never|except|least)\b|n[’']t\b", re.IGNORECASE)
LAZY = re.compile(r"\b(?:all|none|both) of (?:the above|these)\b|\b(?:a and b|b and c)\b", re.IGNORECASE)
FEW = 12  # items; below that a pattern says nothing

OPTION_COUNT = Rule(
    "option-count",
    f"An item has {FEWEST} or {MOST} options, no two alike.",
    "Write an option that a busy, well-meaning person would take.",
)
RIGHT_OPTIONS = Rule(
    "right-options",
    "One option is correct; two are where the question says “choose two”.",
    "Set correct = true on the best option, and false on the others.",
)
STEM_LENGTH = Rule(
    "stem-length",
    f"A stem has at most {LONGEST_STEM} words.",
    "Keep what the decision needs, and take out the rest.",
    WARNING,
)
STEM_QUESTION = Rule(
    "stem-question",
    "A stem ends in a question, and the question has no “not” in it.",
    "End with what the learner decides, like “What do you say?”.",
    WARNING,
)
OPTION_LENGTH = Rule(
    "option-length",
    f"The options of an item are equally long, give or take {SPREAD} letters.",
    "Lengthen the short ones with something that matters, or cut the long one.",
    WARNING,
)
LAZY_OPTION = Rule(
    "lazy-option",
    "No option says “all of the above”, “none of these” or “a and b”.",
    "Write a real answer; the order of the options may change.",
)
LONGEST_IS_RIGHT = Rule(
    "longest-is-right",
    "Over a bank, the longest option is not the right one much more often than chance.",
    "Lengthen some wrong options, or shorten some right ones.",
    WARNING,
)
PLACE_IS_RIGHT = Rule(
    "place-is-right",
    "Over a bank, no place (first, second, …) holds the right option much more often than chance.",
    "Change the order of the options in some items.",
    WARNING,
)


def check_right(manuscript: Manuscript) -> Iterator[Finding]:
    """Quick: can every item be answered rightly?"""
    for module in manuscript.modules.values():
        for row in module.bank:
            yield from _right(row)


def check(manuscript: Manuscript) -> Iterator[Finding]:
    for module in manuscript.modules.values():
        for row in module.bank:
            yield from _options(row)
            yield from _stem(row)
        yield from _patterns(module)


def _right(row: BankItem) -> Iterator[Finding]:
    options = row.item.options
    if not FEWEST <= len(options) <= MOST:
        yield OPTION_COUNT.at(row.place(), f"This item has {len(options)} options.")
    if len({option.text for option in options}) < len(options):
        yield OPTION_COUNT.at(row.place(), "Two options say the same.")
    right, needed = len(row.item.correct), 2 if CHOOSE_TWO.search(row.item.stem) else 1
    if right != needed:
        yield RIGHT_OPTIONS.at(row.place(), f"{right} options are correct, and {needed} should be.")


def _options(row: BankItem) -> Iterator[Finding]:
    lengths = [len(option.text) for option in row.item.options]
    if lengths and max(lengths) - min(lengths) > SPREAD:
        message = f"The options have {', '.join(map(str, lengths))} letters."
        yield OPTION_LENGTH.at(row.place("option", 0), message)
    for number, option in enumerate(row.item.options):
        if LAZY.search(option.text):
            yield LAZY_OPTION.at(row.place("option", number, "text"), "This is no answer of its own.")


def _stem(row: BankItem) -> Iterator[Finding]:
    words = word_count(row.item.stem)
    if words > LONGEST_STEM:
        yield STEM_LENGTH.at(row.place("stem"), f"This stem has {words} words.")
    if not QUESTION.search(row.item.stem):
        yield STEM_QUESTION.at(row.place("stem"), "This stem does not end in a question.")
    elif NEGATIVE.search(SENTENCES.split(CHOOSE_TWO.sub("", row.item.stem).strip(" ."))[-1]):
        yield STEM_QUESTION.at(row.place("stem"), "The question has a “not” in it.")


def _patterns(module: ModuleFiles) -> Iterator[Finding]:
    items = [row.item for row in module.bank if len(row.item.correct) == 1]
    if len(items) < FEW:
        return
    place = Place(module.bank[0].document.name)
    longest, expected = _share(items, _longest_is_right)
    if longest > _limit(expected):
        yield LONGEST_IS_RIGHT.at(place, f"The longest option is right in {longest} of {len(items)} items.")
    for number, name in enumerate(("first", "second", "third", "fourth")):
        count, expected = _share(items, partial(_is_right, number))
        if count > _limit(expected):
            yield PLACE_IS_RIGHT.at(place, f"The {name} option is right in {count} of {len(items)} items.")


def _share(items: list[Item], hit: Callable[[Item], bool | None]) -> tuple[int, float]:
    """How many items the pattern hits, and how many it would hit by chance; None takes no part."""
    hits = [(hit(item), len(item.options)) for item in items]
    return sum(bool(one) for one, _ in hits), sum(1 / size for one, size in hits if one is not None)


def _limit(expected: float) -> float:
    return expected * 1.5 + 2


def _longest_is_right(item: Item) -> bool:
    lengths = [len(option.text) for option in item.options]
    best = lengths.index(max(lengths))
    return lengths.count(max(lengths)) == 1 and item.options[best].correct


def _is_right(number: int, item: Item) -> bool | None:
    return item.options[number].correct if number < len(item.options) else None
