"""Whose paper it is: a court with its place, an agency, and what they print."""

import random
from dataclasses import dataclass
from typing import Any

from extractor.taxonomy.courts import find_state_court
from extractor.taxonomy.jurisdictions import Subdivision, subdivisions
from training.synthesise.packets.people import one
from training.synthesise.packets.wording import choose, load


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency: its name, letterhead, its officers' title, its mail's domain.

    `power` is the authority it issues under, where it has one.
    """

    name: str
    head: str
    title: str
    domain: str
    level: str
    power: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Issuer:
    """A court (or none) in its place: the gold's jurisdiction and the words for it."""

    level: str
    subdivision: Subdivision
    court: str | None
    court_id: str | None
    county: str | None
    city: str
    zip: str
    area: int
    printed: dict[str, str]


def federal(rng: random.Random, district: int | None = None) -> Issuer:
    """A federal district court, any of the 94; `district`: its place in their order."""
    places = [(s, d) for s in subdivisions() for d in s.districts]
    subdivision, (direction, court_id) = (
        rng.choice(places) if district is None else places[district]
    )
    whole = f"District of {subdivision.name}"
    named = whole if direction == "whole" else f"{direction.title()} {whole}"
    city, code, area = _seat(subdivision, rng)
    court = f"United States District Court for the {named}"
    printed = {"district": named}
    return Issuer(
        "federal", subdivision, court, court_id, None, city, code, area, printed
    )


def _seat(subdivision: Subdivision, rng: random.Random) -> tuple[str, str, int]:
    state = load("states")["states"].get(subdivision.code)
    if state is None:
        seat = load("states")["seats"][subdivision.code.removeprefix("US-")]
        return seat["city"], seat["zip"], seat["area"]
    _, city, code = rng.choice(state["counties"])
    return city, _zip(code), state["area"]


def _zip(code: object) -> str:
    return f"{code:05d}" if isinstance(code, int) else str(code)


def state(rng: random.Random, *, minor: bool, home: bool | None = None) -> Issuer:
    """A state's trial court, or one of limited power; `home`: where the provider is."""
    states = load("states")
    by_code = {s.code: s for s in subdivisions()}
    homes = load("providers")["profile"]["home_states"]
    codes = [c for c in states["states"] if home is not True or c in homes]
    if minor:
        codes = [c for c in codes if states["states"][c]["counties"][0][0]]
    code = rng.choice(codes)
    entry, subdivision = states["states"][code], by_code[code]
    county, city, zip_code = rng.choice(entry["counties"])
    kind = states["minor"] if minor else entry["court"]
    whole = None if minor else entry.get("whole")
    circuit = entry.get("circuits", {}).get(county, "")
    caption = whole or rng.choice(states["captions"][kind])
    court_id = None if minor else _court_id(code, kind, county, circuit)
    printed = {
        "caption": caption,
        "circuit": circuit,
        "nth": rng.choice(("147th", "290th", "331st", "72nd")),
        "power": _power(entry.get("power", "state"), subdivision.name),
        "prosecutor": entry["prosecutor"],
    }
    level = "local" if minor else "state"
    court = f"{kind.replace('_', ' ').title()} Court"
    return Issuer(
        level,
        subdivision,
        court,
        court_id,
        county,
        city,
        _zip(zip_code),
        entry["area"],
        printed,
    )


def _court_id(code: str, kind: str, county: str | None, circuit: str) -> str | None:
    # A numbered circuit, or one of several like courts of a place: not told by name.
    if circuit:
        return None
    found = find_state_court(code, kind, None, county)
    return found.court_id if found else None


def _power(power: str, state_name: str) -> str:
    return {
        "people": f"The People of the State of {state_name}",
        "commonwealth": f"The Commonwealth of {state_name}",
        "state": f"The State of {state_name}",
    }[power]


def federal_agency(
    rng: random.Random, *, powers: bool, named: str | None = None, bound: bool = False
) -> Agency:
    """A federal agency; `powers`: one that issues on its own authority.

    `bound`: one whose authority is for certain subjects only.
    """
    entries = load("agencies")["federal"]
    if powers:
        entries = [e for e in entries if "powers" in e]
    if bound:
        entries = [e for e in entries if e.get("powers", [{}])[0].get("bound")]
    if named:
        entries = [e for e in entries if e["name"] == named]
    entry = rng.choice(entries)
    power = rng.choice(entry["powers"]) if powers else None
    domain = f"{entry['initials']}.example"
    return Agency(
        entry["name"], entry["head"], entry["title"], domain, "federal", power
    )


def local_agency(rng: random.Random, issuer: Issuer) -> Agency:
    """A police or sheriff's office of the issuer's place, or its state's police."""
    code, county = issuer.subdivision.code, issuer.county
    entries = [
        e
        for e in load("agencies")["local"]
        if code not in e.get("not_in", ()) and (county or not e.get("county"))
    ]
    entry = one(entries, rng)
    name = choose(entry["name"], rng).format(
        city=issuer.city, county=county, state=issuer.subdivision.name
    )
    domain = f"{issuer.city.lower().replace(' ', '')}{entry['initials']}.example"
    return Agency(name, name.upper(), entry["title"], domain, entry["level"])


def foreign(entry: dict[str, Any]) -> Issuer:
    """A foreign state, by its entry: country's code, name, authority, city."""
    code = entry["country"]
    place = Subdivision(code, entry.get("name", code), (), (), (), (), ())
    printed = {
        "foreign_country": entry.get("name", ""),
        "foreign_authority": entry["authority"],
        "foreign_city": entry.get("city", ""),
    }
    return Issuer("foreign", place, None, None, None, "", "", 202, printed)
