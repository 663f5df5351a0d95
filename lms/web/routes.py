"""Every part of the site under its address."""

from __future__ import annotations

from flask import Flask
from werkzeug.routing import BaseConverter, ValidationError

from lms.web.site import site
from lms.web.views import (
    admin,
    certificates,
    cohort_settings,
    cohorts,
    devices,
    doors,
    follow_up,
    health,
    join,
    learner,
    leave,
    lessons,
    matrix,
    me,
    people,
    plan,
    quarantine,
    record,
    review,
    scenarios,
    search,
    settings,
    sign_up,
    sync,
    tests,
    verify,
    ways,
    withdrawing,
)

PARTS = (
    health.views,
    sync.views,
    leave.views,
    doors.views,
    sign_up.views,
    join.views,
    lessons.views,
    scenarios.views,
    tests.views,
    plan.views,
    follow_up.views,
    certificates.views,
    verify.views,
    me.views,
    ways.views,
    review.views,
    record.views,
    settings.views,
    devices.views,
    search.views,
    cohorts.views,
    cohort_settings.views,
    matrix.views,
    learner.views,
    admin.views,
    people.views,
    withdrawing.views,
    quarantine.views,
)


class LanguageConverter(BaseConverter):
    """A language that the site has; anything else is no page."""

    regex = "[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})?"
    part_isolating = True
    known: frozenset[str] = frozenset()

    def to_python(self, value: str) -> str:
        if value not in self.known:
            raise ValidationError
        return value


def register(app: Flask) -> None:
    with app.app_context():
        languages = frozenset(site().library.languages)
    app.url_map.converters["lang"] = type("Languages", (LanguageConverter,), {"known": languages})
    for part in PARTS:
        app.register_blueprint(part)
