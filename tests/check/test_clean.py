"""What an honest, careful requester sends stays without objection."""

from datetime import date

import pytest

from extractor.check import check, load_profile
from extractor.facts import Contact, Identifier, Nondisclosure, Signer
from extractor.report import Packet, Severity
from tests.check.packets import (
    ALL_SAID,
    EMAIL,
    SPRING,
    Paper,
    between,
    demand,
    packet,
    seen,
)

RECEIVED = date(2024, 6, 14)
OFFICER = Contact(
    "Sgt. Ines Valdez", "Elmfield Police", "valdez@elmfield.example", "555-0142", None
)
NAME = "Name, date of birth and user name of the customer"
ADDRESS = "Shipping addresses and telephone numbers on file"
CARDS = "Means and source of payment, including card numbers"
DATES = "Date the account was created, types of service used, and its status"
LOGS = "Dates and times of each sign-in with the IP address and port used"
ORDERS = "Orders placed, with the item, price, delivery address and delivery date"
MESSAGES = "Messages with the sellers named above that are evidence of the wire fraud"
FILES = (
    "Files saved to the drive of the account that show the sale of the stolen phones"
)
VOICE = "Recordings made by the device with the serial number above"
ONE_YEAR = Nondisclosure("ordered", "18 USC 2705(b)", "one year")


def warrant(*demands: object, **more: object) -> Paper:
    return Paper("search_warrant", tuple(demands), during=SPRING, **more)  # type: ignore[arg-type]


def subpoena(*demands: object, **more: object) -> Paper:
    given = {"signer": Signer.CLERK, "during": SPRING, **more}
    return Paper("grand_jury_subpoena", tuple(demands), **given)  # type: ignore[arg-type]


