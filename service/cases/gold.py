"""A decided request as gold data: the labels training and evaluation read."""

import re
from collections.abc import Mapping
from typing import Any

from service.cases.corrections import Correction, effective
from service.cases.decisions import ReviewVerdict
from service.cases.findings import Reviewed, finding_key

Json = dict[str, Any]
_SUFFIX = re.compile(r"\.[a-z0-9]{1,5}")
_PLACE = ("country", "level", "subdivision", "court", "court_id", "county", "agency")
_SINGLE = ("case_number", "date_issued", "date_due", "recipient")


def gold(
    request_id: str,
    view: Json,
    events: tuple[Correction, ...],
    reviews: Mapping[str, Reviewed],
    decided_as: str | None,
) -> Json:
    """Labels of a report that a person has gone through.

    What was not corrected is labelled as the machine had it, for the person let it
    stand; `corrected` lists the places where they did not.
    """
    main = view["instruments"][view["primary"]]
    return {
        "id": request_id,
        "file": f"docs/{request_id}{suffix(view['document']['filename'])}",
        "media": _media(view["document"]),
        "pages": len(view["document"]["pages"]),
        "authenticity": "real",
        "truncated": False,
        "received": view["received"],
        "provider": view["provider"],
        "parts": [_part(part) for part in view["parts"]],
        "instrument": main["type"]["value"],
        "also": _also(view),
        "is_blank": any(part["is_blank"] for part in view["parts"]),
        "jurisdiction": {name: main["jurisdiction"][name]["value"] for name in _PLACE},
        "fields": _fields(main),
        "identifiers": _identifiers(view["identifiers"]),
        "categories": [category["value"] for category in view["categories"]],
        "demands": [_demand(demand) for demand in main["demands"]],
        "findings": _findings(view["findings"], reviews),
        "disposition": decided_as,
        "corrected": sorted({event.path for event in effective(events)}),
    }


def suffix(filename: str) -> str:
    """The file's ending where it is a plain one, else none."""
    found = re.search(r"\.[^.]*$", filename.lower())
    ending = found.group() if found else ""
    return ending if _SUFFIX.fullmatch(ending) else ""


def _media(document: Json) -> str:
    named = {"docx": "docx", "mail": "eml", "eml": "eml", "text": "text"}
    if document["media"] in named:
        return named[document["media"]]
    if document["media"] != "pdf":
        return "image"
    read = {page["origin"] for page in document["pages"]}
    return "born_digital" if read == {"embedded"} else "scan"


def _part(part: Json) -> Json:
    shown = {"type": part["type"], "pages": list(part["pages"])}
    return {**shown, "form": part["form"]} if part["form"] else shown


def _also(view: Json) -> list[str]:
    others = (i for n, i in enumerate(view["instruments"]) if n != view["primary"])
    return [other["type"]["value"] for other in others if other["type"]["value"]]


def _fields(main: Json) -> Json:
    fields = main["fields"]
    secrecy = fields["nondisclosure"]["value"]
    return {
        **{name: fields[name]["value"] for name in _SINGLE},
        "recipient_is_provider": main["recipient_is_provider"]["value"],
        "date_range": _range(fields["date_range"]["value"]),
        "signed": fields["signature"]["value"] is not None,
        "nondisclosure": secrecy["kind"] if secrecy else "none",
        "statutes": [statute["value"] for statute in fields["statutes"]],
    }


def _range(value: Json | None) -> list[str | None] | None:
    return [value["start"], value["end"]] if value else None


def _identifiers(found: list[Json]) -> list[Json]:
    return [{"kind": i["kind"], "value": i["value"]["value"]} for i in found]


def _demand(demand: Json) -> Json:
    return {
        "page": demand["page"],
        "text": " ".join(demand["text"].split()[:12]),
        "categories": [category["value"] for category in demand["categories"]],
        "date_range": _range(demand["date_range"]["value"]),
    }


def _findings(findings: list[Json], reviews: Mapping[str, Reviewed]) -> list[str]:
    """The rules that object, without those that a person dismissed."""
    dismissed = {
        key for key, said in reviews.items() if said.verdict is ReviewVerdict.DISMISS
    }
    return sorted(
        {
            finding["rule"]
            for finding in findings
            if finding["verdict"] == "objects" and finding_key(finding) not in dismissed
        }
    )
