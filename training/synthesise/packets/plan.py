"""What sort of packet to draw: clean, or with one or two defects that fit it."""

import random
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from training.synthesise.packets.wording import load


class Quality(StrEnum):
    """Which packets are wanted."""

    MIXED = "mixed"
    CLEAN = "clean"
    DEFECTS = "defects"


@dataclass(frozen=True, slots=True)
class Plan:
    """The form to fill and the defects to build in."""

    form: dict[str, Any]
    defects: frozenset[str]

    def has(self, *names: str) -> bool:
        """True when any of these defects is planned."""
        return not self.defects.isdisjoint(names)


_CLEAN_SHARE = 0.4
_SECOND_SHARE = 0.3
# Defects that leave nothing to demand go alone.
_ALONE = frozenset({"unfilled_form", "missing_attachment", "contradiction", "mismatch"})
# One packet has one period, one gag, one end, one addressee.
_ONE_OF = (
    frozenset({"no_date_range", "open_ended_range", "long_date_range", "geofence"}),
    frozenset({"gag_letter", "gag_endless", "gag_long"}),
    frozenset({"expired", "short_deadline", "undated"}),
    frozenset({"unsigned", "no_issuing_authority"}),
    frozenset({"keep_discloses", "future_keep", "too_long_keep"}),
    frozenset({"emergency_incomplete", "free_mail", "past_event"}),
)


def draw_plan(form: dict[str, Any], quality: Quality, rng: random.Random) -> Plan:
    """A form's defects: none, one or two."""
    fitting = _fitting(form)
    clean = quality is Quality.CLEAN or not fitting
    if quality is Quality.MIXED:
        clean = clean or rng.random() < _CLEAN_SHARE
    return Plan(form, frozenset() if clean else _pick(fitting, rng))


def _fitting(form: dict[str, Any]) -> list[tuple[str, float]]:
    data = load("defects")
    families = {
        f for f, types in data["families"].items() if form["instrument"] in types
    }
    return [
        (name, entry["weight"])
        for name, entry in data["defects"].items()
        if families.intersection(entry["for"]) and _can(form, name)
    ]


def _can(form: dict[str, Any], defect: str) -> bool:
    """Whether a form has what a defect spoils."""
    needs = {
        "missing_attachment": any(
            p.get("attached") or p.get("rider") for p in form["parts"]
        ),
        "contradiction": any(p.get("rider") for p in form["parts"]),
        "unfilled_form": any(p.get("form", "").startswith("AO") for p in form["parts"]),
        "expired": "due" in form,
        "short_deadline": "due" in form,
        "mismatch": form["place"] == "agency",
        "shield": form["place"] == "state",
        "wrong_recipient": form.get("addressed", True),
        "gag_endless": not form["id"].startswith("ao106"),
    }
    return bool(needs.get(defect, True))


def _pick(fitting: list[tuple[str, float]], rng: random.Random) -> frozenset[str]:
    names, weights = [n for n, _ in fitting], [w for _, w in fitting]
    first = rng.choices(names, weights)[0]
    if first in _ALONE or rng.random() >= _SECOND_SHARE:
        return frozenset({first})
    second = rng.choices(names, weights)[0]
    clash = any({first, second} <= group for group in _ONE_OF)
    return frozenset({first} if clash or second in _ALONE else {first, second})
