"""Three small fictitious packets with labels, and records made by hand."""

import json
from pathlib import Path
from typing import Any

from training.evaluation.record import Answer, Count, Item, Record, Verdict

SUBPOENA = """UNITED STATES DISTRICT COURT
for the
Northern District of Illinois

SUBPOENA TO TESTIFY BEFORE A GRAND JURY

To: Custodian of Records, Amazon.com, Inc.

YOU ARE COMMANDED to appear in this United States district court before the grand jury.
Date and time: March 20, 2026
Grand jury number 26 GJ 0317

You must bring the following records of the account opal.brook@mailbarn.test from
January 1, 2026 to February 1, 2026:
1. the name and address of the account holder;
2. log-in times and IP addresses.

Date: March 2, 2026                     CLERK OF COURT
"""
LETTER = """Harborview County Sheriff's Office

April 3, 2026

Dear Custodian:

Under 18 U.S.C. 2703(f) please preserve for 90 days all records of the account
fern.hollow@mailbarn.test pending the issuance of process.

Sergeant Ilse Brandvold
"""
NEWS = """The Daily Lantern

The town council met on Tuesday to talk about the new bridge. Nothing was decided.
"""


def gold(identity: str, instrument: str, **labels: object) -> dict[str, Any]:
    """Labels of a packet in `docs/<id>.txt`."""
    told: dict[str, Any] = {
        "id": identity,
        "file": f"docs/{identity}.txt",
        "media": "text",
        "pages": 1,
        "authenticity": "mock",
        "truncated": False,
        "received": "2026-03-03",
        "provider": "Amazon",
        "parts": [{"type": instrument, "pages": [1]}],
        "instrument": instrument,
        "also": [],
        "is_blank": False,
        "jurisdiction": {"country": "US", "level": "federal", "subdivision": None},
        "fields": {},
        "identifiers": None,
        "categories": None,
        "findings": None,
        "disposition": None,
    }
    return told | labels


def write(folder: Path) -> Path:
    """A gold folder of three packets; it is returned."""
    subpoena = gold(
        "subpoena",
        "grand_jury_subpoena",
        jurisdiction={
            "country": "US",
            "level": "federal",
            "subdivision": "US-IL",
            "court_id": "ilnd",
        },
        fields={
            "case_number": "26 GJ 0317",
            "date_issued": "2026-03-02",
            "date_due": "2026-03-19",
            "date_range": ["2026-01-01", "2026-02-01"],
            "nondisclosure": "none",
        },
        identifiers=[
            {"kind": "email", "value": "opal.brook@mailbarn.test"},
            {"kind": "phone", "value": "+15550100"},
        ],
        categories=["subscriber_identity", "session_and_ip_logs"],
    )
    letter = gold(
        "letter",
        "preservation_request",
        jurisdiction={"country": "US", "level": "local", "subdivision": None},
        identifiers=[{"kind": "email", "value": "fern.hollow@mailbarn.test"}],
    )
    news = gold("news", "not_legal_process", provider=None, jurisdiction={})
    texts = (SUBPOENA, LETTER, NEWS)
    (folder / "docs").mkdir(parents=True)
    for labels, text in zip((subpoena, letter, news), texts, strict=True):
        (folder / labels["file"]).write_text(text, "utf-8")
    lines = (json.dumps(labels) for labels in (subpoena, letter, news))
    (folder / "gold.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def record(identity: str, *told: Answer | Item, **changes: object) -> Record:
    """A record of some answers and items."""
    plain: dict[str, Any] = {
        "id": identity,
        "file": f"{identity}.txt",
        "sha256": identity,
        "slices": {"half": "odd look", "media": "text", "instrument": "civil_subpoena"},
        "held_back": False,
        "refused": None,
        "answers": tuple(t for t in told if isinstance(t, Answer)),
        "items": tuple(t for t in told if isinstance(t, Item)),
        "sets": (),
        "part_pages": Count(),
        "demands": None,
        "reading": None,
        "review": False,
        "ms": 1,
    }
    return Record(**(plain | changes))


def instrument(want: str, found: str, confidence: float = 0.9) -> Answer:
    """A judged instrument type."""
    verdict = Verdict.RIGHT if want == found else Verdict.WRONG
    return Answer("instrument", want, found, verdict, confidence)


def category(name: str, verdict: Verdict, confidence: float | None = 0.8) -> Item:
    """A judged kind of data."""
    return Item("categories", name, name, verdict, confidence)
