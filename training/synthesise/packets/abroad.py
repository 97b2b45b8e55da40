"""Orders of foreign courts and police, in their own tongues."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from training.synthesise.packets.compose import Sheets
from training.synthesise.packets.demands import Demand, Period
from training.synthesise.packets.issuer import Agency, foreign
from training.synthesise.packets.marks import Marks
from training.synthesise.packets.people import on, person
from training.synthesise.packets.plan import Plan
from training.synthesise.packets.slots import identified
from training.synthesise.packets.story import (
    Story,
    draw_days,
    draw_provider,
    draw_target,
)
from training.synthesise.packets.wording import choose, load
from training.synthesise.paper import Block

_TIMELESS = ("subscriber_identity", "contact_information")


def foreign_packet(
    rng: random.Random, *, inked: bool
) -> tuple[Story, tuple[Sheets, ...]]:
    """A foreign order: its story and its one part; signed in ink or in type."""
    entry = rng.choice(load("abroad"))
    city = rng.choice(entry["city"])
    story = foreign_story(entry["country"], entry["authority"], rng)
    story = _with_demands(story, entry, rng)
    how = "ink" if inked else "text"
    blocks = tuple(
        (kind, {**content, how: True} if kind == "sign" else content)
        for kind, content in _blocks(entry, story, city, rng)
    )
    return story, (Sheets("foreign_order", None, blocks),)


def foreign_story(country: str, authority: str, rng: random.Random) -> Story:
    """The facts of a paper from abroad, its demands left open."""
    form = {"id": "abroad", "instrument": "foreign_order", "place": "abroad"}
    plan = Plan(form | {"docket": "mla", "parts": []}, frozenset())
    issuer = foreign({"country": country, "authority": authority})
    agency = Agency(authority, authority, "Officer", "police.example", "foreign")
    days = draw_days(plan, rng)
    end = days.issued - timedelta(days=rng.randrange(12, 60))
    period = Period(end - timedelta(days=rng.randrange(25, 250)), end)
    provider = draw_provider(plan, rng)
    target = draw_target("email", 202, rng)
    return Story(
        plan,
        issuer,
        agency,
        provider,
        provider,
        days,
        period,
        (target,),
        (),
        None,
        Marks(),
    )


def _with_demands(story: Story, entry: dict[str, Any], rng: random.Random) -> Story:
    asked = list(entry["demands"].items())
    count = rng.randrange(2, len(asked) + 1)
    demands = tuple(
        Demand(words, tuple(found), timed=not set(found) <= set(_TIMELESS))
        for words, found in sorted(rng.sample(asked, count), key=asked.index)
    )
    return replace(story, demands=demands)


def _slots(
    entry: dict[str, Any], story: Story, city: str, rng: random.Random
) -> dict[str, str]:
    put, days, style = story.marks.put, story.days, entry["dates"]
    start, end = story.period.start, story.period.end
    law = entry["law"][0]
    number = choose(load("phrasing")["dockets"]["mla"], rng).format(
        yyyy=days.issued.year,
        yy=f"{days.issued:%y}",
        n=rng.randrange(100, 9999),
        d=rng.randrange(1, 8),
    )
    return {
        "provider": put("recipient", story.served.name, story.served.name),
        "email": identified(story, story.targets[0]),
        "date": put("date_issued", days.issued.isoformat(), on(days.issued, style)),
        "from": put("range_from", str(start), on(start, style)),
        "to": put("range_to", str(end), on(end, style)),
        "case": put("case_number", number, number),
        "name": person(rng).name,
        "city": city,
        "city^": city.upper(),
        "law": law or "",
    }


def _blocks(
    entry: dict[str, Any], story: Story, city: str, rng: random.Random
) -> Iterator[Block]:
    slots = _slots(entry, story, city, rng)
    for line in entry["head"].split("\n"):
        yield "center", _filled(line, slots)
    for raw in entry["body"]:
        text = choose(raw, rng)
        if text == "{demands}":
            yield from _items(story)
        elif text == "{sign}":
            yield "sign", _signed(entry, story, rng)
        else:
            kind = "bold" if text.isupper() else "p"
            yield kind, _filled(text, slots)


def _filled(text: str, slots: dict[str, str]) -> str:
    for name, value in slots.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _items(story: Story) -> Iterator[Block]:
    for index, demand in enumerate(story.demands):
        marked = story.marks.put("demand", str(index), demand.words)
        yield "items", [f"{index + 1}. {marked}"]


def _signed(entry: dict[str, Any], story: Story, rng: random.Random) -> dict[str, Any]:
    name = person(rng).name
    marked = story.marks.put("issuing_officer", f"{name}/{entry['signer']}", name)
    return {"by": marked, "title": entry["signer"]}
