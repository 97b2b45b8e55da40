"""What came second: other numbers, names and citations, with where they stand."""

import pytest

from extractor.facts import Evidence, Field, runner_ups
from extractor.find import find
from extractor.packet import Role
from tests.build import scope

PAPER = """Case No. 1:26-sw-00311-QR
TO: Custodian of Records, Larkspur Mail, Inc.

YOU ARE COMMANDED to produce to the agents of file 2026R00457 the records of an
account, in the matter also known as Case No. 2:26-cr-00929-TV.
This paper is issued under 18 U.S.C. § 2703(d) and 18 U.S.C. § 2703.
"""


def seconds(text: str, field: str) -> list[str]:
    found = find(scope(text)).runner_ups
    return [r.value.value or "" for r in found if r.field == field]


def test_another_number_is_offered_and_no_piece_of_the_chosen_one() -> None:
    assert seconds(PAPER, "fields/case_number")[0] == "2:26-cr-00929-TV"
    assert not any("00311" in number for number in seconds(PAPER, "fields/case_number"))


@pytest.mark.parametrize(
    "text", ["AO 93 (Rev. 11/13)\nCase No. 26-mj-0044", "Case No. 26-mj-0044\n555-0142"]
)
def test_a_forms_own_date_and_a_telephone_are_not_offered(text: str) -> None:
    assert seconds(text, "fields/case_number") == []


def test_a_second_addressee_is_offered_and_no_office_that_names_nobody() -> None:
    text = (
        "TO: Larkspur Mail, Inc.\n1 Quay Street\n\nYou are commanded to appear.\n\n"
        "TO: Any authorized peace officer\n\nTO: Harrow Bank, N.A.\n2 Quay Street\n"
    )
    assert find(scope(text)).fields.recipient.value == "Larkspur Mail, Inc."
    assert seconds(text, "fields/recipient") == ["Harrow Bank, N.A."]


def test_a_citation_that_was_passed_over_is_one_more_for_the_list() -> None:
    cited = find(scope(PAPER)).fields.statutes
    listed = [field.value for field in cited]
    offered = seconds(PAPER, "fields/statutes")
    assert not set(listed) & set(offered)


def test_the_likeliest_three_come_first_and_each_once() -> None:
    shown = (Evidence(1, (0, 0, 1, 1), "words", "rule:x"),)
    others = [
        Field(value, sure, shown)
        for value, sure in (("A-1", 0.2), ("B 2", 0.5), ("b-2", 0.4), ("C", 0.3))
    ]
    others += [Field("D", 0.1, shown), Field("chosen", 0.9, shown)]
    found = runner_ups("fields/recipient", ["CHOSEN"], others)
    assert [r.value.value for r in found] == ["B 2", "C", "A-1"]


def test_every_runner_up_stands_on_the_paper() -> None:
    packet = scope(
        f"{PAPER}\fOur file no. 26-7781-KD", Role.INSTRUMENT, Role.COVER_LETTER
    )
    facts = find(packet)
    for found in facts.runner_ups:
        assert found.value.evidence
        assert 0 <= found.value.confidence <= 1
    assert find(packet) == facts
