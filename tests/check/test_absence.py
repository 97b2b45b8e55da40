"""What is not there: a signature, a day, an account; and what falls with it."""

from dataclasses import replace
from datetime import date

import pytest

from extractor.check import check, load_profile
from extractor.report import Verdict
from tests.check.packets import Paper, between, demand, packet

MARCH = between(date(2024, 3, 1), date(2024, 3, 31))
BUYERS = demand(
    "The names of every customer who bought the lamp",
    "subscriber_identity",
    during=MARCH,
)
CARDS = demand(
    "The card used in each such purchase",
    "billing_and_payment",
    number=2,
    during=MARCH,
)


def judged(paper: Paper, media: str = "pdf") -> Verdict:
    profile = load_profile("amazon")
    return check(packet(paper, media=media), profile, date(2024, 6, 14))


def told(verdict: Verdict, rule: str) -> str | None:
    return next((f.verdict for f in verdict.findings if f.rule == rule), None)


def test_a_text_without_ink_leaves_open_whether_it_was_signed() -> None:
    assert told(judged(Paper(signer=None), "text"), "unsigned") == "cannot_tell"


@pytest.mark.parametrize(("kind", "rule"), [("unsigned", "unsigned"), ("undated",) * 2])
def test_an_empty_place_shows_the_absence_even_in_a_text(kind: str, rule: str) -> None:
    paper = Paper(signer=None, issued=None, says=((kind, "clerk"),))
    verdict = judged(paper, "text")
    assert told(verdict, rule) == "objects"
    shown = next(f for f in verdict.findings if f.rule == rule)
    assert shown.evidence


def test_where_nobody_is_named_a_class_of_people_fells_all_that_hangs_on_it() -> None:
    paper = Paper("search_warrant", (BUYERS, CARDS), identifiers=())
    verdict = judged(paper)
    assert told(verdict, "class_of_people") == "objects"
    assert told(verdict, "no_target_identifier") is None
    assert verdict.disposition.value == "reject"


def test_beside_a_named_account_a_class_of_people_falls_alone() -> None:
    verdict = judged(Paper("search_warrant", (BUYERS, CARDS)))
    assert verdict.disposition.value == "narrow"
    assert verdict.disposition.producible == ("d2",)


def test_an_item_that_means_nothing_known_is_doubted_only_where_it_may_be_content() -> (
    None
):
    costs = demand("It shall be paid its reasonable costs")
    assert told(judged(Paper(demands=(costs,))), "content_needs_warrant") is None
    letters = demand("All correspondence, in whatever form")
    verdict = judged(Paper(demands=(letters,)))
    assert told(verdict, "content_needs_warrant") == "cannot_tell"


def test_a_target_that_was_pointed_at_and_not_read_leaves_it_open() -> None:
    paper = Paper("search_warrant", (CARDS,), identifiers=())
    assert told(judged(paper), "no_target_identifier") == "objects"
    pointed = replace(paper, says=(("pointed", "account: AWS account"),))
    assert told(judged(pointed), "no_target_identifier") == "cannot_tell"


@pytest.mark.parametrize(
    ("origin", "verdict"), [("embedded", "objects"), ("ocr", "cannot_tell")]
)
def test_on_a_scan_a_target_may_stand_where_words_lead_to_one(
    origin: str, verdict: str
) -> None:
    paper = Paper(
        "search_warrant",
        (CARDS,),
        identifiers=(),
        says=(("pointing", "account held under"),),
    )
    whole = packet(paper)
    pages = tuple(replace(p, origin=origin) for p in whole.document.pages)
    read = replace(whole, document=replace(whole.document, pages=pages))
    found = check(read, load_profile("amazon"), date(2024, 6, 14))
    assert told(found, "no_target_identifier") == verdict


def test_a_period_that_was_stated_and_not_read_leaves_it_open() -> None:
    orders = demand("Orders of the account", "purchase_history")
    paper = Paper("search_warrant", (orders,))
    assert told(judged(paper), "no_date_range") == "objects"
    timed = replace(paper, says=(("timed", "through Apr. 2?, 2024"),))
    assert told(judged(timed), "no_date_range") == "cannot_tell"


def test_a_form_with_three_empty_entries_needs_no_second_objection() -> None:
    empty = tuple(("blank", b) for b in ("day to answer", "date of issue", "number"))
    paper = Paper("search_warrant", (), signer=None, issued=None, says=empty)
    assert {f.rule for f in judged(paper).findings} == {"unfilled_form"}


BARE = tuple(("bare", b) for b in ("day to answer", "date of issue", "district"))


def test_entries_with_nothing_after_them_are_empty_where_nobody_signed() -> None:
    paper = Paper("search_warrant", (), signer=None, issued=None, says=BARE)
    assert {f.rule for f in judged(paper).findings} == {"unfilled_form"}
    assert told(judged(Paper("search_warrant", says=BARE)), "unfilled_form") is None
