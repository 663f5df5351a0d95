"""The test client as accessibility officer: every page that any test fetches is checked, and no answer is a 500."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.harness.collected import Collection
from tests.harness.forms import Form, forms

POLICY = "default-src 'none'"
UNSAFE = re.compile(r"unsafe-|https?:|\*|data:")


class Client(FlaskClient):
    """A browser without JavaScript: it keeps cookies, says where its forms come from, and checks what it gets.

    `collection` must be set before use (the fixtures do).
    """

    collection: Collection

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        answer = super().open(*args, **kwargs)
        address = answer.request.full_path.rstrip("?")
        if answer.status_code >= 500 and answer.status_code != 503:
            cause = self.collection.raised[-1] if self.collection.raised else None
            raise AssertionError(f"{answer.request.method} {address} answered {answer.status}") from cause
        check_headers(answer, address)
        if answer.mimetype == "text/html" and answer.data and "Content-Encoding" not in answer.headers:
            self.collection.take(answer.request.path, answer.get_data(as_text=True))
        return answer

    def form(self, answer: TestResponse, holding: str = "", /, **fields: Any) -> Form:
        """The form of a page that has these fields and these words in its action or its buttons."""
        here = answer.request.full_path.rstrip("?")
        found = [one for one in forms(answer.get_data(as_text=True)) if one.fits(holding, fields)]
        if len(found) != 1:
            raise AssertionError(f"{here} has {len(found)} forms with {holding!r} and the fields {sorted(fields)}")
        return found[0]

    def send(self, answer: TestResponse, holding: str = "", /, *, follow: bool = True, **fields: Any) -> TestResponse:
        """Fills in a form of a page that was fetched and presses its button, as a browser would."""
        form = self.form(answer, holding, **fields)
        target = urljoin(answer.request.path, form.action) if form.action else answer.request.full_path.rstrip("?")
        data = form.filled(fields)
        if form.method == "get":
            return self.get(target, query_string=data, follow_redirects=follow)
        return self.post(target, data=data, headers=self.same_origin(), follow_redirects=follow)

    @staticmethod
    def same_origin() -> Mapping[str, str]:
        """What a browser adds to a form of the site itself."""
        return {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}


def check_headers(answer: TestResponse, address: str) -> None:
    """What every answer carries, whatever it is."""
    policy = answer.headers.get("Content-Security-Policy", "")
    assert POLICY in policy, f"{address}: no policy of {POLICY}: {policy!r}"
    assert not UNSAFE.search(policy), f"{address}: the policy is loosened: {policy!r}"
    assert answer.headers.get("X-Content-Type-Options") == "nosniff", f"{address}: no nosniff"
    assert answer.headers.get("Referrer-Policy") == "same-origin", f"{address}: no Referrer-Policy"
    assert "Cache-Control" in answer.headers, f"{address}: says nothing about caching"
    if "Set-Cookie" in answer.headers:
        assert "public" not in answer.headers["Cache-Control"], f"{address}: a cookie on a public answer"
