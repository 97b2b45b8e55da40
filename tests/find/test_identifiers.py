"""Target identifiers come out; officials', recipients' and forms' numbers do not."""

import pytest

from extractor.find.candidates import passes_luhn
from extractor.find.identifiers import find_identifiers, identifiers_in
from extractor.geometry import Span
from extractor.packet import Role
from tests.build import document, scope

Pairs = set[tuple[str, str]]


def found(text: str, *roles: Role) -> Pairs:
    return {
        (i.kind, i.value.value or "") for i in find_identifiers(scope(text, *roles))
    }


def on_rider(text: str) -> Pairs:
    return found(f"SUBPOENA\f{text}", Role.INSTRUMENT, Role.ATTACHMENT)


FACE = """\
TO: Example Stores, Inc.
Attn: Legal Department, 410 Example Ave, Seattle, WA 98109
Tel: 206-555-0142
GREETINGS:
YOU ARE COMMANDED to produce: All subscriber records for the account registered to
alex.roe@mail.example and phone number (425) 555-0173, from 192.0.2.44.
Return the records to Special Agent A. Doe, Federal Bureau of Example, telephone
(206) 555-0199, email adoe@agency.example.gov.
DATED: January 3, 2024
JANE DOE
United States Attorney
Telephone: 206-553-0170
jane.doe@usdoj.gov
"""


def test_on_a_face_the_targets_are_told_from_officials_and_recipient() -> None:
    assert found(FACE) == {
        ("email", "alex.roe@mail.example"),
        ("phone", "+14255550173"),
        ("ip_address", "192.0.2.44"),
    }


