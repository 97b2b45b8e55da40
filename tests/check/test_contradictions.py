"""Parts of a packet that cannot both be right, and those that only look like it."""

from dataclasses import replace
from datetime import date

import pytest

from extractor.check import check, load_profile
from extractor.facts import Evidence, Field, Identifier
from extractor.report import Finding, Packet, ReportPart
from tests.check.packets import Paper, demand, packet

RECEIVED = date(2024, 6, 14)
NAME = demand("Name of the customer", "subscriber_identity")


def told(found: Packet) -> Finding | None:
    verdict = check(found, load_profile("amazon"), RECEIVED)
    return next((f for f in verdict.findings if f.rule == "contradictory_packet"), None)


def paper(**more: object) -> Packet:
    return packet(Paper("search_warrant", (NAME,), **more))  # type: ignore[arg-type]


WRONG = [
    ("two figures swapped", paper(says=(("number_elsewhere", "24-0171"),)), "24-0171"),
    (
        "another docket of the court",
        paper(number="3:24-mj-04417", says=(("number_elsewhere", "3:23-mj-00912"),)),
        "3:23-mj-00912",
    ),
    ("another date", paper(says=(("issued_elsewhere", "2024-06-03"),)), "2024-06-03"),
    ("another return", paper(says=(("due_elsewhere", "2024-07-15"),)), "2024-07-15"),
    (
        "the same days of another year",
        paper(says=(("range_elsewhere", "2023-03-01 to 2023-05-31"),)),
        "another year",
    ),
    (
        "the records of another provider",
        paper(says=(("holder", "Northwind Mail LLC"),)),
        "Northwind Mail LLC",
    ),
    ("due before it was issued", paper(due=date(2024, 6, 1)), "2024-06-01"),
    ("issued after its receipt", paper(issued=date(2024, 6, 20)), "2024-06-20"),
]


@pytest.mark.parametrize(
    ("found", "says"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG]
)
def test_parts_that_disagree_are_named(found: Packet, says: str) -> None:
    finding = told(found)
    assert finding is not None
    assert says in finding.message
    assert finding.evidence


RIGHT = [
    ("nothing said elsewhere", paper()),
    ("the agency's own file", paper(says=(("number_elsewhere", "HSI-24-00381"),))),
    ("a file of the same form far off", paper(says=(("number_elsewhere", "31-9045"),))),
    ("misread by OCR", paper(says=(("number_elsewhere", "24-Oll7"),))),
    ("the same date", paper(says=(("issued_elsewhere", "2024-06-10"),))),
    ("held by the provider", paper(says=(("holder", "Amazon.com, Inc."),))),
]


@pytest.mark.parametrize("found", [r[1] for r in RIGHT], ids=[r[0] for r in RIGHT])
def test_what_can_both_be_right_is_no_contradiction(found: Packet) -> None:
    assert told(found) is None


def on(page: int, kind: str, value: str) -> Identifier:
    shown = Evidence(page, (72.0, 60.0, 300.0, 70.0), value, "rule:test")
    return Identifier(kind, Field(value, 0.9, (shown,)))


def two_parts(*targets: Identifier) -> Packet:
    found = paper(identifiers=targets)
    return replace(
        found, parts=(*found.parts, ReportPart("attachment", (3,), None, False))
    )


def test_a_target_a_letter_apart_on_face_and_rider_is_told() -> None:
    found = two_parts(
        on(1, "email", "j.moreau@mail.example"), on(3, "email", "j.moraeu@mail.example")
    )
    finding = told(found)
    assert finding is not None
    assert "j.moraeu@mail.example" in finding.message


def test_two_targets_on_one_rider_are_two_targets() -> None:
    found = two_parts(
        on(1, "phone", "555-201-0130"),
        on(3, "phone", "555-201-0131"),
        on(3, "phone", "555-201-0132"),
    )
    assert told(found) is None


def test_two_papers_for_different_providers_disagree() -> None:
    found = packet(
        Paper("search_warrant", (NAME,)),
        Paper("search_warrant", (NAME,), recipient="Northwind LLC", is_provider=False),
    )
    finding = told(found)
    assert finding is not None
    assert "Northwind LLC" in finding.message
