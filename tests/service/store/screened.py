"""A small report like the pipeline's, and requests brought to where tests need them."""

import json
from dataclasses import replace
from functools import cache
from typing import Any

from extractor import wire
from extractor.check import load_profile
from extractor.process import Options, screen
from extractor.read import ReadOptions
from service.cases.states import State
from service.store import reports, requests
from service.store.blobs import Attachment, Blobs, attach
from service.store.engine import Store
from service.store.reports import Publication
from service.store.requests import NewRequest

TEXT = """UNITED STATES DISTRICT COURT
for the Western District of Washington

SUBPOENA TO TESTIFY BEFORE A GRAND JURY

To: Amazon.com, Inc., Custodian of Records
Grand jury number 26-GJ-0419

YOU ARE COMMANDED to produce the following records for the account of
perry.quill@examplemail.test from January 1, 2026 through March 31, 2026:

1. Name and billing address of the account holder.
2. Records of log-in times and IP addresses.
3. The contents of all messages sent to sellers.

Date issued: April 2, 2026. Appear on May 12, 2026.

/s/ Dana Holloway, Clerk of Court
"""


@cache
def report() -> str:
    """The report of TEXT, made by the real pipeline."""
    options = Options(load_profile("amazon"), ReadOptions(sandbox="off"))
    return wire.to_json(screen(TEXT.encode(), "gj.txt", options).report)


def report_json() -> dict[str, Any]:
    shown: dict[str, Any] = json.loads(report())
    return shown


def new(store: Store, **said: object) -> str:
    """A request just received; its id."""
    facts = NewRequest("gj.txt", 1, "a" * 64, "amazon")
    with store.begin() as session:
        return requests.create(session, replace(facts, **said)).request.id


def stored(
    store: Store, blobs: Blobs, data: bytes = TEXT.encode(), **said: object
) -> str:
    """A request whose original is in the blob store."""
    blob = blobs.put(data)
    request_id = new(store, size=blob.size, sha256=blob.sha256, **said)
    with store.begin() as session:
        attach(session, request_id, Attachment("original", blob, "text/plain"))
    return request_id


def read(store: Store, request_id: str) -> None:
    """Bring a request to where it is read, as a new run."""
    with store.begin() as session:
        requests.transition(session, request_id, State.QUEUED, "system")
        request = requests.transition(session, request_id, State.READING, "system")
        request.run += 1


def screened(store: Store, request_id: str | None = None, text: str = TEXT) -> str:
    """A request with a report; its id."""
    request_id = request_id or new(store)
    read(store, request_id)
    with store.begin() as session:
        reports.publish(session, request_id, Publication(report(), "text", text))
    return request_id