@pytest.mark.parametrize(
    ("line", "kind", "value"),
    [
        ("1. alex.roe®mail.example", "email", "alex.roe@mail.example"),
        ("2. Alex.Roe (at) mail.example", "email", "alex.roe@mail.example"),
        ("2. Log-in times of jo.vale@mail.example", "email", "jo.vale@mail.example"),
        ("His e-mail is jo.vale@mail.example.", "email", "jo.vale@mail.example"),
        ("(4O6) 555-Ol73", "phone", "+14065550173"),
        ("records of l92.0.2.4l", "ip_address", "192.0.2.41"),
        ('the above seller "moth_and_vale"', "username", "moth_and_vale"),
        (
            "parcels delivered to 14 Heron Row, Exampleton, Oregon",
            "postal_address",
            "14 Heron Row, Exampleton, Oregon",
        ),
        ("statements of account number 4409 8871 of Jo Vale.", "name", "Jo Vale"),
        ("what my husband Jo Vale bought", "name", "Jo Vale"),
        ("records of Moth & Vale Trading LLC", "name", "Moth & Vale Trading LLC"),
        ("Jo Vale, age 16, left home", "name", "Jo Vale"),
        ("+1 425 555 0173", "phone", "+14255550173"),
        ("+44 20 7946 0018", "phone", "+442079460018"),
        ("Amazon account ID A1B2C3D4E5F6", "account_id", "A1B2C3D4E5F6"),
        ("AWS account 1234-5678-9012", "aws_account_id", "123456789012"),
        ("order 113-1234567-7654321", "order_id", "113-1234567-7654321"),
        ("Visa card ending in 4321", "payment_card", "ending in 4321"),
        ("4111 1111 1111 1111", "payment_card", "4111111111111111"),
        ("IMEI 490154203237518", "imei", "490154203237518"),
        ("serial number G0A1B2C3D4E5F6", "device_serial", "G0A1B2C3D4E5F6"),
        ("2001:db8::7", "ip_address", "2001:db8::7"),
        ("198.51.100.7:443", "ip_address", "198.51.100.7:443"),
        ("203.0.113.0/24", "ip_address", "203.0.113.0/24"),
        ("s3://example-bucket/a", "url", "s3://example-bucket/a"),
        ("https://shop.example.test/p?q=1.", "url", "https://shop.example.test/p?q=1"),
        ("https://\nshop.example.test/", "url", "https://shop.example.test/"),
        ("username: roe_alex1", "username", "roe_alex1"),
        ('the users "AlexOnAir" and "x"', "username", "AlexOnAir"),
        ("selling under the name 'roe-alex'", "username", "roe-alex"),
        ("du compte „alex_roe“", "username", "alex_roe"),
        ("Login ID alexroe77", "username", "alexroe77"),
        ("RE ACCT: alex_roe44", "username", "alex_roe44"),
        ("Acct # 5510-2281", "account_id", "5510-2281"),
        ("User lD l0008814470", "account_id", "10008814470"),
        ("Account No. RX-30091, RX-30177", "account_id", "RX-30177"),
        ("Serial / device no. G0A1-B2C3D4", "device_serial", "G0A1-B2C3D4"),
        ("facebook.com/alex.roe.9", "url", "facebook.com/alex.roe.9"),
        ("hosting records for shop.example", "url", "shop.example"),
        ("instance i-0abc1234def567890", "url", "i-0abc1234def567890"),
        ("alex.roe@mail,example", "email", "alex.roe@mail.example"),
        ("| 1 | the e-mail alex.roe@mail.example |", "email", "alex.roe@mail.example"),
        (
            "Registered address l4 Heron Ct., Exampleton, Oregon",
            "postal_address",
            "14 Heron Ct., Exampleton, Oregon",
        ),
        ("RE: ROE, ALEX Q.", "name", "ROE, ALEX Q."),
        ("Owner: Alex Roe  E-MAIL : ", "name", "Alex Roe"),
        ("The personnel file of Alex Roe, with discipline", "name", "Alex Roe"),
        ("Name: Alex Q. Roe", "name", "Alex Q. Roe"),
        ("Alex Q. Roe\nDate of Birth: 02/03/1980", "name", "Alex Q. Roe"),
        ("Alex Q. Roe, DOB 02/03/1980", "date_of_birth", "1980-02-03"),
        (
            "Packages shipped to 12 Example Street, Apt 4, Springfield, IL 62701",
            "postal_address",
            "12 Example Street, Apt 4, Springfield, IL 62701",
        ),
    ],
)
def test_a_riders_list_gives_each_kind(line: str, kind: str, value: str) -> None:
    assert (kind, value) in on_rider(f"RIDER\nTarget Accounts:\n{line}\n")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("All records relating to Alex Roe, including notes", {"Alex Roe"}),
        ('is subscribed to in the name of "A Max"', {"A Max"}),
        (
            "transactions with the following entities:\n• Alex Roe\n"
            "• Air Sample Inc., a/k/a Sky Sample Inc.\nFailure to attend is contempt",
            {"Alex Roe", "Air Sample Inc.", "Sky Sample Inc."},
        ),
        (
            "dates when Alex Roe visited; information pertaining to ALEX B ROE",
            {"ALEX B ROE"},
        ),
    ],
)
def test_the_people_asked_about_are_named(text: str, names: set[str]) -> None:
    assert {v for k, v in on_rider(text) if k == "name"} == names


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Target Accounts:\nfollow instructions",
        "If you have questions call Detective B. Roe at (312) 555-0100.",
        "Send records by fax to 312-555-0100 or to roe@police.example.",
        "Records pertaining to the United States Attorney",
        "See www.courts.ca.gov and http://example.gov/form",
        "IP addresses such as 999.1.2.3",
        "Serial number unknown; number 4111 1111 1111 1112",
        "Attention: Special Agent Alex Roe",
        "Target Accounts:\nstored at premises controlled by Sample Inc., "
        "410 Example Avenue, Seattle, WA 98109",
    ],
)
def test_noise_is_no_target(text: str) -> None:
    assert on_rider(text) == set()


def test_a_tables_rows_give_names_and_births() -> None:
    table = (
        "Accounts of these people:\nName  DOB\nRae Lind 02/14/1988\n"
        "Tom Ekk 11/02/1991\n"
    )
    assert {p for p in on_rider(table) if p[0] in ("name", "date_of_birth")} == {
        ("name", "Rae Lind"),
        ("name", "Tom Ekk"),
        ("date_of_birth", "1988-02-14"),
        ("date_of_birth", "1991-11-02"),
    }


