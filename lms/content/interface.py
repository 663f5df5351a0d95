"""The words of buttons, labels and messages, found in templates and Python code for translators."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file

PACKAGE = Path(__file__).resolve().parent.parent  # the folder lms
METHODS = {"python": "**/*.py", "jinja2.ext:babel_extract": "templates/**/*.*"}
LEFT_OUT = ("cli/", "content/rules/", "content/reading/", "services/backup/", "storage/migrations/")
"""Words for whoever runs the site."""
OPTIONS = {"trimmed": "true", "silent": "false"}
ERRORS = (
    "NotFound",
    "SignInNeeded",
    "Forbidden",
    "Clash",
    "TooSoon",
    "TooMany",
    "Unavailable",
    "WaymarkError",
    "BadPath",
)
KEYWORDS = {**DEFAULT_KEYWORDS, **dict.fromkeys((*ERRORS, "gettext_noop"), None), "Invalid": (2,)}


def extract(package: Path = PACKAGE) -> Catalog:
    """Every message of the templates and the Python code, with the files that it stands in."""
    catalog = Catalog(fuzzy=False)
    for file, message, comments, context in _messages(package):
        catalog.add(message, locations=[(f"lms/{file}", 0)], auto_comments=comments, context=context)
    return catalog


def _messages(package: Path) -> Iterator[tuple[str, str | tuple[str, ...], list[str], str | None]]:
    for method, pattern in METHODS.items():
        for path in sorted(package.glob(pattern)):
            file = path.relative_to(package).as_posix()
            if not file.startswith(LEFT_OUT):
                for _, message, comments, context in _in_file(path, method):
                    yield file, message, comments, context


def _in_file(path: Path, method: str) -> list[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    try:
        return extract_from_file(
            method, path, keywords=KEYWORDS, comment_tags=("Translators:",), options=OPTIONS, strip_comment_tags=True
        )
    except Exception as error:  # whatever the parser of a template or of Python says, say where
        error.add_note(f"while looking for messages in {path}")
        raise
