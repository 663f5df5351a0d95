"""Addresses are promises: the committed list is the site, each address with its methods and its access rule.

After a change on purpose: `.venv/bin/python -m tests.site.test_routes > tests/site/routes.json`.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from flask import Flask

from lms.config import Settings
from lms.domain.permission import RULES
from lms.web.pages import page_book
from lms.web.site import KEY, Site

LIST = Path(__file__).with_name("routes.json")


def routes(app: Flask) -> dict[str, list[str]]:
    """Every address that Flask answers: its access rule, then its methods."""
    found: dict[str, list[str]] = {}
    for rule in app.url_map.iter_rules():
        access = app.view_functions[rule.endpoint].access_rule  # type: ignore[attr-defined] # set by `page`
        found[rule.rule.replace("lang:lang", "lang")] = [access, *sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})]
    return dict(sorted(found.items()))


def compiled(app: Flask) -> list[str]:
    """Every public English address that is compiled, modules and courses aside."""
    site: Site = app.extensions[KEY]
    book = page_book(site.library, site.renderer, {}, kept=None, members=False, secure=False)
    places = (address for address in book.pages if address.startswith(("/en/", "/ ")) or address == "/")
    return sorted(place for place in places if "/modules/" not in place and "/courses/" not in place)


def test_the_addresses_are_the_promised_ones(whole_site: Flask) -> None:
    assert {"answered": routes(whole_site), "compiled": compiled(whole_site)} == json.loads(LIST.read_text("utf-8"))


def test_every_view_has_a_rule_of_the_table(whole_site: Flask) -> None:
    assert {rule for rule, *_ in routes(whole_site).values()} <= set(RULES)


if __name__ == "__main__":
    from lms.app import create_app

    with tempfile.TemporaryDirectory() as folder:
        made = create_app(Settings(data=Path(folder), pseudo=True))
        text = json.dumps({"answered": routes(made), "compiled": compiled(made)}, indent=1)
        sys.stdout.write(text + "\n")
