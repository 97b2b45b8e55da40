"""What is known of a drawn packet, in the terms of gold data."""

from collections.abc import Iterable
from typing import Any

from training.synthesise.packets.labelled import Asked, edges
from training.synthesise.packets.marks import Label
from training.synthesise.packets.slots import prosecutor_of
from training.synthesise.packets.story import Story
from training.synthesise.packets.verdict import Told, disposition, findings
from training.synthesise.packets.wording import load
from training.synthesise.paper import Sheet

_MEDIA = {"pdf": "born_digital", "fax": "scan"}


def gold_of(
    story: Story,
    sheets: tuple[Sheet, ...],
    labels: tuple[Label, ...],
    asked: tuple[Asked, ...],
    media: str,
) -> dict[str, Any]:
    """One line of gold data, without the file's name."""
    said = _said(labels)
    told = _told(story, said, asked, home=True)
    home = story.provider.home
    found = findings(told)
    plain = findings(_told(story, said, asked, home=False))
    instrument = story.plan.form["instrument"]
    blank = story.plan.has("unfilled_form")
    nobody = story.plan.form["place"] == "none"
    letter = sheets[0].part == "cover_letter"
    unread = instrument == "national_security_process"
    return {
        "media": _MEDIA.get(media, media),
        "pages": len(sheets),
        "authenticity": "form" if blank else "mock",
        "truncated": False,
        "received": story.days.received.isoformat(),
        "provider": load("providers")["profile"]["name"] if home else None,
        "parts": parts_of(sheets) if letter or not nobody else [],
        "instrument": instrument,
        "also": [],
        "is_blank": blank,
        "jurisdiction": _jurisdiction(story, said),
        "fields": None if unread else _fields(story, said),
        "identifiers": None if unread else _identifiers(said),
        "categories": None if unread else _union(a.categories for a in asked),
        "arguable_categories": _union(a.arguable for a in asked),
        "demands": [_demand(a) for a in asked],
        "findings": list(found) if home else None,
        "findings_generic": list(plain),
        "arguable": _arguable(media),
        "disposition": disposition(told, found) if home else None,
    }


def _said(labels: tuple[Label, ...]) -> dict[str, list[str]]:
    """The values printed, by field, in reading order, each once."""
    said: dict[str, list[str]] = {}
    for label in labels:
        values = said.setdefault(label.name, [])
        if label.value not in values:
            values.append(label.value)
    return said


def _told(
    story: Story, said: dict[str, list[str]], asked: tuple[Asked, ...], *, home: bool
) -> Told:
    kinds = said.get("nondisclosure", [])
    secrecy = "ordered" if "ordered" in kinds else "".join(kinds[:1]) or "none"
    numbers = {int(n) for value in said.get("demand", []) for n in value.split(",")}
    demands = tuple(d for i, d in enumerate(story.demands) if i in numbers)
    return Told(story, demands if asked else (), secrecy, home and story.provider.home)


def parts_of(sheets: tuple[Sheet, ...]) -> list[dict[str, Any]]:
    """Runs of pages, as gold writes parts."""
    parts: list[dict[str, Any]] = []
    for number, sheet in enumerate(sheets, 1):
        if sheet.part.startswith("+"):
            parts[-1]["pages"].append(number)
            continue
        part: dict[str, Any] = {"type": sheet.part, "pages": [number]}
        parts.append(part | ({"form": sheet.form} if sheet.form else {}))
    return parts


def _jurisdiction(story: Story, said: dict[str, list[str]]) -> dict[str, Any]:
    issuer, form = story.issuer, story.plan.form
    nobody = dict.fromkeys(
        ("country", "level", "subdivision", "court", "court_id", "county", "agency")
    )
    if form["place"] == "none":
        return nobody
    if issuer.level == "foreign":
        return nobody | {"country": issuer.subdivision.code, "level": "foreign"}
    if form["place"] == "minor":
        return nobody | {"country": "US", "subdivision": issuer.subdivision.code}
    if story.plan.has("unfilled_form"):
        level = issuer.level if issuer.level == "federal" else None
        return nobody | {"country": "US", "level": level}
    in_court = form["place"] in ("federal", "state", "minor")
    local = form["place"] == "letter"
    return {
        "country": "US",
        "level": story.agency.level if local else issuer.level,
        "subdivision": issuer.subdivision.code,
        "court": issuer.court if in_court else None,
        "court_id": issuer.court_id if in_court else None,
        "county": issuer.county if in_court and issuer.level == "state" else None,
        "agency": _agency(story, said),
    }


def _agency(story: Story, said: dict[str, list[str]]) -> str | None:
    """The agency that issues; where it only investigates for a court, unlabelled."""
    form = story.plan.form
    if form["place"] in ("agency", "letter") or form.get("by") == "agency":
        return story.agency.name
    if form.get("by") == "prosecutor":
        return prosecutor_of(story)
    return said["agency"][0] if form["place"] == "prosecutor" else None


def _fields(story: Story, said: dict[str, list[str]]) -> dict[str, Any]:
    first = {name: values[0] for name, values in said.items()}
    recipient = first.get("recipient")
    kinds = said.get("nondisclosure", [])
    asked = bool(said.get("demand"))
    nobody = story.plan.form["place"] == "none"
    unsettled = story.issuer.level == "foreign"
    return {
        "case_number": first.get("case_number"),
        "date_issued": first.get("date_issued"),
        "date_due": first.get("date_due"),
        "recipient": None if nobody else recipient,
        "recipient_is_provider": story.served.home
        if recipient and not nobody
        else None,
        "date_range": edges(story.period.start, story.period.end) if asked else None,
        "signed": None if nobody else "issuing_officer" in said,
        "nondisclosure": "ordered" if "ordered" in kinds else (kinds or ["none"])[0],
        "statutes": None if unsettled or nobody else said.get("statute", []),
    }


def _identifiers(said: dict[str, list[str]]) -> list[dict[str, str]]:
    pairs = (value.split("=", 1) for value in said.get("identifier", []))
    return [{"kind": kind, "value": value} for kind, value in pairs]


def _union(groups: Iterable[tuple[str, ...]]) -> list[str]:
    return list(dict.fromkeys(c for group in groups for c in group))


def _demand(asked: Asked) -> dict[str, Any]:
    return {
        "page": asked.page,
        "text": " ".join(asked.text.split()[:12]),
        "categories": list(asked.categories),
        "date_range": list(asked.range) if asked.range else None,
    }


def _arguable(media: str) -> list[str]:
    """Rules that may speak of the way a packet came, which the story does not tell."""
    channel = ["not_served_through_portal"] if media in ("eml", "fax") else []
    return [*channel, "unreadable_pages"]
