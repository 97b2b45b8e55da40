"""Texts to learn from: what joined texts ask for, and who is kept together."""

import random
import re

from training.corpus import Text, fold, joined

ASKING = [
    Text(f"Request {n}", frozenset({kind}), f"asking/{n}")
    for n, kind in enumerate(("location", "testimony", "preservation") * 40)
]
IDLE = [Text(f"Remark {n}", frozenset(), f"idle/{n}") for n in range(60)]


def test_a_joined_text_asks_for_all_its_parts_ask() -> None:
    kinds = {text.text: text.asks for text in ASKING}
    for text in joined(ASKING, 40, random.Random(1)):  # noqa: S311 - a fixed draw
        parts = [part for part in kinds if f"{part} " in f"{_spaced(text.text)} "]
        assert len(parts) > 1
        assert text.asks == frozenset().union(*(kinds[part] for part in parts))


def test_joined_texts_stay_within_one_fold() -> None:
    folds = {text.text: fold(text) for text in (*ASKING, *IDLE)}
    for text in joined([*ASKING, *IDLE], 40, random.Random(2)):  # noqa: S311
        told = f"{_spaced(text.text)} "
        parts = [part for part in folds if f"{part} " in told]
        assert {folds[part] for part in parts} == {fold(text)}


def _spaced(text: str) -> str:
    return re.sub(r"[;,.]", " ", text)
