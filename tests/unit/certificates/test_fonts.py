"""The fonts at hand: what they cover, what they are, and that nothing else is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from lms.services.certificates.fonts import (
    EAST_ASIAN,
    Faces,
    NoFont,
    clusters,
    east_asian_region,
    missing_glyphs,
)
from lms.services.certificates.large_fonts import drawable
from lms.services.certificates.paper import paper
from tests.unit.certificates import given

WRITTEN = [
    "Nguyễn Thị Ngọc Ánh",
    "Đặng Văn Lâm",
    "Zoë Müller-Łukaszewicz",
    "Мария Παπαδοπούλου",
    "ক্ষমা র‍্যাকেল ৰঙা",
    "ខ្មែរ សុខ ច័ន្ទ",
    "ဒေါ်ခင်ကြည် မြန်မာ",
    "กัลยา ศรีสุข",
    "ຄຳໄພວົງ",
    "क्षत्रिय ऋषि",
    "ශ්‍රී ලක්ෂ්මී",
    "ஸ்ரீ லட்சுமி",
    "نسرین بیگم ٹھاکر ڑ ے",
    "محمد می‌خواهم ښ ځ",
]


@pytest.mark.parametrize("name", WRITTEN)
def test_names_in_these_scripts_can_be_written(name: str) -> None:
    assert missing_glyphs(name, given.FACES) == ""


@pytest.mark.parametrize(
    ("name", "missing"), [("Sample ગ", "ગ"), ("王小明", "王小明"), ("ABA 😀😀", "😀"), ("ᚠᛇ", "ᚠᛇ"), ("", "")]
)
def test_what_is_missing_is_named_once(name: str, missing: str) -> None:
    assert missing_glyphs(name, given.FACES) == missing


def test_a_mark_must_come_from_the_face_of_its_letter() -> None:
    assert missing_glyphs("ñ", given.FACES) == ""
    assert missing_glyphs("ក\u0303", given.FACES) == "\u0303"


def test_letters_are_kept_together_with_their_marks() -> None:
    assert list(clusters("កុំ e\u0301x")) == ["កុំ", " ", "e\u0301", "x"]
    assert list(clusters("")) == []


def test_an_empty_folder_writes_nothing_and_says_so(tmp_path: Path) -> None:
    nothing = Faces(tmp_path, east_asian=())
    assert missing_glyphs("Abc", nothing) == "Abc"
    with pytest.raises(NoFont):
        paper(given.AWARD, given.WORDS, nothing)
    with pytest.raises(NoFont):
        paper(given.AWARD, given.WORDS, Faces(tmp_path / "gone", east_asian=()))


def test_only_the_folder_is_read() -> None:
    """Neither the system's fonts nor those inside the typesetter."""
    own = given.FACES.own.fonts()
    assert {Path(font.path).parent for font in own if font.path} == {given.FOLDER}
    assert len(own) == len(list(given.FOLDER.glob("*.ttf"))) == 11


def test_one_more_file_is_all_a_script_needs(tmp_path: Path) -> None:
    for file in ("NotoSerif-Regular.ttf", "NotoSans-Regular.ttf", "NotoSerifLao-Regular.ttf"):
        (tmp_path / file).write_bytes((given.FOLDER / file).read_bytes())
    few = Faces(tmp_path, east_asian=())
    assert missing_glyphs("ຄຳ", few) == ""
    assert missing_glyphs("ខ", few) == "ខ"


def test_the_folder_stays_small_and_free() -> None:
    """Under 2.8 MB, open font licence, not fit for changing by accident: whole and upright regular."""
    files = sorted(given.FOLDER.glob("*.ttf"))
    assert sum(file.stat().st_size for file in files) < 2_800_000
    licence = (given.FOLDER / "OFL.txt").read_text("utf-8")
    for file in files:
        names = TTFont(file)["name"]
        assert "SIL Open Font License" in names.getDebugName(13)
        assert names.getBestFamilyName() in licence
        assert names.getBestSubFamilyName() == "Regular"


@pytest.mark.parametrize(
    ("name", "language", "region"),
    [("直子さん", "en", "JP"), ("김민지", "en", "KR"), ("王", "en", "SC"), ("王", "ja", "JP"), ("王", "zh-TW", "TC")],
)
def test_east_asian_letters_take_the_shapes_of_their_region(name: str, language: str, region: str) -> None:
    assert east_asian_region(name, language) == region


@pytest.mark.skipif(not any(Path(folder).is_dir() for folder in EAST_ASIAN), reason="no Noto CJK on this machine")
@pytest.mark.parametrize("name", ["王小明", "さくら 直子", "김민지"])
def test_east_asian_names_are_written_where_the_system_has_the_font(name: str) -> None:
    pdf = paper(given.award(name=name), given.WORDS, Faces(given.FOLDER))
    assert name.replace(" ", "") in given.written(pdf).replace(" ", "")


def test_large_fonts_are_read_by_ranges() -> None:
    """Noto Serif Tamil has such a map: what the ranges say is what fontTools says."""
    file = given.FOLDER / "NotoSerifTamil-Regular.ttf"
    wanted = set(TTFont(file).getBestCmap())
    assert drawable(str(file), 0, frozenset(range(0x110000))) == wanted
    assert drawable(str(given.FOLDER / "NotoSerifLao-Regular.ttf"), 0, frozenset({0x0E84})) == frozenset()
