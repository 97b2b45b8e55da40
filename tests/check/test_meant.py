"""What a packet means where its words alone would be held against it."""

from dataclasses import replace
from datetime import date

import pytest

from extractor.check import check, load_profile
from extractor.check.demands import asks
from extractor.check.ranges import points_to_time
from extractor.facts import Nondisclosure, Signer
from extractor.report import Verdict
from tests.check.packets import ALL_SAID, SPRING, Paper, demand, packet

RECEIVED = date(2024, 6, 14)
NAME = demand("Name of the customer", "subscriber_identity")


def judged(*papers: Paper) -> Verdict:
    return check(packet(*papers), load_profile("amazon"), RECEIVED)


def said(verdict: Verdict, outcome: str = "objects") -> set[str]:
    return {f.rule for f in verdict.findings if f.verdict == outcome}


DECLINED = (
    "No voice recording or picture is sought.",
    "You are not asked to give up anything yet.",
    "This order does not reach the body of any letter. Do not produce it.",
)
ASKED = (
    "All letters of the account.",
    "All letters of the account. No pictures are sought.",
    "Papers not otherwise requested",
    "No later than May 3 the following is requested",
    "",
)


@pytest.mark.parametrize("text", DECLINED)
def test_an_item_that_declines_asks_for_nothing(text: str) -> None:
    assert not asks(demand(text, "voice_and_video"))


@pytest.mark.parametrize("text", ASKED)
def test_an_item_that_asks_is_a_demand(text: str) -> None:
    assert asks(demand(text, "communications_content"))


def test_what_is_declined_is_no_ground_for_a_finding() -> None:
    kept = demand(DECLINED[0], "voice_and_video", number=2)
    verdict = judged(Paper("grand_jury_subpoena", (NAME, kept)))
    assert "content_needs_warrant" not in said(verdict)
    assert verdict.disposition.value == "ready"


DAYS = ("video of Apr 17 2024", "1/l/24 t0 5/3l/24", "logs, same dates", "in June 2024")
NO_DAYS = ("name and address", "call 206-555-0111", "IP 192.0.2.10", "page 3 of 4")


@pytest.mark.parametrize("text", DAYS)
def test_a_day_in_a_demand_is_seen(text: str) -> None:
    assert points_to_time(text)


@pytest.mark.parametrize("text", NO_DAYS)
def test_a_number_is_no_day(text: str) -> None:
    assert not points_to_time(text)


def test_a_period_that_nobody_could_read_leaves_it_open() -> None:
    item = demand("log-ins 1/l/24 t0 5/3l/24", "session_and_ip_logs")
    verdict = judged(Paper("grand_jury_subpoena", (item,)))
    assert "no_date_range" not in said(verdict)
    assert "no_date_range" in said(verdict, "cannot_tell")


def test_the_end_of_a_list_may_state_the_time_of_all() -> None:
    items = (
        demand("log-ins", "session_and_ip_logs"),
        demand("and orders from 07/1 1/2023 on", "purchase_history", number=2),
    )
    assert "no_date_range" not in said(judged(Paper("grand_jury_subpoena", items)))


def test_a_day_to_answer_is_no_period() -> None:
    item = demand("log-ins of the account", "session_and_ip_logs")
    led = replace(item, lead_in="Furnish, no later than 9/25/2025, the following:")
    assert "no_date_range" in said(judged(Paper("grand_jury_subpoena", (led,))))


def test_an_order_of_nondisclosure_commands_however_it_is_worded() -> None:
    paper = Paper(
        "nondisclosure_order", (), secrecy=Nondisclosure("requested", None, None)
    )
    assert "nondisclosure_no_end" in said(judged(paper))


def test_the_end_of_secrecy_may_stand_in_the_order_beside() -> None:
    face = Paper(
        "search_warrant",
        (NAME,),
        during=SPRING,
        secrecy=Nondisclosure("ordered", None, None),
    )
    order = Paper(
        "nondisclosure_order", (), secrecy=Nondisclosure("ordered", None, "90 days")
    )
    assert "nondisclosure_no_end" in said(judged(face))
    assert "nondisclosure_no_end" not in said(judged(face, order))


def test_two_papers_of_one_emergency_are_read_together() -> None:
    half = len(ALL_SAID) // 2
    papers = [
        Paper("emergency_request", (NAME,), signer=None, due=None, says=part)
        for part in (ALL_SAID[:half], ALL_SAID[half:])
    ]
    found = said(judged(*papers))
    assert not found & {"emergency_incomplete", "emergency_unverified_sender"}


def test_an_answer_due_before_the_paper_is_dated_is_doubted() -> None:
    paper = Paper("civil_subpoena", (NAME,), due=date(2024, 6, 1))
    verdict = judged(paper)
    assert "expired" in said(verdict, "cannot_tell")
    assert "expired" not in said(verdict)


def test_a_purpose_of_finding_who_spoke_is_not_customs() -> None:
    item = demand("who is publishing the movements of officers", "subscriber_identity")
    paper = Paper(
        "administrative_subpoena", (item,), offence=None, statutes=("19 USC 1509",)
    )
    found = said(judged(paper)) | said(judged(paper), "cannot_tell")
    assert "authority_purpose_mismatch" in found


@pytest.mark.parametrize("offence", ["18 U.S.C. § 2320", None])
def test_a_charge_posted_to_an_account_is_no_speech_where_customs_is_cited(
    offence: str | None,
) -> None:
    item = demand("each charge posted to the account", "billing_and_payment")
    paper = Paper(
        "administrative_subpoena",
        (item,),
        offence=offence,
        statutes=("19 USC 1509", "18 USC 2320"),
    )
    found = said(judged(paper)) | said(judged(paper), "cannot_tell")
    assert "authority_purpose_mismatch" not in found


def test_what_opens_a_list_may_ask_to_send_what_it_names() -> None:
    led = replace(NAME, lead_in="To get it right please send back the")
    kept = replace(NAME, lead_in="Preserve, and later produce on a warrant:")
    assert "preservation_asks_disclosure" in said(
        judged(Paper("preservation_request", (led,)))
    )
    assert "preservation_asks_disclosure" not in said(
        judged(Paper("preservation_request", (kept,)))
    )


@pytest.mark.parametrize(
    ("text", "is_block"),
    [
        ("Users of 198.51.100.0 /24", True),
        ("Users of 198.51.100.*", True),
        ("Users of 198.51.100.1 - 198.51.100.9", True),
        ("Users of 2001:db8::/32", True),
        ("The user of 198.51.100.7 on 3/4/2025", False),
        ("Sign-ins from 10:15:30/2", False),
    ],
)
def test_a_block_of_addresses_is_told_from_one(text: str, *, is_block: bool) -> None:
    verdict = judged(
        Paper(demands=(demand(text, "subscriber_identity", during=SPRING),))
    )
    assert ("ip_range_dump" in said(verdict)) is is_block


def test_the_subpoena_that_is_issued_again_is_no_second_one() -> None:
    state = {"type": "civil_subpoena", "level": "state", "signer": Signer.CLERK}
    away = Paper(demands=(NAME,), subdivision="US-OH", **state)  # type: ignore[arg-type]
    again = (("domesticated", "subpoena in foreign action"),)
    here = Paper(demands=(NAME,), says=again, **state)  # type: ignore[arg-type]
    assert "civil_not_domesticated" in said(judged(away))
    assert "civil_not_domesticated" not in said(judged(here, away))
