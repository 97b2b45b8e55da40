"""No text makes a finder work for long: patterns are bounded."""

import time
from collections.abc import Callable

import pytest

from extractor.find.case_number import find_case_number
from extractor.find.dates import find_date_due, find_date_issued
from extractor.find.identifiers import find_identifiers
from extractor.find.offence import find_offence
from extractor.find.passages import find_passages
from extractor.find.period import find_date_range
from extractor.find.recipient import find_recipient
from extractor.find.seal import find_seal
from extractor.find.secrecy import find_nondisclosure
from extractor.find.signature import find_officer, find_signature
from extractor.find.statutes import find_statutes
from extractor.packet import Scope
from tests.build import scope

FINDERS: tuple[Callable[[Scope], object], ...] = (
    find_case_number,
    find_date_due,
    find_date_issued,
    find_date_range,
    find_identifiers,
    find_nondisclosure,
    find_offence,
    find_officer,
    find_passages,
    find_recipient,
    find_seal,
    find_signature,
    find_statutes,
)
SIZE = 12_000
RUNS = {
    "letters": "a " * SIZE,
    "digits": "1" * SIZE,
    "brackets": "(" * SIZE,
    "lines of a form": "_" * SIZE,
    "citations": "18 U.S.C. " + "1343, " * (SIZE // 6),
    "dates": "January 1, 2020 " * (SIZE // 16),
    "addresses": "a@b." * (SIZE // 4),
    "dotted": "a." * SIZE,
    "names": "records of Ab Cd and " * (SIZE // 21),
    "capitals": "Ab " * SIZE,
}


@pytest.mark.slow
@pytest.mark.parametrize("finder", FINDERS, ids=lambda f: f.__name__)
def test_long_runs_take_little_time(finder: Callable[[Scope], object]) -> None:
    for name, run in RUNS.items():
        packet = scope(run)
        start = time.process_time()
        finder(packet)
        assert time.process_time() - start < 5.0, name


@pytest.mark.parametrize("finder", FINDERS, ids=lambda f: f.__name__)
def test_a_finder_says_the_same_twice(finder: Callable[[Scope], object]) -> None:
    text = (
        "SUBPOENA No. 1:24-mj-00001\nfor account a.roe@mail.example\nDated: May 1, 2024"
    )
    assert finder(scope(text)) == finder(scope(text))
