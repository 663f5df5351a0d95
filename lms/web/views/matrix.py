"""A cohort at a glance: the matrix, its files, and the items that people get wrong."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, request
from flask.wrappers import Response as Answer

from lms.services import audit, export
from lms.services.item_report import ENOUGH, ItemReport, item_report
from lms.services.matrix import everybody, matrix, part_of
from lms.storage.cohorts import Cohort
from lms.web import visitor
from lms.web.access import page
from lms.web.edge import afterwards, session
from lms.web.matrix_page import catalogue, groups, parts, rows
from lms.web.site import site
from lms.web.speech import Speech
from lms.web.staff import cohort_here, course_title, number_asked, shown

views = Blueprint("matrix", __name__)


@page(views, "/<lang:lang>/cohorts/<cohort>/matrix/", may="cohort")
def table(lang: str, cohort: str) -> Answer:
    """Of all modules, or of the one that `part` names: a whole programme is wider than a screen."""
    found, here = cohort_here(cohort), site()
    whole = matrix(session(), here.library, found, number_asked("page") or 1)
    drawn = part_of(whole, request.args.get("part", ""))
    return shown(
        "matrix/page.html",
        lang,
        "cohorts",
        cohort=found,
        course=course_title(lang, found.course),
        catalogue=catalogue(drawn.columns),
        groups=groups(here.library, lang, drawn.columns),
        parts=parts(here.library, lang, whole.columns),
        part=drawn.columns[0].group if len(drawn.columns) < len(whole.columns) else "",
        rows=rows(drawn, here.now()),
        size=drawn.size,
        width=len(drawn.columns),
        sheet=drawn.page,
        sheets=drawn.pages,
    )


@page(views, "/<lang:lang>/cohorts/<cohort>/matrix.csv", may="cohort")
def as_csv(lang: str, cohort: str) -> Answer:
    """Streamed: the rows are read at once, the text is made as it is sent."""
    found = cohort_here(cohort)
    head, lines = export.table(everybody(session(), site().library, found))
    _written_down(found)
    answer = Response(export.csv_lines(head, lines), mimetype="text/csv")
    return _as_file(answer, "csv")


@page(views, "/<lang:lang>/cohorts/<cohort>/matrix.json", may="cohort")
def as_json(lang: str, cohort: str) -> Answer:
    found = cohort_here(cohort)
    answer = jsonify(export.plain(everybody(session(), site().library, found)))
    _written_down(found)
    return _as_file(answer, "json")


@page(views, "/<lang:lang>/cohorts/<cohort>/items/", may="cohort")
def items(lang: str, cohort: str) -> Answer:
    found, here = cohort_here(cohort), site()
    reports = [_item(lang, one) for one in item_report(session(), here.library, here.book, found)]
    return shown(
        "matrix/items.html",
        lang,
        "cohorts",
        catalogue=reports[0]["module"] if reports else "",
        cohort=found,
        course=course_title(lang, found.course),
        reports=[one for one in reports if one["enough"]],
        few=[one for one in reports if not one["enough"]],
        enough=ENOUGH,
    )


def _item(lang: str, report: ItemReport) -> dict[str, Any]:
    said = Speech(site().library, lang).item(report.item)
    lesson = site().library.lesson(report.item.module, report.item.lesson)
    return {
        "module": report.item.module,
        "count": report.count,
        "enough": report.enough,
        "mixed": report.mixed,
        "stem": said["stem"],
        "options": [{**option, "chosen": report.count.chosen.get(option["letter"], 0)} for option in said["options"]],
        "lesson": Speech(site().library, lang).lesson_line(lesson) if lesson else None,
    }


def _written_down(cohort: Cohort) -> None:
    """Notes in the trail that the file was taken, before it leaves the house."""
    now, actor, mark = site().now(), visitor.me().id, cohort.id
    afterwards(lambda later: audit.note(later, now, actor, "cohort.exported", cohort=mark))


def _as_file(answer: Answer, kind: str) -> Answer:
    """Under a name that says nothing: the file may lie on a shared computer."""
    answer.headers["Content-Disposition"] = f'attachment; filename="group-{site().now():%Y-%m-%d}.{kind}"'
    return answer
