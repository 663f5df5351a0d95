"""Rules for items one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lms.content.finding import WARNING, Finding, Rule
from lms.content.reading.items import BankItem
from lms.content.reading.manuscript import Manuscript
from lms.content.rules.readability import word_count

FEWEST, MOST = 3, 4
LONGEST_STEM = 45  # words
SPREAD = 5  # letters between the shortest and the longest option
CHOOSE_TWO = re.compile(r"\bchoose two\b", re.IGNORECASE)
QUESTION = re.compile(r"\?[”’)]*(\s+choose two\.)?$", re.IGNORECASE)
SENTENCES = re.compile(r"(?<=[.?!”])\s+")
NEGATIVE = re.compile(r"\b(?:not|never|except|least)\b|n[’']t\b", re.IGNORECASE)
LAZY = re.compile(r"\b(?:all|none|both) of (?:the above|these)\b|\b(?:a and b|b and c)\b", re.IGNORECASE)

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
