"""Document XML to sections of blocks."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeAlias

from extractor.read.docx.blocks import (
    Block,
    Cell,
    Grid,
    PageBreak,
    Paragraph,
    Section,
)
from extractor.read.docx.inline import Runs
from extractor.read.docx.numbering import Numbering
from extractor.read.docx.package import Package
from extractor.read.docx.styles import Look, Styles, with_paragraph, with_run
from extractor.read.docx.xml import (
    Element,
    attribute,
    child,
    descendants,
    is_on,
    name,
    number,
)
from extractor.read.docx.xml import value as val

_SPACED_TWIPS = 80
"""From four points of white space on, a reader sees a new paragraph."""
_INCH_TWIPS = 1440
_TRANSPARENT = frozenset(
    {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "Choice"}
)

Targets: TypeAlias = dict[str, str]


class WordReader:
    """Reads the main part and what it refers to, in document order."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = Styles(package.xml_of("styles"))
        self._numbering = Numbering(package.xml_of("numbering"))
        self._targets = package.targets(package.main)
        self._noted: list[tuple[str, str]] = []
        self._stories = {
            kind: _by_id(package.xml_of(f"{kind}s")) for kind in ("footnote", "endnote")
        }
        self.has_hidden = False

    def sections(self) -> Iterator[Section]:
        """The body, cut where section properties end a section."""
        body = child(self._package.xml(self._package.main), "body")
        blocks: list[Block] = []
        furniture: tuple[dict[str, Element], dict[str, Element]] = ({}, {})
        for element in _content(body):
            properties = _section_properties(element)
            if name(element) != "sectPr":
                blocks.extend(self._blocks([element], self._targets))
            if properties is not None:
                furniture = self._furniture(properties, furniture)
                yield self._section(tuple(blocks), properties, furniture)
                blocks = []
        if blocks:
            yield self._section(tuple(blocks), None, furniture)

    def _section(
        self,
        blocks: tuple[Block, ...],
        properties: Element | None,
        furniture: tuple[dict[str, Element], dict[str, Element]],
    ) -> Section:
        headers, footers = (
            {kind: tuple(self._blocks(root, {})) for kind, root in roots.items()}
            for roots in furniture
        )
        return Section(
            blocks,
            headers,
            footers,
            has_title_page=bool(is_on(properties, "titlePg")),
            continues=val(properties, "type") == "continuous",
        )

    def _furniture(
        self,
        properties: Element,
        before: tuple[dict[str, Element], dict[str, Element]],
    ) -> tuple[dict[str, Element], dict[str, Element]]:
        """Headers and footers of a section; what it does not name it inherits."""
        headers, footers = dict(before[0]), dict(before[1])
        for element in properties:
            into = {"headerReference": headers, "footerReference": footers}
            if name(element) in into:
                part = self._targets.get(attribute(element, "id") or "", "")
                root = self._package.xml_or_none(part)
                if root is not None:
                    kind = attribute(element, "type") or "default"
                    into[name(element)][kind] = root
        return headers, footers

    def _blocks(self, elements: Iterable[Element], targets: Targets) -> Iterator[Block]:
        for element in elements:
            match name(element):
                case "p":
                    yield from self._paragraph(element, targets)
                case "tbl":
                    yield self._grid(element, targets)
                case "AlternateContent":
                    yield from self._blocks(list(element)[:1], targets)
                case kind:
                    if kind in _TRANSPARENT:
                        yield from self._blocks(element, targets)

    def _paragraph(self, element: Element, targets: Targets) -> Iterator[Block]:
        properties = child(element, "pPr")
        look = self._look(properties)
        runs = Runs(self._styles, look, targets, self._noted)
        noted = len(self._noted)
        text = runs.read(element)
        self.has_hidden = self.has_hidden or runs.found.hidden
        if look.breaks:
            yield PageBreak()
        shown = Paragraph(
            text,
            marker=self._marker(look, text),
            left=look.left,
            hanging=look.hanging,
            align=look.align,
            spaced=look.space >= _SPACED_TWIPS and not look.contextual,
            pictures=tuple(runs.found.pictures),
            notes=tuple(self._notes(noted)),
        )
        yield from _at_breaks(shown)
        for box in runs.found.boxes:
            yield from self._blocks(box, targets)

    def _look(self, properties: Element | None) -> Look:
        """Style, then list level, then the paragraph's own properties."""
        look = self._styles.look(val(properties, "pStyle"))
        own = with_paragraph(look, properties)
        level = self._numbering.level(own.num_id, own.level) if own.num_id else None
        if level is not None:
            look = with_paragraph(look, level.properties)
            own = replace(
                with_paragraph(look, properties), num_id=own.num_id, level=own.level
            )
        return with_run(own, child(properties, "rPr")) if own.hidden else own

    def _marker(self, look: Look, text: str) -> str:
        if look.num_id in (None, "0") or not (text.strip() or look.level):
            return ""
        return self._numbering.marker(str(look.num_id), look.level)

    def _notes(self, since: int) -> Iterator[Paragraph]:
        for index in range(since, len(self._noted)):
            kind, note_id = self._noted[index]
            story = self._stories[kind].get(note_id)
            if story is not None:
                look = self._styles.look(None)
                texts = (
                    Runs(self._styles, look, {}, []).read(p)
                    for p in descendants(story, "p")
                )
                text = " ".join(" ".join(texts).split())
                yield Paragraph(f"[{index + 1}] {text}", spaced=True)

    def _grid(self, table: Element, targets: Targets) -> Grid:
        grid = child(table, "tblGrid")
        columns = [
            number(attribute(e, "w")) or 1 for e in (grid if grid is not None else ())
        ]
        return Grid(tuple(self._row(e, columns, targets) for e in _rows(table)))

    def _row(
        self, row: Element, columns: list[int], targets: Targets
    ) -> tuple[Cell, ...]:
        cells: list[Cell] = []
        at = number(val(row, "trPr", "gridBefore")) or 0
        for cell in _cells(row):
            properties = child(cell, "tcPr")
            span = min(max(number(val(properties, "gridSpan")) or 1, 1), 63)
            width = sum(columns[at : at + span]) or _INCH_TWIPS * span
            merge = child(properties, "vMerge")
            continues = merge is not None and attribute(merge, "val") != "restart"
            blocks = () if continues else tuple(self._blocks(cell, targets))
            cells.append(Cell(blocks, width, continues=continues))
            at += span
        return tuple(cells)


