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
        "DATED this  4th day of  Marcn , A.D., 2024",
        "Dated in the County of Example, the 4th day of March 2024.",
        "/s/ A. Roe          03/04/2024   2341 hrs",
        "Ref. AB-12                         Example, 4 March 2024",
        "Re: Search Warrant dated March 1, 2024\nMarch 4, 2024\nDear Sir",
        "03/02/2024   $  12.50   CARD PURCHASE\n\nMarch 4, 2024\nDear Custodian:",
        "En Ejemplo, a 4 días del mes de marzo de 2024.",
        "Date: 2024. O3. O4.",
        "Signed: 4 Mar 24",
        "SO ORDERED this 4th day of March, 2024.",
        "Date and time issued: 03/04/2024 10:15 a.m.",
        "03/04/2024\n10:08 a.m.\nDate Issued",
        "DATE\nMarch 4, 2024",
        "Done at Lyon, le 4 mars 2024",
        "March 4, 2024\nVIA EMAIL\nExample Inc.\nDear Custodian:",
        "Berlin, den 4. März 2024\nSehr geehrte Damen und Herren",
        "Dated this 4th day of March, A.D. 2024.",
        "ISSUED AT SPRINGFIELD, on this the 4th day of March, A.D. 2024",
        "it is this 4th day of March, 2024, by the court, ORDERED",
        "DONE AND ORDERED in chambers at Example City, this 4th day of March, 2024.",
        "Given under my hand and seal of office this March 4, 2024.",
        "Dated the fourth day of March, two thousand twenty-four",
        "Sent: Monday, March 4, 2024 9:15 AM\nTo: legal@shop.example",
        "Attested to by telephone, Rule 4.1, on March 4, 2024",
        "/s/ A. Roe                03/04/2024\nJudge              Date",
        "Date / time:          March 4, 2024, 01:52",
        "File No. AB-12           March 4, 2024\nTo: Example Ltd",
        "Date and time of issuance: March 4, 2024 2:15 p.m.",
        "L'an deux mille vingt-quatre, le quatre mars à dix heures,\nNous, A. Roe",
        "Tokyo, March 4, Reiwa 6 (2024)",
        "En Ejemplo, a 4 de marzo de 2024.",
        "Date:  O3/O4/2024",
        "Attorneys at Law, Example City\n\nMarch 4, 2024\nBy courier",
        "Law Enforcement Response      Date / Tirne:  3-4-24   0510 hrs",
        "04 MAR 24\nTo: Example LLC\nDear Custodian",
        "4 Elm Lane\n212-555-0199          Mar. 4, 2024\nExample Shop",
        "March 4, 2024          MAR 08 2024\nExample LLC",
        "Mar . 4 , 2024   e-signed Judge A. Roe",
        "No. 44/2024   Dt : 04.O3.2024\nNotice",
        "March 4, 2024   MAR 08 2024\nExample LLC\nDate of Loss: January 9, 2024",
        "Date: MAR 0 4 2024      A. Example",
        "this __4th__ day of __March__, 20_24_.\n/s/ A. Roe, Judge",
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
        "This warrant must be served on or before March 29, 2024.",
        "Officer: A. Roe    Date: 3/29/2024    Time: 8:00 AM\n  Place: 1 Main Street",
        "PLACE   Example Court, 1 Main St.   ROOM  3\nDATE    March  29,  2024",
        "appearance at 1 Example St., Rm. 220, Example on the 29th day of March, 2024",
        "in no event later than:  3:00 PM o'clock  March 29, 2024",
        "Response due by 03/29/2024.",
        "no later than the 29th day of March, 2024",
        "Please produce the records on or before Friday, March 29, 2024.",
        "execute this warrant on or before March 29, 2024 (not to exceed 14 days)",
        "Date and Time:\nMarch 29, 2024 5:00 p.m.",
        "On (date): 03/29/2024 At (time): 10:00",
        "spätestens bis zum 29. März 2024",
        "DATE AND TIME THE DOCUMENTS MUST BE AVAILABLE: MAR 29 2024",
        "Date To Appear/Produce: 03/29/2024",
        "Place: 1 Main St           Date and Tirne:\n"
        "       Example City         Fri. Mar. 29th, 2024",
        "returnable on the 29th day of March, 2024",
        "Please reply no later than close of business on Friday, March 29, 2024",
        "Records must be received by March 29, 2024",
        "you appear and attend before the GRAND JURY of the people of the State, to "
        "be held at Room 4 of the Courthouse, 1 Main Street, Example City, on the 29th "
        "day of March, 2024, at l0:00 o'clock in the forenoon, to testify",
        "DATE: March 29, 2024 TIME: 10:00 a.m. PLACE: 1 Main St",
        "This warrant expires on March 29, 2024",
        "Deadline: 29.03.2024",
        "au plus tard le 29 mars 2024",
        "Réponse attendue pour le vendredi 29 mars 2024 au plus tard",
        "We would be most grateful if we could receive the records by 29 March 2024",
        "we ask you to answer by e-mail before March 29, 2024",
        "Place and time for appearance:  At Room 9 (not needed if records are mailed)\n"
        "on the  29th  day of  March  2O 24  at  10:00  o'clock",
        "COMMANDED TO APPEAR BEFORE:\n[x] Other: notary\nat 5 Main St., Example  on  "
        "March 29 , 2O24  at  l:00 p.m.",
        "Your answer is kindly awaited until 29 March 2024, as time is short.",
        "produce by e-mail, not later than  4.30 pm on  29 Mar 2024 :",
        "Réponse souhaitée pour le 29 mars 2024",
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
        "Under Executive Order 99999, dated March 4, 1981, you are directed",
        "the crime of § 16-5-70",
        "A. Roe, Date of Birth: 03/04/1980",
        "MAR-04-2024 15:31 FIELD OFFICE P.02",
        "Dated this ____ day of ________, 20__",
        "records from January 1, 2022 to June 30, 2022",
    ],
)
def test_other_days_are_neither(text: str) -> None:
    assert find_date_issued(scope(text)).value is None
    assert find_date_due(scope(text)).value is None


