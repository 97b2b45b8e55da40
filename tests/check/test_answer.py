"""The whole packet at a glance: each demand's standing, and what to ask."""

from datetime import date

from extractor.check import check, load_profile
from extractor.report import Answer, Packet, Standing
from tests.check.packets import SPRING, Paper, demand, packet

NAME = demand("Name of the customer", "subscriber_identity", number=1)
MESSAGES = demand("Messages", "communications_content", during=SPRING, number=2)
SWEEP = demand("Any and all orders", "purchase_history", during=SPRING, number=3)
MIXED = demand(
    "Name and messages",
    *("subscriber_identity", "communications_content"),
    during=SPRING,
    number=4,
)


def answered(found: Packet) -> Answer:
    return check(found, load_profile("amazon"), date(2024, 6, 14)).answer


def standings(found: Packet) -> dict[str, Standing]:
    return {i.demand_id: i.standing for i in answered(found).items}


def test_each_demand_has_its_own_standing() -> None:
    assert standings(packet(Paper(demands=(NAME, MESSAGES, SWEEP)))) == {
        "d1": Standing.PRODUCE,
        "d2": Standing.REFUSE,
        "d3": Standing.NARROW,
    }


def test_a_demand_for_content_and_a_name_is_narrowed_to_the_name() -> None:
    found = packet(Paper(demands=(MIXED,)))
    assert standings(found) == {"d4": Standing.NARROW}
    verdict = check(found, load_profile("amazon"), date(2024, 6, 14))
    assert verdict.disposition.value == "narrow"
    assert verdict.disposition.producible == ("d4",)


def test_narrowing_quotes_the_demands_own_words() -> None:
    (item,) = answered(packet(Paper(demands=(SWEEP,)))).items
    assert item.because == ("catch_all",)
    assert "“Any and all”" in item.narrowing[0]


def test_an_unsigned_paper_produces_nothing_and_is_asked_for() -> None:
    found = answered(packet(Paper(demands=(NAME,), signer=None)))
    assert [i.standing for i in found.items] == [Standing.REFUSE]
    assert "unsigned" in {q.rule for q in found.questions}


def test_an_undated_paper_is_held_until_cured() -> None:
    found = answered(packet(Paper(demands=(NAME,), issued=None)))
    assert [i.standing for i in found.items] == [Standing.HOLD]
    assert "undated" in {q.rule for q in found.questions}


def test_what_could_not_be_told_is_held_and_asked() -> None:
    unsure = demand("Messages", "communications_content", during=SPRING, sure=0.35)
    found = answered(packet(Paper(demands=(unsure,))))
    assert [i.standing for i in found.items] == [Standing.HOLD]
    (question,) = (q for q in found.questions if q.rule == "content_needs_warrant")
    assert question.demand_ids == ("d1",)


def test_a_foreign_order_is_diverted_and_a_preservation_kept() -> None:
    abroad = packet(Paper("foreign_order", (NAME,), country="FR"))
    kept = packet(Paper("preservation_request", (NAME,), due=None))
    assert standings(abroad) == {"d1": Standing.DIVERT}
    assert standings(kept) == {"d1": Standing.KEEP}


def test_demands_of_two_papers_with_the_same_number_are_told_apart() -> None:
    found = packet(
        Paper(demands=(MESSAGES,)), Paper("search_warrant", (MESSAGES,), court="x")
    )
    items = answered(found).items
    assert [(i.instrument, i.standing) for i in items] == [
        (0, Standing.REFUSE),
        (1, Standing.PRODUCE),
    ]
