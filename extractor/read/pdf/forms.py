"""Filled-in things over a page: form fields, typed notes, stamps, ink.

Field values are read first; then PDFium flattens the page, so that what a viewer shows
becomes page content with exact places, appearances it has to make up included.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

from extractor.document import FormField
from extractor.read.pdf.frame import Frame, Rect
from extractor.read.pdf.text import Token

MOST_ANNOTATIONS = 5_000
ON, OFF = "Yes", "Off"
SIGNED = "Signed"
"""Value of a signature field that holds a digital signature, verified or not."""
_TICKED = frozenset({raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON})
_UNREAD = frozenset({raw.FPDF_FORMFIELD_PUSHBUTTON, raw.FPDF_FORMFIELD_UNKNOWN})
_SHOWN = frozenset(
    {
        raw.FPDF_ANNOT_WIDGET,
        raw.FPDF_ANNOT_FREETEXT,
        raw.FPDF_ANNOT_STAMP,
        raw.FPDF_ANNOT_INK,
        raw.FPDF_ANNOT_LINE,
        raw.FPDF_ANNOT_REDACT,
    }
)
HIDDEN = 0x02 | 0x20


@dataclass(frozen=True, slots=True)
class Entry:
    """A form field or typed note of a page, before the page is flattened."""

    name: str
    value: str
    rect: Rect
    ticked: bool | None = None
    """Whether a checkbox is on; None for anything else."""
    written: bool = True
    """Whether the value belongs into the page's text."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """What lies over a page; `shown`: there is something to flatten.

    What is written on `buttons` ("Print", "Clear") is no part of the paper.
    """

    entries: tuple[Entry, ...]
    buttons: tuple[Rect, ...]
    shown: bool


def read_overlay(
    page: pdfium.PdfPage, frame: Frame, form: pdfium.PdfFormEnv | None
) -> Overlay:
    """Fields and typed notes of an open page that is not flattened yet."""
    entries: list[Entry] = []
    buttons: list[Rect] = []
    shown = False
    for index in range(min(raw.FPDFPage_GetAnnotCount(page.raw), MOST_ANNOTATIONS)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        if kind in _SHOWN and not raw.FPDFAnnot_GetFlags(annotation) & HIDDEN:
            shown = True
            found = list(_entry(annotation, kind, frame, form))
            entries.extend(found)
            if kind == raw.FPDF_ANNOT_WIDGET and not found:
                buttons.extend(_rect(annotation, frame))
        raw.FPDFPage_CloseAnnot(annotation)
    return Overlay(tuple(entries), tuple(buttons), shown)


def flatten(page: pdfium.PdfPage) -> bool:
    """Make what lies over the page part of it; the page must then be opened again."""
    return bool(raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) == 1)


def _entry(
    annotation: object, kind: int, frame: Frame, form: pdfium.PdfFormEnv | None
) -> Iterator[Entry]:
    rect = next(_rect(annotation, frame), None)
    if rect is None:
        return
    if kind == raw.FPDF_ANNOT_FREETEXT:
        note = _string(raw.FPDFAnnot_GetStringValue, annotation, b"Contents")
        yield Entry("", note, rect)
    elif kind == raw.FPDF_ANNOT_WIDGET and form is not None:
        yield from _field(annotation, rect, form)


def _field(annotation: object, rect: Rect, form: pdfium.PdfFormEnv) -> Iterator[Entry]:
    kind = raw.FPDFAnnot_GetFormFieldType(form.raw, annotation)
    if kind in _UNREAD:
        return
    name = _string(raw.FPDFAnnot_GetFormFieldName, form.raw, annotation)
    if kind in _TICKED:
        on = bool(raw.FPDFAnnot_IsChecked(form.raw, annotation))
        yield Entry(name, ON if on else OFF, rect, on)
        return
    if kind == raw.FPDF_FORMFIELD_SIGNATURE:
        signed = raw.FPDFAnnot_HasKey(annotation, b"V")
        yield Entry(name, SIGNED if signed else "", rect, written=False)
        return
    value = _string(raw.FPDFAnnot_GetFormFieldValue, form.raw, annotation)
    yield Entry(name, value, rect)


def _rect(annotation: object, frame: Frame) -> Iterator[Rect]:
    found = raw.FS_RECTF()
    if not raw.FPDFAnnot_GetRect(annotation, ctypes.byref(found)):
        return
    left, right = sorted((found.left, found.right))
    bottom, top = sorted((found.bottom, found.top))
    yield frame.upright(left, bottom, right, top)


def _string(call: object, *args: object) -> str:
    """A text PDFium hands out in UTF-16: first its length, then the text."""
    assert callable(call)  # noqa: S101
    size = call(*args, None, 0)
    if size <= 2:
        return ""
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    call(*args, buffer, size)
    text = bytes(buffer).decode("utf-16-le", "replace").split("\0", 1)[0]
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def form_fields(entries: tuple[Entry, ...], frame: Frame) -> tuple[FormField, ...]:
    """The form fields as the document keeps them; notes are no fields."""
    return tuple(
        FormField(frame.number, e.name, e.value, frame.box(e.rect))
        for e in entries
        if e.name
    )


def with_values(tokens: list[Token], overlay: Overlay) -> list[Token]:
    """Tokens with a mark for every checkbox and the values no appearance shows."""
    if overlay.buttons:
        tokens = [
            t for t in tokens if not any(_within(t, rect) for rect in overlay.buttons)
        ]
    for entry in overlay.entries:
        inside = [t for t in tokens if _within(t, entry.rect)]
        if entry.ticked is not None:
            tokens = [t for t in tokens if t not in inside]
            tokens.append(Token("[X]" if entry.ticked else "[ ]", *entry.rect))
        elif entry.value and entry.written and not _shows(inside, entry.value):
            tokens = [t for t in tokens if t not in inside]
            tokens.extend(_typeset(entry))
    return tokens


def _within(token: Token, rect: Rect) -> bool:
    across, along = (token.left + token.right) / 2, (token.top + token.bottom) / 2
    return rect[0] <= across <= rect[2] and rect[1] <= along <= rect[3]


def _shows(tokens: list[Token], value: str) -> bool:
    """True when the tokens show at least the beginning of the value."""
    shown = "".join("".join(t.text for t in tokens).split())
    wanted = "".join(value.split())
    return bool(shown) and (wanted in shown or (len(shown) > 3 and shown in wanted))


def _typeset(entry: Entry) -> Iterator[Token]:
    """A value set into its field's rectangle, letters of equal width."""
    left, top, right, bottom = entry.rect
    lines = [line for line in entry.value.split("\n") if line.strip()]
    step = (bottom - top) / len(lines)
    height = min(step, 14.0)
    if len(lines) == 1:
        top = (top + bottom - height) / 2
    width = min(height * 0.5, (right - left) / max(len(line) for line in lines))
    for row, line in enumerate(lines):
        at, y = left, top + row * step
        for word in line.split():
            yield Token(word, at, y, at + width * len(word), y + height)
            at += width * (len(word) + 1)
