"""What stamps, fax machines and numbering leave on finished pages."""

import random
from dataclasses import replace

from training.synthesise.packets.compose import Sheets
from training.synthesise.packets.people import on
from training.synthesise.packets.story import Story
from training.synthesise.packets.wording import load
from training.synthesise.paper import Block


def decorated(
    parts: tuple[Sheets, ...], story: Story, rng: random.Random, media: str
) -> tuple[Sheets, ...]:
    """The parts with what was put on them after they were written."""
    if media in ("eml", "docx"):
        return parts
    if media == "scan" and rng.random() < 0.5:
        parts = tuple(replace(p, blocks=_masted(p.blocks)) for p in parts)
    if rng.random() < 0.06:
        parts = _censored(parts, rng)
    if rng.random() < 0.2 or media == "fax":
        parts = _faxed(parts, story, rng)
    if rng.random() < 0.15:
        parts = _stamped(parts, story, rng)
    return _numbered(parts, rng) if rng.random() < 0.12 else parts


def _masted(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Mastheads in blackletter, as some courts print them."""
    return tuple(
        ("blackletter", content) if kind == "mast" else (kind, content)
        for kind, content in blocks
    )


def _censored(parts: tuple[Sheets, ...], rng: random.Random) -> tuple[Sheets, ...]:
    """A black bar in the margin of the first page, with the exemption claimed."""
    code = ("codes", rng.choice(load("common")["codes"]))
    return (replace(parts[0], blocks=(code, *parts[0].blocks)), *parts[1:])


def _faxed(
    parts: tuple[Sheets, ...], story: Story, rng: random.Random
) -> tuple[Sheets, ...]:
    """The line that a fax machine prints above each part."""
    day = story.days.received
    frame = rng.choice(load("common")["fax"])
    slots = {
        "stamp": f"{on(day, 'slash')} {rng.randrange(8, 18)}:{rng.randrange(10, 60)}",
        "agency^": story.agency.name.upper(),
        "fax": f"{story.issuer.area}-555-{rng.randrange(100, 200):04d}",
        "pages": str(len(parts)),
    }
    out = []
    for number, part in enumerate(parts, 1):
        line = frame
        for name, value in (slots | {"page": str(number)}).items():
            line = line.replace(f"{{{name}}}", value)
        out.append(replace(part, blocks=(("fax", line), *part.blocks)))
    return tuple(out)


def _stamped(
    parts: tuple[Sheets, ...], story: Story, rng: random.Random
) -> tuple[Sheets, ...]:
    """A stamp of receipt or filing on the first page."""
    words = rng.choice(load("common")["stamps"])
    day = on(story.days.received, "short")
    stamp = ("stamp", f"{words} {day}".upper())
    return (replace(parts[0], blocks=(stamp, *parts[0].blocks)), *parts[1:])


def _numbered(parts: tuple[Sheets, ...], rng: random.Random) -> tuple[Sheets, ...]:
    """Bates numbers, one a part."""
    letters = "".join(rng.choice("ABCDEFGHLMNPRST") for _ in range(3))
    first = rng.randrange(1, 40000)
    return tuple(
        replace(part, blocks=(*part.blocks, ("bates", f"{letters}{first + index:06d}")))
        for index, part in enumerate(parts)
    )