def _by_id(root: Element | None) -> dict[str, Element]:
    return {attribute(e, "id") or "": e for e in (root if root is not None else ())}


def _content(body: Element | None) -> Iterator[Element]:
    """Top-level elements, content controls and insertions opened."""
    for element in body if body is not None else ():
        if name(element) in _TRANSPARENT:
            yield from _content(element)
        else:
            yield element


def _section_properties(element: Element) -> Element | None:
    if name(element) == "sectPr":
        return element
    return child(element, "pPr", "sectPr") if name(element) == "p" else None


def _rows(table: Element) -> Iterator[Element]:
    return (e for e in _content(table) if name(e) == "tr" and not _is_deleted(e))


def _is_deleted(row: Element) -> bool:
    return child(row, "trPr", "del") is not None


def _cells(row: Element) -> Iterator[Element]:
    return (e for e in _content(row) if name(e) == "tc")


def _at_breaks(paragraph: Paragraph) -> Iterator[Block]:
    """A paragraph cut at the page breaks inside it; an empty rest is dropped."""
    rest = paragraph
    for index, text in enumerate(paragraph.text.split("\f")):
        if index:
            yield PageBreak()
        if text.strip() or rest.pictures or text == paragraph.text:
            yield replace(rest, text=text)
            rest = replace(rest, marker="", pictures=(), notes=())
