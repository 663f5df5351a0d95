"""Certificates: issued once for what the record shows, checked by anybody, withdrawn by an administrator."""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.domain.bank import Owner
from lms.domain.certificate import Award, Basis, Lines, Review, course_requirements, earned, tidy_code
from lms.domain.course import Ends, Module
from lms.domain.errors import Clash, Invalid
from lms.domain.event import Kind
from lms.services import audit
from lms.services.administration import organisation
from lms.services.certificates.codes import new_code, new_name_key, same
from lms.services.certificates.facts import facts, language_for
from lms.services.certificates.holder import clean_name
from lms.services.log import Fact, note
from lms.services.secrets import CHANCE
from lms.services.versions import VersionBook
from lms.storage import certificates, records
from lms.storage.accounts import Account
from lms.storage.certificates import Certificate

NEEDED = ("lesson", "scenario", "test", "plan", "certificate")


class Reason(StrEnum):
    """Why a certificate is withdrawn; kept in the audit trail, where no free text belongs."""

    MISTAKE = "mistake"  # it should not have been issued
    OTHER_HAND = "other-hand"  # somebody else did the work
    HOLDER = "holder"  # the holder asked for it


class Standing(StrEnum):
    """What anybody may know of a code."""

    VALID = "valid"
    REVOKED = "revoked"
    UNKNOWN = "unknown"  # never issued, erased with its person, or mistyped: the three look the same


@dataclass(frozen=True, slots=True)
class Check:
    standing: Standing
    certificate: Certificate | None


# Issuing -----------------------------------------------------------


def issue(
    session: Session,
    library: Library,
    book: VersionBook,
    owner: Owner,
    name: str,
    account: uuid.UUID,
    lang: str,
    now: datetime,
    chance: random.Random = CHANCE,
) -> Certificate:
    """The person's certificate of this module or course: a new one, or the one that she has already.

    An empty name makes one without a name. Raises Invalid for a name that cannot be printed, and Clash
    while something is missing.
    """
    held = certificates.of_subject(session, account, owner.subject)
    if held is not None:
        return held
    must_be_earned(session, library, owner, account)
    fresh = drafted(session, library, owner, name, account, lang, now, chance)
    if not _added(session, fresh):
        return _present(session, account, owner)
    fact = Fact(Kind.CERTIFICATE_ISSUED, owner.subject, None, {"code": fresh.code})
    note(session, book, account, lang, now, [fact])
    return fresh


def must_be_earned(session: Session, library: Library, owner: Owner, account: uuid.UUID) -> None:
    """Raises Clash unless the person's record shows everything that the certificate asks for."""
    lines = standing_lines(session, account)
    if isinstance(owner, Module):
        there = earned(owner, lines)
    else:
        needs = course_requirements(owner, library.modules_of(owner), lines)
        there = owner.ends_with is not Ends.NOTE and all(need.met for need in needs)
    if not there:
        raise Clash("Something that this certificate asks for is still missing.")


def standing_lines(session: Session, account: uuid.UUID) -> Lines:
    """What certificates are given for, without those that were withdrawn: on them no other can rest."""
    lines = records.lines(session, account, NEEDED)
    gone = {one.subject for one in certificates.of_account(session, account) if one.revoked_at}
    return {key: line for key, line in lines.items() if key[0] != "certificate" or key[1] not in gone}


def check_name(name: str) -> str:
    """The name as it will stand on the certificate; empty for one without. Raises Invalid."""
    return clean_name(name) if name.strip() else ""


def drafted(
    session: Session,
    library: Library,
    owner: Owner,
    name: str,
    account: uuid.UUID,
    lang: str,
    now: datetime,
    chance: random.Random = CHANCE,
) -> Certificate:
    """A certificate as it would be issued, not kept yet. Raises Invalid for a name that cannot be printed."""
    name = check_name(name)
    language = language_for(library, owner, lang)
    return Certificate(
        code=new_code(chance),
        id=uuid.UUID(int=chance.getrandbits(128), version=4),
        account_id=account,
        subject=owner.subject,
        name=name,
        name_key=new_name_key(chance) if name else "",
        language=language,
        issued_at=now,
        facts=facts(library, owner, language, organisation(session)),
    )


def _added(session: Session, certificate: Certificate) -> bool:
    try:
        with session.begin_nested():
            session.add(certificate)
    except IntegrityError:
        return False
    return True


def _present(session: Session, account: uuid.UUID, owner: Owner) -> Certificate:
    """The certificate that another click has just made. Raises Clash when there is none after all."""
    held = certificates.of_subject(session, account, owner.subject)
    if held is None:
        raise Clash("This did not work. Please try again.")
    return held


def award(certificate: Certificate, address: str) -> Award:
    """The certificate as it was issued; `address` is where the site answers today, so that links lead somewhere."""
    facts = certificate.facts
    return Award(
        id=certificate.id,
        code=certificate.code,
        basis=Basis(facts.get("basis", Basis.MODULE)),  # the first certificates were all of modules
        subject=certificate.subject,
        title=facts["title"],
        language=certificate.language,
        name=certificate.name or None,
        issued_at=certificate.issued_at,
        minutes=facts["minutes"],
        organisation=facts["organisation"],
        address=address,
        review=Review(facts["review"]),
        name_key=certificate.name_key,
    )


# Checking ----------------------------------------------------------


def check(session: Session, code: str) -> Check:
    """What anybody may know of a code, however it was typed."""
    found = certificates.by_code(session, tidy_code(code)[:16])
    if found is None:
        return Check(Standing.UNKNOWN, None)
    return Check(Standing.REVOKED if found.revoked_at else Standing.VALID, found)


def name_fits(certificate: Certificate, key: str) -> str | None:
    """The name on the certificate, for whoever has the name key; None otherwise. Wrong keys are to be counted."""
    if certificate.revoked_at or not certificate.name:
        return None
    return certificate.name if same(key, certificate.name_key) else None


def revoke(session: Session, actor: Account, certificate: Certificate, reason: str, now: datetime) -> None:
    """Withdraws a certificate for good, by an administrator; the holder sees it in her record. Raises Invalid."""
    if reason not in list(Reason):
        raise Invalid("reason", "Choose one of the reasons.")
    if certificate.revoked_at is None:
        certificate.revoked_at = now
        detail = f"{certificate.subject} {Reason(reason)}"
        audit.note(session, now, actor.id, "certificate.revoked", certificate.account_id, detail=detail)
