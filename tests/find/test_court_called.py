"""A court by its name or its id, as people write them."""

import pytest

from extractor.find.court_called import court_called, court_with


@pytest.mark.parametrize(
    ("name", "court_id", "level", "state"),
    [
        ("Superior Court, Kern County, California", "calsuperct", "state", "US-CA"),
        (
            "superior court of california, county of kern",
            "calsuperct",
            "state",
            "US-CA",
        ),
        ("U.S. District Court, S.D. Iowa", "iasd", "federal", "US-IA"),
        ("District Court, S.D. New York", "nysd", "federal", "US-NY"),
        ("S.D.N.Y.", "nysd", "federal", "US-NY"),
        ("Navajo Nation District Court", "navajodistct", "tribal", "US-AZ"),
        ("299th District Court, Travis County, Texas", None, "state", "US-TX"),
        ("Court of Appeals for the Ninth Circuit", "ca9", "federal", None),
    ],
)
def test_a_name_tells_its_court(
    name: str, court_id: str | None, level: str, state: str | None
) -> None:
    place = court_called(name)
    assert place is not None
    assert (place.court_id, place.level, place.subdivision) == (court_id, level, state)


@pytest.mark.parametrize(
    "name", ["Superior Court", "District Court, Southern District of New York", "", "?"]
)
def test_what_names_no_court_or_several_tells_nothing(name: str) -> None:
    assert court_called(name) is None


def test_an_id_tells_its_court() -> None:
    place = court_with("cand")
    assert place is not None
    assert (place.level, place.subdivision) == ("federal", "US-CA")
    assert court_with("nowhere") is None
