"""Pieces of pages for errors: where the found value stands, and where gold's does."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractor.document import Document, Page, Word
from extractor.errors import ExtractorError
from extractor.geometry import Box
from extractor.read import ReadOptions, pictures, read
from training.evaluation.record import Answer, Item, Verdict
from training.evaluation.result import Error
from training.evaluation.wording import plain, spellings
from training.gold import Gold

DPI = 80
_MARGIN_PT, _LEAST_PT, _MOST_PT = 34.0, 90.0, 300.0
_WIDE_PT = 400.0
_NO_PICTURES = frozenset({"text", "docx", "mail"})
_OPENING = 7
_RESTRICTED = "national_security_process"
_ON_TOP = frozenset({"instrument", "country", "level", "subdivision", "court_id"})
"""Judged by the head of the paper: where nothing points, that is shown."""


@dataclass(frozen=True, slots=True)
class Crop:
    """A strip of a page: its window, boxes and either a picture's name or words."""

    page: int
    left: float
    top: float
    width: float
    height: float
    found: tuple[Box, ...]
    wanted: tuple[Box, ...]
    picture: str
    words: tuple[Word, ...]


@dataclass
class Album:
    """Crops of one report; each page's picture is kept once, under a name."""

    pictures: dict[str, tuple[bytes, float, float]] = field(default_factory=dict)
    crops: dict[int, Crop] = field(default_factory=dict)
    """By the error's place in the list."""


def pick(errors: Sequence[Error], most: int) -> tuple[int, ...]:
    """Which errors to show: labels take turns, so that none crowds out the others."""
    by_label: dict[str, list[int]] = {}
    for index, error in enumerate(errors):
        by_label.setdefault(error.answer.what, []).append(index)
    turns = max(map(len, by_label.values()), default=0)
    order = (
        group[turn]
        for turn in range(turns)
        for group in by_label.values()
        if turn < len(group)
    )
    return tuple(index for index, _ in zip(order, range(most), strict=False))


def album(
    errors: Sequence[Error],
    picked: Sequence[int],
    packets: Iterable[Gold],
    reading: ReadOptions,
) -> Album:
    """Crops of the picked errors; their packets are read again, one after another."""
    by_packet: dict[str, list[int]] = {}
    for index in picked:
        by_packet.setdefault(errors[index].id, []).append(index)
    filled = Album()
    for number, gold in enumerate(packets):
        wanted = {index: errors[index] for index in by_packet.get(gold.id, ())}
        # Restricted process is for cleared staff: its pages are not shown here.
        if wanted and gold.labels["instrument"] != _RESTRICTED:
            _fill(filled, f"p{number}", gold, wanted, reading)
    return filled


def _fill(
    filled: Album,
    name: str,
    gold: Gold,
    errors: dict[int, Error],
    reading: ReadOptions,
) -> None:
    try:
        data = gold.path.read_bytes()
        document = read(data, gold.path.name, reading)
    except (ExtractorError, OSError):
        return
    drawn = _drawn(data, document, gold, reading)
    for index, error in errors.items():
        page, found, wanted = _where(document, error, gold)
        if page is None:
            continue
        picture = drawn[page.number - 1] if page.number <= len(drawn) else None
        crop = _crop(page, found, wanted, f"{name}-{page.number}" if picture else "")
        if picture:
            filled.pictures[crop.picture] = (picture, page.width, page.height)
        filled.crops[index] = crop


def _drawn(
    data: bytes, document: Document, gold: Gold, reading: ReadOptions
) -> tuple[bytes | None, ...]:
    if document.media in _NO_PICTURES:
        return ()
    try:
        return pictures(data, gold.path.name, reading, dpi=DPI)
    except ExtractorError:
        return ()


def _where(
    document: Document, error: Error, gold: Gold
) -> tuple[Page | None, tuple[Box, ...], tuple[Box, ...]]:
    """The page to show, the found value's boxes and those of gold's."""
    found = tuple(Box(s.page, *s.box) for s in error.answer.evidence)
    wanted = _wanted(document, error, gold)
    if wanted or found:
        number = (wanted or found)[0].page
    else:
        number = 1 if error.answer.what in _ON_TOP else 0
    page = next((p for p in document.pages if p.number == number), None)
    return page, found, wanted


