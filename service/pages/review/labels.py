"""Which values of a report can be corrected, what they are called, how edited."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from extractor.facts import Signer
from extractor.packet import Role
from extractor.show.wording import category_classes, plain
from extractor.taxonomy import labels

_EDITORS = {
    "date_issued": "date",
    "date_due": "date",
    "date_range": "range",
    "issuing_officer": "officer",
    "requesting_contact": "contact",
    "statutes": "list",
    "signature": "signature",
    "nondisclosure": "secrecy",
    "attachments_referenced": "list",
    "attachments_present": "list",
    "level": "level",
}


def _edited(named: dict[str, str]) -> dict[str, tuple[str, str]]:
    return {name: (label, _EDITORS.get(name, "text")) for name, label in named.items()}


FIELDS = _edited(labels.FIELDS)
"""Field to its label and the kind of its editor."""

PLACE = _edited(labels.PLACE)
"""Part of the jurisdiction to its label and the kind of its editor."""

LEVELS = ("federal", "state", "local", "tribal", "foreign", "international")


@cache
def choices() -> dict[str, list[tuple[str, str, str]]]:
    """The closed vocabularies by kind of editor: id, name, group."""
    instruments = _named("instruments.yaml")
    roles = [(role.value, plain(role.value), "") for role in Role]
    return {
        "instrument": instruments,
        "part": [*instruments, *roles],
        "level": [(level, plain(level), "") for level in LEVELS],
        "signer": [(signer.value, plain(signer.value), "") for signer in Signer],
        "categories": [
            (name, plain(name), group.replace(" ", "_"))
            for name, group in category_classes().items()
        ],
    }


def _named(file: str) -> list[tuple[str, str, str]]:
    text = files("extractor.taxonomy").joinpath(file).read_text("utf-8")
    entries: dict[str, Any] = yaml.safe_load(text)
    return [(key, str(entry["name"]), "") for key, entry in entries.items()]


def group_of(category: str) -> str:
    """A category's class, as a CSS class."""
    return category_classes().get(category, "other").replace(" ", "_")


def path_label(path: str) -> str:
    """A correction's path in words: "Instrument 1, Case number"."""
    match path.split("/"):
        case ["parts", index, *_]:
            return f"Part {_ordinal(index)}, type"
        case ["instruments", index, "fields" | "jurisdiction", name, *_]:
            known = FIELDS.get(name) or PLACE.get(name) or (plain(name), "")
            return f"{_which(index)}{known[0]}"
        case ["instruments", index, "demands", demand, name, *_]:
            return f"{_which(index)}demand {demand}, {plain(name).lower()}"
        case ["instruments", index, *rest]:
            return f"{_which(index)}{plain(' '.join(rest) or 'instrument').lower()}"
        case _:
            return plain(path.replace("/", " "))


def _which(index: str) -> str:
    return "" if index == "0" else f"Instrument {_ordinal(index)}, "


def _ordinal(index: str) -> str:
    return str(int(index) + 1) if index.isdecimal() else index
