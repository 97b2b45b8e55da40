"""A story's facts as words for the slots of forms, marked with what they say."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from training.synthesise.packets.demands import Period
from training.synthesise.packets.marks import bare
from training.synthesise.packets.people import (
    AMERICAN,
    on,
    street,
)
from training.synthesise.packets.staff import staff
from training.synthesise.packets.story import Story, Target
from training.synthesise.packets.wording import choose, load

BLANK = "______________"
_STREETS = ("Main", "Court", "Federal", "Market")
_PAPERS = {
    "search_warrant": "Warrant",
    "records_order": "Order",
    "nondisclosure_order": "Order",
    "grand_jury_subpoena": "Grand Jury Subpoena",
    "trial_subpoena": "Subpoena",
    "civil_subpoena": "Subpoena",
    "administrative_subpoena": "Subpoena",
}
_LEFT_OPEN = frozenset(load("common")["left_open"])


@dataclass(frozen=True, slots=True)
class Words:
    """The slots, and the people who sign, by their capacity."""

    slots: dict[str, str]
    signers: dict[str, tuple[str, str]]
    style: str


def words(story: Story, rng: random.Random) -> Words:
    """All slots of a story."""
    style = rng.choice(AMERICAN)
    slots: dict[str, str] = {}
    signers: dict[str, tuple[str, str]] = {}
    for part in (_place, _days, _provider, _targets, _period, _offence, _extras):
        slots.update(part(story, style, rng))
    slots.update(staff(story, signers, rng))
    slots.update(_court(story, slots))
    if story.plan.has("unfilled_form"):
        slots.update(dict.fromkeys(sorted(_LEFT_OPEN), BLANK))
        signers = dict.fromkeys(signers, ("", ""))
    return Words(slots, signers, style)


def _place(story: Story, style: str, rng: random.Random) -> dict[str, str]:
    del style
    issuer, put = story.issuer, story.marks.put
    way = rng.choice(_STREETS)
    town = f"{issuer.city}, {issuer.subdivision.name} {issuer.zip}"
    slots = {
        "state": issuer.subdivision.name,
        "city": issuer.city,
        "zip": issuer.zip,
        "county": issuer.county or issuer.city,
        "court_address": f"{rng.randrange(100, 999)} {way} Street, {town}",
        "caption": "",
        "power": "",
        "prosecutor": "District Attorney",
        **issuer.printed,
    }
    place = put("county", slots["county"], slots["county"])
    if "district" in slots:
        slots["district"] = put("court", issuer.court or "", slots["district"])
    if issuer.county:
        slots["county"] = place
    return slots


def _court(story: Story, slots: Mapping[str, str]) -> dict[str, str]:
    """Words that speak of slots: the office of a state's prosecutor."""
    place = f"{slots['county']} County, {slots['state']}"
    named = f"Office of the {slots['prosecutor']}\n{place}"
    office = bare(named).replace("\n", ", ")
    asks = story.plan.form["place"] == "prosecutor"
    return {
        "prosecutor_office": story.marks.put("agency", office, named) if asks else named
    }


def prosecutor_of(story: Story) -> str:
    """The federal prosecutor's office of a district, as gold names it."""
    office = load("agencies")["prosecutor"]
    return f"{office}, {story.issuer.printed.get('district', '')}"


def _days(story: Story, style: str, rng: random.Random) -> dict[str, str]:
    put, days = story.marks.put, story.days
    issued = "" if story.plan.has("undated") else days.issued.isoformat()
    due = days.due.isoformat() if days.due else ""

    def issue(how: str) -> str:
        return put("date_issued", issued, on(days.issued, how)) if issued else BLANK

    return {
        "issued": issue(style),
        "issued_long": issue("long") if style != "slash" else f"on {issue(style)}",
        "issued_dmy": issue("dmy"),
        "due": put("date_due", due, on(days.due, style)) if days.due else "",
        "time": rng.choice(("9:00 a.m.", "9:30 a.m.", "10:00 AM", "1:30 p.m.")),
        "days": str(rng.choice((7, 10, 14))),
        "case": _case(story, rng),
    }


def _case(story: Story, rng: random.Random) -> str:
    form = story.plan.form
    if form["docket"] == "none" or rng.random() > form.get("docket_share", 1.0):
        return ""
    year, n = f"{story.days.issued:%y}", rng.randrange(100, 9999)
    number = choose(load("phrasing")["dockets"][form["docket"]], rng).format(
        yy=year,
        yyyy=f"20{year}",
        n=n,
        n5=f"{n:05d}",
        d=rng.randrange(1, 8),
        L=rng.choice("ABCDKMR"),
        I="".join(rng.choice("ABCDEFGHJKLMNPRSTW") for _ in range(3)),
    )
    return story.marks.put("case_number", number, number)


