"""Days that matter: each entry's examples, counting, and a packet's own days."""

from datetime import date
from typing import Any

import pytest

from extractor.check import check, load_profile
from extractor.check.deadlines import FILE, Counted, deadline, entries, holds
from extractor.check.examples import subject
from extractor.check.files import read
from extractor.check.workdays import closed, later, next_open
from extractor.facts import Nondisclosure
from extractor.report import Deadline
from tests.check.packets import SPRING, Paper, demand, packet

NAME = demand("Name of the customer", "subscriber_identity")
WRITTEN: list[dict[str, Any]] = read(FILE)
CASES = [
    (entry, example)
    for entry, written in zip(entries(), WRITTEN, strict=True)
    for example in written["examples"]
]


@pytest.mark.parametrize(
    ("entry", "example"), CASES, ids=[f"{e.id}: {x['says']}" for e, x in CASES]
)
def test_an_example_gives_the_day_it_says(
    entry: Counted, example: dict[str, Any]
) -> None:
    seen = subject(example["view"])
    if not holds(entry, seen):
        assert example["expects"] == "none"
        return
    found = deadline(entry, seen)
    assert (str(found.due) if found.due else "unknown") == example["expects"]
    assert bool(found.lacks) == (found.due is None)


@pytest.mark.parametrize("written", WRITTEN, ids=lambda w: w["id"])
def test_an_entry_has_three_examples_both_ways_and_an_authority(
    written: dict[str, Any],
) -> None:
    said = [example["expects"] for example in written["examples"]]
    assert len(said) >= 3
    assert set(said) & {"none", "unknown"}
    assert set(said) - {"none", "unknown"}
    assert written["authority"]
    assert written["status"] in {"draft", "reviewed"}


def days(paper: Paper, received: date | None = date(2025, 2, 10)) -> list[Deadline]:
    return list(check(packet(paper), load_profile("amazon"), received).deadlines)


def test_fifteen_business_days_skip_weekends_and_a_holiday() -> None:
    assert later(date(2025, 2, 10), 15, business=True) == date(2025, 3, 4)


def test_a_states_own_holiday_does_not_count_there() -> None:
    friday = date(2026, 2, 27)
    assert later(friday, 1, business=True) == date(2026, 3, 2)
    assert later(friday, 1, business=True, subdivision="US-TX") == date(2026, 3, 3)


def test_a_weekend_rolls_on_to_the_next_open_day() -> None:
    assert closed(date(2025, 7, 5)) == "Saturday"
    assert next_open(date(2025, 7, 4)) == date(2025, 7, 7)


def test_without_the_day_of_receipt_nothing_is_counted_from_today() -> None:
    paper = Paper("preservation_request", (NAME,), due=None)
    found = [d for d in days(paper, None) if d.id.startswith("preservation")]
    assert [d.due for d in found] == [None, None]
    assert {d.lacks for d in found} == {"day of receipt"}


def test_a_return_date_on_a_sunday_says_so() -> None:
    (found,) = days(Paper(demands=(NAME,), due=date(2025, 3, 2)))
    assert found.due == date(2025, 3, 2)
    assert "Sunday" in found.basis
    assert "2025-03-03" in found.basis


def test_secrecy_ends_counted_from_the_orders_date() -> None:
    secrecy = Nondisclosure("ordered", "18 USC 2705(b)", "180 days")
    paper = Paper(
        "search_warrant",
        (NAME,),
        issued=date(2025, 1, 10),
        due=None,
        secrecy=secrecy,
    )
    ends = {d.id: d.due for d in days(paper)}
    assert ends["secrecy_ends"] == date(2025, 7, 9)


def test_the_earliest_day_comes_first() -> None:
    paper = Paper("preservation_request", (NAME,), due=date(2025, 3, 3))
    found = [d.due for d in days(paper) if d.due]
    assert found == sorted(found)
    assert len(found) == 3


@pytest.mark.parametrize(("received", "told"), [(2024, False), (2026, True)])
def test_a_customer_is_told_once_the_order_of_silence_has_ended(
    received: int, told: bool
) -> None:
    messages = demand("Messages", "communications_content", during=SPRING)
    secrecy = Nondisclosure("ordered", "18 USC 2705(b)", "one year")
    paper = Paper("search_warrant", (messages,), secrecy=secrecy, due=None)
    verdict = check(packet(paper), load_profile("amazon"), date(received, 7, 1))
    assert ("notify_customer" in {o.id for o in verdict.obligations}) is told
