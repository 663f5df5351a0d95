"""The authors' page of rules, made from the rules themselves."""

from __future__ import annotations

from collections.abc import Iterator

from lms.content.finding import ERROR, Rule
from lms.content.lint import rules
from lms.content.rules.word_list import WORDS, Word
from lms.content.rules.wording import BLAMING_WORD, LOADED_WORD

PAGE = "docs/for-authors/rules.md"
HEAD = """\
# The rules of the content

`lms check` holds courses, quizzes, drawings and translations to these rules, and names the file, the line, the rule
and the remedy. An **error** is refused. A *warning* is worth a second look, and may stay for a good reason.

This page is made from the rules: `python -m lms.content.rule_page` writes it, and a test fails when it is old.
"""


def rule_page() -> str:
    """The whole page, as Markdown."""
    return HEAD + "".join(_area(area, found) for area, found in rules().items()) + "\n" + "\n".join(_words()) + "\n"


def _area(area: str, found: tuple[Rule, ...]) -> str:
    return f"\n## {area}\n\n" + "\n".join(_lines(found)) + "\n"


def _lines(found: tuple[Rule, ...]) -> Iterator[str]:
    for rule in found:
        severity = "**error**" if rule.severity == ERROR else "*warning*"
        yield f"- `{rule.id}` ({severity}): {rule.says}\n  {rule.remedy}"


def _words() -> Iterator[str]:
    yield "## The words\n"
    yield "What these rules look for, and why. The list is in `lms/content/rules/word_list.py`."
    for rule, refused in ((BLAMING_WORD, True), (LOADED_WORD, False)):
        yield f"\n`{rule.id}`:\n"
        yield from (_word(word) for word in WORDS if word.refused == refused)


def _word(word: Word) -> str:
    return f"- *{word.shown}*: {word.why}"


if __name__ == "__main__":
    from pathlib import Path

    Path(PAGE).write_text(rule_page(), encoding="utf-8", newline="\n")
