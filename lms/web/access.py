"""Views and their access rules: no view is reachable without one.

    @page(blueprint, "/<lang:lang>/me/", may="learn")
    def home(lang: str) -> Response: ...

The rule names an entry of `lms.domain.permission`. A stranger is asked to sign in; a known person
without the right sees what she would see if the page did not exist.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from flask import Blueprint, current_app, request
from flask.wrappers import Response
from werkzeug.wrappers import Response as AnyResponse

from lms.domain.errors import Clash, Forbidden, NotFound, SignInNeeded
from lms.domain.permission import may as is_allowed
from lms.web import edge, forgery, visitor
from lms.web.pieces import confirmation

View = Callable[..., AnyResponse]

DOORS = {"own": "learn", "cohort": "train", "cohort.own": "train"}


@dataclass(frozen=True, slots=True)
class Rights:
    """Who may use a view, and how."""

    rule: str
    personal: bool
    machine: bool
    learning: bool


def page(
    blueprint: Blueprint,
    address: str,
    *,
    may: str,
    methods: tuple[str, ...] = ("GET",),
    personal: bool = True,
    machine: bool = False,
    learning: bool = False,
) -> Callable[[View], View]:
    """Registers a view under an address and an access rule.

    personal: its forms carry a token (public compiled pages cannot); machine: JSON in and out, so a
    stranger gets 401 and a foreign origin 403, without pages in between; learning: what is posted goes
    into one's own record, so somebody who looks only is refused.
    """
    rights = Rights(may, personal, machine, learning)

    def register(view: View) -> View:
        @wraps(view)
        def answer(**arguments: Any) -> Response:
            return edge.within(lambda: _answer(view, rights, arguments))

        answer.access_rule = may  # type: ignore[attr-defined] # read by the route list and the access tests
        blueprint.add_url_rule(address, view_func=answer, methods=list(methods))
        return view

    return register


def _answer(view: View, rights: Rights, arguments: dict[str, Any]) -> Response:
    if request.method == "POST":
        if forgery.foreign(request):
            raise Forbidden("This form came from another site, so it was not accepted. Nothing was changed.")
        if rights.machine and forgery.plain_form(request):
            raise Forbidden("This did not come from a page of the site, so it was not accepted. Nothing was changed.")
        if not rights.machine and not forgery.allowed(request, rights.personal):
            return confirmation()
    _enter(rights.rule)
    if rights.learning and request.method == "POST" and visitor.looking_only():
        raise Clash("You are looking only, and this would be kept. Stop looking only to do it yourself.")
    return current_app.make_response(view(**arguments))


def _enter(rule: str) -> None:
    if rule == "public":
        return
    actor = visitor.actor()
    if not actor.known:
        raise SignInNeeded("Please sign in first.")
    if not is_allowed(actor, DOORS.get(rule, rule)):
        raise NotFound("There is no such page.")
