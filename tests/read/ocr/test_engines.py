import shutil

import numpy as np
import pytest

from extractor.errors import NoEngine, TimedOut
from extractor.read import engines
from extractor.read.light import scaled
from tests.read.ocr.paper import LINES, letter

NAMES = ("tesserocr", "pytesseract")


def engine(name: str) -> engines.Engine:
    if name not in engines.available():
        pytest.skip(f"{name} is not installed")
    return engines.pick(name)


@pytest.mark.parametrize("name", NAMES)
def test_every_engine_reads_the_same_words_at_the_same_places(name: str) -> None:
    tokens = engine(name).read(scaled(letter().pixels, 2 / 3), 200, timeout_s=30)
    text = " ".join(token.text for token in tokens)
    assert text == " ".join(" ".join(LINES).split())
    first = tokens[0]
    printed = [v * 200 / 72 for v in letter().box_of(LINES[0], "NOTICE", 0)]
    box = (first.left, first.top, first.right, first.bottom)
    assert box == pytest.approx(printed, abs=4)
    assert 0.8 < first.confidence <= 1
    assert len({token.line for token in tokens}) == len([x for x in LINES if x])


@pytest.mark.parametrize("name", NAMES)
def test_white_paper_gives_no_tokens(name: str) -> None:
    white = np.full((400, 300), 255, np.uint8)
    assert engine(name).read(white, 200, timeout_s=30) == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_call_that_takes_too_long_is_stopped(name: str) -> None:
    with pytest.raises(TimedOut):
        engine(name).read(letter().pixels, 300, timeout_s=0.01)


def test_the_fastest_engine_present_is_the_default() -> None:
    assert engines.pick().name == engines.available()[0]
    assert engines.pick() is engines.pick()


def test_the_environment_names_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    slowest = engines.available()[-1]
    monkeypatch.setenv(engines.PREFERRED, slowest)
    assert engines.pick().name == slowest


@pytest.mark.parametrize("name", ["", "abbyy"])
def test_an_unknown_engine_is_refused(name: str) -> None:
    with pytest.raises(NoEngine):
        engines.pick(name)


def test_without_any_engine_the_error_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(*_: object) -> None:
        return None

    monkeypatch.setattr(shutil, "which", nothing)
    monkeypatch.setattr(engines, "tessdata", nothing)
    assert engines.available() == ()
    with pytest.raises(NoEngine, match="tesseract-ocr"):
        engines.pick()
