"""The day of issue and the day due: a date's role comes from the words around it."""

from datetime import date

import pytest

from extractor.find.dates import find_date_due, find_date_issued
from extractor.packet import Role
from tests.build import scope

SUBPOENA = """\
01/09/2024 TUE 16:25 FAX 3125550100 P.02
FORM X-12 (Rev. 02/01/2012)
SUBPOENA
TO: Example Stores, Inc.
YOU ARE COMMANDED to appear at the following date, time and place:
Appearance Date:
March 29, 2024
Appearance Time: 9:00 a.m.
and to bring all order records from January 1, 2022 to June 30, 2022.
DATED: Springfield, Illinois
March 4, 2024
A. ROE
Clerk of Court
"""


def test_issue_and_appearance_are_told_apart_from_fax_form_and_period() -> None:
    packet = scope(SUBPOENA)
    assert find_date_issued(packet).value == date(2024, 3, 4)
    assert find_date_due(packet).value == date(2024, 3, 29)


@pytest.mark.parametrize(
    "text",
    [
        "Issued this 4 day of March, 2024",
        "Dated: March 4, 2024",
        "SO ORDERED this 4th day of March, 2024.",
        "Date and time issued: 03/04/2024 10:15 a.m.",
        "03/04/2024\n10:08 a.m.\nDate Issued",
        "DATE\nMarch 4, 2024",
        "Done at Lyon, le 4 mars 2024",
        "March 4, 2024\nVIA EMAIL\nExample Inc.\nDear Custodian:",
        "Berlin, den 4. März 2024\nSehr geehrte Damen und Herren",
    ],
)
def test_a_day_of_issue_is_found(text: str) -> None:
    field = find_date_issued(scope(text))
    assert field.value == date(2024, 3, 4)
    assert field.evidence


@pytest.mark.parametrize(
    "text",
    [
        "Return Date: March 29, 2024",
        "Response due by 03/29/2024.",
        "no later than the 29th day of March, 2024",
        "Please produce the records on or before Friday, March 29, 2024.",
        "execute this warrant on or before March 29, 2024 (not to exceed 14 days)",
        "Date and Time:\nMarch 29, 2024 5:00 p.m.",
        "On (date): 03/29/2024 At (time): 10:00",
        "spätestens bis zum 29. März 2024",
    ],
)
def test_a_day_due_is_found(text: str) -> None:
    assert find_date_due(scope(text)).value == date(2024, 3, 29)
    assert find_date_issued(scope(text)).value is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Case 1:20-mc-00012 Document 2 Filed 01/02/2020 Page 1 of 9",
        "AO 93 (Rev. 11/01/2013) Search Warrant",
        "under the Federal Law of 3 March 2006 No. 7",
        "A. Roe, Date of Birth: 03/04/1980",
        "MAR-04-2024 15:31 FIELD OFFICE P.02",
        "Dated this ____ day of ________, 20__",
        "records from January 1, 2022 to June 30, 2022",
    ],
)
def test_other_days_are_neither(text: str) -> None:
    assert find_date_issued(scope(text)).value is None
    assert find_date_due(scope(text)).value is None


def test_a_term_of_days_is_a_surer_absence() -> None:
    term = find_date_due(scope("You shall disclose within ten days of service."))
    assert term.value is None
    assert term.confidence > find_date_due(scope("You shall disclose.")).confidence


def test_a_cover_letters_date_stands_in_with_less_confidence() -> None:
    letter = "March 4, 2024\nVIA EMAIL\nDear Custodian:\nplease find a subpoena."
    packet = scope(
        f"SUBPOENA\nDATED: ______\f{letter}", Role.INSTRUMENT, Role.COVER_LETTER
    )
    field = find_date_issued(packet)
    assert field.value == date(2024, 3, 4)
    assert field.confidence < 0.8


def test_the_date_of_a_rider_stands_in() -> None:
    rider = "RIDER\n(Subpoena to Example Ltd., dated March 4, 2024)"
    packet = scope(f"SUBPOENA\f{rider}", Role.INSTRUMENT, Role.ATTACHMENT)
    assert find_date_issued(packet).value == date(2024, 3, 4)
