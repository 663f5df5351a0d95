"""The forms of trainers and administrators."""

from __future__ import annotations

from flask import request

from lms.domain.errors import Invalid
from lms.domain.permission import Role
from lms.services.administration import NAME_LENGTH
from lms.services.cohorts import LABEL_LENGTH
from lms.services.names import clean_line
from lms.web.forms import Form, filled, short, text


class Label(Form):
    """A cohort's name."""

    label = text(lambda typed: clean_line("label", typed, LABEL_LENGTH))


class NewCohort(Label):
    """`form` names the form itself, so that one that is sent twice makes one cohort."""

    course = text(short)
    form = text(short)


class TrainerName(Form):
    name = text(filled, short)


class Target(Form):
    """The cohort that a learner is moved to."""

    cohort = text(filled, short)


class Organisation(Form):
    organisation = text(lambda typed: clean_line("organisation", typed, NAME_LENGTH))


def roles_chosen() -> frozenset[Role]:
    """The roles whose boxes were ticked. Raises Invalid for a role that there is not."""
    names = request.form.getlist("role")
    if any(name not in list(Role) for name in names):
        raise Invalid("role", "Choose one of the list.")
    return frozenset(Role(name) for name in names)
