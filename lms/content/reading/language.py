"""`translations/<lang>/language.toml`: what a language is called, and how far it is."""

from __future__ import annotations

import re
from pathlib import Path

from lms.content.finding import Finding
from lms.content.reading.document import Document, read_toml
from lms.content.reading.table import Table
from lms.content.rules.files import ID_FORM, ID_IS_NAME
from lms.content.segment import Language, State

CODE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
STATES = (State.MACHINE_DRAFT, State.HUMAN_DRAFT, State.REVIEWED)


def read_language(root: Path, code: str, found: list[Finding]) -> Language | None:
    document = read_toml(root, f"translations/{code}/language.toml", found)
    return None if document is None else parse_language(document, code, found)


def parse_language(document: Document, folder: str, found: list[Finding]) -> Language | None:
    table = Table(document, document.values, (), found)
    code, name = table.text("code"), table.text("name")
    direction = table.one_of("direction", ("ltr", "rtl"))
    state = table.one_of("state", STATES)
    if code and not CODE.fullmatch(code):
        table.refuse(ID_FORM, f"“{code}” is not a language code, like km or zh-Hant.", "code")
    if code and code != folder:
        table.refuse(ID_IS_NAME, f"The code is “{code}”, but the folder is “{folder}”.", "code")
    return Language(code, name, direction, state) if table.done() else None