BASIC = (
    demand(NAME, "subscriber_identity", number=1),
    demand(CARDS, "billing_and_payment", number=2),
    demand(LOGS, "session_and_ip_logs", number=3),
)
CLEAN: dict[str, Packet] = {
    "warrant for messages": packet(warrant(demand(MESSAGES, "communications_content"))),
    "warrant for files": packet(warrant(demand(FILES, "stored_files"))),
    "warrant for recordings": packet(warrant(demand(VOICE, "voice_and_video"))),
    "warrant for everything named": packet(
        warrant(*BASIC, demand(MESSAGES, "communications_content", number=4))
    ),
    "warrant whose items state their own period": packet(
        Paper(
            "search_warrant",
            (
                demand(MESSAGES, "communications_content", during=SPRING),
                demand(ORDERS, "purchase_history", during=SPRING, number=2),
            ),
        )
    ),
    "warrant with attachments": packet(
        warrant(
            demand(MESSAGES, "communications_content"),
            cites=("Attachment A", "Attachment B"),
            holds=("ATTACHMENT A", "Attachment  B"),
        ),
        attachments=2,
    ),
    "warrant with a year's silence": packet(
        warrant(demand(MESSAGES, "communications_content"), secrecy=ONE_YEAR)
    ),
    "state warrant": packet(
        warrant(
            demand(MESSAGES, "communications_content"),
            level="state",
            subdivision="US-OH",
            court="Court of Common Pleas",
        )
    ),
    "warrant addressed to officers": packet(
        warrant(demand(FILES, "stored_files"), recipient=None, is_provider=None)
    ),
    "warrant beside its affidavit": packet(
        warrant(demand(MESSAGES, "communications_content")),
        Paper(
            "search_warrant_application",
            (demand("any and all emails", "communications_content"),),
        ),
    ),
    "warrant for location": packet(
        warrant(demand("Locations of the device with the IMEI above", "location"))
    ),
    "subpoena for basics, three months": packet(subpoena(*BASIC)),
    "subpoena for one name": packet(subpoena(demand(NAME, "subscriber_identity"))),
    "subpoena for a name without a period": packet(
        subpoena(
            demand(NAME, "subscriber_identity"),
            demand(DATES, "account_dates_and_services", number=2),
            during=None,
        )
    ),
    "subpoena for the card on file": packet(
        subpoena(demand(CARDS, "billing_and_payment"), during=None)
    ),
    "subpoena for addresses": packet(
        subpoena(demand(ADDRESS, "contact_information"), during=None)
    ),
    "subpoena for orders": packet(subpoena(demand(ORDERS, "purchase_history"))),
    "trial subpoena": packet(
        Paper("trial_subpoena", BASIC, during=SPRING, signer=Signer.CLERK)
    ),
    "administrative subpoena": packet(
        Paper(
            "administrative_subpoena",
            BASIC,
            during=SPRING,
            signer=Signer.AGENT,
            offence="importation of counterfeit watches",
            statutes=("19 USC 1509",),
        )
    ),
    "records order": packet(
        Paper(
            "records_order",
            (
                demand(
                    "Sender, recipient and date of messages",
                    "communications_metadata",
                ),
            ),
            during=SPRING,
            secrecy=ONE_YEAR,
        )
    ),
    "pen register order": packet(
        Paper(
            "pen_trap_order",
            (
                demand(
                    "Signalling data for 60 days from the date of this order",
                    "prospective_metadata",
                ),
            ),
            secrecy=Nondisclosure("ordered", "18 USC 3123(d)", None),
            statutes=("18 USC 3123",),
        )
    ),
    "federal civil subpoena": packet(
        Paper(
            "civil_subpoena",
            (demand(ORDERS, "purchase_history"),),
            during=SPRING,
            signer=Signer.ATTORNEY,
        )
    ),
    "domesticated civil subpoena": packet(
        Paper(
            "civil_subpoena",
            (demand(ORDERS, "purchase_history"),),
            level="state",
            during=SPRING,
            signer=Signer.ATTORNEY,
        )
    ),
    "ninety days' preservation": packet(
        Paper(
            "preservation_request",
            (
                demand(
                    "Please preserve for 90 days the messages, pending process",
                    "preservation",
                    "communications_content",
                ),
            ),
            signer=None,
            due=None,
        )
    ),
    "complete emergency request": packet(
        Paper(
            "emergency_request",
            (
                demand(
                    "Address and sign-in IP, to find the kidnapped child",
                    "contact_information",
                    "session_and_ip_logs",
                ),
            ),
            contact=OFFICER,
            signer=None,
            due=None,
            says=ALL_SAID,
        )
    ),
    "device return": packet(
        Paper(
            "device_return_request",
            identifiers=(Identifier("device_serial", seen("G0X1234567890")),),
            signer=None,
        )
    ),
    "fraud referral for orders": packet(
        Paper(
            "fraud_referral",
            (demand("Orders placed with the stolen card", "purchase_history"),),
            signer=None,
        )
    ),
    "gag order after a subpoena": packet(
        subpoena(*BASIC, secrecy=Nondisclosure("requested", None, None)),
        Paper(
            "nondisclosure_order",
            secrecy=Nondisclosure("ordered", "18 USC 2705(b)", "2025-06-09"),
        ),
    ),
    "exactly twelve months of content": packet(
        Paper(
            "search_warrant",
            (
                demand(
                    MESSAGES,
                    "communications_content",
                    during=between(date(2023, 3, 1), date(2024, 2, 29)),
                ),
            ),
        )
    ),
}


@pytest.mark.parametrize("profile", ["amazon", "generic"])
@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_packet_raises_no_objection(name: str, profile: str) -> None:
    verdict = check(CLEAN[name], load_profile(profile), RECEIVED)
    graver = [f for f in verdict.findings if f.severity is not Severity.NOTE]
    beyond = profile == "generic" and "orders" in name and "subpoena" in name
    wanted = ["beyond_subpoena_reach"] if beyond and "civil" not in name else []
    assert [f.rule for f in graver] == wanted
    if not wanted:
        assert verdict.disposition.value in ("ready", "preserve", "emergency")


def test_twenty_clean_packets_are_kept() -> None:
    assert len(CLEAN) >= 20
    assert EMAIL.kind == "email"