def test_national_numbers_are_read_as_the_papers_country_reads_them() -> None:
    text = "NSW Police, Australia\nrecords of the account with mobile 0412 345 678"
    assert ("phone", "+61412345678") in on_rider(text)


def test_a_mails_order_and_card_are_targets_and_its_sender_is_not() -> None:
    text = (
        "From: Det. Lee Ames <lames@examplepd.example>\nTo: legal@shop.example\n"
        "Subject: Case\nHello, who placed the order 114-7654321-1234567 with the card "
        "4111-1111-1111-1111?\nThanks,\nDet. Lee Ames\n(404) 555-0122"
    )
    assert found(text) == {
        ("order_id", "114-7654321-1234567"),
        ("payment_card", "4111111111111111"),
    }


def test_a_target_comes_once_though_face_and_rider_name_it() -> None:
    text = "for the account a.roe@mail.example"
    packet = scope(f"{text}\fRIDER\n{text}", Role.INSTRUMENT, Role.ATTACHMENT)
    assert len(find_identifiers(packet)) == 1


def test_a_demand_has_its_own_identifiers() -> None:
    text = "1. Orders of user a.roe@mail.example\n2. Logins of user b.roe@mail.example"
    read = document(text)
    (first,) = identifiers_in(read, Span(0, text.index("\n")))
    assert first.value.value == "a.roe@mail.example"
    assert len(identifiers_in(read)) == 2


@pytest.mark.parametrize(
    ("digits", "valid"),
    [
        ("4111111111111111", True),
        ("490154203237518", True),
        ("4111111111111112", False),
    ],
)
def test_the_check_digit_is_checked(digits: str, *, valid: bool) -> None:
    assert passes_luhn(digits) is valid


@pytest.mark.parametrize(
    "line",
    [
        "EXB 24-0377 / 0003",
        "01/03/2024 11:48 PM EXAMPLE CO SHERIFF 425-555-0136 p. 2 of 3",
        "As requested by counsel, whose address is 12 Example Street, Salem, OR 97301",
    ],
)
def test_stamps_fax_lines_and_issuers_are_no_targets(line: str) -> None:
    assert on_rider(f"RIDER\n1. Billing records\n{line}\n") == set()


def test_an_address_cut_short_is_the_whole_one() -> None:
    short = "packages delivered to 14 Heron Row, Exampleton\n"
    whole = "packages delivered to 14 Heron Row, Exampleton, Oregon\n"
    assert found(f"{short}\n{whole}") == {
        ("postal_address", "14 Heron Row, Exampleton, Oregon")
    }


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Seller account “Quarry Lamp Outlet” and\nbuyer e-mail ivo@mail.example:",
            {("name", "Quarry Lamp Outlet"), ("email", "ivo@mail.example")},
        ),
        (
            "Invoices of AWS account\n440055006600;",
            {("aws_account_id", "440055006600")},
        ),
        (
            "Usage of the AWS account numbered 4400 5500 6600 since May",
            {("aws_account_id", "440055006600")},
        ),
        (
            "| held by AWS account |\n| | 4400 5500 6600 |",
            {("aws_account_id", "440055006600")},
        ),
        ("Access logs of the S3 bucket showing the requester", set()),
        ("Objects stored in the S3 bucket named above", set()),
        (
            "Recordings of the Echo with serial G0A1B2C3D4 E5F6G7 (den)",
            {("device_serial", "G0A1B2C3D4E5F6G7")},
        ),
        (
            "Payouts of the merchant trading as MOTHVALE-US",
            {("username", "MOTHVALE-US")},
        ),
        ("Listings of the seller MothAndVale", {("username", "MothAndVale")}),
        (
            "Listings of the account\n| @moth_and_vale",
            {("username", "moth_and_vale")},
        ),
        (
            "Réponse attendue à l'adresse ivo.vale@brigade.example",
            set(),
        ),
        (
            "Produce the records (or by secure link to ivo@counsel.example)",
            set(),
        ),
        (
            "Cookie ubid-main 131-1234567-7654321 and MasterCard x-8812",
            {("payment_card", "ending in 8812")},
        ),
        (
            "Log-ins of user ID amzn1.account.AEXAMPLE2345",
            {("account_id", "amzn1.account.AEXAMPLE2345")},
        ),
        ("Payments on courier account 3051-7720-4", {("account_id", "3051-7720-4")}),
        ("Activity of the account 2024-05-01 to 2024-06-01", set()),
        ("Records of account no. xxxxxxx8812", set()),
        ("GIFT CARD RECORDS FOR CARD ENDING -8812", set()),
        (
            "Messages of IDA MOORE (ida.moore@mail.example) since May",
            {("name", "IDA MOORE"), ("email", "ida.moore@mail.example")},
        ),
    ],
)
def test_targets_in_prose(text: str, wanted: Pairs) -> None:
    assert found(text) == wanted


