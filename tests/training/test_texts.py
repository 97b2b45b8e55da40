from random import Random

import pytest

from extractor.taxonomy import instruments
from training import dataset
from training.synthesise import noise
from training.synthesise.grammar import Grammar, Template, grammar, templates


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311  # a repeatable draw, no secret


@pytest.mark.parametrize("template", templates(), ids=lambda t: t.family)
def test_every_template_expands_fully_and_the_same_twice(template: Template) -> None:
    one, two = (grammar().expand(template.text, seeded(7)) for _ in range(2))
    assert one == two
    assert not set("{}[]^") & set(one.replace("[ ]", ""))


def test_every_type_has_templates() -> None:
    assert {t.label for t in templates()} == set(instruments.labels())


def test_a_slot_that_holds_itself_is_an_error() -> None:
    with pytest.raises(ValueError, match="refers to itself"):
        Grammar({"a": ["{a}x"]}).expand("{a}", seeded(1))


def test_noise_harms_more_the_worse_the_scan() -> None:
    text = (
        "The provider shall furnish all records of the account within ten days.\n" * 20
    )
    changed = [
        sum(a != b for a, b in zip(text.split(), read.split(), strict=False))
        for level in (noise.CLEAN, noise.LIGHT, noise.HEAVY)
        for read in [noise.recognised(text, level, seeded(3))]
    ]
    assert changed[0] == 0
    assert changed[0] < changed[1] < changed[2]


def test_samples_are_the_same_for_a_seed_and_others_for_another() -> None:
    one, again, other = (list(dataset.samples(6, seed)) for seed in (1, 1, 2))
    assert one == again
    assert one != other


def test_a_drawn_text_keeps_most_of_its_lines() -> None:
    for sample in dataset.samples(4, 5):
        assert sample.text.strip() or sample.label == "not_legal_process"
