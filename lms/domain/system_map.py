"""A map of factors that push each other: what a reader explores on the page of the map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

COLUMNS, ROWS = 5, 9  # the grid of the drawing, in half widths of a factor and in whole rows
MOST = 20  # factors: with more of them nobody sees a whole, and map.css marks this many


class Push(StrEnum):
    """What more of one factor brings of the other: more of it, or less."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Factor:
    """One thing that helps or hinders.

    goal: one of the parts of a good life, drawn round
    column, row: its middle in the drawing, 1 to COLUMNS and 1 to ROWS; neighbours in a row are two columns apart
    """

    id: str
    name: str
    text: str
    goal: bool
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Link:
    """One factor pushes another. `bends` are the points (column, row) that its line turns at."""

    start: str
    end: str
    push: Push
    why: str
    sources: tuple[str, ...]
    bends: tuple[tuple[float, float], ...] = ()

    @property
    def id(self) -> str:
        return f"{self.start}.{self.end}"


@dataclass(frozen=True)
class SystemMap:
    """Factors and links in file order. `note` says how far to trust the drawing."""

    title: str
    summary: str
    note: str
    factors: tuple[Factor, ...]
    links: tuple[Link, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Factor]:
        return {factor.id: factor for factor in self.factors}

    @property
    def sources(self) -> tuple[str, ...]:
        """Every mark that a link rests on, each once."""
        return tuple(dict.fromkeys(mark for link in self.links for mark in link.sources))

    def pushes(self, factor: str) -> tuple[Link, ...]:
        """What this factor pushes."""
        return tuple(link for link in self.links if link.start == factor)

    def pushed_by(self, factor: str) -> tuple[Link, ...]:
        """What pushes this factor."""
        return tuple(link for link in self.links if link.end == factor)

    def answered(self, link: Link) -> bool:
        """Whether the two push each other, so that a small push comes round again."""
        return any(other.start == link.end for other in self.pushed_by(link.start))
