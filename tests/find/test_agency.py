"""Agencies: every example of the data, and where an agency's state comes from."""

from typing import Any

import pytest

from extractor.facts import Place
from extractor.find.agency import find_agencies
from extractor.taxonomy.agencies import agencies
from extractor.taxonomy.jurisdictions import load
from tests.build import scope

EXAMPLES: list[dict[str, Any]] = load("agencies.yaml")["examples"]


def first(text: str) -> Place | None:
    found = find_agencies(scope(text))
    return found[0].value if found else None


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e["name"])
def test_a_letterhead_is_read_as_its_agency(example: dict[str, Any]) -> None:
    place = first(example["text"])
    assert place is not None
    assert (place.name, place.level) == (example["name"], example["level"])
    assert place.subdivision == example["subdivision"]


def test_there_are_at_least_forty_agencies() -> None:
    assert sum(not a.is_office for a in agencies().values()) >= 40


def test_the_addressee_is_no_place_of_the_agency() -> None:
    place = first(
        "Drug Enforcement Administration\nSUBPOENA\n"
        "TO: Fernhill Hosting Inc.\n40 Lake Road\nReno, NV 89501\n\n"
        "Return the records to the office at 7 Cask Street, Tulsa, OK 74103"
    )
    assert place is not None
    assert place.subdivision == "US-OK"


def test_initials_count_in_capitals_only() -> None:
    assert first("FBI\n4 Elm Court\nBoise, Idaho 83702") is not None
    assert first("the fbi of a sec dea") is None


@pytest.mark.parametrize(
    "text", ["", "Police", "the Attorney said so", "a department of justice and joy"]
)
def test_what_names_no_agency_yields_none(text: str) -> None:
    assert find_agencies(scope(text)) == ()


def test_a_countrys_police_are_named_with_the_command_below() -> None:
    place = first("HELLENIC POLICE\nMAPLE COUNTY SQUAD DIVISION\n1 Fern Street\n")
    assert place == Place(
        "HELLENIC POLICE, MAPLE COUNTY SQUAD DIVISION", "GR", "foreign"
    )


def test_an_office_behind_its_country_needs_no_list() -> None:
    place = first("PROSECUTOR GENERAL'S OFFICE OF THE REPUBLIC OF RWANDA\n")
    assert place is not None
    assert (place.country, place.level) == ("RW", "foreign")


def test_a_police_act_is_no_agency() -> None:
    assert all(
        "Act" not in (field.value.name if field.value else "")
        for field in find_agencies(scope("Police Service of Scotland Act 1967, s. 2"))
    )


def test_a_foreign_police_keeps_its_town() -> None:
    place = first("Guardia Civil\nComandancia")
    assert place == Place("Guardia Civil", "ES", "foreign")


def test_evidence_quotes_the_letterhead() -> None:
    (field, *_) = find_agencies(scope("Marlow County Sheriff's Office\nRecords Unit"))
    assert field.evidence[0].text == "Marlow County Sheriff's Office"


SEATS = [
    ("Ashford Police (Rowan County, Kentucky) found a tablet.", "US-KY", "Rowan"),
    ("Rowan County Prosecut0r's Office   FAX 2Ol-555-0161", "US-NJ", "Rowan"),
    ("ROWAN COUNTY SHERlFF'S OFFICE   Alder Bay, Wisconsin", "US-WI", "Rowan"),
    ("ASHFORD POLICE DEPARTMENT (ROWAN COUNTY, UTAH)\nFORM", "US-UT", "Rowan"),
    ("ROWAN COUNTY SHERIFF\n3 Fort Way\nAshford, Washington", "US-WA", "Rowan"),
    ("Rowan County Sheriff's Office\nCall (406) 555-0100", "US-MT", "Rowan"),
    ("Prosecuting Attorney\n3 Virginia St, Ashford, WV 25301", "US-WV", None),
    ("METROPOLITAN POLICE DEPARTMENT\nWashington, D.C. 20001", "US-DC", None),
    ("OREGON DIVISION OF POLICE\n4 Fort Way\nOregon, Ohio 43616", "US-OH", None),
    (
        "From: Rowan County Sheriff's Office <desk@rowanso.example>\n"
        "To: legal@fernhill.example\nDate: Mon, 2 Mar 2026 09:00:00 -0600\n"
        "Subject: request\n\nRowan County Sheriff's Office\n3 Fort Way\n"
        "Ashford, Utah 84101\n\nMarch 2, 2026\n\nFernhill Inc.\n9 Quay Street\n"
        "Seattle, WA 98109\n\nGood morning,\nplease send the name.",
        "US-UT",
        "Rowan",
    ),
    (
        "Drug Enforcement Administration\nTO: Fernhill Inc.\nAT: Legal, Reno NV 89501\n"
        "for shipping address 7 Low Row, Dayton, TX 77535: name;\n"
        "Place of appearance: 5 Front St, Columbus, Ohio on June 2",
        "US-OH",
        None,
    ),
]


