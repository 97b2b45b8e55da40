"""Process from abroad: which channel, since when, and what its form lacks."""

from datetime import date

import pytest

from extractor.check import check, load_profile
from extractor.check.abroad import channels
from extractor.report import Verdict
from tests.check.packets import Paper, demand, packet

NAME = demand("Name of the customer", "subscriber_identity")
EPOC = ("abroad", "European Production Order")


def judged(received: date, **more: object) -> Verdict:
    paper = Paper("foreign_order", (NAME,), due=None, **more)  # type: ignore[arg-type]
    return check(packet(paper), load_profile("amazon"), received)


def message(verdict: Verdict) -> str:
    return next(f for f in verdict.findings if f.rule == "foreign_authority").message


def test_a_european_certificate_has_its_own_channel_and_ten_days() -> None:
    verdict = judged(date(2026, 9, 21), country="DE", says=(EPOC,))
    assert "e-Evidence" in message(verdict)
    assert verdict.deadlines[0].due == date(2026, 10, 1)


def test_before_the_regulation_applied_it_came_by_treaty() -> None:
    assert "mutual legal assistance" in message(
        judged(date(2026, 8, 17), country="DE", says=(EPOC,))
    )


def test_an_emergency_certificate_is_due_in_eight_hours() -> None:
    said = (EPOC, ("term", "8 hours"))
    (found,) = judged(date(2026, 9, 21), country="DE", says=said).deadlines
    assert (found.hours, found.due) == (8, date(2026, 9, 21))


@pytest.mark.parametrize(
    ("country", "words", "channel"),
    [
        ("GB", "Overseas Production Order", "United Kingdom"),
        ("GB", "", "mutual legal assistance"),
        ("AU", "International Production Order", "Australia"),
        ("IN", "", "mutual legal assistance"),
    ],
)
def test_the_country_and_the_papers_words_choose_the_channel(
    country: str, words: str, channel: str
) -> None:
    said = (("abroad", words),) if words else ()
    assert channel in message(judged(date(2026, 9, 21), country=country, says=said))


def test_letters_rogatory_go_to_a_court() -> None:
    paper = Paper(
        "mutual_assistance_request",
        (NAME,),
        country="BR",
        due=None,
        says=(("abroad", "Letters Rogatory"),),
    )
    verdict = check(packet(paper), load_profile("amazon"), date(2026, 9, 21))
    assert "district court" in message(verdict)


def test_every_channel_names_its_law_and_the_last_takes_all() -> None:
    assert all(c.authority and c.route and c.asks for c in channels())
    assert not channels()[-1].countries
    assert not channels()[-1].needs_words
