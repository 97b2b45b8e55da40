"""Each defect is found, on the demand that has it, with its words and a way out."""

from dataclasses import replace
from datetime import date

import pytest

from extractor.check import check, load_profile
from extractor.document import Note
from extractor.facts import Contact, Nondisclosure, Signer
from extractor.report import Finding, Packet, Verdict
from tests.check.packets import SPRING, Paper, between, demand, packet, seen

RECEIVED = date(2024, 6, 14)
NAME = demand("Name of the customer", "subscriber_identity")
MESSAGES = demand("Messages of the account", "communications_content", during=SPRING)
ORDERS = demand("Orders of the account", "purchase_history", during=SPRING)


def judged(
    found: Packet, profile: str = "amazon", channel: str | None = None
) -> Verdict:
    return check(found, load_profile(profile), RECEIVED, channel)


def one(verdict: Verdict, rule: str) -> Finding:
    return next(f for f in verdict.findings if f.rule == rule)


def warrant(text: str, *categories: str, **more: object) -> Packet:
    return packet(Paper("search_warrant", (demand(text, *categories, **more),)))  # type: ignore[arg-type]


def subpoena(text: str, *categories: str, **more: object) -> Packet:
    return packet(Paper(demands=(demand(text, *categories, **more),)))  # type: ignore[arg-type]