@pytest.mark.parametrize(("text", "state", "county"), SEATS)
def test_an_agency_sits_where_its_own_lines_say(
    text: str, state: str, county: str | None
) -> None:
    place = first(text)
    assert place is not None
    assert (place.subdivision, place.county) == (state, county)


def test_the_police_of_a_nation_are_tribal() -> None:
    place = first("RUBY NATION POLICE DEPARTMENT\nRuby, AZ 86515")
    assert place is not None
    assert place.level == "tribal"


def test_a_town_abroad_is_no_american_police() -> None:
    assert first("North Mercia Police\nLeeds") == Place(
        "North Mercia Police", None, None
    )


ABROAD = [
    ("ACCRA CENTRAL POLICE STATION\nRef 12", "ACCRA CENTRAL POLICE STATION", "GH"),
    ("Staatsanwaltschaft II des Kantons Zug\nPostfach", "Staatsanwaltschaft II", "DE"),
]


@pytest.mark.parametrize(("text", "name", "country"), ABROAD)
def test_an_office_abroad_is_told_by_its_place(
    text: str, name: str, country: str
) -> None:
    place = first(text)
    assert place is not None
    assert (place.name[: len(name)], place.country) == (name, country)


def test_an_assistant_who_applies_is_no_issuer_beside_an_investigator() -> None:
    text = (
        "ORDER\nUpon the application of Assistant District Attorney Orla Finch\n"
        "records go to the Elmwood Police Department, Elmwood, Ohio 45340"
    )
    place = first(text)
    assert place is not None
    assert place.name == "Elmwood Police Department"


def test_a_grand_jury_speaks_through_its_prosecutor() -> None:
    text = (
        "GRAND JURY SUBPOENA\nOrla Finch, Elm County Attorney\n"
        "deliver to the Elmwood Police Department, Elmwood, Ohio 45340"
    )
    place = first(text)
    assert place is not None
    assert place.name == "County Attorney, Elm County"


FIELD_OFFICES = [
    ("SECURITIES AND EXCHANGE COMMISSION\nDenver Regional Office", "US-CO"),
    ("Federal Bureau of Investigation, Portland Field Office", "US-OR"),
    ("before SA Orla Finch of the DEA, Omaha Division", "US-NE"),
    ("before SA Orla Finch of the DEA, Miarni Field Division", "US-FL"),
    ("Federal Trade Commission\nCounsel: Orla Finch, (202) 555-0100", "US-DC"),
]


@pytest.mark.parametrize(("text", "state"), FIELD_OFFICES)
def test_a_federal_agency_sits_where_its_field_office_does(
    text: str, state: str
) -> None:
    place = first(text)
    assert place is not None
    assert place.subdivision == state


def test_records_may_go_elsewhere_than_the_office_that_asks() -> None:
    place = first(
        "Securities and Exchange Commission, Denver Regional Office\n"
        "deliver to 9 Cask Street, Chantilly, VA 20151"
    )
    assert place is not None
    assert place.subdivision == "US-CO"


def test_the_box_of_a_form_names_whom_it_is_served_on() -> None:
    place = first(
        "DEPARTMENT OF HOMELAND SECURITY\n1. To (Name, Address) Case No. 7\n"
        "Fernhill Hosting Inc.\n40 Lake Road, Reno NV 89501\n\n\n\n"
        "HSI Officer: Orla Finch\n7 Cask Street, Tulsa, OK 74103"
    )
    assert place is not None
    assert place.subdivision == "US-OK"


INSPECTORS = [
    "U.S. DEPARTMENT OF LABOR\nOFFICE OF INSPECTOR GENERAL",
    "INSPECTOR GENERAL\nDEPARTMENT OF LABOR",
    "Special Agent Orla Finch, DOL-OIG",
]


