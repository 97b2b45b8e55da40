"""Local forces told by initials, a mail domain or their city alone."""

import pytest

from extractor.facts import Place
from extractor.find.agency import find_agencies
from tests.build import scope


def first(text: str) -> Place | None:
    found = find_agencies(scope(text))
    return found[0].value if found else None


SPELLED = [
    (
        "STATE OF NEW MEXICO\nCOUNTY OF SANTA FE\nAffiant is Det. Orla Finch, SFPD.",
        "Santa Fe Police Department",
    ),
    (
        "STATE OF IDAHO\nDet. Orla Finch (BPD Fraud Unit)",
        "Boise Police Department",
    ),
    (
        "STATE OF OREGON\nCounty of Multnomah\nPPB SCAN 7",
        "Portland Police Bureau",
    ),
    (
        "STATE OF OHIO\nCOUNTY OF LORAIN\nReport LCSO 26-114",
        "Lorain County Sheriff's Office",
    ),
    ("Orla Finch <ofinch@spokanepolice.example>", "Spokane Police Department"),
]


@pytest.mark.parametrize(("text", "name"), SPELLED)
def test_a_force_is_spelled_out_by_its_state_and_county(text: str, name: str) -> None:
    place = first(text)
    assert place is not None
    assert place.name == name


UNTOLD = [
    "Det. Orla Finch, LCPD",
    "STATE OF CALIFORNIA\nDet. Orla Finch, SPD",
    "STATE OF NEW MEXICO\nCOUNTY OF EDDY\nDet. Orla Finch, SFPD",
    "Orla Finch <ofinch@springfieldpolice.example>",
]


@pytest.mark.parametrize("text", UNTOLD)
def test_initials_that_may_mean_several_forces_tell_none(text: str) -> None:
    assert first(text) is None


def test_a_city_tells_the_state_and_county_of_its_force() -> None:
    place = first("OWENSBORO POLICE DEPARTMENT\n2 Elm Street")
    assert place is not None
    assert (place.subdivision, place.county) == ("US-KY", "Daviess")


def test_a_name_that_several_states_share_tells_no_state() -> None:
    place = first("SPRINGFIELD POLICE DEPARTMENT\n2 Elm Street")
    assert place is not None
    assert place.subdivision is None


BEHIND = [
    (
        "STATE OF VERMONT\nbefore me came Trooper Orla Finch",
        "Vermont State Police",
    ),
    (
        "STATE OF ILLINOIS\nCOUNTY OF LAKE\nGRAND JURY SUBPOENA",
        "Lake County State's Attorney",
    ),
]


@pytest.mark.parametrize(("text", "name"), BEHIND)
def test_a_state_tells_who_stands_behind_a_trooper_and_a_grand_jury(
    text: str, name: str
) -> None:
    place = first(text)
    assert place is not None
    assert (place.name, place.level) == (name, "state")


def test_a_box_of_a_form_that_offers_a_grand_jury_names_no_prosecutor() -> None:
    text = "STATE OF OHIO\nCOUNTY OF LAKE\nSUBPOENA\n[ ] the Grand Jury [x] Other"
    assert first(text) is None
