"""/c/<code>: anybody may ask whether a certificate stands, and nobody learns a name without its key."""

from __future__ import annotations

import json
from xml.etree import ElementTree

from werkzeug.test import TestResponse

from lms.domain.certificate import grouped
from lms.services import certifying
from lms.services.administration import name_organisation
from lms.services.certificates.badge import verify
from lms.services.certificates.issuer import did_key
from lms.services.erasure import erase
from lms.storage import certificates
from lms.storage.accounts import Account
from tests.harness.cast import Person, Stage
from tests.harness.client import Client
from tests.harness.finishing import certify, here
from tests.harness.statements import counted
from tests.site.test_certificates import text_of
from tests.site.test_tests import words

NAME = "Sokha Chan"
UNKNOWN = "2" * 12


def ask_with(client: Client, code: str, key: object) -> TestResponse:
    return client.post(f"/c/{code}", data={"key": key}, headers=client.same_origin())


def withdraw(stage: Stage, administrator: Person, code: str) -> None:
    with stage.database.writing() as session:
        found = certificates.by_code(session, code)
        assert found is not None
        certifying.revoke(session, stage.account(administrator), found, certifying.Reason.MISTAKE, stage.clock())


def forget(stage: Stage, person: Person) -> None:
    with stage.database.writing() as session:
        account = session.get(Account, person.id)
        assert account is not None
        erase(session, here(stage).settings.data, account, stage.clock())


def test_a_valid_one_says_what_and_when_and_by_whom(
    stage: Stage, learner: Person, administrator: Person, stranger: Client
) -> None:
    with stage.database.writing() as session:
        name_organisation(session, stage.account(administrator), "River House", stage.clock())
    code = certify(stage, learner, name=NAME).code
    answer = stranger.get(f"/c/{code}")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    for told in ("This certificate is valid.", "Confidentiality", "23 November 2026", "River House", grouped(code)):
        assert told in words(answer)
    assert "Set-Cookie" not in answer.headers


def test_the_name_is_nowhere_but_in_the_answer_to_its_key(stage: Stage, learner: Person, stranger: Client) -> None:
    made = certify(stage, learner, name=NAME)
    public = [stranger.get(f"/c/{made.code}{kind}") for kind in ("", ".json", ".svg", ".pdf")]
    readable = [*(answer.get_data(as_text=True) for answer in public[:3]), text_of(public[3].data)]
    for text in readable:
        assert not [told for told in (*NAME.split(), learner.nickname, learner.name, made.name_key) if told in text]
        assert grouped(made.name_key) not in text
        assert str(learner.id) not in text
    page = stranger.get(f"/c/{made.code}")
    told = stranger.send(page, "Show the name", key=grouped(made.name_key).upper())
    assert NAME in words(told)
    assert (told.request.path, told.request.query_string) == (f"/c/{made.code}", b"")
    assert NAME not in words(stranger.get(f"/c/{made.code}"))


BAD_KEYS = ["", "2" * 8, "a" * 100_000, "\u202e", "ក" * 8, ["a", "b"]]


def test_a_wrong_key_shows_nothing(stage: Stage, learner: Person, stranger: Client) -> None:
    code = certify(stage, learner, name=NAME).code
    for key in BAD_KEYS:
        answer = ask_with(stranger, code, key)
        assert answer.status_code == 422
        assert "does not fit" in words(answer)
        assert NAME not in words(answer)


def test_wrong_keys_are_counted(stage: Stage, learner: Person, stranger: Client) -> None:
    made = certify(stage, learner, name=NAME)
    answers = [ask_with(stranger, made.code, f"wrong{place}").status_code for place in range(61)]
    assert answers == [422] * 60 + [429]
    shut = ask_with(stranger, made.code, made.name_key)
    assert (shut.status_code, NAME in words(shut)) == (429, False)
    assert 0 < int(shut.headers["Retry-After"]) <= 15 * 60 + 1
    assert stranger.get(f"/c/{made.code}").status_code == 200
    stage.clock.wait(minutes=16)
    assert NAME in words(ask_with(stranger, made.code, made.name_key))


def test_right_keys_cost_nothing(stage: Stage, learner: Person, stranger: Client) -> None:
    made = certify(stage, learner, name=NAME)
    assert {ask_with(stranger, made.code, made.name_key).status_code for _ in range(65)} == {200}


def test_codes_as_people_type_them(stage: Stage, learner: Person, stranger: Client) -> None:
    code = certify(stage, learner).code
    for typed in (code.upper(), grouped(code), f" {grouped(code)} ", f"{code[:6]} {code[6:]}"):
        assert "This certificate is valid." in words(stranger.get(f"/c/{typed}"))
        told = stranger.send(stranger.get("/c/"), "Check", code=typed)
        assert (told.request.path, "This certificate is valid." in words(told)) == (f"/c/{code}", True)


