"""One's own certificates: what they ask for, the name, the sheet, the paper."""

from __future__ import annotations

import io
import re
from html import unescape
from itertools import product

import pypdfium2
import pytest

from lms.domain.certificate import grouped
from lms.services import certifying
from lms.storage import certificates
from tests.harness.cast import Person, Stage
from tests.harness.finishing import certify, choose_plan, finish_module, play_scenarios, read_lessons, take_test
from tests.harness.statements import counted
from tests.site.test_tests import events, words

MINE = "/en/me/certificates/"
FORM = f"{MINE}?module=confidentiality"


def address(code: str) -> str:
    return f"{MINE}{code}/"


def code_of(stage: Stage, person: Person) -> str:
    with stage.database.reading() as session:
        held = certificates.of_subject(session, person.id, "confidentiality")
    assert held is not None
    return held.code


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    assert len(document) == 1
    width, height = document[0].get_size()
    assert (round(width), round(height)) == (842, 595)  # A4 lying down
    return str(document[0].get_textpage().get_text_range())


def test_a_stranger_is_asked_to_sign_in(stage: Stage) -> None:
    for path in (MINE, address("abc"), f"{MINE}abc.pdf"):
        assert stage.stranger().get(path).location.startswith("/en/sign-in/")


def test_the_checklist_fills(stage: Stage, learner: Person) -> None:
    page = words(learner.client.get(MINE))
    assert "All lessons read 0 of 6" in page
    assert "Scenarios brought to a good end 0 of 2" in page
    assert "Get this certificate" not in page
    read_lessons(stage, learner, but=2)
    play_scenarios(stage, learner, count=1)
    page = words(learner.client.get(MINE))
    assert "All lessons read 4 of 6" in page
    assert "good end 1 of 2" in page
    finish_module(stage, learner)
    assert "Get this certificate" in words(learner.client.get(MINE))


def test_nothing_is_made_too_early(stage: Stage, learner: Person) -> None:
    assert learner.client.get(FORM).status_code == 409
    data = {"module": "confidentiality", "name": "Sokha", "step": "issue"}
    asked = learner.client.form(learner.client.get("/en/modules/confidentiality/plan/"), "Choose").fields
    answer = learner.client.post(MINE, data={**asked, **data}, headers=learner.client.same_origin())
    assert answer.status_code == 409
    assert "still missing" in words(answer)
    assert events(stage, learner, "certificate.issued") == 0


@pytest.mark.parametrize("module", ["nothing", "orientation", "", "\u202e"])
def test_a_module_without_certificate(learner: Person, module: str) -> None:
    assert learner.client.get(MINE, query_string={"module": module}).status_code == 404


def test_the_name_is_typed_looked_at_and_fixed(stage: Stage, learner: Person) -> None:
    finish_module(stage, learner)
    look = learner.client.send(learner.client.get(FORM), name="  Sokha   Chan ")
    assert "Please read the name once more" in words(look)
    assert "Sokha Chan" in words(look)
    assert events(stage, learner, "certificate.issued") == 0
    changed = learner.client.send(look, "Change", step="change")
    assert learner.client.form(changed, "See how").fields["name"] == ["Sokha Chan"]
    look = learner.client.send(changed, "See how", name="Sokha Chann")
    made = learner.client.send(look, "Yes", step="issue")
    code = code_of(stage, learner)
    assert made.request.path == address(code)
    assert "Sokha Chann" in words(made)
    again = learner.client.send(look, "Yes", step="issue")
    assert again.request.path == address(code)
    assert learner.client.get(FORM).location == address(code)
    assert events(stage, learner, "certificate.issued") == 1


def test_without_a_name(stage: Stage, learner: Person) -> None:
    finish_module(stage, learner)
    look = learner.client.send(learner.client.get(FORM), name="")
    assert "It will have no name" in words(look)
    page = words(learner.client.send(look, "Yes", step="issue"))
    assert "Name key" not in page
    assert "name key" not in page
    assert "Name key" not in text_of(learner.client.get(f"{MINE}{code_of(stage, learner)}.pdf").data)


BAD = ["a" * 81, "a" * 100_000, "\u202eSokha", "123", "\u0301", "\ue000", ["Sokha", "Dara"]]


