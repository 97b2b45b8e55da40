"""Courts by caption: every caption of the data, noise, and mere mentions."""

from typing import Any

import pytest
from courts_db import courts as all_courts

from extractor.facts import Place
from extractor.find.court import find_courts
from extractor.packet import Role
from extractor.taxonomy.courts import find_state_court, number_of
from extractor.taxonomy.jurisdictions import (
    Subdivision,
    caption_words,
    load,
    of_zip,
    subdivisions,
)
from tests.build import scope

EXAMPLES: list[dict[str, Any]] = load("courts.yaml")["examples"]


def first(text: str, *roles: Role) -> Place | None:
    found = find_courts(scope(text, *roles))
    return found[0].value if found else None


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e["text"][:40])
def test_a_caption_is_read_as_its_court(example: dict[str, Any]) -> None:
    court = first(example["text"])
    assert court is not None
    assert court.court_id == example["court_id"]
    assert court.subdivision == example["subdivision"]
    assert court.county == example.get("county")


@pytest.mark.parametrize("subdivision", subdivisions(), ids=lambda s: s.code)
def test_every_federal_district_is_found_by_its_name(subdivision: Subdivision) -> None:
    for direction, court_id in subdivision.districts:
        if subdivision.postal in caption_words()["territorial"]:
            continue
        side = "" if direction == "whole" else f"{direction.upper()} "
        name = f"{side}DISTRICT OF {subdivision.name.upper()}"
        if subdivision.name.startswith("District"):
            name = subdivision.name.upper()
        court = first(f"UNITED STATES DISTRICT COURT\nFOR THE {name}\n\nSUBPOENA")
        assert court is not None
        assert (court.court_id, court.level) == (court_id, "federal")


def test_every_district_id_is_one_of_courts_db() -> None:
    known = {court["id"] for court in all_courts}
    ids = [i for s in subdivisions() for _, i in s.districts]
    assert len(ids) == len(set(ids)) == 94
    assert set(ids) <= known


@pytest.mark.parametrize(
    ("text", "court_id"),
    [
        ("UNlTED STATE5 DISTR1CT COURT\nMlDDLE DISTRICT OF TENNESSEE", "tnmd"),
        ("Ilniteb 3tates 19istrict Courf\nNORTHERN DlSTRICT OF IOWA", "iand"),
        ("UNITED STATES DISTRICT COURT )\nFOR THE )\nDISTRICT OF )\nMAINE )", "med"),
        ("UNITED STATES DISTRICT COURT\nFOR THE NORTHERN DISTRICTOF OHIO", "ohnd"),
        ("UNITED STATES DISTRICT COURT\nFOR THEDISTRICT OFWEST VIRGINIA", None),
        ("UNITED STATES DISTRICT COURT\nDlSTRlCT OF MlNNES0TA", "mnd"),
        ("Grand Jury Subpoena\nEASTERN DISTRICT OF MISSOURI\nTO: Acme", "moed"),
        ("IN THE CIRCU1T COURT OF BENTON COUNTY,OREGON", "orccbenton"),
    ],
)
def test_noise_is_forgiven(text: str, court_id: str | None) -> None:
    court = first(text)
    assert (court.court_id if court else None) == court_id


def test_the_caption_outweighs_the_courts_of_the_body() -> None:
    court = first(
        "UNITED STATES DISTRICT COURT\nDISTRICT OF UTAH\n\nORDER\n\n"
        "The reasoning of the court in the Southern District of Ohio persuades.\n"
        "See also the order of the Northern District of Texas of last year."
    )
    assert court is not None
    assert court.court_id == "utd"


def test_the_caption_of_the_face_outweighs_the_rider() -> None:
    court = first(
        "UNITED STATES DISTRICT COURT\nDISTRICT OF IDAHO\n"
        "\fUNITED STATES DISTRICT COURT\nDISTRICT OF ALASKA\nExhibit 1",
        Role.INSTRUMENT,
        Role.ATTACHMENT,
    )
    assert court is not None
    assert court.court_id == "idd"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Dear Sir, we have no court to name.",
        "United States Attorney\nSouthern District of Ohio\nDear counsel,",
        "the court may order a superior officer to appear",
        "DISTRICT OF",
        "COURT",
    ],
)
def test_what_names_no_court_yields_none(text: str) -> None:
    assert find_courts(scope(text)) == ()


def test_evidence_quotes_the_caption() -> None:
    (field, *_) = find_courts(
        scope("UNITED STATES DISTRICT COURT\nDISTRICT OF MONTANA")
    )
    assert [e.text for e in field.evidence] == ["DISTRICT OF MONTANA"]
    assert field.confidence > 0.9


def test_a_foreign_court_is_foreign() -> None:
    court = first("Amtsgericht Rosenheim\nBeschluss")
    assert court == Place("Amtsgericht Rosenheim", "DE", "foreign")


def test_a_paper_in_a_states_name_alone_tells_the_state() -> None:
    court = first("THE PEOPLE OF THE STATE OF NEW YORK\nTo any police officer")
    assert court is not None
    assert (court.subdivision, court.court_id) == ("US-NY", None)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        (("twentyfirst",), 21),
        (("twenty", "first"), 21),
        (("212th",), 212),
        (("fifth",), 5),
        (("court",), None),
    ],
)
def test_numbers_of_circuits(words: tuple[str, ...], number: int | None) -> None:
    assert number_of(words) == number


def test_a_county_kept_in_part_still_finds_its_court_by_number() -> None:
    court = find_state_court("US-FL", "circuit", 13, "borough")
    assert court is not None
    assert court.place == "hillsborough"


@pytest.mark.parametrize(
    ("code", "state"),
    [("20186", "US-VA"), ("20001", "US-DC"), ("00901", "US-PR"), ("98101", "US-WA")],
)
def test_zip_codes_tell_the_state(code: str, state: str) -> None:
    found = of_zip(code)
    assert found is not None
    assert found.code == state


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e["text"][:40])
def test_capitals_read_as_small_letters_and_digits_change_nothing(
    example: dict[str, Any],
) -> None:
    noisy = example["text"].replace("I", "l").replace("O", "0")
    clean, court = first(example["text"]), first(noisy)
    assert clean is not None
    assert court is not None
    assert (court.court_id, court.county) == (clean.court_id, clean.county)
