"""Where an item of a list ends, and which list it opens."""

import pytest

from extractor.find.demands import find_demands
from tests.build import scope


def texts(text: str) -> list[str]:
    return [d.text for d in find_demands(scope(text))]


@pytest.mark.parametrize(
    "closing",
    [
        "This is issued in an investigation of theft of parcels.",
        "You may comply by sending the records to Agent Ada Brook.",
    ],
)
def test_a_sentence_below_the_last_item_is_no_part_of_it(closing: str) -> None:
    listed = (
        "Please produce the following:\n(1) Order history\n(2) Payment cards on file"
    )
    assert texts(f"{listed}\n{closing}") == ["Order history", "Payment cards on file"]


def test_items_that_end_in_a_colon_for_a_semicolon_open_no_list() -> None:
    items = "(a) Means of payment:\n(b) Order history:\n(c) Billing records."
    lead = "Please preserve for one year the following:"
    found = find_demands(scope(f"{lead}\n{items}"))
    assert [d.text for d in found if d.lead_in] == [
        "Means of payment:",
        "Order history:",
        "Billing records.",
    ]
    assert {d.lead_in for d in found} <= {lead, ""}


def test_a_colon_before_and_divides_two_things() -> None:
    asked = "Kindly supply the order history; the payment cards on file: and the"
    assert len(texts(f"{asked} names and addresses of the customer.")) == 3


def test_a_target_on_its_label_silences_nothing_below() -> None:
    named = "Target account: telephone number +1 515 555 0197."
    lead = "The provider is commanded to produce:"
    assert texts(f"{named}\n{lead}\n(1) Order history\n(2) Payment cards") == [
        "Order history",
        "Payment cards",
    ]


def test_what_is_yet_to_come_is_asked_and_no_statement() -> None:
    listed = (
        "You are commanded to disclose the following:\n(a) Billing records.\n"
        "(b) Log-in records as they are created, on a continuing basis."
    )
    assert texts(listed)[1].startswith("Log-in records as they are created")
