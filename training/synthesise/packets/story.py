"""The facts of one packet and the words for them: plan and seed in, slots out."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from training.synthesise.packets.demands import Demand, Period, draw_demands
from training.synthesise.packets.issuer import (
    Agency,
    Issuer,
    federal,
    federal_agency,
    foreign,
    local_agency,
    state,
)
from training.synthesise.packets.marks import Marks
from training.synthesise.packets.people import (
    identifier,
    months_before,
    one,
    weekday,
)
from training.synthesise.packets.plan import Plan
from training.synthesise.packets.wording import load

_FIRST_DAY, _DAYS = date(2023, 1, 9), 1250
_HOME_SHARE = 0.62


@dataclass(frozen=True, slots=True)
class Provider:
    """Who is served: the name printed, its trade, whether the profile is its own."""

    name: str
    kind: str
    home: bool


@dataclass(frozen=True, slots=True)
class Target:
    """Whose data: kind of identifier, normalised, as printed."""

    kind: str
    value: str
    printed: str


@dataclass(frozen=True, slots=True)
class Days:
    """Received, issued, due; None where the paper names none."""

    received: date
    issued: date
    due: date | None


@dataclass(frozen=True, slots=True)
class Story:
    """Everything that is true of a packet before it is put into words.

    `offence`: its name and its citations (as printed, as normalised); `served`: whom
    the paper really addresses, another than `provider` where it went astray.
    """

    plan: Plan
    issuer: Issuer
    agency: Agency
    provider: Provider
    served: Provider
    days: Days
    period: Period
    targets: tuple[Target, ...]
    demands: tuple[Demand, ...]
    offence: tuple[str, tuple[tuple[str, str], ...]] | None
    marks: Marks


def draw_story(plan: Plan, rng: random.Random) -> Story:
    """The facts that a plan's packet tells."""
    issuer = _issuer(plan, rng)
    agency = _agency(plan, issuer, rng)
    provider = draw_provider(plan, rng)
    served = _served(plan, provider, rng)
    days = draw_days(plan, rng)
    demands = _demands(plan, provider.kind, rng, home=provider.home)
    return Story(
        plan,
        issuer,
        agency,
        provider,
        served,
        days,
        _period(plan, days, rng),
        _targets(plan, provider, issuer.area, rng),
        demands,
        _offence(plan, issuer, agency, rng),
        Marks(),
    )


def _demands(
    plan: Plan, kind: str, rng: random.Random, *, home: bool
) -> tuple[Demand, ...]:
    if plan.has("unfilled_form") or not plan.form.get("asks", True):
        return ()
    return draw_demands(plan, kind, rng, home=home, terse=rng.random() < 0.2)


def _issuer(plan: Plan, rng: random.Random) -> Issuer:
    place = plan.form["place"]
    if place == "federal":
        return federal(rng)
    if place in ("state", "minor", "prosecutor"):
        civil = plan.form["instrument"] == "civil_subpoena"
        home = True if civil and (not plan.defects or rng.random() < 0.3) else None
        return state(rng, minor=place == "minor", home=home)
    if place == "abroad":
        return foreign(rng.choice(load("treaties")))
    either = rng.random() < 0.5 and place == "letter"
    return state(rng, minor=False) if either else federal(rng)


def _agency(plan: Plan, issuer: Issuer, rng: random.Random) -> Agency:
    form = plan.form
    if form["place"] == "agency" or issuer.level == "federal" or form.get("agency"):
        return federal_agency(
            rng,
            powers=form["place"] == "agency",
            named=form.get("agency"),
            bound=plan.has("mismatch"),
        )
    return local_agency(rng, issuer)


def draw_provider(plan: Plan, rng: random.Random) -> Provider:
    """Who keeps the data: one of the profile's companies, or another."""
    data = load("providers")
    kinds = plan.form.get("kinds")
    home = plan.has("wrong_recipient") or rng.random() < _HOME_SHARE
    entries = data["profile"]["entities"] if home else data["others"]
    entry = one([e for e in entries if not kinds or e["kind"] in kinds], rng)
    return Provider(entry["name"], entry["kind"], home)