CASES: list[tuple[str, Packet]] = [
    (
        "content_needs_warrant",
        subpoena("Messages", "communications_content", during=SPRING),
    ),
    (
        "location_needs_warrant",
        subpoena("Where the phone was", "location", during=SPRING),
    ),
    (
        "prospective_needs_order",
        warrant("Sign-ins in real time", "session_and_ip_logs", during=SPRING),
    ),
    ("beyond_subpoena_reach", subpoena("Devices registered", "device_identifiers")),
    ("no_date_range", subpoena("Sign-in addresses", "session_and_ip_logs")),
    ("no_date_range", subpoena("Billing records and invoices", "billing_and_payment")),
    (
        "open_ended_range",
        subpoena(
            "Orders", "purchase_history", during=between(date(2023, 9, 1), "present")
        ),
    ),
    (
        "open_ended_range",
        subpoena(
            "Orders", "purchase_history", during=between("inception", date(2024, 1, 1))
        ),
    ),
    (
        "open_ended_range",
        subpoena("Orders since the account was opened", "purchase_history"),
    ),
    (
        "long_date_range",
        warrant(
            "Messages",
            "communications_content",
            during=between(date(2023, 3, 1), date(2024, 3, 1)),
        ),
    ),
    (
        "long_date_range",
        subpoena(
            "Orders",
            "purchase_history",
            during=between(date(2020, 1, 1), date(2023, 1, 1)),
        ),
    ),
    (
        "entire_account",
        warrant(
            "The entire contents of the account",
            "stored_files",
            "communications_content",
        ),
    ),
    ("entire_account", subpoena("Records of the account", "all_records")),
    (
        "catch_all",
        subpoena(
            "Any and all orders, including but not limited to returns",
            "purchase_history",
            during=SPRING,
        ),
    ),
    (
        "class_of_people",
        subpoena("Identify all customers who bought the drill", "subscriber_identity"),
    ),
    (
        "geofence",
        warrant(
            "Devices within a 100 metre radius of the shop", "location", during=SPRING
        ),
    ),
    (
        "reverse_keyword",
        warrant(
            "Anyone who searched for the address", "browsing_and_search", during=SPRING
        ),
    ),
    (
        "ip_range_dump",
        subpoena("Customers assigned 198.51.100.0/24", "subscriber_identity"),
    ),
    (
        "linked_accounts_sweep",
        subpoena("All accounts linked to the same card", "linked_accounts"),
    ),
    (
        "expressive_material",
        subpoena("Titles of books bought", "purchase_history", during=SPRING),
    ),
    ("no_target_identifier", packet(Paper(demands=(NAME,), identifiers=()))),
    ("unsigned", packet(Paper(demands=(NAME,), signer=None))),
    ("undated", packet(Paper(demands=(NAME,), issued=None))),
    ("expired", packet(Paper(demands=(NAME,), due=date(2024, 6, 13)))),
    ("short_deadline", packet(Paper(demands=(NAME,), due=date(2024, 6, 20)))),
    (
        "no_issuing_authority",
        packet(Paper("search_warrant", (MESSAGES,), signer=Signer.AGENT)),
    ),
    (
        "wrong_recipient",
        packet(Paper(demands=(NAME,), recipient="Northwind Mail", is_provider=False)),
    ),
    ("missing_attachment", packet(Paper(demands=(NAME,), cites=("Attachment B",)))),
    ("unfilled_form", packet(Paper(is_blank=True, signer=None, issued=None))),
    (
        "foreign_authority",
        packet(Paper("foreign_order", (NAME,), country="FR", level="foreign")),
    ),
    (
        "foreign_authority",
        packet(Paper("informal_request", (NAME,), country="IN", level="foreign")),
    ),
    ("not_binding_process", packet(Paper("informal_request", (NAME,)))),
    ("restricted_process", packet(Paper("national_security_process", (NAME,)))),
    (
        "civil_not_domesticated",
        packet(Paper("civil_subpoena", (NAME,), level="state", subdivision="US-OH")),
    ),
    (
        "authority_purpose_mismatch",
        packet(
            Paper(
                "administrative_subpoena",
                (NAME,),
                statutes=("19 U.S.C. § 1509",),
                offence="posts critical of the agency",
            )
        ),
    ),
    (
        "shield_law_subject",
        packet(
            Paper(
                "search_warrant",
                (MESSAGES,),
                level="state",
                subdivision="US-OH",
                offence="unlawful abortion",
            )
        ),
    ),
    (
        "court_lacks_power",
        packet(
            Paper("search_warrant", (MESSAGES,), court="Municipal Court of Elmfield")
        ),
    ),
    (
        "no_offence_nexus",
        packet(
            Paper(
                "search_warrant", (MESSAGES,), offence=None, statutes=("18 USC 2703",)
            )
        ),
    ),
    (
        "nondisclosure_without_order",
        packet(Paper(demands=(NAME,), secrecy=Nondisclosure("requested", None, None))),
    ),
    (
        "nondisclosure_no_end",
        packet(
            Paper(
                "search_warrant",
                (MESSAGES,),
                secrecy=Nondisclosure("ordered", "18 USC 2705(b)", None),
            )
        ),
    ),
    (
        "nondisclosure_too_long",
        packet(
            Paper(
                "nondisclosure_order",
                secrecy=Nondisclosure("ordered", "18 USC 2705(b)", "two (2) years"),
            )
        ),
    ),
    (
        "preservation_asks_disclosure",
        packet(
            Paper(
                "preservation_request",
                (
                    demand(
                        "Please provide the name of the customer", "subscriber_identity"
                    ),
                ),
            )
        ),
    ),
    (
        "preservation_too_long",
        packet(
            Paper(
                "preservation_request",
                (demand("Preserve the mailbox for 180 days", "preservation"),),
            )
        ),
    ),
    (
        "preservation_future_data",
        packet(
            Paper(
                "preservation_request",
                (demand("Preserve any future messages", "preservation"),),
            )
        ),
    ),
    ("emergency_incomplete", packet(Paper("emergency_request", (NAME,)))),
    (
        "emergency_unverified_sender",
        packet(
            Paper(
                "emergency_request",
                (NAME,),
                contact=Contact("J. Roe", None, "j.roe@gmail.com", "555-0100", None),
            )
        ),
    ),
    (
        "emergency_not_urgent",
        packet(
            Paper(
                "emergency_request",
                (demand("Address; the child was found safe", "contact_information"),),
            )
        ),
    ),
    ("device_serial_missing", packet(Paper("device_return_request", identifiers=()))),
    ("fraud_scope", packet(Paper("fraud_referral", (MESSAGES,)))),
    (
        "order_too_long",
        packet(
            Paper(
                "pen_trap_order",
                (
                    demand(
                        "Signalling data for 90 days from the date of this order",
                        "prospective_metadata",
                    ),
                ),
            )
        ),
    ),
    ("unreadable_pages", packet(Paper(demands=(NAME,)), gaps=(2,))),
    ("unreadable_pages", packet(Paper(demands=(NAME,)), quality=0.2)),
    (
        "unreadable_pages",
        packet(Paper(demands=(NAME,)), notes=(Note("page_count_disagrees", "2 or 3"),)),
    ),
]


