"""Withdrawing a certificate: with a reason, by an administrator, for good."""

from __future__ import annotations

import pytest

from tests.harness.cast import Person, Stage
from tests.harness.client import Client
from tests.harness.finishing import certify
from tests.harness.staff import post, trail, words
from tests.site.test_people import FORM, at, opened

UNKNOWN = "2" * 12


def address(person: Person, code: str) -> str:
    return f"{at(person)}certificates/{code}/"


def test_it_is_withdrawn_with_a_reason_and_everybody_can_see_it(
    stage: Stage, administrator: Person, learner: Person, stranger: Client
) -> None:
    code = certify(stage, learner, name="Sokha Chan").code
    opened(administrator, learner)
    client = administrator.client
    assert address(learner, code) in client.get(at(learner)).text
    asked = client.get(address(learner, code))
    assert "This cannot be undone" in words(asked)
    assert "Sokha Chan" not in words(asked)
    page = client.send(asked, "Withdraw it for good", reason="other-hand")
    assert "Withdrawn on 23 November 2026" in words(page)
    assert address(learner, code) not in page.text
    assert "was withdrawn on 23 November 2026" in words(stranger.get(f"/c/{code}"))
    assert stranger.get(f"/c/{code}.json").status_code == 404
    assert [(line.subject_id, line.detail) for line in trail(stage, "certificate.revoked")] == [
        (learner.id, "confidentiality other-hand")
    ]
    assert "withdrew a certificate" in words(client.get("/en/admin/audit/"))
    assert client.get(address(learner, code)).status_code == 404


@pytest.mark.parametrize("reason", ["", "because", "MISTAKE", "mistake" * 500])
def test_a_reason_that_there_is_not_is_refused(
    stage: Stage, administrator: Person, learner: Person, stranger: Client, reason: str
) -> None:
    code = certify(stage, learner).code
    answer = post(administrator.client, FORM, address(learner, code), reason=reason)
    assert answer.status_code == 422
    assert "Choose one of the reasons" in words(answer)
    assert "This certificate is valid" in words(stranger.get(f"/c/{code}"))


def test_the_question_belongs_to_an_opened_person(stage: Stage, administrator: Person, learner: Person) -> None:
    code = certify(stage, learner).code
    assert administrator.client.get(address(learner, code)).location == at(learner)


def test_only_the_persons_own_certificate_is_there(stage: Stage, administrator: Person, learner: Person) -> None:
    code = certify(stage, learner).code
    other = stage.person("Mealea")
    for who, asked in ((learner, UNKNOWN), (other, code)):
        opened(administrator, who)
        assert administrator.client.get(address(who, asked)).status_code == 404
        answer = post(administrator.client, FORM, address(who, asked), reason="mistake")
        assert answer.status_code == 404
    assert not trail(stage, "certificate.revoked")
