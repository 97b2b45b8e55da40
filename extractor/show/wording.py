"""Values and ids in the words a person reads."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from extractor.facts import (
    Contact,
    DateRange,
    Edge,
    Nondisclosure,
    Officer,
    Place,
    Signature,
)

_CAPITALS = {
    "ip": "IP",
    "imei": "IMEI",
    "url": "URL",
    "aws": "AWS",
    "id": "ID",
    "ocr": "OCR",
}
DISPOSITIONS = {
    "reject": "Reject",
    "narrow": "Narrow",
    "ready": "Ready to produce",
    "redirect": "Redirect",
    "restricted": "Restricted handling",
    "emergency": "Emergency",
    "preserve": "Preserve",
    "review": "Needs review",
}
STANDINGS = {
    "produce": ("can be produced", "stands"),
    "narrow": ("once narrowed", "held"),
    "refuse": ("not on this process", "falls"),
    "hold": ("a person must look", "held"),
    "keep": ("kept, not disclosed", "stands"),
    "divert": ("another channel decides", "held"),
}
TONES = {
    "reject": "bad",
    "restricted": "bad",
    "narrow": "warn",
    "emergency": "warn",
    "redirect": "route",
    "review": "route",
    "ready": "good",
    "preserve": "good",
}
WHY_DOUBTED = "Of values as sure as this not enough were right to go unseen"
_NEARLY_SURE = 95.0
"""Per cent: of some kinds not even such values may go unseen."""


def plain(name: str | None) -> str:
    """An id as words: "session_and_ip_logs" is "Session and IP logs"."""
    words = (name or "").replace("_", " ").split()
    spelled = [_CAPITALS.get(word, word) for word in words]
    text = " ".join(spelled)
    return text[:1].upper() + text[1:]


def doubt(percent: float) -> str:
    """How a value is marked that the report says a person must look at."""
    return "check this" if percent < _NEARLY_SURE else "nearly sure, look once"


def said(value: object) -> str:
    """A field's value in one line; empty for none."""
    match value:
        case None:
            return ""
        case bool():
            return "Yes" if value else "No"
        case date():
            return f"{value.day} {value:%B %Y}"
        case DateRange(start, end):
            return f"{_edge(start, 'open')} to {_edge(end, 'open')}"
        case _:
            return _said_of_person(value)


def _said_of_person(value: object) -> str:
    match value:
        case Officer(name, title):
            return _joined(name, title)
        case Contact(name, agency, email, phone, address):
            return _joined(name, agency, email, phone, address)
        case Place(name):
            return name
        case Signature(by, signer, on, how):
            found = "in ink" if how == "ink" else "as text"
            return _joined(by, plain(signer.value), _edge(on, ""), found)
        case _:
            return _said_of_secrecy(value)


def _said_of_secrecy(value: object) -> str:
    match value:
        case Nondisclosure("none"):
            return "None"
        case Nondisclosure(kind, authority, until):
            end = f"until {until}" if until else "no end stated"
            return _joined(plain(kind), authority, end)
        case _:
            return str(value)


def _edge(edge: Edge, otherwise: str) -> str:
    return said(edge) or otherwise


def _joined(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def runs(numbers: Iterable[int]) -> str:
    """Page numbers as runs: "1-3, 5"."""
    found: list[list[int]] = []
    for number in sorted(numbers):
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in found)


@cache
def category_classes() -> dict[str, str]:
    """Category id to its class (content, non_content, ...)."""
    text = files("extractor.taxonomy").joinpath("categories.yaml").read_text("utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return {entry["id"]: str(entry["class"]) for entry in data["categories"]}