@pytest.mark.parametrize(
    ("rule", "found"), CASES, ids=[f"{r}-{i}" for i, (r, _) in enumerate(CASES)]
)
def test_a_defect_is_found(rule: str, found: Packet) -> None:
    finding = one(judged(found), rule)
    assert finding.verdict == "objects"
    assert finding.message
    assert finding.authority
    assert "{" not in finding.message + finding.narrowing


def test_a_finding_names_its_demands_and_their_words() -> None:
    paper = Paper(
        demands=(
            demand("Any and all orders", "purchase_history", during=SPRING, number=1),
            NAME,
            demand(
                "Each and every invoice", "purchase_history", during=SPRING, number=3
            ),
        )
    )
    finding = one(judged(packet(paper)), "catch_all")
    assert finding.demand_ids == ("d1", "d3")
    assert [e.text for e in finding.evidence] == ["Any and all", "Each and every"]
    assert finding.message.startswith("“Any and all” and “Each and every”")


def test_a_missing_period_is_graver_for_content() -> None:
    paper = Paper(
        "search_warrant",
        (
            demand("Messages", "communications_content", number=1),
            demand("Orders", "purchase_history", number=2),
        ),
    )
    found = [f for f in judged(packet(paper)).findings if f.rule == "no_date_range"]
    assert [(f.severity, f.demand_ids) for f in found] == [
        ("block", ("d1",)),
        ("object", ("d2",)),
    ]


def test_one_items_period_is_not_anothers() -> None:
    own = demand("Orders", "purchase_history", during=SPRING, number=1)
    bare = demand("Sign-in addresses", "session_and_ip_logs", number=2)
    paper = Paper(demands=(own, bare), during=SPRING)
    instrument = paper.instrument(0)
    assert instrument.fields.date_range.value == SPRING
    inside = packet(paper)
    general = one_range_inside(inside, own.box[1] + 4)
    assert one(judged(general), "no_date_range").demand_ids == ("d2",)
    assert not [f for f in judged(inside).findings if f.rule == "no_date_range"]


def one_range_inside(found: Packet, top: float) -> Packet:
    """The same packet with the instrument's period read from inside its first item."""
    instrument = found.instruments[0]
    fields = replace(instrument.fields, date_range=seen(SPRING, top=top))
    return replace(found, instruments=(replace(instrument, fields=fields),))


def test_an_order_for_signals_may_also_be_a_warrant() -> None:
    asks = (demand("Locations of the phone", "location", during=SPRING),)
    alone = packet(Paper("pen_trap_order", asks, statutes=("18 USC 3123",)))
    both = packet(
        Paper("pen_trap_order", asks, statutes=("18 USC 3123", "Fed. R. Crim. P. 41"))
    )
    assert one(judged(alone), "location_needs_warrant")
    assert not [f for f in judged(both).findings if f.rule == "location_needs_warrant"]


def test_a_doubtful_type_cannot_tell_and_sends_it_to_a_person() -> None:
    verdict = judged(packet(Paper(demands=(MESSAGES,), type_confidence=0.3)))
    finding = one(verdict, "content_needs_warrant")
    assert finding.verdict == "cannot_tell"
    assert finding.missing == ("instrument.type",)
    assert "the kind of paper" in finding.message
    assert verdict.disposition.value == "review"
    assert verdict.review.required


def test_a_doubtful_category_cannot_tell() -> None:
    asks = (
        demand(
            "Records of the mailbox", "communications_content", during=SPRING, sure=0.2
        ),
    )
    finding = one(judged(packet(Paper(demands=asks))), "content_needs_warrant")
    assert finding.verdict == "cannot_tell"
    assert "demand.categories" in finding.missing


def test_an_unread_page_may_hold_the_signature() -> None:
    finding = one(
        judged(packet(Paper(demands=(NAME,), signer=None), gaps=(2,))), "unsigned"
    )
    assert finding.verdict == "cannot_tell"