def test_unknown_erased_and_mistyped_look_the_same(stage: Stage, learner: Person, stranger: Client) -> None:
    other = certify(stage, stage.person("Mealea")).code
    erased = certify(stage, learner).code
    forget(stage, learner)
    codes = [erased, UNKNOWN, other[:-1] + ("2" if other[-1] != "2" else "3"), "x", "<b>", "a" * 3000, "ក" * 12]
    for kind in ("", ".json", ".svg", ".pdf"):
        alike([stranger.get(f"/c/{code}{kind}") for code in codes])
    alike([ask_with(stranger, code, "abc") for code in codes])


def alike(answers: list[TestResponse]) -> None:
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.data for answer in answers}) == 1
    assert len({tuple(sorted(answer.headers)) for answer in answers}) == 1


def test_a_withdrawn_one_says_when_and_gives_no_files(
    stage: Stage, learner: Person, administrator: Person, stranger: Client
) -> None:
    made = certify(stage, learner, name=NAME)
    withdraw(stage, administrator, made.code)
    page = words(stranger.get(f"/c/{made.code}"))
    assert "withdrawn on 23 November 2026" in page
    assert "is valid" not in page
    assert NAME not in words(ask_with(stranger, made.code, made.name_key))
    assert {stranger.get(f"/c/{made.code}{kind}").status_code for kind in (".json", ".svg", ".pdf")} == {404}


def test_the_badge_is_signed_by_this_site(stage: Stage, learner: Person, stranger: Client) -> None:
    made = certify(stage, learner, name=NAME)
    answer = stranger.get(f"/c/{made.code}.json")
    badge = json.loads(answer.data)
    assert verify(badge, did_key(here(stage).issuer.public_key()))
    assert badge["credentialSubject"]["id"] == made.id.urn
    assert badge["id"].endswith(f"/c/{made.code}.json")
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("application/json", "public, max-age=300")


def test_the_drawing_is_svg_without_script(stage: Stage, learner: Person, stranger: Client) -> None:
    answer = stranger.get(f"/c/{certify(stage, learner).code}.svg")
    tags = {part.tag.rpartition("}")[2] for part in ElementTree.fromstring(answer.data).iter()}
    assert answer.mimetype == "image/svg+xml"
    assert not tags & {"script", "style", "foreignObject", "image", "a"}


SPOKEN = [
    ("km", "", "km"),
    ("fr, bn;q=0.5", "", "bn"),
    ("fr", "", "en"),
    ("km", "?lang=ar-XB", "ar-XB"),
    ("", "?lang=zz", "en"),
]


def test_the_page_speaks_the_askers_language(stage: Stage, learner: Person, stranger: Client) -> None:
    for code in (certify(stage, learner).code, UNKNOWN):
        for accepts, query, lang in SPOKEN:
            answer = stranger.get(f"/c/{code}{query}", headers={"Accept-Language": accepts})
            assert f'<html lang="{lang}"' in answer.text
            assert answer.headers["Content-Language"] == lang
            assert "Accept-Language" in answer.headers["Vary"]


def test_who_is_signed_in_sees_what_a_stranger_sees(stage: Stage, learner: Person, stranger: Client) -> None:
    code = certify(stage, learner).code
    for path in (f"/c/{code}", f"/c/{UNKNOWN}", "/c/"):
        assert learner.client.get(path).text == stranger.get(path).text


def test_a_form_from_elsewhere_is_refused(stage: Stage, learner: Person, stranger: Client) -> None:
    made = certify(stage, learner, name=NAME)
    foreign = stranger.post(f"/c/{made.code}", data={"key": made.name_key}, headers={"Sec-Fetch-Site": "cross-site"})
    assert (foreign.status_code, NAME in words(foreign)) == (403, False)
    silent = stranger.post(f"/c/{made.code}", data={"key": made.name_key})
    assert (silent.status_code, NAME in words(silent)) == (400, False)
    assert NAME in words(stranger.send(silent, "Send it"))


def test_an_organisation_without_a_font_keeps_the_page(
    stage: Stage, learner: Person, administrator: Person, stranger: Client
) -> None:
    with stage.database.writing() as session:
        name_organisation(session, stage.account(administrator), "የወንዝ ቤት", stage.clock())
    code = certify(stage, learner).code
    assert stranger.get(f"/c/{code}.pdf").location == f"/c/{code}"
    assert "የወንዝ ቤት" in words(stranger.get(f"/c/{code}"))


def test_the_statement_budget(stage: Stage, learner: Person, stranger: Client) -> None:
    code = certify(stage, learner).code
    with counted(stage.database) as asked:
        stranger.get(f"/c/{code}")
    assert len(asked) == 1, asked
