"""Names of nobody: nicknames as people choose them, and names as they might stand on a certificate."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass

ORGANISATION = "Riverside Network"
STAFF: Mapping[str, str] = {"administrator": "Morning Tide", "assessor": "Tall Grass"}
TRAINERS = ("Steady Oar", "Paper Boat")
LABELS = ("Riverside", "Hill road", "Market street", "Two bridges", "Old school", "Harbour", "Rain tree", "Long field")
WORK_ROLES = ("social-work", "social-work", "social-work", "police", "health", "everyone")


@dataclass(frozen=True, slots=True)
class Script:
    """One way of writing. `language` is the interface that its writers would choose."""

    language: str
    share: int  # in a hundred people
    nicknames: tuple[str, ...]
    given: tuple[str, ...]
    family: tuple[str, ...]


LATIN = (
    "Jasmine", "Blue Kite", "Mango", "Quiet River", "Second Cup", "Sparrow", "Tamarind", "Early Bird", "Night Shift",
    "Lotus", "Three Steps", "Cardamom", "Window Seat", "Green Door", "Monsoon", "Kapok", "Lantern", "Slow Train",
    "Banyan", "Copper Pot", "Paper Moon", "Indigo", "Seventeen", "Fennel", "Rooftop", "Small Drum", "Neem", "Ginger",
    "Corner Shop", "Tin Roof", "Marigold", "Half Moon", "Ferry", "Old Map", "Cinnamon", "Long Way", "Papaya", "Brook",
)  # fmt: skip
SCRIPTS = (
    Script(
        "en",
        46,
        LATIN,
        ("Amina", "Daniel", "Grace", "Joseph", "Leila", "Marta", "Nadia", "Peter", "Rosa", "Samuel"),
        ("Adeyemi", "Cruz", "Haddad", "Kamau", "Lopez", "Moreau", "Okafor", "Rahman", "Silva", "Tran"),
    ),
    Script(
        "bn",
        20,
        ("শাপলা", "নদী", "দোয়েল", "বৃষ্টি", "কাশফুল", "জোনাকি", "শিউলি", "মেঘ", "বকুল", "পদ্মা", "রোদ", "পলাশ"),
        ("শিরিন", "রফিক", "মাহমুদা", "আনোয়ার", "সুলতানা", "কামাল"),
        ("আক্তার", "হোসেন", "ইসলাম", "বেগম", "চৌধুরী"),
    ),
    Script(
        "km",
        18,
        ("ផ្កាឈូក", "ទន្លេ", "ព្រះច័ន្ទ", "ដើមត្នោត", "មេឃ", "ភ្លៀង", "កុលាប", "ខ្យល់", "ផ្កាយ", "ទឹកសន្សើម"),
        ("សុខា", "ដារា", "ស្រីមុំ", "វិចិត្រ", "បុប្ផា", "សម្បត្តិ"),
        ("ចាន់", "គឹម", "សុខ", "ហេង", "ឡុង"),
    ),
    Script(
        "en",
        6,
        ("မိုးစက်", "ပန်းနု", "ငှက်ကလေး", "လမင်း", "ရေစက်"),
        ("သန္တာ", "မောင်မောင်", "ခင်စန်း", "အောင်မြင့်"),
        ("ဝင်း", "လှိုင်", "ကျော်"),
    ),
    Script(
        "en",
        6,
        ("ดาวเหนือ", "สายน้ำ", "ใบไม้", "ลมเย็น", "ฝนแรก"),
        ("สมชาย", "มาลี", "อรุณ", "วันดี"),
        ("ใจดี", "แสงทอง", "ศรีสุข"),
    ),
    Script(
        "en",
        4,
        ("तारा", "हिमाल", "चिया", "फूल"),
        ("सुनिता", "बिमल", "कमला"),
        ("गुरुङ", "तामाङ", "थापा"),
    ),
)


@dataclass(frozen=True, slots=True)
class Face:
    """Who a made-up learner is."""

    nickname: str
    full_name: str
    language: str
    work_role: str


def face(chance: random.Random, languages: frozenset[str]) -> Face:
    """Somebody; the language is one that the site has."""
    script = chance.choices(SCRIPTS, [one.share for one in SCRIPTS])[0]
    return Face(
        nickname=_nickname(script, chance),
        full_name=f"{chance.choice(script.given)} {chance.choice(script.family)}",
        language=script.language if script.language in languages else "en",
        work_role=chance.choice(WORK_ROLES),
    )


def _nickname(script: Script, chance: random.Random) -> str:
    """A word, now and then with a number, because nicknames repeat."""
    word = chance.choice(script.nicknames)
    return f"{word} {chance.randrange(2, 99)}" if chance.random() < 0.3 else word
