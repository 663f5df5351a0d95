import gzip
import threading

import brotli
import pytest

from lms.web.assets import Asset
from lms.web.compiled import Compiled, PageBook
from lms.web.headers import SAFE
from lms.web.page import Page
from tests.unit.web.wsgi import ask

TEXT = "<!doctype html><title>Words</title>" + "words and words " * 200
LESSON = Page("/en/lesson/", "en", "lesson.html", dict, content=True)
SEARCH = Page("/en/search/", "en", "search.html", dict, queried=True)
SHEET = Asset("a.css", "/static/a.123.css", "text/css; charset=utf-8", b"p{color:red}")


def behind(environ, start_response):
    """The application that answers what is not compiled."""
    start_response("200 OK", [("X-From", "the application")])
    return [environ["REQUEST_METHOD"].encode()]


def book(**options) -> PageBook:
    return PageBook([LESSON, SEARCH], [SHEET], lambda _page: TEXT, **options)


@pytest.fixture
def site():
    return Compiled(behind, book(moved={"/en/old/": "/en/lesson/"}))


@pytest.mark.parametrize(
    ("accepted", "coding", "opened"),
    [("br, gzip", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress), ("", None, bytes)],
)
def test_a_page_comes_in_the_coding_that_the_browser_likes(site, accepted, coding, opened):
    answer = ask(site, "/en/lesson/", accept_encoding=accepted)
    assert answer.status == 200
    assert answer.headers.get("Content-Encoding") == coding
    assert opened(answer.body).decode() == TEXT
    assert int(answer.headers["Content-Length"]) == len(answer.body)
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["Content-Language"] == "en"
    assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_every_answer_carries_the_security_headers(site):
    for address in ("/en/lesson/", "/static/a.123.css", "/en/lesson", "/en/old/"):
        assert SAFE.items() <= ask(site, address).headers.items(), address
    assert "Strict-Transport-Security" not in ask(site, "/en/lesson/").headers
    assert "Strict-Transport-Security" in ask(Compiled(behind, book(secure=True)), "/en/lesson/").headers


def test_each_coding_has_its_own_strong_tag(site):
    tags = {ask(site, "/en/lesson/", accept_encoding=coding).headers["ETag"] for coding in ("br", "gzip", "")}
    assert len(tags) == 3
    assert not any(tag.startswith("W/") for tag in tags)


def test_what_the_browser_holds_is_not_sent_again(site):
    first = ask(site, "/en/lesson/", accept_encoding="br")
    again = ask(site, "/en/lesson/", accept_encoding="br", if_none_match=f'"old", {first.headers["ETag"]}')
    assert (again.status, again.body) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert not {"Content-Length", "Content-Type", "Content-Language"} & set(again.headers)
    assert SAFE.items() <= again.headers.items(), "a page that is held takes a new release's policy"
    other = ask(site, "/en/lesson/", accept_encoding="gzip", if_none_match=first.headers["ETag"])
    assert other.status == 200, "another coding is another representation"


def test_head_is_get_without_the_body(site):
    get, head = ask(site, "/en/lesson/"), ask(site, "/en/lesson/", "HEAD")
    assert head.headers == get.headers
    assert head.body == b""


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_other_methods_go_to_the_application(site, method):
    assert ask(site, "/en/lesson/", method).body == method.encode()


def test_unknown_addresses_go_to_the_application(site):
    for address in ("/en/nothing/", "//en/lesson", "/en/lesson//", ""):
        assert ask(site, address).headers.get("X-From"), address


def test_a_query_goes_to_the_application_only_where_a_view_answers_it(site):
    assert ask(site, "/en/search/?q=a").headers.get("X-From")
    assert ask(site, "/en/search/").headers.get("ETag")
    assert ask(site, "/en/lesson/?from=mail").headers.get("ETag")


