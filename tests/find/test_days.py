"""Days in every notation, through OCR's slips."""

from datetime import date

import pytest

from extractor.find.days import days, days_of, is_day_first
from tests.build import document


def read(text: str) -> list[date]:
    return [day.value for day in days(document(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("March 4, 2024", date(2024, 3, 4)),
        ("4 March 2024", date(2024, 3, 4)),
        ("4th day of March, 2024", date(2024, 3, 4)),
        ("this __22 day of May , 2023", date(2023, 5, 22)),
        ("twenty-first day of June, 2023", date(2023, 6, 21)),
        ("the fourth day of March in the year 2024", date(2024, 3, 4)),
        ("03/04/2024", date(2024, 3, 4)),
        ("2024-03-04", date(2024, 3, 4)),
        ("04.03.2024", date(2024, 3, 4)),
        ("MAR-04-2024", date(2024, 3, 4)),
        ("04-Mar-24", date(2024, 3, 4)),
        ("Oct. 3, 2024", date(2024, 10, 3)),
        ("0ctober l5, 2O21", date(2021, 10, 15)),
        ("MARCH 27™ 2005", date(2005, 3, 27)),
        ("June I, 2020", date(2020, 6, 1)),
        ("July II, 2019", date(2019, 7, 11)),
        ("2 May 2 0 2 1", date(2021, 5, 2)),
        ("le 1er mars 2024", date(2024, 3, 1)),
        ("3. März 2024", date(2024, 3, 3)),
        ("1 de marzo de 2024", date(2024, 3, 1)),
        ("5 марта 2020 года", date(2020, 3, 5)),
        ("dal 3 luglio 2024", date(2024, 7, 3)),
        ("01/20/53", date(1953, 1, 20)),
        ("31/12/2023", date(2023, 12, 31)),
        ("FEB 1 2 2024", date(2024, 2, 12)),
        ("22OCT24", date(2024, 10, 22)),
        ("Mar. 3, '24", date(2024, 3, 3)),
        ("this __8th__ day of __0ctober__, 20_24_", date(2024, 10, 8)),
    ],
)
def test_a_day_is_read(text: str, expected: date) -> None:
    assert read(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "404-555-0142",
        "February 31, 2024",
        "13/13/2024",
        "March 4, 4007",
        "version 1.2.3.4",
        "18 U.S.C. 2703, July",
        "$ 5 May 1",
        "Case 1:20-mc-00012",
    ],
)
def test_what_is_no_day_is_not_read(text: str) -> None:
    assert read(text) == []


def test_a_mended_day_is_less_sure() -> None:
    clean, mended = days(document("March 4, 2024 and 0ctober l5, 2O21"))
    assert mended.sure < clean.sure == 1.0


def test_a_days_span_is_its_own_words() -> None:
    read_from = document("on or before March 4, 2024 at noon")
    (day,) = days(read_from)
    assert read_from.quote(day.span) == "March 4, 2024"


def test_one_day_over_twelve_tells_the_order_of_the_others() -> None:
    assert read("23/04/2024 to 05/06/2024") == [date(2024, 4, 23), date(2024, 6, 5)]
    assert read("04/23/2024 to 05/06/2024") == [date(2024, 4, 23), date(2024, 5, 6)]


def test_the_papers_language_tells_the_order_of_doubtful_dates() -> None:
    french = "Nous vous prions de communiquer les données pour la période " * 9
    assert is_day_first(french + "05/06/2024")
    assert not is_day_first("Please produce the records of the account 05/06/2024")


def test_a_day_is_read_with_short_ordinals_eras_and_joined_by_a_hyphen() -> None:
    text = "the 23d day of April 2031; 令和 7 年 7 月 3 日; 2/1/31-2/28/31"
    found = [str(day.value) for day in days_of(text)]
    assert found == ["2031-04-23", "2025-07-03", "2031-02-01", "2031-02-28"]


def test_the_land_in_the_letterhead_tells_the_order_of_day_and_month() -> None:
    text = "CYBER POLICE STATION\nNOTICE UNDER SECTION 94 BNSS\nDate: 04-08-2031"
    assert [str(day.value) for day in days_of(text)] == ["2031-08-04"]


def test_the_first_letters_of_a_month_are_no_ordinals_end() -> None:
    (day,) = days(document("Gdynia, dnia 19 stycznia 2026 r."))
    assert day.value == date(2026, 1, 19)
