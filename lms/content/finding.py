"""What is wrong with a file of content: where, by which rule, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lms.domain.errors import WaymarkError

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a file; `file` is relative to the content's root, lines count from 1."""

    file: str
    line: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One broken rule. `severity` is "error" (refused) or "warning" (worth a look)."""

    file: str
    line: int
    rule: str
    message: str
    remedy: str
    severity: str = ERROR

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.severity}: {self.message} {self.remedy} [{self.rule}]"

    @property
    def refused(self) -> bool:
        return self.severity == ERROR


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that content is held to: its name, one line for authors, and the remedy."""

    id: str
    says: str
    remedy: str
    severity: str = ERROR

    def at(self, place: Place, message: str) -> Finding:
        return Finding(place.file, place.line, self.id, message, self.remedy, self.severity)


class ContentError(WaymarkError):
    """Content that cannot be served; `findings` says why, in the order of the files."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("The content has %(count)s errors.", count=len(findings))
        self.findings = tuple(sorted(findings))

    def __str__(self) -> str:
        return "\n".join(str(finding) for finding in self.findings)