def test_addresses_lead_to_their_closing_slash_and_old_names_to_new_ones(site):
    for asked, target in (("/en/lesson", "/en/lesson/"), ("/en/old/", "/en/lesson/"), ("/en/old", "/en/lesson/")):
        answer = ask(site, asked)
        assert (answer.status, answer.headers["Location"]) == (301, target)
    assert ask(site, "/en/search?q=a").headers["Location"] == "/en/search/?q=a"


def test_assets_are_kept_for_ever_because_their_name_changes_with_them(site):
    answer = ask(site, SHEET.address, accept_encoding="br")
    assert "immutable" in answer.headers["Cache-Control"]
    assert brotli.decompress(answer.body) == SHEET.body


def test_a_site_for_members_asks_first_and_keeps_its_pages_private():
    asked = []

    def admits(environ):
        asked.append(environ["PATH_INFO"])
        return environ.get("HTTP_COOKIE") == "member"

    site = Compiled(behind, book(members=True), admits)
    stranger = ask(site, "/en/lesson/")
    assert (stranger.status, stranger.headers["Location"]) == (303, "/en/sign-in/?next=/en/lesson/")
    member = ask(site, "/en/lesson/", cookie="member")
    assert member.status == 200
    assert member.headers["Cache-Control"].startswith("private")
    assert ask(site, "/en/search/").status == 200, "pages that are not course text stay open"
    assert asked == ["/en/lesson/", "/en/lesson/"]


def test_without_somebody_to_ask_a_members_site_shows_nothing():
    assert ask(Compiled(behind, book(members=True)), "/en/lesson/").status == 303


def test_a_page_is_made_once_even_when_many_ask_at_once():
    made = []
    pages = PageBook([LESSON], [], lambda page: made.append(page.address) or TEXT)
    asking = [threading.Thread(target=pages.find, args=("/en/lesson/",)) for _ in range(8)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert made == ["/en/lesson/"]


def test_nothing_is_made_before_it_is_asked_for_and_warming_makes_the_rest():
    made = []
    pages = PageBook([LESSON, SEARCH], [], lambda page: made.append(page.address) or TEXT)
    assert made == []
    pages.find("/en/search/")
    pages.warm()
    assert made == ["/en/search/", "/en/lesson/"]


def test_compressed_bytes_outlive_a_restart_and_old_ones_go(tmp_path, monkeypatch):
    folder = tmp_path / "compiled"
    book(kept=folder).warm()
    names = {path.name for path in folder.iterdir()}
    (folder / ("0" * 32 + ".br")).write_bytes(b"of an older release")
    monkeypatch.setattr("lms.web.compiled.brotli.compress", lambda *_, **__: pytest.fail("compressed again"))
    restarted = book(kept=folder)
    restarted.warm()
    assert {path.name for path in folder.iterdir()} == names
    assert (
        brotli.decompress(ask(Compiled(behind, restarted), "/en/lesson/", accept_encoding="br").body).decode() == TEXT
    )


def test_a_disk_that_cannot_be_written_only_costs_time(tmp_path):
    blocked = tmp_path / "a file, not a folder"
    blocked.write_text("")
    site = Compiled(behind, book(kept=blocked / "compiled"))
    assert brotli.decompress(ask(site, "/en/lesson/", accept_encoding="br").body).decode() == TEXT


def test_a_half_written_file_is_made_again(tmp_path):
    book(kept=tmp_path).warm()
    for path in tmp_path.iterdir():
        path.write_bytes(b"")
    answer = ask(Compiled(behind, book(kept=tmp_path)), "/en/lesson/", accept_encoding="br")
    assert brotli.decompress(answer.body).decode() == TEXT


def test_headers_of_one_answer_are_nobody_elses(site):
    ask(site, "/en/lesson/").headers.clear()
    begun = []
    site({"REQUEST_METHOD": "GET", "PATH_INFO": "/en/lesson/"}, lambda _status, sent: begun.append(sent))
    begun[0].clear()
    assert ask(site, "/en/lesson/").headers["ETag"]
