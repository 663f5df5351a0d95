"""`courses/<module>/module.toml`: the frame of a module."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lms.content.finding import Finding
from lms.content.reading.document import Document, read_toml
from lms.content.reading.follow_up import read_follow_ups
from lms.content.reading.table import Table
from lms.content.reading.test_rule import read_rule
from lms.domain.course import Action, TestRule
from lms.domain.follow_up import FollowUp

STATUSES = ("published", "draft")


@dataclass(frozen=True)
class Frame:
    """What `module.toml` says; `lessons` and `scenarios` are ids in order."""

    document: Document
    id: str
    title: str
    summary: str
    can: str
    status: str
    unknown: str
    lessons: tuple[str, ...]
    scenarios: tuple[str, ...]
    actions: tuple[Action, ...]
    follow_ups: tuple[FollowUp, ...]
    test: TestRule | None

    @property
    def published(self) -> bool:
        return self.status == "published"


def read_frame(root: Path, module: str, found: list[Finding]) -> Frame | None:
    document = read_toml(root, f"courses/{module}/module.toml", found)
    return None if document is None else parse_frame(document, found)


def parse_frame(document: Document, found: list[Finding]) -> Frame | None:
    table = Table(document, document.values, (), found)
    actions = [_action(action) for action in table.tables("action", optional=True)]
    follow_ups, all_read = read_follow_ups(table)
    test, test_is_whole = read_rule(table)
    frame = Frame(
        document=document,
        id=table.id(),
        title=table.text("title"),
        summary=table.text("summary"),
        can=table.text("can"),
        status=table.one_of("status", STATUSES),
        unknown=table.text("unknown"),
        lessons=table.ids("lessons"),
        scenarios=table.ids("scenarios", empty=True),
        actions=tuple(action for action in actions if action),
        follow_ups=follow_ups,
        test=test,
    )
    whole = None not in actions and all_read and test_is_whole
    return frame if table.done() and whole else None


def _action(table: Table) -> Action | None:
    action = Action(table.id(), table.text("when"), table.text("will"))
    return action if table.done() else None
