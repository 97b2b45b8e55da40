"""Words beside the fields: how a paper came, terms, blanks, an emergency's facts."""

import pytest

from extractor.facts import Passage
from extractor.find.passages import find_passages
from extractor.packet import Role
from tests.build import scope


def said(text: str, *roles: Role) -> dict[str, list[str | None]]:
    found: dict[str, list[str | None]] = {}
    for passage in find_passages(scope(text, *roles)):
        found.setdefault(passage.kind, []).append(passage.value.value)
    return found


SERVED = [
    ("I served this subpoena by [x] facsimile to 555-0100 [ ] personal service", "fax"),
    ("VIA CERTIFIED MAIL\nFernhill Hosting, Reno", "mail"),
    ("THIS SUBPOENA WAS MAILED TO THE CUSTODIAN", "mail"),
    ("The portal is down: I am sending the warrant here.", "email"),
    ("June 3, 2024 SENT BY CERTIFIED MAIL\nDear Custodian", "mail"),
    ("PROOF OF SERVICE\n[ ] in person [X] by certified mail", "mail"),
    ("From: A. Roe <roe@pd.example>\nTo: legal@firm.example\nSubject: x\n", "email"),
    ("FAX\n\nTO: LEGAL   FAX #: 206 555 0100\nPAGES: 2\n", "fax"),
    ("(submitted through the Law Enforcement Request Tracker)", "portal"),
]


@pytest.mark.parametrize(("text", "channel"), SERVED)
def test_how_a_paper_came_is_read_from_its_own_words(text: str, channel: str) -> None:
    assert said(text)["served"] == [channel]


@pytest.mark.parametrize(
    "text",
    [
        "Send the records by fax to 555-0100.",
        "I served this subpoena by [ ] facsimile [ ] mail",
        "FAX 555 0100   12/27/2024 22:40   1 / 2",
        "Your answer may be mailed to the agent.",
        "From: A. Roe\nTo: Legal Department\nSubject: a memo\n",
        "[ ] by certified mail [x] through counsel",
    ],
)
def test_how_to_answer_is_no_word_of_how_it_came(text: str) -> None:
    assert "served" not in said(text)


TERMS = [
    ("furnish the following within 48 hours", "48 hours"),
    ("shall produce the records within ten (10) business days", "10 business days"),
    ("The records must be provided no later than 2 weeks after service", "2 weeks"),
]


@pytest.mark.parametrize(("text", "term"), TERMS)
def test_a_time_to_answer_runs_from_service(text: str, term: str) -> None:
    assert said(text)["term"] == [term]


def test_a_ticked_box_is_a_term_and_an_unticked_one_is_none() -> None:
    assert said("[ ] within 10 days   [x] within 8 hours")["term"] == ["8 hours"]


def test_a_needed_entry_nobody_made_is_a_blank() -> None:
    text = "CID No. ________\nproduce on or before ________, 20__\n[ UNSIGNED DRAFT ]"
    found = said(text)
    assert found["blank"] == ["day to answer", "number of the case"]
    assert found["draft"] == ["UNSIGNED DRAFT"]


def test_the_servers_own_blanks_are_not_the_papers() -> None:
    text = "Case No. 24-1\nPROOF OF SERVICE\nCase No. ________ To: __________"
    assert "blank" not in said(text)


EMERGENCY = """EMERGENCY DISCLOSURE REQUEST
Officer: Det. Ada Brook   cell 555-201-0136
Supervisor: Lt. Ole Farr 555-201-0137
Who is in danger: Tim Hale, age 6
What is the danger? He was abducted; the man said he would drown the boy.
Why no time: the next hours matter
"""


def test_an_emergency_says_who_is_in_danger_of_what_and_why_now() -> None:
    found = said(EMERGENCY)
    assert "Tim Hale, age 6" in found["in_danger"]
    assert "abducted" in found["danger"]
    assert found["supervisor"] == ["Lt. Ole Farr 555-201-0137"]
    assert "555-201-0136" in found["call_back"]
    assert {"why_now", "officer"} <= set(found)


def test_only_an_emergency_is_read_for_danger() -> None:
    assert said("The boy, aged 6, was abducted. Lt. Ole Farr") == {}


ELSEWHERE = (Role.INSTRUMENT, Role.COVER_LETTER)