def test_a_name_that_cannot_be_printed_is_asked_again(stage: Stage, learner: Person) -> None:
    finish_module(stage, learner)
    form = learner.client.form(learner.client.get(FORM), "See how").fields
    for name, step in product(BAD, ("look", "issue")):
        data = {**form, "name": name, "step": step}
        answer = learner.client.post(MINE, data=data, headers=learner.client.same_origin())
        assert answer.status_code == 422
        assert "One thing to change" in words(answer)
    assert events(stage, learner, "certificate.issued") == 0


NAMES = ["<b>Sokha</b> & Co", "O’Néill-Đặng", "$name *Chan* [x]", "#set page(width: 1pt)"]


def test_a_name_is_text_whatever_it_looks_like(stage: Stage) -> None:
    for name in NAMES:
        person = stage.person("Sokha")
        code = certify(stage, person, name=name).code
        page = person.client.get(address(code)).get_data(as_text=True)
        shown = re.search(r'<p class="holder"><bdi>(.*?)</bdi>', page)
        assert shown is not None
        assert unescape(shown[1]) == name
        assert name in text_of(person.client.get(f"{MINE}{code}.pdf").data)


def test_the_sheet_says_what_the_paper_says(stage: Stage, learner: Person) -> None:
    made = certify(stage, learner)
    page = learner.client.get(address(made.code))
    paper = learner.client.get(f"{MINE}{made.code}.pdf")
    assert (paper.mimetype, paper.headers["Cache-Control"]) == ("application/pdf", "no-store")
    assert paper.headers["Content-Disposition"] == 'inline; filename="certificate.pdf"'
    for told in ("Sokha Chan", "Confidentiality", "23 November 2026", grouped(made.code), grouped(made.name_key)):
        assert told in words(page)
        assert told in " ".join(text_of(paper.data).split())
    assert f"/c/{made.code}.json" in page.text
    assert 'class="qr"' in page.text


def test_a_name_without_a_font_is_printed_by_the_browser(stage: Stage, learner: Person) -> None:
    finish_module(stage, learner)
    look = learner.client.send(learner.client.get(FORM), name="አበበ በቂላ")
    assert "Ethiopic" in words(look)
    page = learner.client.send(look, "Yes", step="issue")
    assert "Print this page instead" in words(page)
    assert ".pdf" not in page.text
    code = code_of(stage, learner)
    assert learner.client.get(f"{MINE}{code}.pdf").location == address(code)


def test_anothers_certificate_is_not_there(stage: Stage, learner: Person, administrator: Person) -> None:
    code = certify(stage, stage.person("Mealea")).code
    for who in (learner, administrator):
        for path in ("{}/", "{}.pdf"):
            foreign, missing = (who.client.get(MINE + path.format(one)) for one in (code, "2" * 12))
            assert (foreign.status_code, words(foreign)) == (404, words(missing))


def test_a_withdrawn_certificate_gives_no_paper(stage: Stage, learner: Person, administrator: Person) -> None:
    code = certify(stage, learner).code
    with stage.database.writing() as session:
        found = certificates.by_code(session, code)
        assert found is not None
        certifying.revoke(session, stage.account(administrator), found, certifying.Reason.MISTAKE, stage.clock())
    assert "withdrawn on 23 November 2026" in words(learner.client.get(address(code)))
    assert "Sokha Chan" not in words(learner.client.get(address(code)))
    assert learner.client.get(f"{MINE}{code}.pdf").location == address(code)
    assert "Withdrawn on 23 November 2026" in words(learner.client.get(MINE))


@pytest.mark.parametrize("lang", ["bn", "km", "en-XA", "ar-XB"])
def test_the_pages_in_every_language(stage: Stage, learner: Person, lang: str) -> None:
    mine = MINE.replace("/en/", f"/{lang}/")
    assert learner.client.get(mine).status_code == 200
    finish_module(stage, learner)
    look = learner.client.send(learner.client.get(f"{mine}?module=confidentiality"), name="ចាន់ សុខា")
    page = learner.client.send(look, step="issue")
    assert "ចាន់ សុខា" in words(page)
    paper = learner.client.get(f"{mine}{code_of(stage, learner)}.pdf")
    assert paper.data.startswith(b"%PDF")


def test_the_statement_budgets(stage: Stage, learner: Person) -> None:
    code = certify(stage, learner).code
    for path in (MINE, address(code), FORM):
        with counted(stage.database) as asked:
            learner.client.get(path)
        assert len(asked) <= 6, asked


def test_a_test_without_the_rest_earns_nothing(stage: Stage, learner: Person) -> None:
    take_test(stage, learner)
    choose_plan(stage, learner)
    assert learner.client.get(FORM).status_code == 409
