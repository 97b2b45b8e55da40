"""The recipient by a learned choice where wording finds nobody or somebody unlikely."""

from dataclasses import replace

import numpy as np
import pytest

from extractor.artefacts import Artefact
from extractor.find import chosen_recipient
from extractor.find.choice import ChoiceModel, Nominee, choose
from extractor.find.chosen_recipient import choose_recipient
from extractor.find.named import nominees
from extractor.find.recipient import find_recipient
from tests.build import document, scope

UNWORDED = "PRODUCTION NOTICE\nEntity concerned\nLarkspur Cloud LLC\n900 Main Street\n"


def model(weights: dict[str, float], bias: float = -3.0) -> ChoiceModel:
    """A model of few weights, its chances as they are."""
    return ChoiceModel(
        Artefact(
            name="recipient",
            version="0",
            arrays={"weights": np.array(list(weights.values()), np.float32)},
            settings={"bias": bias, "scale": 1, "shift": 0, "least": 0.6, "doubt": 0.1},
            texts={"vocabulary.txt": "\n".join(weights)},
        )
    )


def nominee(value: str, *grams: str) -> Nominee:
    """A nominee that stands on the first word of a page."""
    page = document("word")
    return Nominee(value, page.words[0].span, page, grams, ())


def test_a_name_that_no_wording_announces_is_among_the_nominees() -> None:
    values = {n.value for n in nominees(scope(UNWORDED))}
    assert "Larkspur Cloud LLC" in values


def test_every_nominee_stands_where_its_name_is_printed() -> None:
    for n in nominees(scope(UNWORDED)):
        assert n.document.quote(n.span).startswith(n.value.split()[0])


def test_the_likeliest_is_taken_where_wording_finds_nobody() -> None:
    chosen = choose(model({"good": 5.0}), [nominee("A"), nominee("B", "good")], None)
    assert chosen is not None
    assert chosen.nominee.value == "B"


def test_nobody_is_taken_where_none_is_likely() -> None:
    assert choose(model({"good": 5.0}), [nominee("A"), nominee("B")], None) is None


def test_what_wording_found_stands_unless_it_is_very_unlikely() -> None:
    good = nominee("B", "good")
    fair, poor = nominee("A", "fair"), nominee("A")
    weights = model({"good": 5.0, "fair": 2.0})
    assert choose(weights, [fair, good], "A") is None
    taken = choose(weights, [poor, good], "A")
    assert taken is not None
    assert taken.nominee == good


def test_what_wording_found_elsewhere_stands() -> None:
    assert choose(model({"good": 5.0}), [nominee("B", "good")], "A") is None


def test_the_company_alone_is_taken_of_its_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    learned = model({"f company": 6.0, "f whole company": 5.5})
    monkeypatch.setattr(chosen_recipient, "choice_model", lambda _: learned)
    paper = scope("Entity concerned\nLarkspur Cloud LLC Mail Team\n")
    found = choose_recipient(paper)
    assert found.value == "Larkspur Cloud LLC"
    assert found.evidence


def test_wording_alone_speaks_without_a_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chosen_recipient, "choice_model", lambda _: None)
    for text in (UNWORDED, "TO: Larkspur Cloud LLC\n900 Main Street"):
        assert choose_recipient(scope(text)) == find_recipient(scope(text))


def test_hidden_wording_is_kept_apart_from_what_stands_around() -> None:
    told = nominees(scope("TO: Larkspur Cloud LLC\n900 Main Street\n"))
    assert any("k first" in n.said for n in told)
    assert not any(g.startswith("k ") for n in told for g in n.grams)
    assert replace(told[0], said=()).grams == told[0].grams
