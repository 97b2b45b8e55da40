"""An open page with all that reading it once can tell; closed again after use."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2 as pdfium

from extractor.errors import Broken, ExtractorError
from extractor.read.limits import Limits
from extractor.read.pdf.forms import Overlay, flatten, read_overlay, with_values
from extractor.read.pdf.frame import Frame, frame_of
from extractor.read.pdf.miner import Miner
from extractor.read.pdf.objects import Drawn, read_objects
from extractor.read.pdf.text import TextLayer, Token, read_layer

SIDEWAYS = 0.6
FEWEST_FACELESS = 3
FACELESS = 0.1


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page that stands upright, its fields and notes made part of it."""

    page: pdfium.PdfPage
    frame: Frame
    overlay: Overlay
    turned: int
    layer: TextLayer | None
    """The text layer, where opening the page had to read it anyway."""


class Sheets:
    """Opens the pages of a document, one at a time.

    Turning and flattening change the document in memory, so what was there before is
    remembered for the next time the page is opened.
    """

    def __init__(self, document: pdfium.PdfDocument, limits: Limits) -> None:
        self._document = document
        self._limits = limits
        self._known: dict[int, tuple[Overlay, int]] = {}

    @contextmanager
    def open(self, index: int) -> Iterator[Sheet]:
        """A page ready to be read; raises Broken where PDFium cannot load it."""
        known = index in self._known
        page, layer = (self._load(index), None) if known else self._first(index)
        overlay, turned = self._known[index]
        try:
            yield Sheet(page, frame_of(page, index + 1), overlay, turned, layer)
        finally:
            page.close()

    def _load(self, index: int) -> pdfium.PdfPage:
        try:
            return self._document[index]
        except pdfium.PdfiumError as error:
            raise Broken(f"Page {index + 1} does not load.") from error

    def _first(self, index: int) -> tuple[pdfium.PdfPage, TextLayer | None]:
        """Open a page the first time, with its text layer where that still holds."""
        page = self._load(index)
        try:
            layer, changed = self._prepare(page, index)
        except ExtractorError:
            page.close()
            raise
        if not changed:
            return page, layer
        page.close()
        return self._load(index), None

    def _prepare(self, page: pdfium.PdfPage, index: int) -> tuple[TextLayer, bool]:
        """Turn a page whose text runs sideways, then flatten what lies over it."""
        layer = read_layer(page, frame_of(page, index + 1), self._limits)
        angle = _angle(layer.tokens)
        if angle:
            page.set_rotation((page.get_rotation() - angle) % 360)
        frame = frame_of(page, index + 1)
        overlay = read_overlay(page, frame, self._document.formenv)
        flattened = overlay.shown and flatten(page)
        self._known[index] = overlay, -angle % 360
        return layer, bool(angle) or flattened


def _angle(tokens: list[Token]) -> int:
    """The turn most of the words share; 0 where there is none."""
    if not tokens:
        return 0
    weights: Counter[int] = Counter()
    for token in tokens:
        weights[token.angle] += len(token.text)
    angle, weight = weights.most_common(1)[0]
    return angle if weight >= SIDEWAYS * weights.total() else 0


def read_sheet(sheet: Sheet, limits: Limits, miner: Miner) -> tuple[TextLayer, Drawn]:
    """The words of an open page, form values included, and what else it draws."""
    drawn = read_objects(sheet.page, sheet.frame)
    layer = sheet.layer or read_layer(sheet.page, sheet.frame, limits)
    tokens = layer.tokens
    few = max(FEWEST_FACELESS, FACELESS * drawn.faces)
    if drawn.faceless >= few and not sheet.turned:
        tokens = _mined(sheet, miner) or tokens
    return TextLayer(with_values(tokens, sheet.overlay), layer.unseen), drawn


def _mined(sheet: Sheet, miner: Miner) -> list[Token] | None:
    frame = sheet.frame
    left, bottom, right, top = sheet.page.get_mediabox()
    media = Frame(frame.number, left, bottom, right, top, frame.rotation)
    return miner.tokens(frame.number - 1, frame, media)