def _served(plan: Plan, provider: Provider, rng: random.Random) -> Provider:
    """Whom the paper addresses: the provider, unless it went astray."""
    if not plan.has("wrong_recipient"):
        return provider
    other = rng.choice(load("providers")["others"])
    return Provider(other["name"], other["kind"], home=False)


def draw_days(plan: Plan, rng: random.Random) -> Days:
    """When the packet was written, came and is due."""
    form = plan.form
    received = _FIRST_DAY + timedelta(days=rng.randrange(_DAYS))
    issued = received - timedelta(days=rng.randrange(1, 4))
    if "due" not in form or rng.random() > form.get("due_share", 1.0):
        return Days(received, issued, None)
    if plan.has("expired"):
        issued = received - timedelta(days=rng.randrange(30, 45))
        return Days(received, issued, received - timedelta(days=rng.randrange(2, 12)))
    if plan.has("short_deadline"):
        return Days(received, issued, received + timedelta(days=rng.randrange(1, 6)))
    due = issued + timedelta(days=form["due"])
    if form["due"] > 14:
        due = weekday(due + timedelta(days=rng.randrange(6)))
    return Days(received, issued, due)


def _period(plan: Plan, days: Days, rng: random.Random) -> Period:
    if plan.has("no_date_range", "entire_account", "unfilled_form"):
        return Period()
    if plan.form.get("only") or not plan.form.get("asks", True):
        return Period()
    if plan.form.get("brief"):
        return Period(days.issued - timedelta(days=rng.randrange(2, 9)), days.issued)
    end = days.issued - timedelta(days=rng.randrange(12, 60))
    if plan.has("long_date_range"):
        return Period(months_before(end, rng.randrange(40, 70)), end)
    start = end - timedelta(days=rng.randrange(25, 290))
    if plan.has("open_ended_range"):
        kind = rng.randrange(3)
        return (
            Period(start, "present"),
            Period("inception", "present"),
            Period("inception", end),
        )[kind]
    return Period(start, end)


def _targets(
    plan: Plan, provider: Provider, area: int, rng: random.Random
) -> tuple[Target, ...]:
    if plan.has("unfilled_form"):
        return ()
    kinds = load("phrasing")["kinds"][provider.kind]
    kinds = [k for k in kinds if k != "aws_account_id" or provider.home]
    if plan.form.get("serial"):
        return (
            () if plan.has("no_serial") else (draw_target("device_serial", area, rng),)
        )
    count = rng.choices((1, 2, 3, 6), (12, 4, 2, 1))[0]
    if plan.has("bulk_targets"):
        count, kinds = rng.randrange(27, 38), ["email"]
    chosen = rng.choice(kinds)
    kinds = [chosen] if count > 2 else kinds
    found = [draw_target(k, area, rng) for k in _some(kinds, count, chosen, rng)]
    return tuple(dict.fromkeys(found))


def _some(kinds: list[str], count: int, first: str, rng: random.Random) -> list[str]:
    return [first, *(rng.choice(kinds) for _ in range(count - 1))]


def draw_target(kind: str, area: int, rng: random.Random) -> Target:
    """A target of a kind."""
    return Target(kind, *identifier(kind, rng, area))


def _offence(
    plan: Plan, issuer: Issuer, agency: Agency, rng: random.Random
) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """What is investigated, with its citations as printed and as normalised."""
    if plan.has("no_offence_nexus", "unfilled_form"):
        return None
    data = load("offences")
    if plan.has("mismatch"):
        return rng.choice(["homicide", "arson", "stalking", "robbery"]), ()
    if plan.has("shield"):
        return rng.choice(data["shield"]), ()
    if issuer.level in ("state", "local"):
        code = data["codes"].get(issuer.subdivision.code)
        cited = code is not None and rng.random() < 0.6
        cites = ((code["printed"], code["normal"]),) if cited else ()
        return rng.choice(data["state"]), cites
    power = agency.power["for"] if agency.power else sorted(data["federal"])
    entry = data["federal"][rng.choice(list(power))]
    return rng.choice(entry["says"]), tuple((p, n) for p, n in entry["cites"])
