"""Numbers and addresses that OCR has broken are read as meant, where that is sure."""

import pytest

from extractor.find.candidates import candidates
from extractor.find.people import target_names
from extractor.find.targets import all_seen


def read(text: str) -> set[tuple[str, str]]:
    return {(c.kind, c.value) for c in candidates(text)}


@pytest.mark.parametrize(
    "printed",
    [
        "order number 112-0000123-0000456",
        "order number 1 12-0000123-0000456",
        "order number | 12-0000 123-0000456, from",
        "order number 112-00001 23-0000456",
        "order number l12-0000123-0000456",
    ],
)
def test_an_order_number_is_whole_whatever_stands_between_its_digits(
    printed: str,
) -> None:
    assert read(printed) == {("order_id", "112-0000123-0000456")}


@pytest.mark.parametrize("printed", ["192.0,.2.44", "192.0,2.44", "192.0.2 .44"])
def test_an_ip_address_with_one_dot_misread_is_one(printed: str) -> None:
    assert read(f"the address {printed}\n") == {("ip_address", "192.0.2.44")}


def test_numbers_of_sections_are_no_ip_addresses() -> None:
    assert read("as sections 12.5. 3.4 and 10. 1.2.3 provide") == set()


def test_a_spaced_imei_is_no_card() -> None:
    assert read("with IMEI 4901542032 37518 and") == {("imei", "490154203237518")}


def test_fifteen_digits_that_open_no_card_are_a_phones() -> None:
    assert read("with IMEL 4901542032 37518 and") == {("imei", "490154203237518")}


def test_a_serial_that_opens_with_a_nought_has_no_letter_there() -> None:
    assert read("serial number GOAB12CD34EF56GH,") == {
        ("device_serial", "G0AB12CD34EF56GH")
    }


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("under a.roe9 1 @ mail.example and", "a.roe91@mail.example"),
        ("under a.roe!56@mail.example", "a.roe156@mail.example"),
        ("of alex,roe96@ mail.example,", "alex.roe96@mail.example"),
        ("under I.roe75 @ mail.example:", "l.roe75@mail.example"),
        ("under |.roe27 @mail.example", "l.roe27@mail.example"),
        ("of alex.roeS74 @mail.example", "alex.roe574@mail.example"),
        ("OF ALEXROE © MAILHOST EXAMPLE, THE", "alexroe@mailhost.example"),
        ("OF ALEXROE@ MAILHOST. EXAMPLE", "alexroe@mailhost.example"),
        ("list:\nalex. roe357 @mail.example\n", "alex.roe357@mail.example"),
        ("write to roe@mail.com. Example text", "roe@mail.com"),
        ("held under alex. roe35 @mail.example", "alex.roe35@mail.example"),
        ("HELD UNDER ALEX. ROE@MAIL.EXAMPLE, THE", "alex.roe@mail.example"),
        ("of alex .roe35@mail.example", "alex.roe35@mail.example"),
        ("of a.roe4 | @mail.example", "a.roe41@mail.example"),
        ("BY A.ROE3! @MAIL.EXAMPLE,", "a.roe31@mail.example"),
        ("by a._roe@mailhost, example, the", "a.roe@mailhost.example"),
        ("of the customer. roe@mail.example is", "roe@mail.example"),
    ],
)
def test_an_address_is_read_as_meant(printed: str, meant: str) -> None:
    assert read(printed) == {("email", meant)}


def test_two_addresses_parted_by_a_comma_stay_two() -> None:
    assert read("a@mail.example,roe@post.example") == {
        ("email", "a@mail.example"),
        ("email", "roe@post.example"),
    }


@pytest.mark.parametrize(
    "printed",
    ["registered to @mail.example", "under 1 @mail.test", "BY JO VALE 135@MAIL.TEST"],
)
def test_an_address_whose_name_was_not_read_is_none(printed: str) -> None:
    assert not any(kind == "email" for kind, _ in read(printed))


def test_an_officers_numbers_are_his_own_even_below_a_list() -> None:
    text = """\
Produce the following for these accounts:
1. alex.roe@mail.example
You may comply by forwarding the records to Detective Ann B. Doe, Alder County Sheriff's
Office, telephone 602-555-0119, e-mail a.doe@alderso.example.
"""
    leanings = {s.candidate.value: s.leaning for s in all_seen(text)}
    assert leanings["alex.roe@mail.example"] > 0
    assert leanings["a.doe@alderso.example"] < 0
    assert leanings["+16025550119"] < 0


@pytest.mark.parametrize(
    "text",
    [
        "cause to believe that Quarry Lamp LLC holds records of the account",
        "COMMANDED to search the records held by Quarry Lamp LLC, 12 Heron Row",
    ],
)
def test_a_company_that_only_keeps_the_records_is_no_target(text: str) -> None:
    assert target_names(text) == ()


def test_a_company_whose_account_it_is_stays_a_target() -> None:
    text = "all records of the account held by Quarry Lamp LLC."
    assert [text[s.start : s.end] for s in target_names(text)] == ["Quarry Lamp LLC."]