def test_a_name_in_a_caption_ends_before_the_case_number() -> None:
    assert ("name", "IDA MOORE") in on_rider("ACCOUNT OF IDA MOORE Case No. 25-1")


def test_one_address_misread_once_is_one_target() -> None:
    """OCR reads y as v and l as 1; a number that differs is another account."""
    told = on_rider(
        "Records of the site https://lyra.shopfront.example/loyal\n"
        "Logs of https://lvra.shopfront.example/loyal for 2024\n"
        "Sales at https://lyra.shopfront.example/loya1 and of\n"
        "https://lyra.shopfront.example/loyal\n"
    )
    assert told == {("url", "https://lyra.shopfront.example/loyal")}


def test_addresses_that_differ_in_a_number_are_two_targets() -> None:
    told = on_rider(
        "Records of the accounts\nrowanfields21@mailhost.example\n"
        "rowanfields27@mailhost.example\n"
    )
    assert {value for _, value in told} == {
        "rowanfields21@mailhost.example",
        "rowanfields27@mailhost.example",
    }


@pytest.mark.parametrize(
    "demand",
    [
        "names of all users of the IP range 198.51.100.0/24",
        "the customer of every address in the network block 203.0.113.0/25",
    ],
)
def test_a_block_of_addresses_is_no_target(demand: str) -> None:
    assert found(f"YOU ARE COMMANDED to produce the {demand}.") == set()


def test_one_address_with_a_prefix_is_one_address() -> None:
    assert ("ip_address", "192.0.2.4") in on_rider("Target account:\n192.0.2.4/32\n")


def test_a_day_of_another_country_is_no_telephone_number() -> None:
    told = found("Staatsanwaltschaft Musterstadt\nKonto roe_alex bis zum 02.06.2025:")
    assert not any(kind == "phone" for kind, _ in told)


def test_days_below_a_heading_of_births_that_are_recent_are_no_births() -> None:
    told = on_rider(
        "Served June 3, 2025.\nTarget accounts:\nName Date of birth Period\n"
        "Alex Roe 02/03/1980 04/01/2025\nJo Vale 05/06/1979 05/31/2025\n"
    )
    births = {value for kind, value in told if kind == "date_of_birth"}
    assert births == {"1980-02-03", "1979-05-06"}


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("the Reddit user u/roe_of_alex, who wrote", "username", "u/roe_of_alex"),
        ("the Instagram account roe_alex7 and", "username", "roe_alex7"),
        ("shops run under the names RoeGlowCo and", "username", "RoeGlowCo"),
        ("Discord user roealex#4821", "username", "roealex#4821"),
        ("the e-mail he used, jo.vale@mail.example.", "email", "jo.vale@mail.example"),
        ("the device bearing call number\n\n(816) 555-0175", "phone", "+18165550175"),
        ("account of ALEX\nD. ROE-VALE, and", "name", "ALEX D. ROE-VALE"),
        ("account of Alex\nD. Vale, and", "name", "Alex D. Vale"),
        (
            "deliveries to 93O Heron Road, Lot 6, Salem, OR and",
            "postal_address",
            "930 Heron Road, Lot 6, Salem, OR",
        ),
    ],
)
def test_what_prose_asks_about(text: str, kind: str, value: str) -> None:
    assert (kind, value) in found(f"SUBPOENA\nPlease furnish, for {text}\n")
