"""Recipients as forms, orders, warrants and letters name them."""

from typing import Any

import pytest

from extractor.find.addressee import recipient_spans
from extractor.find.recipient import find_recipient
from extractor.taxonomy.jurisdictions import load
from tests.build import document, scope

CASES = [
    ("TO: Larkspur Cloud LLC\n900 Main Street\nAustin, TX 78701", "Larkspur Cloud LLC"),
    (
        "To: Fernhill Mail, Inc., Attn: Legal, 12 Low Road, Erie, PA",
        "Fernhill Mail, Inc.",
    ),
    ("TO:\nBrook Bank, N.A.\nAttn: Subpoena Unit\n1 Quay\n", "Brook Bank, N.A."),
    (
        "TO: Custodian of Records\nLarkspur Cloud LLC\nGREETINGS:",
        "Custodian of Records, Larkspur Cloud LLC",
    ),
    (
        "To: Heron Trust plc, Boston Office /\nHeron Brokers Inc.\nAttn: Mail Room",
        "Heron Trust plc, Boston Office / Heron Brokers Inc.",
    ),
    ("To: Any authorized law enforcement officer\nAn application", None),
    (
        "To (Name, Address, City, State, Zip Code)\nLarkspur Cloud LLC\nAttn: Legal",
        "Larkspur Cloud LLC",
    ),
    (
        "THE PEOPLE OF THE STATE OF OREGON, TO (name, if known): Orla Finch\n"
        "1. YOU ARE ORDERED to appear",
        "Orla Finch",
    ),
    (
        "Orla Finch, Esq. 12 College Road\nReno, NV 89501\n"
        "(Name of person to whom this subpoena is directed)",
        "Orla Finch, Esq.",
    ),
    (
        "This warrant applies to information that is stored at premises owned, "
        "maintained, controlled, or operated by Larkspur Cloud LLC, a company.",
        "Larkspur Cloud LLC",
    ),
    (
        "IT IS THEREFORE ORDERED, pursuant to 18 U.S.C. § 2703(d), that Larkspur LLC "
        "shall, within ten days, disclose",
        "Larkspur LLC",
    ),
    ("YOU, LARKSPUR CLOUD LLC, ARE COMMANDED to produce", "LARKSPUR CLOUD LLC"),
    (
        "May 6, 2025\nBY E-MAIL\nLarkspur Cloud LLC\nRe: our request\n",
        "Larkspur Cloud LLC",
    ),
]


@pytest.mark.parametrize(("text", "name"), CASES, ids=[c[0][:30] for c in CASES])
def test_the_recipient_is_read_as_printed(text: str, name: str | None) -> None:
    expected = name or "Any authorized law enforcement officer"
    assert find_recipient(scope(text)).value == expected


EXAMPLES: list[dict[str, Any]] = load("recipient.yaml")["examples"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e["text"][:30])
def test_every_wording_names_its_recipient(example: dict[str, Any]) -> None:
    assert find_recipient(scope(example["text"])).value == example["name"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "TO:",
        "to: an answer",
        "We write to you today.",
        "To: (name)",
        "TO:\n\n1 Road",
    ],
)
def test_what_names_nobody_yields_nothing(text: str) -> None:
    field = find_recipient(scope(text))
    assert field.value is None
    assert field.evidence == ()


def test_evidence_is_the_name_line() -> None:
    field = find_recipient(scope("TO:\nBrook Bank, N.A.\n1 Quay"))
    assert [e.text for e in field.evidence] == ["Brook Bank, N.A."]


def test_the_addressees_lines_end_with_the_zip_code() -> None:
    read = document("TO: Brook Bank\n1 Quay\nReno, NV 89501\nGREETINGS")
    (span,) = recipient_spans(read)
    assert read.quote(span).endswith("89501")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e["text"][:30])
def test_a_sentence_runs_on_over_the_ends_of_lines(example: dict[str, Any]) -> None:
    name, text = example["name"], example["text"]
    if "\n" not in text and ":" not in text and not text.startswith("To"):
        words = text.split()
        lines = [" ".join(words[i : i + 4]) for i in range(0, len(words), 4)]
        assert find_recipient(scope("\n".join(lines))).value == name


@pytest.mark.parametrize("text", [c[0] for c in CASES if c[1]])
def test_misread_capitals_still_name_somebody(text: str) -> None:
    noisy = text.replace("I", "l").replace("O", "0")
    assert find_recipient(scope(noisy)).value


def test_a_day_stamped_above_a_caption_hides_no_court() -> None:
    text = (
        "June 2O, 2024\nDISTRICT COURT\nNORTHERN DISTRICT OF KELP\n"
        "IN RE APPLICATION\nORDER"
    )
    assert recipient_spans(document(text)) == ()


def test_a_company_that_only_keeps_what_officers_search_is_not_commanded() -> None:
    text = (
        "In the Matter of the Search of information stored at premises controlled by "
        "Torvane Cloud LLC\nTo: Any authorized law enforcement officer\n"
        "An application requests the search of the following."
    )
    field = find_recipient(scope(text))
    assert field.value == "Any authorized law enforcement officer"


def test_a_company_that_officers_are_to_obtain_from_is_commanded() -> None:
    text = "TO: Any peace officer\nYOU ARE COMMANDED to obtain from Torvane Cloud LLC"
    assert find_recipient(scope(text)).value == "Torvane Cloud LLC"
