"""What the page of a matrix shows: heads in groups, and each person's cells as short keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from lms.content.library import Library
from lms.domain.course import COURSES
from lms.domain.progress import DONE
from lms.services.matrix import Cell, Column, Matrix, Row, twins

View = dict[str, Any]
Key = tuple[str, int | None, bool]
"""A cell: its state (none, begun, done, passed, again), a score to print, and whether a module begins here."""


def parts(library: Library, lang: str, columns: Iterable[Column]) -> list[View]:
    """The groups by id and title, for the links that lead to one of them."""
    names = dict.fromkeys(column.group for column in columns)
    return [{"id": name, "title": _title(library, lang, name)} for name in names]


def _title(library: Library, lang: str, group: str) -> Any:
    owner = library.owner(group)
    return library.words(lang, owner)(owner.title) if owner else ""


def groups(library: Library, lang: str, columns: Iterable[Column]) -> list[View]:
    """The heads: one group for each module and for a course's own test, with its columns numbered by kind."""
    found = []
    for subject, part in groupby(columns, key=lambda column: column.group):
        found.append({"title": _title(library, lang, subject), "columns": list(_heads(library, lang, part))})
    return found


def catalogue(columns: Sequence[Column]) -> str:
    """The module whose translation a page of these activities tells of: the last one; empty without any."""
    modules = [column.group for column in columns if not column.group.startswith(COURSES)]
    return modules[-1] if modules else ""


def _heads(library: Library, lang: str, part: Iterable[Column]) -> Iterator[View]:
    counted: dict[str, int] = {}
    for column in part:
        kind = column.topic if column.topic != "test" else column.name
        counted[kind] = counted.get(kind, 0) + 1
        yield {"kind": kind, "number": counted[kind], "title": titled(library, lang, column), "of": column.of}


def titled(library: Library, lang: str, column: Column) -> Any:
    """The title of a lesson or scenario in the language of the page; empty for a test."""
    if column.topic == "lesson":
        lesson = library.lesson(column.subject)
        return library.words(lang, lesson)(lesson.title) if lesson else ""
    scenario = library.scenario(column.subject) if column.topic == "scenario" else None
    return library.words(lang, scenario)(scenario.title) if scenario else ""


def rows(matrix: Matrix, now: datetime) -> list[View]:
    """The people: id, nickname, days since anything arrived (None for never), and cells.

    `twin` is the sign-in name where the nickname is not hers alone.
    """
    first = [
        place == 0 or matrix.columns[place - 1].group != column.group for place, column in enumerate(matrix.columns)
    ]
    same = twins(row.account for row in matrix.rows)
    return [
        {
            "id": row.account.id,
            "nickname": row.account.nickname,
            "twin": row.account.sign_in_name if row.account.nickname in same else "",
            "days": max((now - row.last_seen).days, 0) if row.last_seen else None,
            "cells": _keys(row, matrix.columns, first),
        }
        for row in matrix.rows
    ]


def _keys(row: Row, columns: tuple[Column, ...], first: list[bool]) -> list[Key]:
    return [(*_kind(column, cell), begins) for column, cell, begins in zip(columns, row.cells, first, strict=True)]


def _kind(column: Column, cell: Cell) -> tuple[str, int | None]:
    if not cell.state:
        return "none", None
    if column.is_mastery and cell.score is not None:
        return ("passed" if cell.state == DONE else "again"), cell.score
    return cell.state, None
