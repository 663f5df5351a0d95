"""Finding lessons, stories and words: an index in memory, for scripts with and without spaces.

Words of scripts with spaces are found by their beginning. Scripts without spaces between words
(Khmer, Thai, Lao, Burmese, Chinese, Japanese) are cut into pairs of characters, so that two
characters are enough to search for.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

LONGEST_QUERY = 100  # characters; more is cut off
MOST_WORDS = 12
MOST_HITS = 30
UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17FF),  # Khmer
    (0x3040, 0x30FF),  # Japanese
    (0x3400, 0x9FFF),  # Chinese
)
EXCERPT = 160  # characters


@dataclass(frozen=True, slots=True)
class Document:
    """One place that can be found. Words of the title count more than words of the text.

    kind: "lesson", "story", "module", "map" or "term"
    lang: the language that title and text are really in
    """

    href: str
    kind: str
    title: str
    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class Hit:
    document: Document
    excerpt: str


class Index:
    """All documents of one language of the site."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents = tuple(documents)
        weights: dict[str, dict[int, int]] = defaultdict(dict)
        for number, document in enumerate(self.documents):
            for text, weight in ((document.title, 10), (document.text, 1)):
                for term in terms(text):
                    weights[term][number] = weights[term].get(number, 0) + weight
        self._weights: Mapping[str, Mapping[int, int]] = weights
        self._sorted = sorted(weights)

    def find(self, query: str) -> Sequence[Hit]:
        """Documents that hold every word of the query, the best first; nothing for an empty query."""
        asked = list(dict.fromkeys(terms(query[:LONGEST_QUERY])))[:MOST_WORDS]
        if not asked:
            return ()
        scores = [self._scores(term) for term in asked]
        common = set(scores[0]).intersection(*scores[1:])
        best = sorted(common, key=lambda number: (-sum(score[number] for score in scores), number))
        return [Hit(self.documents[number], excerpt(self.documents[number].text, query)) for number in best[:MOST_HITS]]

    def _scores(self, term: str) -> Mapping[int, int]:
        """Document numbers with the weight of every indexed term that begins with this one."""
        found: dict[int, int] = defaultdict(int)
        place = bisect_left(self._sorted, term)
        while place < len(self._sorted) and self._sorted[place].startswith(term):
            for number, weight in self._weights[self._sorted[place]].items():
                found[number] += weight
            place += 1
        return found


def terms(text: str) -> Iterator[str]:
    """The searchable parts of a text: words, and pairs of characters where words are not spaced."""
    for word in _words(folded(text)):
        for run, spaced in _runs(word):
            if spaced or len(run) == 1:
                yield run
            else:
                yield from (first + second for first, second in pairwise(run))


def folded(text: str) -> str:
    """Without capitals and without the accents of Latin letters; other scripts keep their marks."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = [char for char in decomposed if not 0x0300 <= ord(char) <= 0x036F]
    return unicodedata.normalize("NFC", "".join(kept))


def _words(text: str) -> Iterable[str]:
    """Runs of letters, marks and figures."""
    return "".join(char if unicodedata.category(char)[0] in "LMN" else " " for char in text).split()


def _runs(word: str) -> Iterator[tuple[str, bool]]:
    """A word in stretches of one kind of script, and whether that kind puts spaces between words."""
    start = 0
    for place in range(1, len(word) + 1):
        if place == len(word) or _spaced(word[place]) != _spaced(word[start]):
            yield word[start:place], _spaced(word[start])
            start = place


def _spaced(char: str) -> bool:
    return not any(low <= ord(char) <= high for low, high in UNSPACED)


def excerpt(text: str, query: str) -> str:
    """A piece of the text around the first thing that was asked for."""
    lowered = text.casefold()
    places = [place for word in query.casefold().split() if (place := lowered.find(word)) >= 0]
    start = max(0, min(places, default=0) - EXCERPT // 3)
    if start:
        start = text.find(" ", start, start + 20) + 1 or start
    piece = text[start : start + EXCERPT]
    if start + EXCERPT < len(text):
        piece = piece[: piece.rfind(" ", EXCERPT - 25)] if " " in piece[EXCERPT - 25 :] else piece
    return f"{'… ' if start else ''}{piece.strip()}{' …' if start + EXCERPT < len(text) else ''}"
