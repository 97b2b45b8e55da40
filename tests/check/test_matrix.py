"""Instrument against category: the truth table of the policy, reviewed and pinned."""

from datetime import date

import pytest

from extractor.check import check, load_profile
from extractor.check.compel import class_of, powers
from extractor.check.files import read
from tests.check.packets import SPRING, Paper, demand, packet

CATEGORIES = tuple(read("compel.yaml")["classes"])
RECORDS = [c for c in CATEGORIES if class_of(c) == "record"]
CONTENT = [c for c in CATEGORIES if class_of(c) == "content"]
AUTHORITY = {
    "content_needs_warrant": "C",
    "location_needs_warrant": "L",
    "prospective_needs_order": "P",
    "beyond_subpoena_reach": "b",
    "not_binding_process": "n",
    "foreign_authority": "f",
    "restricted_process": "r",
    "fraud_scope": "s",
}
# One letter a class: records (b: beyond reach for linked, device and header records
# only), content, location, live metadata, live content, whole, other.
TABLE = """
search_warrant                 .  .  .  P  P  .  .
search_warrant_application     n  n  n  n  n  n  n
grand_jury_subpoena            b  C  L  P  P  .  .
trial_subpoena                 b  C  L  P  P  .  .
administrative_subpoena        b  C  L  P  P  .  .
civil_subpoena                 .  C  L  P  P  .  .
records_order                  .  C  L  P  P  .  .
pen_trap_order                 .  C  L  .  P  .  .
interception_order             .  .  .  .  .  .  .
nondisclosure_order            .  .  .  .  .  .  .
preservation_request           .  .  .  .  .  .  .
emergency_request              .  .  .  .  .  .  .
national_security_process      r  r  r  r  r  r  r
mutual_assistance_request      f  f  f  f  f  f  f
foreign_order                  f  f  f  f  f  f  f
device_return_request          .  .  .  .  .  .  .
fraud_referral                 .  s  s  s  s  s  .
informal_request               n  n  n  n  n  n  n
not_legal_process              .  .  .  .  .  .  .
"""
COLUMNS = (
    "record",
    "content",
    "location",
    "live_metadata",
    "live_content",
    "whole",
    "other",
)
BEYOND = {"device_identifiers", "linked_accounts", "communications_metadata"}
ROWS = {line.split()[0]: line.split()[1:] for line in TABLE.strip().splitlines()}
CELLS = [(i, c) for i in ROWS for c in CATEGORIES]


def expected(instrument: str, category: str) -> set[str]:
    cell = ROWS[instrument][COLUMNS.index(class_of(category))]
    if cell == "b" and category not in BEYOND:
        return set()
    return set(cell) - {"."}


@pytest.mark.parametrize(("instrument", "category"), CELLS)
def test_what_an_instrument_may_compel(instrument: str, category: str) -> None:
    asks = (demand("The item named", category, during=SPRING),)
    found = packet(Paper(instrument, asks, statutes=(), offence="fraud"))
    verdict = check(found, load_profile("amazon"), date(2024, 6, 14))
    said = {AUTHORITY[f.rule] for f in verdict.findings if f.rule in AUTHORITY}
    assert said == expected(instrument, category)


def test_the_matrix_knows_every_type_and_category() -> None:
    assert set(powers()) == set(ROWS)
    assert len(ROWS) == 19
    assert len(CATEGORIES) == 23