@pytest.mark.parametrize(
    ("words", "end"),
    [
        ("comply within ten (10) days of the date of this order", date(2024, 3, 14)),
        ("produce within 10 business days from the date hereof", date(2024, 3, 18)),
        ("This warrant shall be executed within ten days", date(2024, 3, 14)),
        ("not later than 10 business days from the date hereof", date(2024, 3, 18)),
        (
            "COMMANDED to obtain from Example.com Inc., within ten days",
            date(2024, 3, 14),
        ),
        ("bring the same before this Court within 3 days", date(2024, 3, 7)),
        (
            "within thirty-five days after the issuance of this warrant",
            date(2024, 4, 8),
        ),
        (
            "not later than the end of the period of seven days from the date of "
            "this Order",
            date(2024, 3, 11),
        ),
        ("respond within 14 days of service of this order", None),
        ("respond within 14 days after receipt", None),
        ("for a period of 90 days from the date of this order", None),
    ],
)
def test_a_term_from_the_papers_own_day_ends_on_a_day(
    words: str, end: date | None
) -> None:
    assert find_date_due(scope(f"{words}.\nDated: March 4, 2024")).value == end


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


@pytest.mark.parametrize(
    "text",
    [
        "PLACE Roe LLP, 5 Example Ave DATE AND TIME 4/18/2024, 5:00 pm\n"
        "Date: March 4, 2024\nCLERK OF COURT",
        "ORDER made on : Monday 4 March 2024\nBY : Judge Roe\n"
        "Signed: A. Muster Date: 08/03/2024",
        "BY THE COURT: ___A. Roe___ Dated 3-4-24 Time 4:02 pm\nJudge of District Court",
        "S. R.\nMinistério Público\nData: 04-03-2024\nASSUNTO: Pedido",
        "시행일자 2024. 3. 4.\n회신기한: 2024. 3. 29. 까지",
        "|Date Issued |Time Issued | Name\n|3-4-2024 |5:41 | A. Roe",
        "Location: 1 Example Place, Suite 4 Date 03/29/2024 Time 10:00 a.m.\n\n"
        "3/4/2024 /s/ Alex Roe, attorney for Plaintiff",
        "March 4, 2024\nDear Sir\n/s/ A. Roe\n"
        "HEREIN IS UNCLASSIFIED\nDATE 08-14-2029 BY [ ]",
    ],
)
def test_the_day_of_issue_is_told_from_its_neighbours(text: str) -> None:
    assert find_date_issued(scope(text)).value == date(2024, 3, 4)


@pytest.mark.parametrize(
    "text",
    [
        "We should be grateful for execution by 29 March 2024.",
        "Responsive data is due 15 days from issuance, by 3/29/2024.",
        "furnish call records within 15 days (March 29, 2024);",
        "deliver to this office on\nor before March 29, 2024, the user of 192.0.2.4",
        "4 回答期限 令和6年3月29日",
        "Location: 1 Example Place, Suite 4 Date 03/29/2024 Time 10:00 a.m.",
    ],
)
def test_a_day_to_answer_is_known_in_more_wordings(text: str) -> None:
    assert find_date_due(scope(text)).value == date(2024, 3, 29)
