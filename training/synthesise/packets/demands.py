"""The demands of a packet: what is asked, in whose words, for which period."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from training.synthesise.packets.plan import Plan
from training.synthesise.packets.wording import choose, load

_ANY = ("testimony", "business_records")
_CONTENT = (
    "communications_content",
    "stored_files",
    "voice_and_video",
    "browsing_and_search",
)
_REACHED = (
    "subscriber_identity",
    "contact_information",
    "billing_and_payment",
    "account_dates_and_services",
    "session_and_ip_logs",
)
_TELEPHONE = ("call detail", "calls", "telephone connection", "text message detail")


@dataclass(frozen=True, slots=True)
class Demand:
    """One item: its words, categories, what rules say of it, whether it has time in it.

    `arguable` categories count neither way.
    """

    words: str
    categories: tuple[str, ...]
    tags: tuple[str, ...] = ()
    timed: bool = True
    arguable: tuple[str, ...] = ()
    open: bool = False
    terse: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """The period asked for; an end is a day, "inception", "present" or None."""

    start: date | str | None = None
    end: date | str | None = None

    @property
    def stated(self) -> bool:
        """False where the packet states no period at all."""
        return self.start is not None or self.end is not None


def allowed(plan: Plan, kind: str, *, home: bool) -> tuple[str, ...]:
    """Categories that a packet of this plan asks for, of those its provider has."""
    form = plan.form
    asked = tuple(load("providers")["asked"][kind])
    if "only" in form:
        return tuple(form["only"])
    family = form["instrument"]
    if family.endswith("_subpoena") and family != "civil_subpoena":
        extra = ("purchase_history", "service_usage", "seller_records") if home else ()
        reached = tuple(c for c in asked if c in (*_REACHED, *extra))
        calls = ("communications_metadata",) if kind == "telecom" else ()
        return (*reached, *calls, *_ANY) if plan.has("content") else (*reached, *calls)
    if family in ("civil_subpoena", "records_order", "fraud_referral"):
        barred = (*_CONTENT, "location", *_linked(plan))
        return tuple(c for c in asked if c not in barred)
    return tuple(c for c in asked if c not in _linked(plan))


def _linked(plan: Plan) -> tuple[str, ...]:
    """A sweep of linked accounts is a defect: only packets with defects have it."""
    return () if plan.defects else ("linked_accounts", "business_records")


def draw_demands(
    plan: Plan, kind: str, rng: random.Random, *, home: bool, terse: bool
) -> tuple[Demand, ...]:
    """The demands; `terse` for short letters, `home` for the profile's own."""
    categories = allowed(plan, kind, home=home)
    count = _count(rng, len(categories)) if "only" not in plan.form else 1
    count = min(count, plan.form.get("most", count))
    entries = [
        (c, e)
        for c in categories
        for e in _entries(c, kind, plan, terse=terse)
        if not _is_barred(e, plan)
    ]
    chosen = _spread(entries, count, rng)
    found = tuple(replace(_demand(c, e, rng), terse=terse) for c, e in chosen)
    own = tuple(_special(plan, rng))
    return _joined((*found, *own), rng)


def _count(rng: random.Random, most: int) -> int:
    size = rng.choices((2, 3, 4, 5, 6, 8, 12, 20, 30), (2, 4, 5, 5, 4, 3, 2, 1, 0.5))[0]
    return max(1, min(size, 3 * most))


def _entries(
    category: str, kind: str, plan: Plan, *, terse: bool
) -> Iterator[dict[str, Any]]:
    """Ways to ask for a category; telephone records of a subpoena's reach only."""
    words = load("demands")[category]
    subpoena = plan.form["instrument"].endswith("_subpoena")
    for entry in words["short" if terse else "long"]:
        full = dict(entry) if isinstance(entry, dict) else {"text": entry}
        full.setdefault("timeless", words.get("timeless", False))
        if kind not in full.get("at", (kind,)):
            continue
        if category == "communications_metadata" and subpoena and "at" not in full:
            continue
        yield full


def _is_barred(entry: dict[str, Any], plan: Plan) -> bool:
    """Words a rule objects to stand only in packets that are to have defects."""
    return bool(entry.get("tags")) and not plan.defects


def _spread(
    entries: list[tuple[str, dict[str, Any]]], count: int, rng: random.Random
) -> list[tuple[str, dict[str, Any]]]:
    """So many entries, one of each category before any second."""
    rng.shuffle(entries)
    seen: dict[str, int] = {}
    ranked = []
    for position, (category, entry) in enumerate(entries):
        seen[category] = seen.get(category, 0) + 1
        ranked.append((seen[category], position, category, entry))
    ranked.sort(key=lambda r: r[:2])
    chosen = [(category, entry) for _, _, category, entry in ranked[:count]]
    rng.shuffle(chosen)
    return chosen


def _demand(category: str, entry: dict[str, Any], rng: random.Random) -> Demand:
    return Demand(
        words=choose(entry["text"], rng),
        categories=(category, *entry.get("also", ())),
        tags=tuple(entry.get("tags", ())),
        timed=not entry["timeless"],
    )


def _special(plan: Plan, rng: random.Random) -> Iterator[Demand]:
    """The demands that planned defects put in."""
    texts = load("defects")["demands"]
    for defect in sorted(plan.defects):
        if defect == "content":
            category = rng.choice(_CONTENT)
            entry = rng.choice(load("demands")[category]["long"])
            full = entry if isinstance(entry, dict) else {"text": entry}
            yield _demand(category, {"timeless": False, **full}, rng)
        if defect not in texts:
            continue
        entry = texts[defect]
        people = load("people")
        words = choose(rng.choice(entry["texts"]), rng).format(
            word=rng.choice(people["words"]).title(),
            street=rng.choice(people["streets"]),
        )
        yield Demand(
            words,
            tuple(entry["categories"]),
            tuple(entry["tags"]),
            timed=entry["categories"][0] != "subscriber_identity",
            arguable=tuple(entry.get("arguable", ())),
            open=entry.get("open", False),
        )


def _joined(demands: tuple[Demand, ...], rng: random.Random) -> tuple[Demand, ...]:
    """Now and then two plain demands in one item, as writers put them."""
    out: list[Demand] = []
    for demand in demands:
        plain = not demand.tags and not demand.open and not demand.arguable
        if out and plain and not out[-1].tags and rng.random() < 0.15:
            last = out.pop()
            frame = rng.choice(load("phrasing")["joint"])
            both = frame.format(a=last.words, b=demand.words)
            out.append(merged((last, demand), both))
        else:
            out.append(demand)
    return tuple(out)


def merged(demands: tuple[Demand, ...], words: str) -> Demand:
    """Several demands as one item."""
    return Demand(
        words,
        tuple(dict.fromkeys(c for d in demands for c in d.categories)),
        tuple(dict.fromkeys(t for d in demands for t in d.tags)),
        timed=any(d.timed for d in demands),
        arguable=tuple(dict.fromkeys(c for d in demands for c in d.arguable)),
        open=any(d.open for d in demands),
        terse=any(d.terse for d in demands),
    )


def is_telephone(demand: Demand) -> bool:
    """True for connection records of telephones, which a subpoena reaches."""
    return any(cue in demand.words.lower() for cue in _TELEPHONE)
