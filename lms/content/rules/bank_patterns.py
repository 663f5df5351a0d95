"""Rules for what a whole bank gives away: by the length of the right options, and by their places."""

from __future__ import annotations

from collections.abc import Iterator

from lms.content.finding import WARNING, Finding, Place, Rule
from lms.content.reading.manuscript import Manuscript, ModuleFiles
from lms.domain.course import Item

FEW = 12  # items; below that a pattern says nothing
OFTEN = 40  # in a hundred items
PLACES = ("first", "second", "third", "fourth")

LONGEST_IS_RIGHT = Rule(
    "longest-is-right",
    f"Over a bank, the longest option is the right one in at most {OFTEN} % of the items.",
    "Lengthen some wrong options, or shorten some right ones.",
    WARNING,
)
SHORTEST_IS_RIGHT = Rule(
    "shortest-is-right",
    f"Over a bank, the shortest option is the right one in at most {OFTEN} % of the items.",
    "Shorten some wrong options, or lengthen some right ones.",
    WARNING,
)
PLACE_IS_RIGHT = Rule(
    "place-is-right",
    "Over a bank, every place (first, second, …) holds the right option about equally often.",
    "Change the order of the options in some items.",
    WARNING,
)
SHARED_OPTIONS = Rule(
    "shared-options",
    "Items that share their options ask of different situations: in each of them another option is right.",
    "Change the situation, so that another option is best, or give the item options of its own.",
    WARNING,
)


def check(manuscript: Manuscript) -> Iterator[Finding]:
    for module in manuscript.modules.values():
        yield from _shared(module)
        items = [row.item for row in module.bank if len(row.item.correct) == 1]
        if len(items) >= FEW:
            place = Place(module.bank[0].document.name)
            yield from _lengths(items, place)
            yield from _places(items, place)


def _shared(module: ModuleFiles) -> Iterator[Finding]:
    met: dict[tuple[frozenset[str], frozenset[str]], str] = {}
    for row in module.bank:
        options = frozenset(option.text for option in row.item.options)
        right = frozenset(option.text for option in row.item.options if option.correct)
        before = met.setdefault((options, right), row.item.id)
        if before != row.item.id:
            place = row.document.place("item", row.number)
            yield SHARED_OPTIONS.at(place, f"“{before}” has these options too, and the same one is right.")


def _lengths(items: list[Item], place: Place) -> Iterator[Finding]:
    for rule, name, length in ((LONGEST_IS_RIGHT, "longest", max), (SHORTEST_IS_RIGHT, "shortest", min)):
        count = sum(_alone_is_right(item, length([len(option.text) for option in item.options])) for item in items)
        if count * 100 > OFTEN * len(items):
            yield rule.at(place, f"The {name} option is the right one in {count} of {len(items)} items.")


def _alone_is_right(item: Item, length: int) -> bool:
    """Whether one option has this length, no other has it, and that one is right."""
    found = [option for option in item.options if len(option.text) == length]
    return len(found) == 1 and found[0].correct


def _places(items: list[Item], place: Place) -> Iterator[Finding]:
    for number, name in enumerate(PLACES):
        asked = [item for item in items if number < len(item.options)]
        count = sum(item.options[number].correct for item in asked)
        expected = sum(1 / len(item.options) for item in asked)
        if not expected / 2 - 2 <= count <= expected * 1.5 + 2:
            message = f"The {name} option is the right one in {count} of {len(items)} items; chance is {expected:.0f}."
            yield PLACE_IS_RIGHT.at(place, message)
