"""A cohort's progress as files: lines of CSV, and one JSON value."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from lms.domain.progress import DONE
from lms.services.matrix import Cell, Matrix, Row

FORMULA = "=+-@＝＋－＠"  # what spreadsheets take for the start of a formula, in East Asian width too


def harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip()[:1] in tuple(FORMULA) or text[:1] in ("\t", "\r", "\n") else text


def csv_lines(header: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """CSV text, line by line, with a byte order mark so that spreadsheets read it as UTF-8."""
    yield "\ufeff"
    for cells in itertools.chain([header], rows):
        line = io.StringIO()
        csv.writer(line).writerow([harmless(str(cell)) for cell in cells])
        yield line.getvalue()


def table(matrix: Matrix) -> tuple[list[str], Iterator[list[str]]]:
    """The head and the lines of a spreadsheet: one line for each person, one column for each activity."""
    head = ["sign-in name", "nickname", "last seen", *(column.subject for column in matrix.columns)]
    return head, (_line(row) for row in matrix.rows)


def _line(row: Row) -> list[str]:
    return [row.account.sign_in_name, row.account.nickname, _day(row.last_seen), *(_word(cell) for cell in row.cells)]


def _word(cell: Cell) -> str:
    """One cell in words: «done», «begun», «» or a test's result such as «done 18»."""
    return cell.state if cell.score is None else f"{cell.state} {cell.score}"


def _day(moment: datetime | None) -> str:
    return moment.date().isoformat() if moment else ""


def plain(matrix: Matrix) -> dict[str, Any]:
    """The same as JSON: the cohort, its activities, and each person with the activities that were begun."""
    return {
        "cohort": {"id": matrix.cohort.id, "label": matrix.cohort.label, "course": matrix.cohort.course},
        "activities": [
            {"topic": column.topic, "subject": column.subject, "of": column.of or None} for column in matrix.columns
        ],
        "people": [_person(matrix, row) for row in matrix.rows],
    }


def _person(matrix: Matrix, row: Row) -> dict[str, Any]:
    begun = [
        {"subject": column.subject, "state": cell.state, "score": cell.score}
        for column, cell in zip(matrix.columns, row.cells, strict=True)
        if cell.state
    ]
    return {
        "account": str(row.account.id),
        "sign_in_name": row.account.sign_in_name,
        "nickname": row.account.nickname,
        "last_seen": _day(row.last_seen) or None,
        "done": sum(one["state"] == DONE for one in begun),
        "progress": begun,
    }
