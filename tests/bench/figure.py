"""One measured figure, and how it is printed."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Figure:
    """`bar` is what the design asks for, as text, and `good` whether it is reached; without a bar, both are empty."""

    what: str
    value: str
    bar: str = ""
    good: bool | None = None

    def __str__(self) -> str:
        verdict = "" if self.good is None else ("  reached" if self.good else "  NOT reached")
        return f"{self.what:<52} {self.value:>16}   {self.bar}{verdict}"


def at_least(what: str, value: float, bar: float, unit: str = "") -> Figure:
    return Figure(what, f"{value:,.1f}{unit}", f">= {bar:,.0f}{unit}", value >= bar)


def at_most(what: str, value: float, bar: float, unit: str = "") -> Figure:
    return Figure(what, f"{value:,.2f}{unit}", f"<= {bar:,.1f}{unit}", value <= bar)


def middle(values: list[float]) -> float:
    """The median, because other programs disturb a measurement in one direction only."""
    return median(values)