@pytest.mark.parametrize("text", INSPECTORS)
def test_an_inspector_general_is_named_with_the_body_inspected(text: str) -> None:
    place = first(text)
    assert place is not None
    assert place.name == "Department of Labor, Office of Inspector General"


def test_who_investigates_outweighs_the_attorney_above_the_caption() -> None:
    place = first(
        "ORLA FINCH\nUnited States Attorney\n\nUNITED STATES DISTRICT COURT\n"
        "DISTRICT OF OREGON\n\nORDER\nOn an investigation by the Drug Enforcement "
        "Administration it is ordered that agents may install a pen register."
    )
    assert place is not None
    assert place.name == "Drug Enforcement Administration"


CIRCUITS = [
    (
        "OFFICE OF THE DISTRICT ATTORNEY, 18TH JUDICIAL DISTRICT\nElm, Colorado 80111",
        "District Attorney's Office, 18th Judicial District",
    ),
    (
        "PROSECUTING ATTORNEY 19th JUDICIAL DISTRICT WEST\nElmwood, Arkansas 72712",
        "Prosecuting Attorney, 19th Judicial District West",
    ),
    (
        "IN THE CIRCUIT COURT OF THE NINTH JUDICIAL CIRCUIT OF FLORIDA\n"
        "INVESTIGATIVE SUBPOENA\nappear before O. Finch, State Attorney, Elm, Florida",
        "State Attorney, Ninth Judicial Circuit",
    ),
    (
        "IN THE CIRCUIT COURT OF THE 12TH JUDICIAL CIRCUIT\nELM COUNTY, ILLINOIS\n"
        "GRAND JURY SUBPOENA\nState's Attorney of Elm County, Illinois",
        "State Attorney, Elm County",
    ),
]


@pytest.mark.parametrize(("text", "name"), CIRCUITS)
def test_a_prosecutor_is_named_by_the_circuit_where_one_is_served(
    text: str, name: str
) -> None:
    place = first(text)
    assert place is not None
    assert place.name == name


def test_a_sheriff_who_is_only_addressed_is_no_agency() -> None:
    text = "STATE OF ALABAMA\nTO THE SHERIFF OF ANY COUNTY, GREETING"
    assert first(text) is None


LOCAL = [
    ("ELM COUNTY CORONER'S OFFICE\nElm, Ohio 45340", "ELM COUNTY CORONER'S OFFICE"),
    (
        "ELM COUNTY\nOHIO Human Services\n2 Fir Road, Elm, Ohio 45340",
        "Elm County Human Services",
    ),
]


@pytest.mark.parametrize(("text", "name"), LOCAL)
def test_offices_of_a_county_are_local(text: str, name: str) -> None:
    place = first(text)
    assert place is not None
    assert (place.name.upper(), place.level) == (name.upper(), "local")


def test_departments_count_in_a_letterhead_alone() -> None:
    prose = "\n".join(["a line of the letter"] * 14)
    assert first(f"{prose}\nshe was seen by the Human Services people of Ohio") is None


def test_a_warrant_to_peace_officers_is_the_affiants_forces() -> None:
    place = first(
        "STATE OF GEORGIA\nSEARCH WARRANT\n"
        "TO: ALL PEACE OFFICERS OF THE STATE OF GEORGIA\n"
        "Affidavit having been made before me by Cpl. Orla Finch, Bartow County "
        "Police\nDepartment, that he has reason to believe that records are kept"
    )
    assert place is not None
    assert place.name == "Bartow County Police Department"


def test_a_forces_name_may_hold_its_state() -> None:
    place = first(
        "On the oath of Detective Orla Finch of the Kansas City, Missouri\n"
        "Police Department, the court finds probable cause to believe that"
    )
    assert place is not None
    assert place.name == "Kansas City, Missouri Police Department"


def test_a_nations_letterhead_makes_its_police_tribal() -> None:
    place = first(
        "NAVAJO POLICE DEPARTMENT\nTHE NAVAJO NATION\nP.O. Box 1, Shiprock, NM 87420"
    )
    assert place is not None
    assert place.level == "tribal"


def test_a_word_a_letter_away_from_initials_is_no_agency() -> None:
    assert first("Produce all Snaps and stories of the account") is None
