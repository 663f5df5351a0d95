import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.web.negotiation import CODINGS, has_already, preferred


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("", "identity"),
        ("br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("GZIP", "gzip"),
        ("x-gzip", "gzip"),
        ("deflate", "identity"),
        ("br;q=0.1, gzip;q=0.9", "gzip"),
        ("br;q=0, gzip;q=0", "identity"),
        ("identity", "identity"),
        ("identity;q=1, br;q=0.5", "identity"),
        ("*", "br"),
        ("*;q=0.5, gzip", "gzip"),
        ("br;q=0, *", "gzip"),
        ("*;q=0", "identity"),
        ("identity;q=0", "identity"),
        ("br;q=nonsense, gzip", "gzip"),
        ("br;level=3", "br"),
        (" , ,br", "br"),
    ],
)
def test_the_coding_with_the_highest_quality_is_chosen_and_the_smallest_among_equals(header, coding):
    assert preferred(header) == coding


@given(st.text(max_size=60))
def test_any_header_gets_some_coding(header):
    assert preferred(header) in CODINGS


@pytest.mark.parametrize(
    ("held", "has"),
    [('"a-br"', True), ('W/"a-br"', True), ('"x", "a-br"', True), ("*", True), ('"a-gzip"', False), ("", False)],
)
def test_a_page_that_the_browser_holds_is_recognised(held, has):
    assert has_already(held, '"a-br"') is has
