"""What goes with a court: where a person names another, its id, state and level follow.

They are that person's word as much as the court is, by the same correction: taken back
with it. What a person said of them by itself stands.
"""

from typing import Any

from extractor.facts import Place
from extractor.find.court_called import court_called, court_with
from service.cases.place import same_text

Json = dict[str, Any]
_LED = ("court", "court_id", "level", "country", "subdivision", "county")
FOLLOWS = "follows"
"""Under this name a field says which other one it came along with."""


def follow(jurisdiction: Json) -> None:
    """Carry a person's court, or else the id they gave, over to the rest."""
    for lead in ("court", "court_id"):
        if _is_said(jurisdiction[lead]):
            if jurisdiction[lead]["value"] == _machine(jurisdiction[lead]):
                return  # confirmed: what the paper shows of it stands as well
            told = _told(lead, jurisdiction)
            for name, value in told.items():
                _carry(jurisdiction, name, value, lead)
            return


def _is_said(field: Json) -> bool:
    return field.get("source") == "human"


def _told(lead: str, jurisdiction: Json) -> dict[str, str | None]:
    """What follows, by name; of a court nobody knows only that an id is not its own."""
    said = jurisdiction[lead]["value"]
    find = court_called if lead == "court" else court_with
    place = find(said) if said else None
    if place is None:
        return _of_unknown(lead, jurisdiction)
    told = {
        "court": place.name,
        "court_id": place.court_id,
        "level": place.level,
        "country": place.country,
        "subdivision": place.subdivision,
        "county": _county(place, jurisdiction),
    }
    return {name: told[name] for name in _LED if name != lead}


def _of_unknown(lead: str, jurisdiction: Json) -> dict[str, str | None]:
    was, now = _machine(jurisdiction[lead]), jurisdiction[lead]["value"]
    if lead != "court" or (now and was and same_text(was, now)):
        return {}
    return {"court_id": None}


def _county(place: Place, jurisdiction: Json) -> str | None:
    """A county of the same state may stand where the court names none."""
    if place.county or place.level != "state":
        return place.county
    same = jurisdiction["subdivision"]["value"] == place.subdivision
    value: str | None = jurisdiction["county"]["value"] if same else None
    return value


def _machine(field: Json) -> str | None:
    machine = field.get("machine") or {}
    value: str | None = machine.get("value")
    return value


def _carry(jurisdiction: Json, name: str, value: str | None, lead: str) -> None:
    before, said = jurisdiction[name], jurisdiction[lead]
    if _is_said(before) or before["value"] == value:
        return
    jurisdiction[name] = {
        **said,
        "value": value,
        "evidence": said["evidence"] if value is not None else [],
        "machine": before,
        FOLLOWS: lead,
    }