@pytest.mark.parametrize(
    ("rule", "paper"),
    [
        ("unsigned", Paper(demands=(NAME,), signer=None)),
        ("undated", Paper(demands=(NAME,), issued=None)),
    ],
)
def test_a_text_export_has_lost_what_was_written_by_hand(
    rule: str, paper: Paper
) -> None:
    assert one(judged(packet(paper)), rule).verdict == "objects"
    assert one(judged(packet(paper, media="text")), rule).verdict == "cannot_tell"


def test_an_untitled_attachment_may_be_the_missing_one() -> None:
    cited = packet(Paper(demands=(NAME,), cites=("Attachment A",)), attachments=1)
    assert one(judged(cited), "missing_attachment").verdict == "cannot_tell"


@pytest.mark.parametrize(
    ("cites", "holds", "missing"),
    [
        (("Attachment A",), ("ATTACHMENT A",), False),
        (("Rider",), ("Attachment A",), False),
        (("Exhibit 1",), ("Exhibit I",), False),
        (("Attachments A",), ("Attachment A",), False),
        (("Schedule 2",), ("Schedule 2", "Schedule 3"), False),
        (("Attachment A", "Attachment B"), ("Attachment A",), True),
        (("Exhibit A",), (), True),
        (("Attachment A",), ("Exhibit 1",), True),
    ],
)
def test_titles_are_compared_by_kind_and_label(
    cites: tuple[str, ...], holds: tuple[str, ...], missing: bool
) -> None:
    found = judged(packet(Paper(demands=(NAME,), cites=cites, holds=holds))).findings
    assert ("missing_attachment" in [f.rule for f in found]) is missing


def test_without_the_day_of_receipt_expiry_is_asked_not_guessed() -> None:
    verdict = check(packet(Paper(demands=(NAME,))), load_profile("amazon"), None)
    finding = one(verdict, "expired")
    assert finding.verdict == "cannot_tell"
    assert "day of receipt" in finding.message
    assert verdict.disposition.value == "ready"
    assert any("day of receipt" in reason for reason in verdict.review.because)


@pytest.mark.parametrize(
    ("channel", "objects"), [("fax", True), ("portal", False), (None, False)]
)
def test_the_channel_of_service_is_checked_where_one_is_prescribed(
    channel: str | None, objects: bool
) -> None:
    rules = [
        f.rule for f in judged(packet(Paper(demands=(NAME,))), channel=channel).findings
    ]
    assert ("not_served_through_portal" in rules) is objects
    other = judged(packet(Paper(demands=(NAME,))), "generic", channel)
    assert "not_served_through_portal" not in [f.rule for f in other.findings]


def test_restricted_process_silences_all_else() -> None:
    letter = Paper("national_security_process", (MESSAGES,), signer=None, issued=None)
    assert [f.rule for f in judged(packet(letter), channel="fax").findings] == [
        "restricted_process"
    ]


def test_a_foreign_paper_keeps_the_findings_on_its_words() -> None:
    asks = (demand("Any and all messages", "communications_content"),)
    found = judged(packet(Paper("foreign_order", asks, country="DE", level="foreign")))
    rules = {f.rule for f in found.findings}
    assert {"foreign_authority", "catch_all", "no_date_range"} <= rules
    assert "content_needs_warrant" not in rules


def test_a_blank_form_is_only_blank() -> None:
    blank = Paper(is_blank=True, signer=None, issued=None, identifiers=(), due=None)
    assert [f.rule for f in judged(packet(blank)).findings] == ["unfilled_form"]


def test_geofence_replaces_what_else_its_words_would_raise() -> None:
    text = "All users who were within a 100 metre radius of the shop"
    asks = (demand(text, "location", during=SPRING),)
    rules = [
        f.rule
        for f in judged(packet(Paper("search_warrant", asks, identifiers=()))).findings
    ]
    assert "geofence" in rules
    assert not {"class_of_people", "no_target_identifier"} & set(rules)


def test_a_packet_without_instruments_says_what_could_not_be_read() -> None:
    verdict = judged(packet(gaps=(1,)))
    assert [f.rule for f in verdict.findings] == ["unreadable_pages"]
    assert verdict.disposition.value == "review"


def test_two_runs_say_the_same() -> None:
    found = packet(Paper(demands=(NAME, MESSAGES)), Paper("nondisclosure_order"))
    assert judged(found) == judged(found)
