"""Another court brings its id, state and level along, and takes them with it."""

from typing import Any

from service.cases.corrections import Correction, Kind
from service.cases.overlay import overlay
from service.cases.recheck import recheck
from tests.service.cases.test_overlay import event
from tests.service.store.screened import report_json

COURT = "instruments/0/jurisdiction/court"
KERN = "Superior Court of California, County of Kern"


def seat(*events: Correction) -> dict[str, Any]:
    view = recheck(overlay(report_json(), events))
    found: dict[str, Any] = view["instruments"][0]["jurisdiction"]
    return found


def said(place: dict[str, Any], *names: str) -> tuple[str | None, ...]:
    return tuple(place[name]["value"] for name in names)


REST = ("court_id", "level", "country", "subdivision", "county")
BEFORE = ("wawd", "federal", "US", "US-WA", None)


def test_a_typed_court_brings_all_that_is_known_of_it() -> None:
    place = seat(event(COURT, KERN))
    assert said(place, *REST) == ("calsuperct", "state", "US", "US-CA", "Kern")
    assert place["level"]["source"] == "human"
    assert place["level"]["follows"] == "court"
    assert place["level"]["machine"]["value"] == "federal"
    assert "follows" not in place["country"], "what stays the same is not changed"


def test_a_court_of_the_paper_brings_its_place_on_it() -> None:
    shown = {"page": 1, "box": [84, 48, 264, 58], "text": "Oregon", "source": "human"}
    name = "United States District Court for the District of Oregon"
    place = seat(event(COURT, name, evidence=(shown,)))
    assert said(place, *REST) == ("ord", "federal", "US", "US-OR", None)
    assert place["court_id"]["evidence"] == [shown]


def test_one_undo_takes_everything_back() -> None:
    undo = event(COURT, None, 2, kind=Kind.UNDO, refers="c1")
    assert said(seat(event(COURT, KERN), undo), *REST) == BEFORE


def test_what_a_person_said_by_itself_stands() -> None:
    level = event("instruments/0/jurisdiction/level", "local", 2)
    for events in ([level, event(COURT, KERN, 3)], [event(COURT, KERN), level]):
        place = seat(*events)
        assert said(place, "level", "subdivision") == ("local", "US-CA")
        assert "follows" not in place["level"]


def test_a_court_abroad_leaves_no_american_state_behind() -> None:
    place = seat(event(COURT, "Landgericht Berlin"))
    assert said(place, *REST) == (None, "foreign", "DE", None, None)


def test_an_id_brings_its_court() -> None:
    place = seat(event("instruments/0/jurisdiction/court_id", "ord"))
    assert said(place, "level", "subdivision") == ("federal", "US-OR")
    assert "Oregon" in place["court"]["value"]


def test_a_confirmed_court_changes_nothing() -> None:
    name = said(seat(), "court")[0]
    assert said(seat(event(COURT, name)), *REST) == BEFORE


def test_of_a_court_nobody_knows_the_old_id_is_not_kept() -> None:
    place = seat(event(COURT, "Harbour Tribunal of Ellery"))
    assert said(place, *REST) == (None, *BEFORE[1:])
    worn = "United States District Court for the Western Dlstrict of Washingt0n"
    assert said(seat(event(COURT, worn)), "court_id") == ("wawd",)
