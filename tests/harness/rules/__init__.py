"""The rules for pages, one function each: a page in, its faults out, in words that say what to mend."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.harness.page import Page
from tests.harness.rules import addresses, controls, frame, headings, names, nesting, words

Rule = Callable[[Page], Iterator[str]]

RULES: tuple[Rule, ...] = (
    frame.language,
    frame.title,
    frame.head,
    frame.landmarks,
    headings.one_h1,
    headings.heading_order,
    names.unique_ids,
    names.references,
    names.fragments,
    controls.labels,
    controls.spoken_names,
    controls.groups,
    controls.passwords,
    controls.pictures,
    controls.tables,
    addresses.nothing_inline,
    addresses.nothing_foreign,
    nesting.only_words_inside,
    nesting.children,
    nesting.interactive,
    words.leftovers,
    words.languages,
    words.tab_order,
)
