"""Short reviews: what is due, three items at most, and the reasons once they are answered."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, request
from flask.wrappers import Response

from lms.content.segment import gettext_noop
from lms.domain.course import Item
from lms.domain.errors import Clash, Invalid
from lms.domain.progress import Line
from lms.services import reviews
from lms.services.learning import Answer, read_answer
from lms.storage import records
from lms.web import visitor
from lms.web.access import page
from lms.web.edge import session
from lms.web.pages.frame import notice
from lms.web.pieces import problems, show
from lms.web.site import site
from lms.web.speech import Speech, View
from lms.web.views.lessons import sure

views = Blueprint("review", __name__)

NOT_HERS = gettext_noop("These questions are not due for you. Open your reviews anew.")


@page(views, "/<lang:lang>/me/review/", may="learn", methods=("GET", "POST"), learning=True)
def review(lang: str) -> Response:
    me, here = visitor.me(), site()
    if request.method == "GET":
        due = reviews.due_items(session(), here.library, me.id, here.now())
        return _questions(lang, due) if due else _nothing_due(lang)
    items = reviews.items_seen(session(), here.book, request.form.getlist("item"))
    try:
        answers = _answers(items)
    except Invalid as fault:
        return _questions(lang, items, problems(lang, fault))
    lines = reviews.answer_review(session(), here.library, here.book, answers, me.id, lang, here.now())
    shown = [(item, answer) for item, answer in answers if item.subject in lines]
    if not shown:
        raise Clash(NOT_HERS)
    return _reasons(lang, shown, lines)


def _answers(items: list[Item]) -> list[tuple[Item, Answer]]:
    """The answers; a question without one stays due. Raises Invalid when none has one, and Clash without items."""
    if not items:
        raise Clash(NOT_HERS)
    answers = [(item, answer) for item in items if (answer := _answer(item))]
    if not answers:
        raise Invalid(name(items[0]), "Choose one answer.")
    return answers


def _answer(item: Item) -> Answer | None:
    try:
        return read_answer(item, request.form.getlist(name(item)), sure(name(item)))
    except Invalid as fault:
        raise Invalid(name(item), fault.message, **fault.values) from None


def _reasons(lang: str, shown: list[tuple[Item, Answer]], lines: Mapping[str, Line]) -> Response:
    answered = [
        {"item": _view(lang, item), "chosen": answer.choice, "due_at": lines[item.subject].due_at}
        for item, answer in shown
    ]
    left = records.count_due(session(), visitor.me().id, site().now())
    frame = _frame(lang, [item for item, _ in shown])
    return show("review/reasons.html", lang, **frame, answered=answered, left=left)


def name(item: Item) -> str:
    """An item's name in the form; ids are unique within their module only."""
    return f"{item.module}.{item.id}"


def _view(lang: str, item: Item) -> View:
    library = site().library
    return {**Speech(library, lang).item(item), "name": name(item), "version": library.version(item)}


def _frame(lang: str, items: list[Item]) -> View:
    return {"here": "review", "notice": notice(site().library, lang, items[0].module)}


def _questions(lang: str, items: list[Item], wrong: Mapping[str, str] | None = None) -> Response:
    shown = [_view(lang, item) for item in items]
    status, found = (422, wrong) if wrong else (200, {})
    return show("review/questions.html", lang, status, **_frame(lang, items), items=shown, problems=found)


def _nothing_due(lang: str) -> Response:
    return show("review/nothing.html", lang, here="review", next_due=reviews.next_due(session(), visitor.me().id))
