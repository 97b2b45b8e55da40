"""Restricted process is stored unread: its kind, its pages, and where it goes."""

import copy
from typing import Any

Json = dict[str, Any]
KIND = "national_security_process"
_ROUTE = "route"
_UNREAD: Json = {"value": None, "confidence": 0.0, "evidence": []}


def is_restricted(report: Json) -> bool:
    """True for a report of national security process."""
    kinds = [i["type"]["value"] for i in report["instruments"]]
    return report["disposition"]["value"] == "restricted" or KIND in kinds


def withheld(report: Json) -> Json:
    """The report without anything the paper says: type, pages and route remain.

    The places of the words that gave it away stay, the words do not.
    """
    kept = copy.deepcopy(report)
    kept["instruments"] = [_instrument(one) for one in kept["instruments"]]
    kept["findings"] = [f for f in kept["findings"] if f["severity"] == _ROUTE]
    for finding in kept["findings"]:
        finding["evidence"] = _silent(finding["evidence"])
    kept["document"]["notes"] = []
    empty: Json = {"identifiers": [], "categories": [], "deadlines": []}
    return {**kept, **empty, "answer": {"items": [], "questions": []}}


def _instrument(one: Json) -> Json:
    kind = {**one["type"], "evidence": _silent(one["type"]["evidence"])}
    return {
        **one,
        "type": kind,
        "jurisdiction": _emptied(one["jurisdiction"]),
        "fields": _emptied(one["fields"]),
        "identifiers": [],
        "demands": [],
        "passages": [],
    }


def _emptied(fields: Json) -> Json:
    return {
        name: [] if isinstance(field, list) else dict(_UNREAD)
        for name, field in fields.items()
    }


def _silent(evidence: list[Json]) -> list[Json]:
    return [{**each, "text": ""} for each in evidence]
