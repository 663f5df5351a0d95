"""The words of buttons, labels and messages, found in templates and Python code for translators."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir

PACKAGE = Path(__file__).resolve().parent.parent  # the folder lms
METHODS = [
    ("cli/**.py", "ignore"),
    ("storage/migrations/**.py", "ignore"),
    ("**.py", "python"),
    ("templates/**.*", "jinja2.ext:babel_extract"),
]
OPTIONS = {"templates/**.*": {"trimmed": "true", "silent": "false"}}
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
    found = extract_from_dir(
        package, METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
    )
    for file, _, message, comments, context in found:
        yield Path(file).as_posix(), message, comments, context
