"""Periods: with both ends, with open ends, counted back, single days."""

from datetime import date

import pytest

from extractor.facts import DateRange, Edge
from extractor.find.period import find_date_range, ranges_in
from extractor.geometry import Span
from extractor.packet import Role
from tests.build import document, scope


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("from January 1, 2020 to March 31, 2020", "2020-01-01", "2020-03-31"),
        ("between 2000-2005:", "2000-01-01", "2005-12-31"),
        ("orders betw. 05/01/2021 and 05/03/2021", "2021-05-01", "2021-05-03"),
        ("logins , 5/1O/2O21 t0 5/3O/2021", "2021-05-10", "2021-05-30"),
        ("what Ms. Roe has bought since May 1, 2021, with dates", "2021-05-01", None),
        (
            "video of the yard, May 1 2021 between 9 pm & 11 pm",
            "2021-05-01",
            "2021-05-01",
        ),
        (
            "Calendar years ended December 31, 2021 and December 31, 2022",
            "2021-01-01",
            "2022-12-31",
        ),
        ("log-ins on 30.09.2031 and 02.10.2031", "2031-09-30", "2031-10-02"),
        ("records from May 1, 2031 to this date.", "2031-05-01", "present"),
        (
            ".\nDated: May 1, 2031\nuse of a pen register for sixty (60) days from the "
            "date of this Order",
            "2031-05-01",
            "2031-06-30",
        ),
        (
            "payments, fiscal year 2032 (October 1, 2031 - September 30, 2032)",
            "2031-10-01",
            "2032-09-30",
        ),
        ("sales for the first and second quarters of 2021", "2021-01-01", "2021-06-30"),
        ("listings of Q3 2022", "2022-07-01", "2022-09-30"),
        ("logs (2024.09.01 ~ 2024.l0.15)", "2024-09-01", "2024-10-15"),
        ("logs from 01/07/2021 to till date", "2021-01-07", "present"),
        (
            "Form of payment used between May 1, 2021 and May 3, 2021",
            "2021-05-01",
            "2021-05-03",
        ),
        ("from 2008 to the present", "2008-01-01", "present"),
        ("for the period from account inception to present", "inception", "present"),
        ("from the date the account was opened until today", "inception", "present"),
        (
            "for the dates of MAY 7™ 2005, THROUGH JUNE 4™ 2005",
            "2005-05-07",
            "2005-06-04",
        ),
        ("during calendar years 2004 and 2005", "2004-01-01", "2005-12-31"),
        ("for calendar year 2019", "2019-01-01", "2019-12-31"),
        ("January 2020 through March 2020", "2020-01-01", "2020-03-31"),
        ("Date range: 2023-01-01 - 2023-02-28", "2023-01-01", "2023-02-28"),
        ("From: 01/01/2020 To: 02/01/2020", "2020-01-01", "2020-02-01"),
        (
            "01/02/2024 00:00 UTC through 01/31/2024 23:59 UTC",
            "2024-01-02",
            "2024-01-31",
        ),
        (
            "beginning June 1, 2023, and ending June 30, 2023",
            "2023-06-01",
            "2023-06-30",
        ),
        ("du 1er mars 2024 au 3 avril 2024", "2024-03-01", "2024-04-03"),
        ("vom 3. März 2024 bis zum 5. April 2024", "2024-03-03", "2024-04-05"),
        (
            "entre el 1 de marzo de 2024 y el 2 de abril de 2024",
            "2024-03-01",
            "2024-04-02",
        ),
        ("с 5 марта 2020 по 6 апреля 2020", "2020-03-05", "2020-04-06"),
        ("login records since March 3, 2024", "2024-03-03", None),
        ("IP logs for on or after 01/02/2023", "2023-01-02", None),
        ("orders placed on March 3, 2024", "2024-03-03", "2024-03-03"),
        ("between January 1 and March 31, 2024", "2024-01-01", "2024-03-31"),
        ("from November 2 to January 5, 2024", "2023-11-02", "2024-01-05"),
        ("for October 10-16, 2024", "2024-10-10", "2024-10-16"),
        ("3-9 May 2024", "2024-05-03", "2024-05-09"),
        ("vom 3. bis 9. Mai 2024", "2024-05-03", "2024-05-09"),
        ("entre el 10 de mayo y el 10 de junio de 2025", "2025-05-10", "2025-06-10"),
        ("from January through March 2024", "2024-01-01", "2024-03-31"),
        ("for the month of May 2024", "2024-05-01", "2024-05-31"),
        ("of purchases made in May 2025", "2025-05-01", "2025-05-31"),
        ("for calendar years 202l, 2022 and 2O23", "2021-01-01", "2023-12-31"),
        ("of orders placed in 2023", "2023-01-01", "2023-12-31"),
        (
            "of video between 7:00 p.m. and 9:00 p.m. on March 9, 2022",
            "2022-03-09",
            "2022-03-09",
        ),
        ("of cameras for 10-11-23 btwn 1900 and 2O00 hrs", "2023-10-11", "2023-10-11"),
        (
            "of the address 198.51.100.7 on 8/l7/2024 at 03:14:22 UTC",
            "2024-08-17",
            "2024-08-17",
        ),
        (
            "from 10:00 PM on 21 March 2025 until 1:30 AM on 22 March 2025",
            "2025-03-21",
            "2025-03-22",
        ),
        (
            "from 2024-01-01T00:00:00Z to 2024-01-31T23:59:59Z",
            "2024-01-01",
            "2024-01-31",
        ),
        ("frorn Decernber 2023 through January 2024", "2023-12-01", "2024-01-31"),
        (
            "Account  From  To\na@b.example 01/02/2020 03/31/2020",
            "2020-01-02",
            "2020-03-31",
        ),
        ("Period: since 1 May 2024", "2024-05-01", None),
        ("Period: May 1, 2024", "2024-05-01", "2024-05-01"),
        (
            "of violations of 18 U.S.C. 1343 by A. ROE, since May 1, 2024, to wit:",
            "2024-05-01",
            None,
        ),
        ("VIDEO OF AISLE 3, MAY 1, 2024 FROM 3 PM TO 5 PM", "2024-05-01", "2024-05-01"),
    ],
)
def test_a_period_is_read(text: str, start: str | None, end: str | None) -> None:
    field = find_date_range(scope(f"Produce records {text}"))
    assert field.value == DateRange(_edge(start), _edge(end))
    assert field.evidence


