"""Findings to disposition: what survives, and why."""

from datetime import date
from pathlib import Path

import pytest

from extractor.check import check, load_profile
from extractor.facts import Nondisclosure
from extractor.report import Packet, Verdict
from tests.check.packets import SPRING, Paper, demand, packet

NAME = demand("Name of the customer", "subscriber_identity", number=1)
MESSAGES = demand("Messages", "communications_content", during=SPRING, number=2)
GAG = Nondisclosure("ordered", "18 USC 2705(b)", "one year")


def judged(found: Packet) -> Verdict:
    return check(found, load_profile("amazon"), date(2024, 6, 14))


CASES: list[tuple[str, Packet, str]] = [
    ("nothing against it", packet(Paper(demands=(NAME,))), "ready"),
    ("a note only", packet(Paper(demands=(NAME,), due=date(2024, 6, 16))), "ready"),
    ("one item falls, one stands", packet(Paper(demands=(NAME, MESSAGES))), "narrow"),
    ("the only item falls", packet(Paper(demands=(MESSAGES,))), "reject"),
    (
        "an item to be narrowed",
        packet(
            Paper(
                demands=(
                    demand("Any and all orders", "purchase_history", during=SPRING),
                )
            )
        ),
        "narrow",
    ),
    ("the whole falls", packet(Paper(demands=(NAME,), signer=None)), "reject"),
    ("to be cured", packet(Paper(demands=(NAME,), issued=None)), "review"),
    ("foreign", packet(Paper("foreign_order", (NAME,), country="FR")), "redirect"),
    (
        "foreign, for another",
        packet(
            Paper(
                "foreign_order",
                (NAME,),
                country="FR",
                recipient="Northwind",
                is_provider=False,
            )
        ),
        "reject",
    ),
    (
        "national security",
        packet(Paper("national_security_process", (MESSAGES,))),
        "restricted",
    ),
    (
        "preservation",
        packet(
            Paper(
                "preservation_request",
                (demand("Preserve the mailbox", "preservation"),),
                signer=None,
            )
        ),
        "preserve",
    ),
    (
        "emergency without a number",
        packet(Paper("emergency_request", (NAME,))),
        "reject",
    ),
    ("a letter", packet(Paper("informal_request", (NAME,))), "reject"),
    ("a letter that asks nothing", packet(Paper("informal_request")), "review"),
    ("no legal process", packet(Paper("not_legal_process")), "review"),
    (
        "a gag alone, in order",
        packet(Paper("nondisclosure_order", secrecy=GAG)),
        "ready",
    ),
    (
        "a gag alone, endless",
        packet(
            Paper("nondisclosure_order", secrecy=Nondisclosure("ordered", None, None))
        ),
        "review",
    ),
    (
        "a good subpoena beside an unsigned gag",
        packet(
            Paper(demands=(NAME,)),
            Paper("nondisclosure_order", signer=None, secrecy=GAG),
        ),
        "narrow",
    ),
    ("a blank form", packet(Paper("civil_subpoena", is_blank=True)), "reject"),
    ("nothing at all", packet(), "review"),
]


@pytest.mark.parametrize(("name", "found", "value"), CASES, ids=[c[0] for c in CASES])
def test_disposition(name: str, found: Packet, value: str) -> None:
    del name
    disposition = judged(found).disposition
    assert disposition.value == value
    assert disposition.reasons


def test_what_stands_is_listed_as_producible() -> None:
    disposition = judged(packet(Paper(demands=(NAME, MESSAGES)))).disposition
    assert disposition.producible == ("d1",)
    assert "d2" in disposition.reasons[0]


OBLIGATIONS: list[tuple[str, Packet, set[str]]] = [
    ("subpoena", packet(Paper(demands=(NAME,))), {"preserve_now"}),
    (
        "warrant for content",
        packet(Paper("search_warrant", (MESSAGES,))),
        {"preserve_now", "notify_customer"},
    ),
    (
        "warrant under a gag",
        packet(Paper("search_warrant", (MESSAGES,), secrecy=GAG)),
        {"preserve_now"},
    ),
    (
        "preservation",
        packet(Paper("preservation_request", (demand("Preserve it", "preservation"),))),
        {"preserve_now"},
    ),
    ("emergency", packet(Paper("emergency_request", (NAME,))), {"expedite_emergency"}),
    ("device", packet(Paper("device_return_request")), {"return_device"}),
    ("for somebody else", packet(Paper(demands=(NAME,), is_provider=False)), set()),
]


@pytest.mark.parametrize(
    ("name", "found", "ids"), OBLIGATIONS, ids=[o[0] for o in OBLIGATIONS]
)
def test_obligations(name: str, found: Packet, ids: set[str]) -> None:
    del name
    duties = judged(found).obligations
    assert {duty.id for duty in duties} == ids
    assert all(duty.message and duty.authority for duty in duties)


def test_a_profile_switches_rules_off_and_changes_their_weight(tmp_path: Path) -> None:
    file = tmp_path / "strict.yaml"
    file.write_text(
        "title: Northwind\nrules:\n"
        "  catch_all: {disabled: true, because: counsel}\n"
        "  undated: {severity: block, because: counsel}\n"
    )
    asks = demand("Any and all orders", "purchase_history", during=SPRING)
    verdict = check(
        packet(Paper("records_order", (asks,), issued=None)),
        load_profile(str(file)),
        None,
    )
    assert "catch_all" not in [f.rule for f in verdict.findings]
    assert verdict.disposition.value == "reject"
