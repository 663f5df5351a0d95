"""Every rule has a broken example, and finds it on the right line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from lms.content import ContentError, Finding, check, load
from lms.content.lint import rules
from tests.unit.content.broken import BROKEN, Broken
from tests.unit.content.small import FILES, write
from tests.unit.content.small_forms import WITH_FORMS

ALL = [rule for area in rules().values() for rule in area]
BY_OTHERS = {"overlap", "no-reports"}  # tested with texts of reports, in test_overlap


@pytest.mark.parametrize("files", [FILES, WITH_FORMS], ids=["small", "with forms"])
def test_the_small_content_breaks_no_rule(files: Mapping[str, str], tmp_path: Path) -> None:
    assert check(write(tmp_path, files)) == []


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.rule)
def test_a_broken_rule_is_found_where_it_is_broken(broken: Broken, tmp_path: Path) -> None:
    broken.write(tmp_path)
    found = [finding for finding in check(tmp_path) if finding.rule == broken.rule]
    assert found, f"{broken.rule} was not found"
    if broken.where or broken.on:
        assert any(_is_at(finding, broken, tmp_path) for finding in found), found


def _is_at(finding: Finding, broken: Broken, root: Path) -> bool:
    if finding.file != (broken.where or broken.file):
        return False
    lines = (root / finding.file).read_text(encoding="utf-8", errors="replace").split("\n")
    return broken.on in lines[finding.line - 1]


def test_every_rule_has_a_broken_example() -> None:
    assert {rule.id for rule in ALL} - BY_OTHERS == {broken.rule for broken in BROKEN}


def test_every_rule_has_one_name_an_explanation_and_a_remedy() -> None:
    assert len({rule.id for rule in ALL}) == len(ALL)
    for rule in ALL:
        assert rule.says.endswith(".")
        assert rule.remedy.endswith(".")
        assert rule.severity in ("error", "warning")


def test_a_site_does_not_start_on_an_error(tmp_path: Path) -> None:
    write(tmp_path, {**FILES, "courses/harbour/module.toml": "id = "})
    with pytest.raises(ContentError) as refused:
        load(tmp_path)
    assert [(one.file, one.line, one.rule) for one in refused.value.findings] == [
        ("courses/harbour/module.toml", 1, "toml")
    ]
    assert "courses/harbour/module.toml:1" in str(refused.value)


def test_a_draft_may_be_unfinished(tmp_path: Path) -> None:
    module = FILES["courses/harbour/module.toml"]
    draft = module.replace('"published"', '"draft"').replace('"first-boat"]', '"first-boat", "not-yet"]')
    found = check(write(tmp_path, {**FILES, "courses/harbour/module.toml": draft}))
    assert [finding for finding in found if finding.rule != "vanished-id"] == []


def test_what_is_only_worth_a_better_word_does_not_keep_a_site_from_starting(tmp_path: Path) -> None:
    long = FILES["courses/harbour/first-boat.md"] + "The man goes home. " * 200
    write(tmp_path, {**FILES, "courses/harbour/first-boat.md": long, "courses/harbour/stray.txt": "x"})
    assert {finding.rule for finding in check(tmp_path)} == {"lesson-length", "unlisted-file"}
    assert load(tmp_path).lesson("harbour/first-boat")
