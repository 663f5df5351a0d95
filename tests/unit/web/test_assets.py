import re

import brotli
import pytest

from lms.web.assets import STATIC, load, smaller
from lms.web.weights import SCRIPTS, SHEET

MOVING = re.compile(r"@keyframes|\b(?:animation|transition)(?:-[a-z]+)?\s*:|scroll-behavior\s*:\s*smooth")
PHYSICAL = re.compile(
    r"[;{\s](?:margin|padding|border|inset)-(?:left|right|top|bottom)|[;{\s](?:left|right|top|bottom):"
)


def test_a_sheet_loses_its_comments_and_spaces_and_keeps_its_strings():
    sheet = """
      /* a note; with { braces } */
      a , b > c { color : red; font: 1rem/1.5 "A  B; {c}", serif; }
      @media (min-width: 3rem) { p + p { margin: 0 auto; } }
    """
    assert smaller(sheet) == (
        'a,b > c{color :red;font:1rem/1.5 "A  B; {c}",serif}@media (min-width:3rem){p + p{margin:0 auto}}'
    )


def test_an_address_changes_when_the_bytes_do(tmp_path):
    (tmp_path / "css").mkdir()
    for name in ("tokens", "base", "layout", "components"):
        (tmp_path / "css" / f"{name}.css").write_text(f"@layer {name} {{}}")
    before = load(tmp_path)["learner.css"]
    assert before.body == b"@layer tokens{}@layer base{}@layer layout{}@layer components{}"
    (tmp_path / "css" / "base.css").write_text("@layer base { p { margin: 0 } }")
    after = load(tmp_path)["learner.css"]
    assert before.address != after.address
    assert re.fullmatch(r"/static/learner\.[0-9a-f]{10}\.css", after.address)


def test_the_one_style_sheet_of_learners_is_small():
    assert len(brotli.compress(load()["learner.css"].body, quality=11)) <= SHEET


def test_all_scripts_together_are_small():
    scripts = [asset.body for name, asset in load().items() if name.endswith(".js")]
    assert scripts
    assert sum(len(brotli.compress(body, quality=11)) for body in scripts) <= SCRIPTS


@pytest.mark.parametrize("path", sorted((STATIC / "css").glob("*.css")), ids=lambda path: path.name)
def test_sheets_turn_with_the_script_and_fetch_nothing(path):
    css = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
    assert not PHYSICAL.findall(css), "left and right are start and end"
    assert "url(" not in css
    assert "@import" not in css
    assert not MOVING.search(css), "the page on accessibility promises that nothing moves"
    assert css.count("{") == css.count("}")


@pytest.mark.parametrize("broken", ["a{margin-left: 1px}", "a { left: 0 }", "a{color:red;padding-top:0}"])
def test_the_pattern_finds_what_it_is_for(broken):
    assert PHYSICAL.search(broken)


def test_layers_come_in_their_order():
    order = re.search(r"@layer ([^;{]+);", load()["learner.css"].body.decode())
    assert order
    assert order[1].split(",") == ["tokens", "base", "layout", "components"]
