"""No two things are told apart by a colour that some eyes cannot tell apart.

Colour blindness is simulated after Machado, Oliveira and Fernandes (2009) at its full
strength; differences are those of CAM02-UCS, where 1 is about what can just be seen.
"""

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from colorspacious import cspace_convert, deltaE

from service.cases.decisions import Outcome
from training.curve import _COLOURS

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "service" / "pages" / "static"
REPORT = ROOT / "extractor" / "show" / "report.css"
EVALUATION = ROOT / "training" / "evaluation" / "page" / "report.css"
EYES = ("all cones", "protanomaly", "deuteranomaly", "tritanomaly")
APART, CONTRAST = 18.0, 3.0
VERDICTS = ("right", "wrong", "missed", "invented")
SERIES = tuple(f"s{n}" for n in range(1, 8))


def pairs() -> dict[str, tuple[str, str]]:
    """The tokens of the service: name to its colour by day and by night."""
    text = (PAGES / "tecum.css").read_text("utf-8")
    found = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", text)
    return {name: (light, dark) for name, light, dark in found}


def blocks(css: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The tokens of a report: by day, and by night."""
    text = css.read_text("utf-8")
    light, dark = re.findall(r":root \{(.*?)\}", text, re.DOTALL)[:2]
    told = [re.findall(r"--([\w-]+): (#\w{3,6});", part) for part in (light, dark)]
    return dict(told[0]), dict(told[1])


def palettes() -> dict[str, tuple[str, list[str]]]:
    """Every palette by name: what it lies on, and its colours."""
    service, (light, dark) = pairs(), blocks(EVALUATION)
    series = tuple(f"s{n}" for n in range(5))
    return {
        "dashboards, light": (service["panel"][0], [service[s][0] for s in SERIES]),
        "dashboards, dark": (service["panel"][1], [service[s][1] for s in SERIES]),
        "evaluation, light": (light["panel"], [light[s] for s in series]),
        "evaluation, dark": (dark["panel"], [dark[s] for s in series]),
        "verdicts, light": (light["panel"], [light[v] for v in VERDICTS]),
        "verdicts, dark": (dark["panel"], [dark[v] for v in VERDICTS]),
        "learning curves": ("#ffffff", list(_COLOURS)),
    }


def rgb(colour: str) -> np.ndarray:
    digits = colour.removeprefix("#")
    digits = digits if len(digits) == 6 else "".join(2 * d for d in digits)
    return np.array([int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)])


def seen(colour: str, eye: str) -> np.ndarray:
    if eye == EYES[0]:
        return rgb(colour)
    space = {"name": "sRGB1+CVD", "cvd_type": eye, "severity": 100}
    return np.clip(cspace_convert(rgb(colour), space, "sRGB1"), 0, 1)


def light_of(colour: str) -> float:
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb(colour)
    ]
    return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("name", palettes())
def test_every_two_colours_of_a_plot_differ_to_every_eye(name: str, eye: str) -> None:
    _, colours = palettes()[name]
    close = [
        (one, other)
        for one, other in combinations(colours, 2)
        if deltaE(seen(one, eye), seen(other, eye), input_space="sRGB1") < APART
    ]
    assert close == []


@pytest.mark.parametrize("name", palettes())
def test_every_colour_of_a_plot_stands_out_from_what_it_lies_on(name: str) -> None:
    ground, colours = palettes()[name]
    for colour in colours:
        low, high = sorted((light_of(ground), light_of(colour)))
        assert (high + 0.05) / (low + 0.05) >= CONTRAST, colour


def test_the_measure_itself_knows_red_and_green_for_alike() -> None:
    red, green = (seen(c, "deuteranomaly") for c in ("#a3457b", "#5b6770"))
    assert deltaE(red, green, input_space="sRGB1") < 5


def test_there_is_a_colour_for_every_outcome() -> None:
    assert len(Outcome) <= len(SERIES)
    text = (PAGES / "figures.css").read_text("utf-8")
    assert all(f".{s} {{ --c: var(--{s}); }}" in text for s in SERIES)


def test_curves_are_told_apart_by_their_dashes_too() -> None:
    text = (PAGES / "figures.css").read_text("utf-8")
    dashes = re.findall(r"\.curve\.s\d \{ stroke-dasharray: ([\d ]+);", text)
    assert len(dashes) == len(set(dashes)) == 5


@pytest.mark.parametrize("css", [PAGES / "review.css", REPORT], ids=str)
def test_boxes_of_one_kind_are_told_from_the_others_by_their_line(css: Path) -> None:
    text = css.read_text("utf-8")
    styles = {"field": ""}
    for tone in ("demand", "finding", "target", "place"):
        (rule,) = re.findall(rf"^\.box\.{tone} \{{(.*?)\}}", text, re.MULTILINE)
        line = re.findall(r"stroke-(?:dasharray|width): [\d. ]+", rule)
        styles[tone] = "; ".join(line)
    assert len(set(styles.values())) == len(styles), styles
