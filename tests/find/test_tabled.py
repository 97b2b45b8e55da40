"""Tables give the targets in their columns; tables of officials give none."""

from extractor.find.tabled import tabled
from tests.build import document


def told(*lines: str) -> set[tuple[str, str]]:
    return {(c.kind, c.value) for c in tabled(document("\n".join(lines)))}


def test_a_serial_stands_under_its_head_however_it_is_grouped() -> None:
    assert told(
        "The following devices were recovered:",
        "   #    Item                Serial no. (DSN)",
        "   1    Tablet, black       G001 AB12 3456 78CD",
        "   2    Speaker, gray       G0912A12345678EF",
        "   3    Tablet, blue        (label scratched off)",
    ) == {("device_serial", "G001AB12345678CD"), ("device_serial", "G0912A12345678EF")}


def test_each_column_has_things_of_its_own_kind() -> None:
    assert told(
        "    Listing number      Address                      Host name",
        "    --------------      -------                      ---------",
        '     55500207           148 Heron Street, # 3        "Jo & Alex"',
        '     55508816           24 Linden Row (rear)         "Harbor Jo"',
    ) == {
        ("account_id", "55500207"),
        ("account_id", "55508816"),
        ("postal_address", "148 Heron Street, # 3"),
        ("postal_address", "24 Linden Row (rear)"),
        ("name", "Jo & Alex"),
        ("name", "Harbor Jo"),
    }


def test_a_shop_and_its_token() -> None:
    assert told(
        "        Storefront name            Merchant token",
        "        HERONHAVEN-US              A3QX7R0LD2MWYT",
        "        roe_official               A2UUN51SJGO6BD",
    ) == {
        ("username", "HERONHAVEN-US"),
        ("username", "roe_official"),
        ("account_id", "A3QX7R0LD2MWYT"),
        ("account_id", "A2UUN51SJGO6BD"),
    }


def test_numbers_of_another_country_are_read_as_its_own() -> None:
    assert told(
        "Police Station, Exampur, India",
        "  S.No.   Mobile No. linked     Order ID                 Amount",
        "  1       98555 50121           407-5550133-9912040      25,000",
    ) >= {("phone", "+919855550121"), ("order_id", "407-5550133-9912040")}


def test_a_table_of_officials_names_no_target() -> None:
    told_of = told(
        "The following subjects may be raised with:",
        "  Name            Title               Phone",
        "  Alex Roe        Special Agent       (206) 555-0142",
    )
    assert told_of == set()


def test_prose_ends_a_table() -> None:
    assert told(
        "  Account no.     Period",
        "  AB-10033        2024",
        "Nothing in this paper asks for the account of the clerk of the court at all.",
        "  CD-20044        2024",
    ) == {("account_id", "AB-10033")}
