import pytest

from extractor.classify.instrument import (
    classifier,
    classify_instrument,
    instrument_types,
)
from extractor.classify.primary import primary
from extractor.facts import Evidence, Field, absent
from extractor.packet import Scope
from extractor.taxonomy import instruments
from tests.build import scope

EXAMPLES = [
    (kind.id, text) for kind in instruments.instrument_types() for text in kind.examples
]


@pytest.mark.parametrize(("label", "text"), EXAMPLES)
def test_every_type_is_told_by_its_examples(label: str, text: str) -> None:
    assert classify_instrument(scope(text)).value == label


CASES = [
    (
        "administrative_subpoena",
        """SUBPOENA DUCES TECUM
STATE OF WYOMING
BOARD OF HEARING AID DEALERS
In the Matter of Orla Fenwick, License No. 4471
To: Meridian Telecom LLC
You are hereby required to appear before the Board on May 4, 2024 and to bring
the invoices of the licensee. By direction of the Board, Executive Director""",
    ),
    (
        "administrative_subpoena",
        """IN THE DISTRICT COURT OF LARK COUNTY
IN THE MATTER OF AN INQUISITION
SUBPOENA DUCES TECUM
To Meridian Telecom LLC: you are commanded to appear before the County Attorney on
May 4, 2024 concerning alleged thefts and to bring the subscriber's name.
Idris Locke, County Attorney""",
    ),
    (
        "trial_subpoena",
        """DISTRICT COURT, LARK COUNTY
STATE VERSUS CASPER DUNMORE     File No. 22 CRS 51023
SUBPOENA
Rule 45 of the Rules of Civil Procedure
Party requesting: State
To Meridian Telecom LLC: you are commanded to produce the invoices on May 4, 2024.
Asst. District Attorney Hana Pellow""",
    ),
    (
        "civil_subpoena",
        """DISTRICT COURT, LARK COUNTY
INES QUIST, Plaintiff, VERSUS CASPER DUNMORE, Defendant     File No. 22 CVS 51023
SUBPOENA
Party requesting: Plaintiff
To Meridian Telecom LLC: you are commanded to produce the invoices on May 4, 2024.
Hana Pellow, attorney for Plaintiff""",
    ),
    (
        "not_legal_process",
        """March 3, 2024
Re: Subpoena 24-118
Dear Ms. Quist: our client received your subpoena. We object to it, for it was not
served as the rule asks. The records have been preserved for 90 days.
Very truly yours, counsel for Meridian Telecom LLC""",
    ),
    (
        "not_legal_process",
        """UNITED STATES DISTRICT COURT
INES QUIST, Plaintiff, v. CASPER DUNMORE, Defendant, Civil Action No. 2:21-cv-00118
MOTION TO QUASH SUBPOENA
The movant, by counsel, moves to quash the subpoena served on Meridian Telecom, which
reads "YOU ARE COMMANDED to produce the invoices". WHEREFORE it should be
granted. Respectfully submitted, attorney for the movant""",
    ),
    (
        "not_legal_process",
        """Meridian Telecom LLC, Records Desk
Dear Inspector Quist: your warrant reached us on Monday. We object to the warrant, for
it is not signed. Without waiver of our rights the data has been preserved under 18
U.S.C. 2703(f) while you obtain another. Very truly yours, the records desk""",
    ),
    (
        "informal_request",
        """Lark County Sheriff's Office
To Meridian Telecom LLC
I am a deputy here and took a report of a stolen saddle. Would you send me the name
behind the account of the seller? No charges are filed yet.
Thank you, Deputy Wanda Grieve""",
    ),
    (
        "foreign_order",
        """JAPAN
PREFECTURAL POLICE HEADQUARTERS, KOBE
INQUIRY ON MATTERS RELATING TO INVESTIGATION
To Fernhill Inc.
Please reply on the following points concerning the account lark77:
1. name of the user""",
    ),
    (
        "not_legal_process",
        """Fernhill Goods LLC,
Plaintiff,
v.
Wanda Grieve,
Defendant.
NOTICE OF APPEARANCE
The undersigned attorney hereby enters an appearance for the plaintiff.
Orla Finch
Attorney for Plaintiff""",
    ),
]


@pytest.mark.parametrize(("label", "text"), CASES)
def test_what_stands_behind_a_paper_tells_its_type(label: str, text: str) -> None:
    assert classify_instrument(scope(text)).value == label


def test_the_labels_are_the_taxonomy() -> None:
    assert classifier().labels == instruments.labels()


@pytest.mark.parametrize(("label", "text"), EXAMPLES)
def test_the_evidence_is_words_of_the_page(label: str, text: str) -> None:
    del label
    read = scope(text)
    field = classify_instrument(read)
    assert field.evidence
    assert all(e.text in " ".join(read.document.text.split()) for e in field.evidence)


@pytest.mark.parametrize("text", ["", "qwe rty 12", "~ ~ ~", "lunch on Friday?"])
def test_noise_is_not_told_with_confidence(text: str) -> None:
    field = classify_instrument(scope(text))
    assert field.value in {None, "not_legal_process"} or field.confidence < 0.7


def test_a_packet_without_an_instrument_page_is_rather_no_process() -> None:
    read = scope("Please see the attached. Thank you.")
    alone = Scope(0, (), read.document)
    assert classify_instrument(alone).value == "not_legal_process"


def test_a_garbled_title_is_still_told() -> None:
    text = EXAMPLES[[label for label, _ in EXAMPLES].index("grand_jury_subpoena")][1]
    noisy = text.replace("GRAND JURY", "GBAND JURV").replace("grand jury", "qrand jury")
    assert classify_instrument(scope(noisy)).value == "grand_jury_subpoena"


def told(value: str | None) -> Field[str]:
    shown = (Evidence(1, (0.0, 0.0, 1.0, 1.0), "x", "test"),)
    return Field(value, 0.9, shown) if value else absent()


@pytest.mark.parametrize(
    ("types", "index"),
    [
        (("nondisclosure_order", "grand_jury_subpoena"), 1),
        (("search_warrant_application", "search_warrant"), 1),
        (("records_order", "search_warrant"), 0),
        (("preservation_request", "informal_request"), 0),
        ((None, "informal_request"), 1),
        ((None,), 0),
        ((), 0),
    ],
)
def test_binding_process_is_primary(types: tuple[str | None, ...], index: int) -> None:
    assert primary(tuple(told(kind) for kind in types)) == index


def test_the_next_likeliest_types_are_offered_with_their_chances() -> None:
    text = (
        "SUBPOENA\nTo Meridian Telecom LLC: you are commanded to produce the invoices."
    )
    best, others = instrument_types(scope(text))
    assert best == classify_instrument(scope(text))
    assert 0 < len(others) <= 3
    chances = [other.value.confidence for other in others]
    assert chances == sorted(chances, reverse=True)
    assert best.confidence >= chances[0] > 0
    assert {other.field for other in others} == {"type"}
    assert best.value not in [other.value.value for other in others]
    assert all(other.value.evidence for other in others)


def test_a_scope_without_words_has_no_other_types() -> None:
    best, others = instrument_types(scope(""))
    assert (best.value, others) == (None, ())
