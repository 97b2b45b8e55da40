"""The grammar's spine: seed, form, plan, story, words, pages, labels, gold."""

import random
from dataclasses import dataclass, replace
from typing import Any

from training.synthesise.packets.abroad import foreign_packet
from training.synthesise.packets.compose import Composer, Sheets
from training.synthesise.packets.decor import decorated
from training.synthesise.packets.demands import Period
from training.synthesise.packets.gold import gold_of
from training.synthesise.packets.labelled import Asked, LabelledPacket, edges
from training.synthesise.packets.layout import paged, text_of, unmarked
from training.synthesise.packets.marks import Label, plain
from training.synthesise.packets.plan import Plan, Quality, draw_plan
from training.synthesise.packets.slots import words
from training.synthesise.packets.story import Story, draw_story
from training.synthesise.packets.wording import forms, load
from training.synthesise.paper import Sheet

# A typed copy has no ink: its signatures are typed too.
_TYPED = ("text", "docx", "eml")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What kind of packets: their quality, the share of scans, text files only."""

    quality: Quality = Quality.MIXED
    scans: float = 0.35
    text_only: bool = False
    instrument: str | None = None


def draw(seed: int, wanted: Wanted = Wanted()) -> LabelledPacket:
    """A packet, all of it decided by the seed and by what is wanted."""
    rng = random.Random(f"packets/{seed}")
    instrument = wanted.instrument or _instrument(rng)
    media, damage = _media(instrument, wanted, rng)
    if instrument == "foreign_order":
        story, parts = foreign_packet(rng, inked=media not in _TYPED)
    else:
        story, parts = _american(instrument, wanted.quality, media, rng)
    return _labelled(seed, story, decorated(parts, story, rng, media), media, damage)


def _instrument(rng: random.Random) -> str:
    weights = load("instruments")
    return str(rng.choices(list(weights), list(weights.values()))[0])


def _american(
    instrument: str, quality: Quality, media: str, rng: random.Random
) -> tuple[Story, tuple[Sheets, ...]]:
    fitting = [f for f in forms() if f["instrument"] == instrument]
    if quality is Quality.CLEAN:
        fitting = [f for f in fitting if f["place"] != "minor"]
    form = rng.choices(fitting, [f.get("weight", 1.0) for f in fitting])[0]
    plan = draw_plan(form, quality, rng)
    story = draw_story(plan, rng)
    rider = _has_rider(plan, story, rng)
    inked = media not in _TYPED
    composer = Composer(story, words(story, rng), rng, rider, inked)
    return story, composer.parts()


def _has_rider(plan: Plan, story: Story, rng: random.Random) -> bool:
    if not any("rider" in p for p in plan.form["parts"]):
        return False
    wanted = plan.has("missing_attachment", "contradiction") or len(story.demands) > 5
    return wanted or rng.random() < 0.6


def _media(
    instrument: str, wanted: Wanted, rng: random.Random
) -> tuple[str, str | None]:
    """How the packet comes, and how its scan is damaged."""
    data = load("media")
    letter = instrument in data["letter"]
    chance, pick = rng.random(), rng.choice(data["damage"])
    if wanted.text_only:
        return "text", None
    if chance < wanted.scans:
        return ("fax", pick) if pick.startswith("fax") else ("scan", pick)
    kinds = data["letters" if letter else "process"]
    return rng.choices(list(kinds), list(kinds.values()))[0], None


def _labelled(
    seed: int, story: Story, parts: tuple[Sheets, ...], media: str, damage: str | None
) -> LabelledPacket:
    marked = paged(parts, damage)
    text, labels = story.marks.read(text_of(marked))
    # An open period may be said without any day: "since the account was created".
    if not any(label.name in ("range_from", "date_range") for label in labels):
        # Nobody wrote the period down: then there is none.
        story = replace(story, period=Period())
    sheets = tuple(_clean(sheet) for sheet in marked)
    asked = tuple(_asked(story, text, labels))
    return LabelledPacket(
        id=f"p{seed}",
        seed=seed,
        text=text,
        labels=labels,
        demands=asked,
        gold=gold_of(story, sheets, labels, asked, media),
        sheets=sheets,
        media=media,
        damage=damage,
        options=_mail(story, media),
    )


def _clean(sheet: Sheet) -> Sheet:
    blocks = tuple((kind, unmarked(content, plain)) for kind, content in sheet.blocks)
    return Sheet(sheet.part, blocks, sheet.form, sheet.damage)


def _asked(story: Story, text: str, labels: tuple[Label, ...]) -> list[Asked]:
    """The demands as printed; one paragraph may hold several of the story's."""
    found = []
    for label in labels:
        if label.name != "demand":
            continue
        demands = [story.demands[int(n)] for n in label.value.split(",")]
        timed = any(d.timed for d in demands)
        period = edges(story.period.start, story.period.end) if timed else None
        found.append(
            Asked(
                text=text[label.start : label.end],
                page=text.count("\f", 0, label.start) + 1,
                start=label.start,
                end=label.end,
                categories=tuple(
                    dict.fromkeys(c for d in demands for c in d.categories)
                ),
                arguable=tuple(dict.fromkeys(c for d in demands for c in d.arguable)),
                tags=tuple(dict.fromkeys(t for d in demands for t in d.tags)),
                range=(period[0], period[1]) if period else None,
            )
        )
    return found


def _mail(story: Story, media: str) -> dict[str, Any]:
    """The headers of a packet that comes by mail."""
    if media != "eml":
        return {}
    sender = f"{story.agency.title.replace(' ', '.')}@{story.agency.domain}".lower()
    day = story.days.issued
    headers = {
        "From": f"{story.agency.name.replace(',', '')} <{sender}>",
        "To": "legal@provider.example",
        "Subject": _subject(story),
        "Date": f"{day:%a, %d %b %Y} 09:12:00 -0500",
    }
    return {"headers": headers, "attachment": "enclosure.pdf"}


def _subject(story: Story) -> str:
    """A mail's subject."""
    return f"{story.plan.form['instrument'].replace('_', ' ')}".capitalize()
