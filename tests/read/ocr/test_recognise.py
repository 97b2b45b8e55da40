import pytest

from extractor.document import MarkKind
from extractor.read import ocr
from extractor.read.limits import Limits
from extractor.read.ocr import Recognised
from extractor.read.raster import Raster
from tests.read.ocr.paper import DPI, LINES, Paper, letter, signed_letter
from training.synthesise.damage import PRESETS, damage

TEXT = " ".join(" ".join(LINES).split())


def scan(paper: Paper, preset: str) -> Recognised:
    recipe = PRESETS[preset]
    across, down = recipe.resolution
    return ocr.recognise(Raster(damage(paper.pixels, recipe, 5), across, down), 4)


def text_of(read: Recognised) -> str:
    return " ".join(word.text for word in read.words)


@pytest.mark.parametrize(
    ("preset", "turn"),
    [
        ("clean_scan", 0),
        ("bilevel_scan", 0),
        ("fax", 0),
        ("fax_standard", 0),
        ("low_dpi", 0),
        ("photo", 0),
        ("sideways", 270),
        ("sideways_left", 90),
        ("upside_down", 180),
    ],
)
def test_a_damaged_page_is_set_upright_and_read(preset: str, turn: int) -> None:
    read = scan(letter(), preset)
    assert read.rotation == turn
    assert (round(read.width), round(read.height)) == (612, 792)
    assert read.quality > 0.85
    words = set(TEXT.split())
    assert len(words & set(text_of(read).split())) >= 0.93 * len(words)


@pytest.mark.parametrize("preset", ["clean_scan", "sideways", "fax", "upside_down"])
def test_word_boxes_lie_where_the_words_were_printed(preset: str) -> None:
    read = scan(letter(), preset)
    [custodian] = [w for w in read.words if w.text == "CUSTODIAN"]
    box = custodian.box
    printed = letter().box_of(LINES[0], "CUSTODIAN", 0)
    # The page is askew by up to a degree, so a few points of drift are right.
    assert box.page == 4
    assert (box.left, box.top, box.right, box.bottom) == pytest.approx(printed, abs=7)
    assert box.height < 14


def test_lines_and_blocks_follow_the_page() -> None:
    read = scan(letter(), "clean_scan")
    lines: dict[int, str] = {}
    for word in read.words:
        lines[word.line] = f"{lines.get(word.line, '')} {word.text}".strip()
    assert tuple(lines.values()) == tuple(line for line in LINES if line)
    assert list(lines) == sorted(lines)
    assert read.words[0].block < read.words[-1].block


@pytest.mark.parametrize("preset", ["bilevel_scan", "fax", "photo", "poor_scan"])
def test_a_signature_is_one_mark_over_its_line(preset: str) -> None:
    read = scan(signed_letter(), preset)
    [ink] = [mark.box for mark in read.marks if mark.kind is MarkKind.INK]
    assert (ink.left, ink.top) == pytest.approx((86, 358), abs=12)
    assert (ink.right, ink.bottom) == pytest.approx((257, 404), abs=12)


@pytest.mark.parametrize("preset", ["clean_scan", "copy_of_copy", "fax", "poor_scan"])
def test_print_rules_and_dirt_are_no_ink(preset: str) -> None:
    paper = letter().rule(1, 5, 5).rule(1, 6, 7.5).rule(1, 6, 1, 8).rule(1, 8, 7.5)
    paper.write("EXHIBIT B", left=3, top=8.5, points=26)
    assert not [m for m in scan(paper, preset).marks if m.kind is MarkKind.INK]


def test_a_round_stamp_is_a_picture() -> None:
    read = scan(letter(), "stamped")
    assert [m.kind for m in read.marks if m.box.width > 60] == [MarkKind.IMAGE]


@pytest.mark.parametrize("preset", ["clean_scan", "fax", "copy_of_copy", "upside_down"])
def test_a_blank_page_has_no_words_and_costs_no_engine(preset: str) -> None:
    recipe = PRESETS[preset]
    picture = Raster(damage(Paper().pixels, recipe, 1), *recipe.resolution)
    read = ocr.recognise(picture, 1, engine=Refusing())
    assert not read.words
    assert read.quality == 1.0


def test_a_page_of_three_words_is_not_blank() -> None:
    read = scan(Paper().write("See attached rider."), "office_scan")
    assert text_of(read) == "See attached rider."


def test_two_runs_read_the_same() -> None:
    assert scan(signed_letter(), "poor_scan") == scan(signed_letter(), "poor_scan")


def test_a_scan_that_states_72_dpi_is_read_at_its_likely_size() -> None:
    picture = Raster(letter().pixels, 72, 72)
    read = ocr.recognise(picture, 1, Limits())
    assert (round(read.width), round(read.height)) == (2550, 3300)
    assert "CUSTODIAN" in text_of(read)
    assert max(word.box.right for word in read.words) > 1500


def test_upright_turns_a_picture_as_reading_does() -> None:
    turned = Raster(letter().pixels, DPI, DPI).turned(90)
    assert ocr.upright(turned).pixels.shape == letter().pixels.shape
    assert (ocr.upright(turned).pixels == letter().pixels).all()


class Refusing:
    name, version = "refusing", "1"

    def read(self, *args: object, **options: object) -> tuple[()]:
        raise AssertionError((args, options))