def _provider(story: Story, style: str, rng: random.Random) -> dict[str, str]:
    del style
    data, served = load("providers"), story.served
    recipient = story.marks.put("recipient", served.name, served.name)
    if served.home:
        address = rng.choice(data["profile"]["addresses"])
        seat = data["profile"]["seat"]
    else:
        address = seat = f"{street(rng)}, {rng.choice(data['seats'])}"
        address = address.replace(", ", "\n")
    before = rng.choice(data["custodians"])
    block = f"{before}{recipient}\n{address}"
    if before.startswith("Attn") or rng.random() < 0.3:
        block = f"{recipient}\n{before}{address}"
    return {
        "provider": served.name,
        "recipient": recipient,
        "recipient_block": block,
        "recipient_inline": f"{recipient}, {seat}",
        "provider_seat": seat,
        "central": "U.S. Department of Justice\nOffice of International Affairs",
    }


def _targets(story: Story, style: str, rng: random.Random) -> dict[str, str]:
    del style
    marked = [identified(story, t) for t in story.targets]
    frames = load("phrasing")["target"]
    many = "the accounts listed below"
    said = [
        rng.choice(frames[t.kind]).format(v=v)
        for t, v in zip(story.targets, marked, strict=True)
    ]
    joined = " and ".join(said) if len(said) < 3 else ", ".join(said)
    return {
        "target": joined if len(said) < 4 or not _lists_targets(story) else many,
        "target1": marked[0] if marked else "",
    }


def _lists_targets(story: Story) -> bool:
    """True where the form holds a list to which its text can point."""
    parts = story.plan.form.get("parts", ())
    return any("targets" in block for p in parts for block in p.get("blocks", ()))


def identified(story: Story, target: Target) -> str:
    """A target's identifier as printed, marked."""
    value = f"{target.kind}={target.value}"
    return story.marks.put("identifier", value, target.printed)


def _period(story: Story, style: str, rng: random.Random) -> dict[str, str]:
    period, phrasing = story.period, load("phrasing")
    slots = {
        "period": "",
        "span": "",
        "from": "",
        "to": "",
        "period_clause": "",
        "time_period": "",
        "from_dmy": "",
        "to_dmy": "",
    }
    if not period.stated:
        return slots
    value = f"{_edge(period.start)}/{_edge(period.end)}"
    for suffix, how in (("", style), ("_dmy", "dmy")):
        for name, edge in (("from", period.start), ("to", period.end)):
            printed = story.marks.put(f"range_{name}", str(edge), _end(edge, how))
            slots[f"{name}{suffix}"] = printed
    said = choose(rng.choice(_frames(period)), rng).format(**slots)
    span = rng.choice(phrasing["span"]).format(**slots)
    slots["period"] = story.marks.put("date_range", value, said)
    slots["span"] = story.marks.put("date_range", value, span)
    return slots


def _frames(period: Period) -> list[str]:
    """Ways to say a period, open at an end or not."""
    phrasing = load("phrasing")
    if isinstance(period.start, date) and isinstance(period.end, date):
        return list(phrasing["period"])
    key = ("inception" if period.start == "inception" else "") + (
        "present" if period.end == "present" else ""
    )
    return list(phrasing["open"][key])


def _edge(edge: date | str | None) -> str:
    return edge.isoformat() if isinstance(edge, date) else str(edge)


def _end(edge: date | str | None, how: str) -> str:
    if isinstance(edge, date):
        return on(edge, how)
    return {"inception": "account inception", "present": "the present"}[str(edge)]


def _offence(story: Story, style: str, rng: random.Random) -> dict[str, str]:
    del style, rng
    if story.offence is None:
        return dict.fromkeys(_NEXUS, "") | {
            "offence_words": "a crime",
            "nexus_state": "of a crime",
        }
    name, cites = story.offence
    put = story.marks.put
    cited = ", ".join(put("statute", normal, printed) for printed, normal in cites)
    named = put("offence", name, name)
    both = f"{cited} ({named})" if cited else named
    prose = f"{named}, in violation of {cited}" if cited else named
    return {
        "offence_words": prose,
        "violations": both,
        "nexus": f", being evidence of violations of {both}",
        "nexus_of": f" of violations of {both}",
        "nexus_of_d": f" into violations of {both}",
        "nexus_state": f"of the offense of {prose}",
        "culprit": "",
    }


_NEXUS = ("violations", "nexus", "nexus_of", "nexus_of_d", "culprit")


def _extras(story: Story, style: str, rng: random.Random) -> dict[str, str]:
    """Words of single forms: terms, dangers, serial numbers."""
    del style
    data, plan = load("defects"), story.plan
    days = rng.choice((30, 60)) if not plan.has("order_too_long") else 0
    keep = data["keep_long" if plan.has("too_long_keep") else "keep_days"]
    danger = rng.choice(data["dangers"]["past" if plan.has("past_event") else "says"])
    return {
        "pen_days": str(days or rng.choice((90, 120))),
        "wire_days": "30" if days else rng.choice(("45", "60", "90")),
        "keep_days": rng.choice(keep),
        "danger": danger["says"],
        "victim_words": danger["who"],
        "urgency": choose(rng.choice(data["dangers"]["urgency"]), rng),
        "paper": _PAPERS.get(plan.form["instrument"], "request"),
        "ref": "",
        "gj_label": rng.choice(load("phrasing")["gj_label"]),
        "rider": rng.choice(("RIDER", "RIDER", "ATTACHMENT A", "SCHEDULE A")),
        "gag_term": "",
    }
