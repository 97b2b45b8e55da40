"""The fast lane: what is missing, who asks, and that nobody is cleared by itself."""

from dataclasses import replace
from datetime import date

import pytest

from extractor.check import check, load_profile
from extractor.facts import Contact
from extractor.report import Finding, Standing, Verdict
from tests.check.packets import ALL_SAID, EMAIL, Paper, between, demand, packet

ADDRESS = demand("Address of the account", "contact_information")
OFFICER = Contact("Ada Brook", None, "abrook@elmfieldpd.example", "555-201-0136", None)


def judged(paper: Paper) -> Verdict:
    return check(packet(paper), load_profile("amazon"), date(2024, 6, 14))


def asked(**more: object) -> Paper:
    given = {"says": ALL_SAID, "contact": OFFICER, "agency": "Elmfield Police"} | more
    return Paper("emergency_request", (ADDRESS,), signer=None, due=None, **given)  # type: ignore[arg-type]


def finding(paper: Paper, rule: str) -> Finding | None:
    return next((f for f in judged(paper).findings if f.rule == rule), None)


def without(*kinds: str) -> tuple[tuple[str, str], ...]:
    return tuple(said for said in ALL_SAID if said[0] not in kinds)


LACKS = [
    ("in_danger", "who is in danger"),
    ("danger", "what the danger is"),
    ("why_now", "why it cannot wait"),
    ("supervisor", "a supervisor"),
]


@pytest.mark.parametrize(("kind", "words"), LACKS)
def test_what_is_missing_is_named(kind: str, words: str) -> None:
    found = finding(asked(says=without(kind)), "emergency_incomplete")
    assert found is not None
    assert words in found.message
    assert found.verdict == "objects"


def test_every_missing_thing_is_named_however_many() -> None:
    found = finding(asked(says=(), contact=None), "emergency_incomplete")
    assert found is not None
    assert found.message.count(",") == 4
    assert "who is in danger" in found.message
    assert "supervisor" in found.message


def test_a_complete_request_lacks_nothing_and_still_waits_for_a_person() -> None:
    verdict = judged(asked())
    assert [f for f in verdict.findings if f.severity != "note"] == []
    assert verdict.disposition.value == "emergency"
    assert verdict.review.required
    assert [i.standing for i in verdict.answer.items] == [Standing.HOLD]


SIGNALS = [
    ("free mail", "officer.brook@gmail.com", "free mail"),
    ("looks official", "brook@fbi-desk.com", "only looks like"),
    ("no link to the agency", "brook@quickpost.example", "no link to Elmfield Police"),
]


@pytest.mark.parametrize(
    ("email", "says"), [s[1:] for s in SIGNALS], ids=[s[0] for s in SIGNALS]
)
def test_a_doubtful_address_is_told_apart_from_what_is_asked(
    email: str, says: str
) -> None:
    contact = Contact("Ada Brook", None, email, "555-201-0136", None)
    found = finding(asked(contact=contact), "emergency_unverified_sender")
    assert found is not None
    assert says in found.message
    assert found.demand_ids == ()


def test_answers_asked_to_another_domain_than_the_mails_are_told() -> None:
    said = (*ALL_SAID, ("sender", "ops@elmfieldpd-duty.example"))
    found = finding(asked(says=said), "emergency_unverified_sender")
    assert found is not None
    assert "it came from ops@elmfieldpd-duty.example" in found.message


def test_no_number_to_call_back_is_told() -> None:
    contact = Contact("Ada Brook", None, OFFICER.email, None, None)
    paper = asked(contact=contact, says=without("call_back"))
    found = finding(paper, "emergency_unverified_sender")
    assert found is not None
    assert "no number to call back" in found.message


def test_the_number_asked_about_is_none_to_call_back() -> None:
    target = replace(
        EMAIL, kind="phone", value=replace(EMAIL.value, value="+15552010136")
    )
    contact = replace(OFFICER, phone=None)
    said = (*without("call_back"), ("call_back", "(555) 201-0136"))
    paper = asked(contact=contact, says=said, identifiers=(target,))
    found = finding(paper, "emergency_unverified_sender")
    assert found is not None
    assert "no number to call back" in found.message


@pytest.mark.parametrize(
    "email", ["abrook@elmfieldpd.example", "brook@elmfield.gov", "b@epd.example"]
)
def test_an_address_that_fits_its_agency_is_no_signal(email: str) -> None:
    contact = Contact("Ada Brook", None, email, "555-201-0136", None)
    agency = "Elmfield Police Department"
    found = finding(
        asked(contact=contact, agency=agency), "emergency_unverified_sender"
    )
    assert found is None


@pytest.mark.parametrize(
    ("email", "agency"),
    [
        ("r.dobbins@usdoj.example", "United States Marshals Service"),
        ("d.osei@dol.example", "Department of Labor"),
        ("c.okafor@rapidcityso.example", "Pennington County Sheriff's Office"),
        ("c.petrakis@osi.example", "Air Force Office of Special Investigations"),
    ],
)
def test_an_address_of_a_house_or_a_short_name_is_no_signal(
    email: str, agency: str
) -> None:
    contact = Contact("Ada Brook", None, email, "555-201-0136", None)
    paper = asked(contact=contact, agency=agency)
    assert finding(paper, "emergency_unverified_sender") is None


def test_a_badly_read_fax_leaves_open_what_is_missing() -> None:
    paper = asked(says=without("in_danger"))
    poor = packet(paper, quality=0.4)
    verdict = check(poor, load_profile("amazon"), date(2024, 6, 14))
    found = next(f for f in verdict.findings if f.rule == "emergency_incomplete")
    assert found.verdict == "cannot_tell"
    assert "instrument.emergency.missing" in found.missing


LONG_AGO = [(date(2024, 5, 1), True), (date(2024, 5, 30), False)]


@pytest.mark.parametrize(("last", "past"), LONG_AGO)
def test_who_asks_only_for_days_long_gone_asks_about_what_is_over(
    last: date, past: bool
) -> None:
    paper = asked(during=between(date(2024, 4, 30), last))
    assert (finding(paper, "emergency_not_urgent") is not None) is past
