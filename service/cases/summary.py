"""What the queue sorts and searches by, read off a report's JSON."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from service.cases.restricted import is_restricted

Json = dict[str, Any]
_WEIGHT = {"block": 12, "object": 5, "route": 5, "note": 1}
_CHANNEL = {"emergency": 100, "restricted": 90}
_MOST = 85
"""The risk that findings alone can reach: urgent and secret papers stay above."""
_CONTENT = frozenset(
    (
        "communications_content",
        "stored_files",
        "voice_and_video",
        "browsing_and_search",
        "prospective_content",
        "location",
        "all_records",
    )
)


@dataclass(frozen=True, slots=True)
class Summary:
    """`risk` 0..100: what a mistake costs. `uncertainty` 0..1: how unsure we are."""

    instrument: str | None
    jurisdiction: str | None
    country: str | None
    case_number: str | None
    disposition: str
    due: date | None
    risk: int
    uncertainty: float
    pages: int
    restricted: bool
    needs_review: bool
    search: str


def summarise(report: Json) -> Summary:
    """The summary of a report, corrected or not."""
    main = _main(report)
    disposition = report["disposition"]["value"]
    return Summary(
        instrument=main["type"]["value"] if main else None,
        jurisdiction=_jurisdiction(main),
        country=_country(main),
        case_number=_case_number(main),
        disposition=disposition,
        due=_due(report),
        risk=_risk(report, disposition),
        uncertainty=_uncertainty(report, main),
        pages=len(report["document"]["pages"]),
        restricted=is_restricted(report),
        needs_review=bool(report["review"]["required"]),
        search=_search(report),
    )


def _main(report: Json) -> Json | None:
    instruments = report["instruments"]
    primary = report["primary"]
    return instruments[primary] if 0 <= primary < len(instruments) else None


def _jurisdiction(main: Json | None) -> str | None:
    """The court's id, else the subdivision, else the country."""
    if main is None:
        return None
    place = main["jurisdiction"]
    for name in ("court_id", "subdivision", "country"):
        if value := place[name]["value"]:
            return str(value)[:60]
    return None


def _country(main: Json | None) -> str | None:
    value = main["jurisdiction"]["country"]["value"] if main else None
    return str(value)[:2] if value else None


def _case_number(main: Json | None) -> str | None:
    value = main["fields"]["case_number"]["value"] if main else None
    return str(value) if value else None


def _due(report: Json) -> date | None:
    """The earliest day by which any instrument wants an answer."""
    days = [i["fields"]["date_due"]["value"] for i in report["instruments"]]
    return min((date.fromisoformat(day) for day in days if day), default=None)


def _risk(report: Json, disposition: str) -> int:
    if disposition in _CHANNEL:
        return _CHANNEL[disposition]
    objecting = [f for f in report["findings"] if f["verdict"] == "objects"]
    weight = sum(_WEIGHT[f["severity"]] for f in objecting)
    asked = {c["value"] for c in report["categories"]}
    secret = 5 if any(map(_gag, report["instruments"])) else 0
    return min(10 + weight + (20 if asked & _CONTENT else 0) + secret, _MOST)


def _gag(instrument: Json) -> bool:
    value = instrument["fields"]["nondisclosure"]["value"]
    return bool(value) and value["kind"] == "ordered"


def _uncertainty(report: Json, main: Json | None) -> float:
    """One minus the least confidence of what decides the answer."""
    if main is None:
        return 1.0
    place = main["jurisdiction"]
    deciding = [main["type"], place["country"], place["level"]]
    deciding += [main["fields"][name] for name in ("date_due", "date_range")]
    sure = [f["confidence"] for f in deciding if f["value"] is not None]
    sure += [c["confidence"] for c in report["categories"]]
    sure += [p["quality"] for p in report["document"]["pages"]]
    if main["type"]["value"] is None:
        sure.append(main["type"]["confidence"] * 0.5)
    return round(1.0 - min(sure, default=0.0), 3)


def _search(report: Json) -> str:
    said: list[str] = []
    for instrument in report["instruments"]:
        fields, place = instrument["fields"], instrument["jurisdiction"]
        said += [
            str(fields[name]["value"] or "") for name in ("case_number", "recipient")
        ]
        said += [
            str(place[name]["value"] or "") for name in ("court", "agency", "county")
        ]
        said.append(str(instrument["type"]["value"] or "").replace("_", " "))
    said += [str(i["value"]["value"]) for i in report["identifiers"][:50]]
    return "\n".join(text for text in said if text).lower()[:8000]
