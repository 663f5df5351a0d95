"""The forms of personal pages. Their token was checked at the door, so a form itself holds none.

Every field takes one value, and its rule is one of the services': what a rule refuses is shown beside
the field, and everything that was typed stays, but for passwords.
"""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Callable, Mapping

from flask import request
from wtforms import Field, HiddenField, PasswordField, StringField
from wtforms import Form as Fields
from wtforms.validators import StopValidation

from lms.domain.errors import Invalid
from lms.services.names import PASSWORD_LENGTH, check_nickname, check_password
from lms.web.pieces import said

Rule = Callable[[str], object]
"""Looks at what was typed and raises Invalid when it cannot be accepted."""

LONGEST = 200  # characters of any field that has no rule of its own


def once(_form: Fields, field: Field) -> None:
    """A field that comes twice is a broken form; neither value is guessed at."""
    field.data = field.data or ""
    if len(field.raw_data or ()) > 1:
        raise StopValidation(Invalid(field.name, "This came twice. Please send the form again."))


def obeys(rule: Rule) -> Callable[[Fields, Field], None]:
    """Holds a field to a rule."""

    def check(_form: Fields, field: Field) -> None:
        try:
            rule(field.data)
        except Invalid as fault:
            raise StopValidation(fault) from None

    return check


def filled(text: str) -> None:
    if not text.strip():
        raise Invalid("", "Please fill this in.")


def short(text: str) -> None:
    if len(text) > LONGEST:
        raise Invalid("", "Please use at most %(limit)s characters.", limit=LONGEST)


def present_password(text: str) -> None:
    """A password that is only compared: anything but nothing, and no longer than one can be."""
    filled(text)
    if len(text) > PASSWORD_LENGTH[1]:
        raise Invalid("", "Please use at most %(limit)s characters.", limit=PASSWORD_LENGTH[1])


def showable(typed: str) -> str:
    """What was typed, without control characters and code points that mean nothing: no page may hold them."""
    return "".join(letter for letter in typed if unicodedata.category(letter) not in ("Cc", "Cn"))


def text(*rules: Rule) -> StringField:
    return StringField(validators=[once, *map(obeys, rules)])


def password(*rules: Rule) -> PasswordField:
    return PasswordField(validators=[once, *map(obeys, rules)])


def carried() -> HiddenField:
    """A field that nobody fills in; what is wrong with it is said of the form as a whole."""
    return HiddenField(validators=[once, obeys(short)])


class Form(Fields):  # type: ignore[misc] # WTForms ships no types
    """A form of a personal page, filled from what was posted as form fields and nothing else."""

    def __init__(self) -> None:
        super().__init__(request.form)

    def problems(self, lang: str) -> dict[str, str]:
        """What is to be changed, by field; empty when everything can be accepted."""
        self.validate()
        shown = {name: "" if isinstance(self[name], HiddenField) else name for name in self.errors}
        return {shown[name]: said(lang, errors[0]) for name, errors in self.errors.items()}

    @property
    def typed(self) -> Mapping[str, str]:
        """What was typed, for the form that is shown again; never a password."""
        return {field.name: showable(field.data or "") for field in self if not isinstance(field, PasswordField)}


class NewAccount(Form):
    """`form` names the form itself, so that one that is sent twice makes one account."""

    nickname = text(check_nickname)
    password = password(check_password)
    join = carried()
    next = carried()
    form = carried()


def new_form_name() -> str:
    return uuid.uuid4().hex


class SignIn(Form):
    name = text(filled, short)
    password = password(present_password)
    next = carried()


class Recovery(Form):
    name = text(filled, short)
    code = text(filled, short)
    password = password(check_password)


class JoinCode(Form):
    code = text(filled, short)


class Profile(Form):
    nickname = text(check_nickname)
    language = text(short)
    work_role = text(short)


class Start(Form):
    language = text(short)
    work_role = text(short)
    next = carried()


class NewPassword(Form):
    old = password(present_password)
    password = password(check_password)


class Sure(Form):
    """The present password, for what cannot be taken back."""

    password = password(present_password)