def _edge(text: str | None) -> Edge:
    if text in ("inception", "present"):
        return text  # type: ignore[return-value]
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "the Act of 1986 to 1990",
        "18 U.S.C. 2703 and 2705",
        "from June 30, 2020 to June 1, 2020",
        "call 312-555-0100 from 9:00 to 17:00",
        "for the past six months",
        "produce the records no later than close of business on March 29, 2024",
        "the records not later than 4.30 pm on 29 March 2024",
        "a phone taken on October 3, 2024 and now kept at the station",
        "On October 14 he was seen; on May 1, 2025 he was arrested",
        "You are ordered to produce in Room 12 of this court, on May 6, 2025, at "
        "8:30 a.m., the records of sales",
        "to appear before the Grand Jury at 5 W. Elm St., Joliet, on May 6, 2025 at "
        "1:30 P.M. to give evidence and bring the records",
        "To: payments@shop.example\nDate: Mon, 5 May 2025 16:02:11 -0500",
        "date of registration and present status of the account",
        "Agreement on Access to Electronic Data, done at London on 3 October 2019",
        "Order made without notice on 4 May 2025 for records. [signed] 4 May 2025",
    ],
)
def test_no_period_is_invented(text: str) -> None:
    assert find_date_range(scope(text)).value is None


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("for the past six months", date(2023, 9, 4)),
        ("for the preceding 90 days", date(2023, 12, 5)),
        ("for the last two years", date(2022, 3, 4)),
        ("for the twelve months preceding this request", date(2023, 3, 4)),
        ("over the previous 3 weeks", date(2024, 2, 12)),
    ],
)
def test_a_period_is_counted_back_from_the_day_of_issue(
    words: str, start: date
) -> None:
    field = find_date_range(scope(f"Produce logins {words}.\nDated: March 4, 2024"))
    assert field.value == DateRange(start, date(2024, 3, 4))


@pytest.mark.parametrize("words", ["this subpoena", "this Demand", "issuance"])
def test_a_period_may_end_on_the_day_of_issue(words: str) -> None:
    text = f"Produce logins from January 1, 2023 to the date of {words}."
    dated = find_date_range(scope(f"{text}\nDated: March 4, 2024"))
    assert dated.value == DateRange(date(2023, 1, 1), date(2024, 3, 4))
    undated = find_date_range(scope(text))
    assert undated.value == DateRange(date(2023, 1, 1), "present")


def test_the_widest_of_the_demands_counts_and_both_are_shown() -> None:
    text = (
        "1. Orders from 01/02/2020 to 02/01/2020\n2. Logins from 05/01/2021 to present"
    )
    field = find_date_range(
        scope(f"SUBPOENA\f{text}", Role.INSTRUMENT, Role.ATTACHMENT)
    )
    assert field.value == DateRange(date(2020, 1, 2), "present")
    assert len(field.evidence) == 2


def test_a_demand_has_its_own_period() -> None:
    text = (
        "1. Orders from 01/02/2020 to 02/01/2020\n2. Logins from 05/01/2021 to present"
    )
    read = document(text)
    first, second = ranges_in(read)
    assert ranges_in(read, Span(0, text.index("\n"))) == (first,)
    assert second.value == DateRange(date(2021, 5, 1), "present")