def test_a_letter_that_names_another_number_and_day_is_heard() -> None:
    text = (
        "SEARCH WARRANT\nCase No. 3:24-mj-01172\nDate: May 5, 2024\f"
        "Re: Case No. 3:24-mj-01127\nEnclosed is the search warrant dated May 8, 2024."
    )
    found = said(text, *ELSEWHERE)
    assert found["number_elsewhere"] == ["3:24-mj-01127"]
    assert found["issued_elsewhere"] == ["2024-05-08"]


def test_a_letter_that_also_names_the_papers_number_says_nothing_else() -> None:
    text = (
        "SEARCH WARRANT\nCase No. 3:24-mj-01172\f"
        "Re: Case No. 3:24-mj-01127 and 3:24-mj-01172"
    )
    assert "number_elsewhere" not in said(text, *ELSEWHERE)


def test_a_rider_with_the_faces_days_in_another_year_is_heard() -> None:
    text = (
        "SUBPOENA\nrecords from March 1, 2024 to May 31, 2024\f"
        "RIDER\nrecords from March 1, 2023 to May 31, 2023"
    )
    found = said(text, Role.INSTRUMENT, Role.ATTACHMENT)
    assert found["range_elsewhere"] == ["2023-03-01 to 2023-05-31"]


def test_the_holder_of_the_premises_is_heard() -> None:
    text = "stored at premises owned, maintained, or operated by Fernhill Hosting LLC"
    assert said(text)["holder"] == ["Fernhill Hosting LLC"]


def test_every_passage_shows_its_words() -> None:
    found: tuple[Passage, ...] = find_passages(scope(EMERGENCY))
    assert all(p.value.evidence for p in found)


SIGNING = "Dated: May 3, 2024\n\n{line}\nClerk of Court\n"


def test_an_empty_line_to_sign_on_is_told() -> None:
    assert said(SIGNING.format(line="_" * 30))["unsigned"] == ["clerk"]


@pytest.mark.parametrize("line", ["/s/ Ada Roe", "____Ada Roe____", "Ada Roe"])
def test_a_line_that_is_filled_is_no_empty_one(line: str) -> None:
    assert "unsigned" not in said(SIGNING.format(line=line))


def test_an_empty_place_for_the_day_is_told() -> None:
    text = "Witness my hand, this ____ day of ______________, 2024."
    assert "undated" in said(text)


@pytest.mark.parametrize("closing", ["Dated: Dee. 28, 2023", "Dated: 11 22 2024"])
def test_a_place_for_the_day_is_filled_though_it_cannot_be_read(closing: str) -> None:
    assert "dated" in said(closing)


def test_a_term_may_run_from_the_papers_own_date() -> None:
    found = said("You shall furnish it within 3 days from the date of this notice.")
    assert found["term_dated"] == ["3 days"]
    assert "term" not in found


def test_an_emergency_that_is_over_says_so() -> None:
    text = "EMERGENCY REQUEST. She was threatened by him three weeks ago."
    assert said(text)["past"] == ["threatened by him three weeks ago"]
    assert "past" not in said("EMERGENCY REQUEST. She was last seen two weeks ago.")


@pytest.mark.parametrize(
    "text",
    [
        "For the account, frgmNay. 19, 2024 through Apr. 27, 2025:\n- Orders",
        "Orders of the subscriber of telephe\n2025 through November 10, 2025:",
        "For the period - October 3, 2023, provide the records",
    ],
)
def test_a_period_whose_days_are_lost_is_told(text: str) -> None:
    assert "timed" in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "Orders from May 3, 2024 through June 4, 2024",
        "Produce the orders by June 4, 2024. Upload them through the portal.",
        "Tell nobody for one year from May 3, 2024",
    ],
)
def test_a_period_that_is_read_or_none_is_not_lost(text: str) -> None:
    assert "timed" not in said(text)


def test_an_ordinal_misread_as_a_letter_still_ends_a_period() -> None:
    text = "ORDERS FOR THE PERIOD MAY 3RD, 2024 THROUGH JUNE STH, 2024"
    assert "timed" not in said(text)


def test_a_form_whose_lines_a_scan_lost_shows_its_bare_entries() -> None:
    text = (
        "property located in the\n(identify the person or describe the property)\n"
        "execute this warrant on or before (not to exceed 14 days)\n"
        "Date and time issued:\nCity and state:"
    )
    assert said(text)["bare"] == ["day to answer", "date of issue", "district"]
