"""Names come out shaped: the PDF draws the very glyphs that HarfBuzz chooses, not one for each letter."""

from __future__ import annotations

import pytest

from tests.unit.certificates import given
from tests.unit.certificates.glyphs import drawn, shaped, unshaped

NAMES = {
    "Bengali": "ক্ষমা র‍্যাকেল শ্রী",
    "Devanagari": "क्षत्रिय श्रीकृष्ण",
    "Khmer": "សុខ ខ្មែរ ចាន់ថា",
    "Lao": "ຄຳໄພວົງ ນ້ຳ",
    "Myanmar": "ခင်ကြည် မြန်မာ",
    "Sinhala": "ශ්‍රී ලක්ෂ්මී",
    "Tamil": "ஸ்ரீ லட்சுமி கௌரி",
    "Thai": "กัลยา น้ำทิพย์",
}


@pytest.mark.parametrize(("script", "name"), NAMES.items())
def test_a_name_is_drawn_with_the_glyphs_that_harfbuzz_chooses(script: str, name: str) -> None:
    file = given.FOLDER / f"NotoSerif{script}-Regular.ttf"
    words = name.split()
    wanted = [glyph for word in words for glyph in shaped(word, file)]
    assert drawn(given.printed(name=name)) == wanted
    assert wanted != [glyph for word in words for glyph in unshaped(word, file)], "the name shows nothing"


@pytest.mark.parametrize("name", ["نسرین بیگم ٹھاکر", "محمد الأمين", "می‌خواهم"])
def test_arabic_joins_and_runs_from_right_to_left(name: str) -> None:
    file = given.FOLDER / "NotoNaskhArabic-Regular.ttf"
    words = name.split()[::-1]
    wanted = [glyph for word in words for glyph in shaped(word, file)]
    assert drawn(given.printed(name=name)) == wanted
    assert wanted != [glyph for word in words for glyph in unshaped(word, file)[::-1]]


def test_vietnamese_letters_keep_their_two_marks() -> None:
    name = "Nguyễn Thị Ngọc Ánh"
    file = given.FOLDER / "NotoSerif-Regular.ttf"
    wanted = [glyph for word in name.split() for glyph in shaped(word, file)]
    assert drawn(given.printed(name=name)) == wanted
    assert len(wanted) == len(name.replace(" ", ""))


def test_two_scripts_in_one_name_take_each_its_own_face() -> None:
    latin, khmer = given.FOLDER / "NotoSerif-Regular.ttf", given.FOLDER / "NotoSerifKhmer-Regular.ttf"
    assert drawn(given.printed(name="Sok ខ្មែរ")) == [*shaped("Sok", latin), *shaped("ខ្មែរ", khmer)]
