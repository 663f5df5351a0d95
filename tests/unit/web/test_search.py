import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.web.search import EXCERPT, MOST_HITS, Document, Index, excerpt, terms

DOCUMENTS = (
    Document("/1/", "lesson", "Clinic and station", "A result travels from a room to the village.", "en"),
    Document("/2/", "lesson", "Return to the village", "People ask where she has been.", "en"),
    Document("/3/", "term", "Café confidences", "What is told over coffee.", "en"),
    Document("/4/", "lesson", "ការរក្សាការសម្ងាត់", "លទ្ធផលមួយធ្វើដំណើរ", "km"),
    Document("/5/", "lesson", "ความลับ", "เรื่องที่เล่าให้ฟัง", "th"),
    Document("/6/", "lesson", "গোপন কথা", "প্রতিটি ফলাফল পথ চলে।", "bn"),
)


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(DOCUMENTS)


def found(index: Index, query: str) -> list[str]:
    return [hit.document.href for hit in index.find(query)]


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("village", ["/2/", "/1/"]),  # the title counts more
        ("VILL", ["/2/", "/1/"]),
        ("village room", ["/1/"]),
        ("room village", ["/1/"]),
        ("cafe", ["/3/"]),
        ("café", ["/3/"]),
        ("village nowhere", []),
        ("illage", []),  # words are found by their beginning
        ("ទ្", ["/4/"]),  # two characters of Khmer
        ("លទ្ធផល", ["/4/"]),
        ("ลับ", ["/5/"]),
        ("กข", []),
        ("গোপন", ["/6/"]),
        ("ফল", ["/6/"]),
        ("", []),
        ("   ", []),
        ("%_' OR 1=1 --", []),
        ("<script>", []),
        ("\x00", []),
        ("\u202evillage", ["/2/", "/1/"]),
    ],
)
def test_places_that_hold_every_word_are_found_best_first(index, query, places):
    assert found(index, query) == places


@given(st.text(max_size=200))
def test_any_text_is_a_fair_query(query):
    hits = Index(DOCUMENTS).find(query)
    assert len(hits) <= MOST_HITS


@given(st.sampled_from(DOCUMENTS), st.data())
def test_every_word_of_a_place_leads_to_it(document, data):
    words = [word for word in f"{document.title} {document.text}".split() if any(map(str.isalnum, word))]
    word = data.draw(st.sampled_from(words))
    assert document.href in found(Index(DOCUMENTS), word)


def test_scripts_without_spaces_are_cut_into_pairs():
    assert list(terms("ab ខគឃ x1")) == ["ab", "ខគ", "គឃ", "x1"]
    assert list(terms("Zürich漢字test")) == ["zurich", "漢字", "test"]


def test_a_very_long_query_costs_little(index):
    assert found(index, "village " * 100_000) == ["/2/", "/1/"]


@given(st.text(max_size=600), st.text(max_size=20))
def test_an_excerpt_is_a_short_piece(text, query):
    assert len(excerpt(text, query)) <= EXCERPT + 4


def test_an_excerpt_shows_what_was_asked_for():
    text = "one two three " * 40 + "the secret travels " + "four five six " * 40
    piece = excerpt(text, "Secret")
    assert "secret" in piece
    assert piece.startswith("… ")
    assert piece.endswith(" …")
    assert excerpt("short", "nothing") == "short"
