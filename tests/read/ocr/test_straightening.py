import numpy as np
import pytest

from extractor.read import deskew, engines, light, orient
from extractor.read.light import scaled
from tests.read.ocr.paper import Paper, letter
from training.synthesise.damage import Damage, damage

SHEET = scaled(letter().pixels, 2 / 3)


@pytest.mark.parametrize("skew", [-8.0, -2.3, -0.4, 0.0, 0.7, 3.1, 9.0])
def test_the_angle_of_a_page_is_found(skew: float) -> None:
    askew = damage(letter().pixels, Damage(skew=skew), 0)
    found = deskew.profile(deskew.ink_points(askew, 200))
    assert found.angle == pytest.approx(skew, abs=0.15)


def test_a_straightened_page_leads_back_to_the_old_one() -> None:
    askew = damage(letter().pixels, Damage(skew=4), 0)
    straight = deskew.straighten(askew, 4)
    height, width = straight.pixels.shape
    back = straight.boxes(np.array([[width / 2, height / 2] * 2]))
    assert back[0] == pytest.approx([850, 1100, 850, 1100], abs=1)
    corner = straight.boxes(np.array([[0, 0, 0, 0]], float))
    assert corner[0][0] < 0 or corner[0][1] < 0
    assert straight.size == (1700, 2200)


def test_nearly_straight_pages_are_left_alone() -> None:
    assert deskew.straighten(SHEET, 0.04).pixels is SHEET


@pytest.mark.parametrize("turn", orient.QUARTERS)
def test_which_way_up_is_told_without_the_engine(turn: int) -> None:
    pose = orient.find_pose(orient.turned(SHEET, -turn % 360), 200, Silent())
    assert pose.turn == turn


@pytest.mark.parametrize("turn", orient.QUARTERS)
def test_capitals_do_not_tell_so_the_engine_is_asked(turn: int) -> None:
    lines = ("EVERY RECORD NAMED HERE", "MUST BE KEPT UNTIL RECALLED")
    sheet = scaled(Paper().write(*lines, points=14).pixels, 2 / 3)
    lying = orient.turned(sheet, -turn % 360)
    assert orient.find_pose(lying, 200, engines.pick()).turn == turn


def test_uneven_light_is_evened() -> None:
    shaded = damage(letter().pixels, Damage(shade=0.6), 3)
    evened = light.evened(shaded, 200)
    paper = np.percentile(evened[::50, ::50], [10, 50, 90])
    assert np.ptp(np.percentile(shaded[::50, ::50], [10, 90])) > 60
    assert np.ptp(paper) < 12


def test_grain_is_smoothed_and_type_stays() -> None:
    noisy = damage(letter().pixels, Damage(noise=25, fade=0.3, shade=0.3), 3)
    evened = light.evened(noisy, 200)
    smooth = light.softened(evened)
    assert light.grain(smooth) < 0.2 * light.grain(evened)
    assert np.corrcoef((smooth < 150).ravel(), (SHEET < 128).ravel())[0, 1] > 0.8


class Silent:
    name, version = "silent", "1"

    def read(self, *args: object, **options: object) -> tuple[()]:
        raise AssertionError((args, options))
