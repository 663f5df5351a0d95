"""What a trainer changes about a cohort: its name, who else trains it, and whether it is running."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, request
from flask.wrappers import Response
from werkzeug.wrappers import Response as AnyResponse

from lms.domain.errors import Invalid
from lms.services import cohorts, sharing
from lms.storage import directory
from lms.storage.cohorts import Cohort
from lms.web import visitor
from lms.web.access import page
from lms.web.edge import session
from lms.web.pieces import onward, problems
from lms.web.site import site
from lms.web.staff import as_id, cohort_here, shown
from lms.web.staff_forms import Label, TrainerName

views = Blueprint("cohort_settings", __name__)


@page(views, "/<lang:lang>/cohorts/<cohort>/settings/", may="cohort", methods=("GET", "POST"))
def settings(lang: str, cohort: str) -> AnyResponse:
    found = cohort_here(cohort)
    if request.method == "GET":
        return _settings(lang, found, {}, {})
    form = Label()
    wrong = form.problems(lang)
    if wrong:
        return _settings(lang, found, form.typed, wrong)
    cohorts.rename(session(), visitor.me(), found, form.typed["label"], site().now())
    return onward(f"/{lang}/cohorts/{found.id}/")


def _settings(lang: str, cohort: Cohort, typed: Mapping[str, str], wrong: dict[str, str]) -> Response:
    return shown(
        "cohorts/settings.html",
        lang,
        "cohorts",
        422 if wrong else 200,
        cohort=cohort,
        trainers=directory.trainers(session(), cohort.id),
        mine=cohort.owner_id == visitor.me().id,
        typed={"label": cohort.label, "name": "", **typed},
        problems=wrong,
    )


@page(views, "/<lang:lang>/cohorts/<cohort>/trainers/", may="cohort.own", methods=("POST",))
def share(lang: str, cohort: str) -> AnyResponse:
    found, form = cohort_here(cohort, "cohort.own"), TrainerName()
    wrong = form.problems(lang)
    try:
        if not wrong:
            trainer = sharing.trainer_called(session(), form.typed["name"])
            sharing.share(session(), visitor.me(), found, trainer, site().now())
    except Invalid as fault:
        wrong = problems(lang, fault)
    return _settings(lang, found, form.typed, wrong) if wrong else onward(f"/{lang}/cohorts/{found.id}/settings/")


@page(views, "/<lang:lang>/cohorts/<cohort>/trainers/<account>/remove/", may="cohort.own", methods=("GET", "POST"))
def stop_sharing(lang: str, cohort: str, account: str) -> AnyResponse:
    found = cohort_here(cohort, "cohort.own")
    trainer = sharing.trainer_of(session(), found, as_id(account, sharing.NO_TRAINER))
    if request.method == "GET":
        return shown("cohorts/stop_sharing.html", lang, "cohorts", cohort=found, trainer=trainer)
    sharing.stop_sharing(session(), visitor.me(), found, trainer.id, site().now())
    return onward(f"/{lang}/cohorts/{found.id}/settings/")


@page(views, "/<lang:lang>/cohorts/<cohort>/archive/", may="cohort.own", methods=("GET", "POST"))
def archive(lang: str, cohort: str) -> AnyResponse:
    found = cohort_here(cohort, "cohort.own")
    if request.method == "GET":
        return shown("cohorts/archive.html", lang, "cohorts", cohort=found)
    cohorts.archive(session(), visitor.me(), found, site().now())
    return onward(f"/{lang}/cohorts/{found.id}/settings/")


@page(views, "/<lang:lang>/cohorts/<cohort>/reopen/", may="cohort.own", methods=("GET", "POST"))
def reopen(lang: str, cohort: str) -> AnyResponse:
    found = cohort_here(cohort, "cohort.own")
    if request.method == "GET":
        return shown("cohorts/archive.html", lang, "cohorts", cohort=found)
    cohorts.reopen(session(), visitor.me(), found, site().now())
    return onward(f"/{lang}/cohorts/{found.id}/settings/")
