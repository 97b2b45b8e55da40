"""Orders of one line: whose records they want, and what is none of their targets."""

import pytest

from extractor.find import find
from tests.build import scope

Pairs = set[tuple[str, str | None]]


def told_by(text: str) -> Pairs:
    return {(i.kind, i.value.value) for i in find(scope(text)).identifiers}


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        (
            "bring the ledger for ludo.prat@mail.example",
            "email",
            "ludo.prat@mail.example",
        ),
        ("bring notes saved under ludo@mail.example", "email", "ludo@mail.example"),
        ("produce the trip receipt of rider Ludo Prat", "name", "Ludo Prat"),
        ("produce card last four for Ludo Prat, stay of May", "name", "Ludo Prat"),
        ("produce the route of ride 555-0177-QX", "order_id", "555-0177-QX"),
        ("produce payout details of listing no. 5550171", "account_id", "5550171"),
        ("produce logs of display name LudoKing0177", "username", "LudoKing0177"),
        ("produce sales of merchant QRX5550177", "account_id", "QRX5550177"),
        (
            "i dati associati al numero 338 555 0177. Tribunale",
            "phone",
            "+393385550177",
        ),
    ],
)
def test_short_demands_name_whose_records_they_want(
    text: str, kind: str, value: str
) -> None:
    told = told_by(f"SUBPOENA\nYOU ARE COMMANDED to {text}\n")
    assert (kind, value) in told


def test_quoted_users_may_differ_in_form() -> None:
    told = told_by('Produce chats of the users "Prattle" and "ludo_moss".')
    assert {("username", "Prattle"), ("username", "ludo_moss")} <= told


def test_an_address_is_no_user_of_its_front_alone() -> None:
    told = told_by("Produce the name of the holder of account\nludo_moss@mail.example.")
    assert told == {("email", "ludo_moss@mail.example")}


def test_the_company_commanded_and_the_papers_number_are_no_targets() -> None:
    text = (
        "SUBPOENA\nSerial No. 24-LE-0177\nTo: Example Hosting LLC\n"
        "YOU ARE COMMANDED to produce records of Example Hosting LLC\n"
        "for ludo@mail.example"
    )
    told = told_by(text)
    assert told == {("email", "ludo@mail.example")}


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        (
            "COMMANDED to produce deliveries to 12 Otter Mews, Boston, MA 02108",
            "postal_address",
            "12 Otter Mews, Boston, MA 02108",
        ),
        ("COMMANDED to produce sales of account Z-5550177", "account_id", "Z-5550177"),
        ("uppgifter om användaren ludo_moss bevaras", "username", "ludo_moss"),
        (
            "dirección del equipo con número de serie QX55K0177",
            "device_serial",
            "QX55K0177",
        ),
        ("i dati del venditore «Oro Verde Moss» per il 2024", "name", "Oro Verde Moss"),
        (
            'SEARCH OF CHATTER USER ) Case No. 24-1\n"ludo_moss"',
            "username",
            "ludo_moss",
        ),
    ],
)
def test_addresses_and_users_of_many_wordings(text: str, kind: str, value: str) -> None:
    assert (kind, value) in told_by(f"ORDER\nYOU ARE {text}\n")


@pytest.mark.parametrize(
    "text",
    [
        "Subject: Copper Kettle found at school\nDear Sir, it was found.",
        "Counsel are:\nFor the Wife: Ludo R. Prat, of Otter Law PA",
        "Confirm by e-mail to us or phone (503) 555-0177.",
        "upon an application by Ludo Prat, an\nattorney for the Government",
    ],
)
def test_subjects_and_those_who_answer_are_no_targets(text: str) -> None:
    assert told_by(f"ORDER\n{text}\n") == set()


def test_a_surname_before_a_colon_is_kept() -> None:
    told = told_by("YOU ARE COMMANDED to produce accounts held by Ada R. Prattle:\n\nx")
    assert ("name", "Ada R. Prattle") in told


def test_an_addressees_block_ends_where_he_is_told_to_appear() -> None:
    told = told_by(
        "You are hereby commanded to summon\n\nExample Hosting, Inc.\n"
        "Attn: Custodian of Records\n12 Otter Mews, Boston, MA 02108\n"
        "to be and appear before the Grand Jury on May 4, 2026,\n"
        "and bring with it: the address for the account opened with\nludo@mail.example."
    )
    assert told == {("email", "ludo@mail.example")}


def test_whom_to_call_is_no_target() -> None:
    assert (
        told_by("Questions re. this subpoena\ncall DI Prattle (713) 555-0177\n")
        == set()
    )