def _crop(
    page: Page, found: tuple[Box, ...], wanted: tuple[Box, ...], picture: str
) -> Crop:
    found = tuple(b for b in found if b.page == page.number)
    wanted = tuple(b for b in wanted if b.page == page.number)
    top, bottom = _window(page, (*wanted, *found))
    left, right = _across(page, (*wanted, *found))
    return Crop(
        page=page.number,
        left=left,
        top=top,
        width=right - left,
        height=bottom - top,
        found=found,
        wanted=wanted,
        picture=picture,
        words=() if picture else _words_between(page, top, bottom),
    )


def _window(page: Page, boxes: Sequence[Box]) -> tuple[float, float]:
    """From where to where down the page, round the first boxes."""
    if not boxes:
        return 0.0, min(_MOST_PT, page.height)
    top = max(min(b.top for b in boxes) - _MARGIN_PT, 0.0)
    bottom = max(b.bottom for b in boxes) + _MARGIN_PT
    if bottom - top > _MOST_PT:
        top = max(boxes[0].top - _MARGIN_PT, 0.0)
    bottom = min(max(bottom, top + _LEAST_PT), top + _MOST_PT, page.height)
    return min(top, max(bottom - _LEAST_PT, 0.0)), bottom


def _across(page: Page, boxes: Sequence[Box]) -> tuple[float, float]:
    """From where to where across the page: no wider than can be read."""
    if not boxes:
        return 0.0, min(page.width, _WIDE_PT)
    left = min(b.left for b in boxes) - _MARGIN_PT
    right = max(max(b.right for b in boxes) + _MARGIN_PT, left + _WIDE_PT)
    left = max(left - max(right - page.width, 0.0), 0.0)
    return left, min(right, page.width)


def _words_between(page: Page, top: float, bottom: float) -> tuple[Word, ...]:
    return tuple(w for w in page.words if w.box.bottom > top and w.box.top < bottom)


def _wanted(document: Document, error: Error, gold: Gold) -> tuple[Box, ...]:
    """Where gold's value stands in print, as far as it can be found."""
    for value in _values(error.answer, gold):
        for spelling in spellings(value):
            boxes = places(document, spelling)
            if boxes:
                return boxes
    return ()


def _values(answer: Answer | Item, gold: Gold) -> tuple[str, ...]:
    """What to look for in print."""
    if isinstance(answer, Item):
        return _values_of_item(answer, gold) if answer.verdict is Verdict.MISSED else ()
    told = answer.gold or ""
    if told.startswith("["):
        return tuple(part.strip('"') for part in told.strip("[]").split(", "))
    return (told,) if len(told) > 3 or told.isdigit() else ()


def _values_of_item(item: Item, gold: Gold) -> tuple[str, ...]:
    """The value itself; of a kind of data the opening of a demand that asks for it."""
    if item.what in ("identifiers", "statutes"):
        return (item.value,)
    return tuple(
        " ".join(str(demand["text"]).split()[:_OPENING])
        for demand in gold.labels.get("demands") or ()
        if item.label in (demand.get("categories") or ())
    )


def places(document: Document, spelling: str) -> tuple[Box, ...]:
    """One box a line for the first run of whole words that spells a value."""
    wanted = spelling.split()
    tokens = [
        (token, word, place == 0)
        for word in document.words
        for place, token in enumerate(plain(word.text).split())
    ]
    size, names = len(wanted), [token for token, _, _ in tokens]
    for start in range(len(names) - size + 1 if size else 0):
        if names[start : start + size] != wanted or not tokens[start][2]:
            continue
        end = start + size
        if end == len(tokens) or tokens[end][2]:
            return _lines([word for _, word, _ in tokens[start:end]])
    return ()


def _lines(words: Sequence[Word]) -> tuple[Box, ...]:
    lines: dict[tuple[int, int], Box] = {}
    for word in words:
        key = (word.box.page, word.line)
        lines[key] = lines[key].union(word.box) if key in lines else word.box
    return tuple(lines.values())
