"""Kinds of data: every example of every category, and what is not asked for."""

import pytest

from extractor.classify import categorise
from extractor.classify.categories import CueClassifier, labels_of
from extractor.facts import Demand, absent
from extractor.find import find
from extractor.taxonomy.categories import (
    Category,
    asks_for_data,
    asks_narrowly,
    categories,
)
from extractor.taxonomy.language import Normaliser, singular
from tests.build import scope

TAXONOMY = (
    "subscriber_identity contact_information billing_and_payment "
    "account_dates_and_services session_and_ip_logs purchase_history service_usage "
    "device_identifiers linked_accounts seller_records communications_metadata "
    "prospective_metadata location communications_content stored_files voice_and_video "
    "browsing_and_search prospective_content business_records physical_device "
    "testimony preservation all_records"
)

EXAMPLES = [(c.id, text) for c in categories() for text in c.examples]
COUNTEREXAMPLES = [(c.id, text) for c in categories() for text in c.counterexamples]


def test_the_categories_are_those_of_the_taxonomy() -> None:
    assert " ".join(c.id for c in categories()) == TAXONOMY
    assert " ".join(CueClassifier().labels) == TAXONOMY


@pytest.mark.parametrize("category", categories(), ids=lambda c: c.id)
def test_each_category_has_examples_and_counterexamples(
    category: Category,
) -> None:
    assert len(category.examples) >= 6
    assert len(category.counterexamples) >= 4


@pytest.mark.parametrize(("label", "text"), EXAMPLES)
def test_an_example_asks_for_its_category(label: str, text: str) -> None:
    assert label in labels_of(text)


@pytest.mark.parametrize(("label", "text"), COUNTEREXAMPLES)
def test_a_counterexample_does_not(label: str, text: str) -> None:
    assert label not in labels_of(text)


CASES = [
    ("Records of orders, but not the content of messages", {"purchase_history"}),
    (
        "This demand does not seek location data. Produce IP logs",
        {"session_and_ip_logs"},
    ),
    ("Payment records, excluding voice recordings", {"billing_and_payment"}),
    (
        "All papers, including but not limited to payment records",
        {"billing_and_payment"},
    ),
    ("Order history for the telephone number listed below", {"purchase_history"}),
    ("Purchase history for the device with serial number AB1234", {"purchase_history"}),
    ("Any and all records", {"all_records"}),
    ("Any and all records of purchases", {"purchase_history"}),
    ('Order history of the seller account "Iris Moth"', {"purchase_history"}),
    ("Orders of the user with e-mail iris@example.net", {"purchase_history"}),
    (
        "Dialing and signaling information with IP address and time of each message",
        {"prospective_metadata"},
    ),
    (
        "Appear and testify and bring with you the payment records",
        {"billing_and_payment"},
    ),
    ("Subscribcr namc and usemame of the account holdcr", {"subscriber_identity"}),
    ("Shipping his-\ntory and invoices", {"purchase_history"}),
    ("In order to help, answer soon", set()),
    ("Upon receipt call the desk of this unit", set()),
    ("No text, picture, file or recording is requested", set()),
    ("You are not required to hand over anything today", set()),
    ("Mail for lone.heron@mailbox.example", set()),
    ("Monthly invoices of the hosting account", {"billing_and_payment"}),
    (
        "The IP address and port of each log-in, reported daily as they arise in "
        "real time",
        {"prospective_metadata"},
    ),
    ("Replies sent to a buyer and to the seller, with text", set()),
    ("Shift roster and wages of the night crew", {"business_records"}),
    ("Last recorded position of the handset", {"location"}),
    ("Now employed, position, site and wage", {"business_records"}),
    ("", set()),
    ("1234 !!", set()),
]


@pytest.mark.parametrize(("text", "labels"), CASES)
def test_exclusions_targets_and_noise(text: str, labels: set[str]) -> None:
    assert set(labels_of(text)) == labels


def test_a_label_shows_the_words_that_earned_it() -> None:
    demand = Demand("d1", 3, (1, 2, 3, 4), "Gift card codes", (), absent(), ())
    facts = find(scope("Gift card codes"))
    (field,) = categorise(demand, facts, absent())
    assert field.value == "billing_and_payment"
    (shown,) = field.evidence
    assert (shown.page, shown.box, shown.text) == (3, (1, 2, 3, 4), "gift card")


def test_a_catch_all_names_data_but_not_narrowly() -> None:
    assert asks_for_data("all records")
    assert not asks_narrowly("all records")
    assert asks_narrowly("IP addresses")
    assert not asks_for_data("good morning")


@pytest.mark.parametrize(
    ("word", "one"),
    [
        ("addresses", "address"),
        ("histories", "history"),
        ("boxes", "box"),
        ("is", "is"),
    ],
)
def test_plurals_become_singular(word: str, one: str) -> None:
    assert singular(word) == one


def test_slips_are_mended_but_endings_are_not() -> None:
    mend = Normaliser(["subscriber", "deposition"])
    assert mend("subseriber") == "subscriber"
    assert mend("depositing") == "depositing"


@pytest.mark.parametrize(
    ("text", "unasked"),
    [
        ("The orders placed; titles are not requested", "browsing_and_search"),
        (
            "Nothing in this order requires the content of messages",
            "communications_content",
        ),
        ("The name given for the orders", "purchase_history"),
        ("The address of the account that placed the order", "purchase_history"),
        ("No testimony is required", "testimony"),
    ],
)
def test_what_is_left_out_is_not_asked(text: str, unasked: str) -> None:
    assert unasked not in labels_of(text)


def _cued(text: str, lead: str = "") -> list[str | None]:
    facts = find(scope("Nothing."))
    demand = Demand("d1", 1, (0, 0, 1, 1), text, (), absent(), (), lead)
    return [f.value for f in CueClassifier()(demand, facts, absent())]


def test_under_a_lead_that_looks_ahead_metadata_is_yet_to_come() -> None:
    lead = "Mothmail shall install a pen register on the account and report:"
    assert _cued("IP address of each log-in", lead) == ["prospective_metadata"]
    assert _cued("Name of the subscriber", lead) == ["subscriber_identity"]


def test_a_catch_all_that_leads_a_list_is_not_asked_for_itself() -> None:
    assert _cued("All records of the account, including:") == []
    assert _cued("All records of the account") == ["all_records"]
