"""Views and their access rules: no view is reachable without one.

    @page(blueprint, "/<lang:lang>/me/", may="learn")
    def home(lang: str) -> Response: ...

The rule names an entry of `lms.domain.permission`. A stranger is asked to sign in; a known person
without the right sees what she would see if the page did not exist.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, current_app, request
from flask.wrappers import Response
from werkzeug.wrappers import Response as AnyResponse

from lms.domain.errors import Forbidden, NotFound, SignInNeeded
from lms.domain.permission import may as is_allowed
from lms.web import edge, forgery, visitor
from lms.web.pieces import confirmation

View = Callable[..., AnyResponse]

DOORS = {"own": "learn", "cohort": "train", "cohort.own": "train"}


def page(
    blueprint: Blueprint,
    address: str,
    *,
    may: str,
    methods: tuple[str, ...] = ("GET",),
    personal: bool = True,
    machine: bool = False,
) -> Callable[[View], View]:
    """Registers a view under an address and an access rule.

    personal: its forms carry a token (public compiled pages cannot); machine: JSON in and out, so a
    stranger gets 401 and a foreign origin 403, without pages in between.
    """

    def register(view: View) -> View:
        @wraps(view)
        def answer(**arguments: Any) -> Response:
            return edge.within(lambda: _answer(view, may, personal, machine, arguments))

        answer.access_rule = may  # type: ignore[attr-defined] # read by the route list and the access tests
        blueprint.add_url_rule(address, view_func=answer, methods=list(methods))
        return view

    return register


def _answer(view: View, rule: str, personal: bool, machine: bool, arguments: dict[str, Any]) -> Response:
    if request.method == "POST":
        if forgery.foreign(request):
            raise Forbidden("This form came from another site, so it was not accepted. Nothing was changed.")
        if not machine and not forgery.allowed(request, personal):
            return confirmation()
    _enter(rule)
    return current_app.make_response(view(**arguments))


def _enter(rule: str) -> None:
    if rule == "public":
        return
    actor = visitor.actor()
    if not actor.known:
        raise SignInNeeded("Please sign in first.")
    if not is_allowed(actor, DOORS.get(rule, rule)):
        raise NotFound("There is no such page.")
