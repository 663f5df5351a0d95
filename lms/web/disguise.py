"""The interface in the pseudo-languages that `lms.content.pseudo` makes up."""

from __future__ import annotations

import gettext

from lms.content.pseudo import FORMS


class Disguise(gettext.NullTranslations):
    """Answers every message with itself in disguise; `code` is a pseudo-language."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self._disguised = FORMS[code]

    def gettext(self, message: str) -> str:
        return self._disguised(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._disguised(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002 - the shape is gettext's
        return self._disguised(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002 - as above
        return self._disguised(msgid1 if n == 1 else msgid2)
