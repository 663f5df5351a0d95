"""The forms of a page, as a browser without JavaScript sends them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from tests.harness.page import Page, text

PRESSED = ("submit", "image")


@dataclass(frozen=True)
class Form:
    """One form. `fields` is what would be sent untouched; `offers` what radio buttons and lists offer."""

    action: str
    method: str
    fields: Mapping[str, list[str]]
    offers: Mapping[str, list[str]]
    names: frozenset[str]
    buttons: tuple[str, ...]

    def fits(self, holding: str, fields: Mapping[str, Any]) -> bool:
        words = (self.action, *self.buttons)
        return set(fields) <= self.names and any(holding.lower() in word.lower() for word in words)

    def filled(self, fields: Mapping[str, Any]) -> dict[str, list[str]]:
        """The form's data with these values put in; a value that a list or radio group lacks is refused."""
        data = {name: list(values) for name, values in self.fields.items()}
        for name, value in fields.items():
            values = [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]
            strange = [one for one in values if name in self.offers and one not in self.offers[name]]
            assert not strange, f"{name} offers {self.offers[name]}, not {strange}"
            data[name] = values
        return data


def forms(html: str) -> list[Form]:
    page = Page(html)
    return [_form(page, form) for form in page.all("form")]


def _form(page: Page, form: Element) -> Form:
    own = [one for one in page.elements if _belongs(page, one, form)]
    controls = [one for one in own if one.get("name") and "disabled" not in one.attrib]
    fields: dict[str, list[str]] = {}
    offers: dict[str, list[str]] = {}
    for control in controls:
        name = control.get("name", "")
        for value in _sent(control):
            fields.setdefault(name, []).append(value)
        for value in _offered(control):
            offers.setdefault(name, []).append(value)
    buttons = tuple(text(one) or one.get("value", "") for one in own if _presses(one))
    names = frozenset(one.get("name", "") for one in controls)
    return Form(form.get("action", ""), form.get("method", "get").lower(), fields, offers, names, buttons or ("",))


def _belongs(page: Page, control: Element, form: Element) -> bool:
    if control.tag not in ("input", "select", "textarea", "button"):
        return False
    if control.get("form"):
        return control.get("form") == form.get("id")
    return form in page.above(control)


def _presses(control: Element) -> bool:
    if control.tag == "button":
        return control.get("type", "submit") == "submit"
    return control.tag == "input" and control.get("type") in PRESSED


def _sent(control: Element) -> list[str]:
    """What the untouched control sends; buttons send nothing unless they are pressed."""
    if control.tag == "textarea":
        return [control.text or ""]
    if control.tag == "select":
        options = list(control.iter("option"))
        chosen = [one for one in options if "selected" in one.attrib] or options[:1]
        return [_value(one) for one in chosen]
    if control.tag == "button" or control.get("type") in (*PRESSED, "button", "reset", "file"):
        return []
    if control.get("type") in ("radio", "checkbox") and "checked" not in control.attrib:
        return []
    return [control.get("value", "on" if control.get("type") in ("radio", "checkbox") else "")]


def _offered(control: Element) -> list[str]:
    if control.tag == "select":
        return [_value(one) for one in control.iter("option")]
    return [control.get("value", "on")] if control.get("type") in ("radio", "checkbox") else []


def _value(option: Element) -> str:
    return option.get("value", text(option))
