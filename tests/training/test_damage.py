import hashlib

import numpy as np
import pytest

from tests.read.ocr.paper import letter
from training.synthesise.damage import PRESETS, SOURCE_DPI, Damage, damage

# A part of a page is enough, and quick.
SHEET = letter().pixels[200:1400, 200:1200].copy()


@pytest.mark.parametrize("name", PRESETS)
def test_the_same_seed_gives_the_same_bytes(name: str) -> None:
    first, second = (damage(SHEET, PRESETS[name], 11).tobytes() for _ in range(2))
    assert hashlib.sha256(first).digest() == hashlib.sha256(second).digest()


@pytest.mark.parametrize("name", PRESETS)
def test_a_page_keeps_its_size_in_inches(name: str) -> None:
    across, down = PRESETS[name].resolution
    height, width = damage(SHEET, PRESETS[name], 1).shape
    sides = (width / across, height / down)
    assert sorted(sides) == pytest.approx([10 / 3, 4], abs=0.02)


def test_another_seed_gives_other_dirt() -> None:
    one, other = (damage(SHEET, PRESETS["poor_scan"], seed) for seed in (1, 2))
    assert (one != other).mean() > 0.5


def test_a_recipe_without_damage_changes_nothing() -> None:
    recipe = Damage(dpi_x=SOURCE_DPI, dpi_y=SOURCE_DPI)
    assert (damage(SHEET, recipe, 1) == SHEET).all()


@pytest.mark.parametrize(
    ("recipe", "lowest"),
    [
        (Damage(blur=2), 0.02),
        (Damage(noise=9), 0.4),
        (Damage(speckle=0.01), 0.005),
        (Damage(weight=2), 0.005),
        (Damage(weight=-2), 0.005),
        (Damage(bleed=0.3), 0.005),
        (Damage(fade=0.4), 0.01),
        (Damage(shade=0.4), 0.5),
        (Damage(stamp=True), 0.002),
        (Damage(staple=True), 0.001),
        (Damage(jpeg=30), 0.01),
        (Damage(curl=0.01), 0.01),
        (Damage(photo=0.03), 0.01),
        (Damage(bilevel=True, dropped_lines=0.05), 0.01),
    ],
    ids=str,
)
def test_every_kind_of_damage_shows(recipe: Damage, lowest: float) -> None:
    clean = damage(SHEET, Damage(), 1)
    assert (damage(SHEET, recipe, 1) != clean).mean() > lowest


def test_a_fax_is_black_and_white_and_loses_lines() -> None:
    fax = damage(SHEET, Damage(bilevel=True, dropped_lines=0.2), 1)
    assert set(np.unique(fax)) == {0, 255}
    same = [bool((a == b).all()) for a, b in zip(fax[1:], fax, strict=False)]
    assert sum(same) > len(fax) / 10
