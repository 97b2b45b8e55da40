"""Messages read as sentences, whatever is in their slots."""

import pytest

from extractor.check.template import fill

TITLE, SERVED = "instrument.title", "instrument.served"
MISSING = "instrument.emergency.missing"


@pytest.mark.parametrize(
    ("template", "values", "says"),
    [
        ("this is a {instrument.title}.", {TITLE: ("order",)}, "this is an order."),
        ("this is a {instrument.title}.", {TITLE: ("letter",)}, "this is a letter."),
        ("served (fax {instrument.served}) so", {SERVED: ("",)}, "served (fax) so"),
        ("served ({instrument.served}) so", {SERVED: ("",)}, "served so"),
        ("left open: {instrument.served}.", {SERVED: ("",)}, "left open."),
    ],
)
def test_a_slot_leaves_a_sentence(
    template: str, values: dict[str, tuple[str, ...]], says: str
) -> None:
    assert fill(template, values) == says


def test_what_nobody_may_guess_is_said_whole() -> None:
    seven = tuple("abcdefg")
    said = fill("Say {instrument.emergency.missing}.", {MISSING: seven})
    assert said == "Say a, b, c, d, e, f and g."


def test_a_long_list_of_other_things_is_cut_and_counted() -> None:
    said = fill("{instrument.missing}", {"instrument.missing": tuple("abcdef")})
    assert said == "a, b, c and 3 more"
