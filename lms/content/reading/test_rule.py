"""The table `[test]` of a module or a course: how many questions, how many right, how many of them critical."""

from __future__ import annotations

from lms.content.reading.table import Table
from lms.content.rules.files import WRONG_VALUE
from lms.domain.course import TestRule

MOST_ITEMS = 100


def read_rule(owner: Table) -> tuple[TestRule | None, bool]:
    """The pass rule, if there is one, and whether what stands there is whole."""
    if "test" not in owner:
        return None, True
    table = owner.table("test")
    items, right = table.whole("items", 1, MOST_ITEMS), table.whole("pass", 1, MOST_ITEMS)
    critical = table.whole("critical", 0, MOST_ITEMS)
    if table.sound and (right > items or critical > items):
        table.refuse(WRONG_VALUE, f"“pass” and “critical” cannot be more than “items”, which is {items}.")
    return (TestRule(items, right, critical), True) if table.done() else (None, False)
