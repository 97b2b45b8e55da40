"""The inside of a paragraph: runs to text, as they print."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from extractor.read.docx.blocks import PAGE_COUNT, PAGE_NUMBER, Picture
from extractor.read.docx.styles import Look, Styles, with_run
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

_EMU_PER_PT = 12700
_DROPPED = frozenset({"del", "moveFrom", "rPr", "pPr", "sdtPr", "sdtEndPr", "rt"})
"""Tracked deletions, and properties."""
_FIELDS = {
    "PAGE": PAGE_NUMBER,
    "NUMPAGES": PAGE_COUNT,
    "SECTIONPAGES": PAGE_COUNT,
}
_BOXES = str.maketrans({"☐": "[ ]", "☑": "[X]", "☒": "[X]", "🗹": "[X]", "🗷": "[X]"})
_SYMBOLS = {
    "F0FE": "[X]",
    "F0FD": "[X]",
    "F053": "[X]",
    "F0A8": "[ ]",
    "F06F": "[ ]",
    "F0A3": "[ ]",
    "F0B7": "•",
    "F0A7": "•",
    "F0FC": "✓",
}
"""Check marks and bullets of the symbol fonts (Wingdings, Symbol) by code."""
_BLANK_RUN = "____"
"""An underlined tab or run of spaces is a line to write on."""


@dataclass
class Inline:
    """What a paragraph's runs gave besides their text."""

    pictures: list[Picture] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    hidden: bool = False


class Runs:
    """Reads one paragraph.

    `targets` maps relation ids to package entries; `noted` collects the (kind, id) of
    foot- and endnotes over the whole document, so that they number through.
    """

    def __init__(
        self,
        styles: Styles,
        look: Look,
        targets: dict[str, str],
        noted: list[tuple[str, str]],
    ) -> None:
        self._styles = styles
        self._look = look
        self._targets = targets
        self._noted = noted
        self._fields: list[str] = []
        self.found = Inline()
        self._readers: dict[str, Callable[[Element, Look], Iterator[str]]] = {
            "r": self._run,
            "t": self._text,
            "tab": lambda _e, _l: iter("\t"),
            "ptab": lambda _e, _l: iter("\t"),
            "br": self._break,
            "cr": lambda _e, _l: iter("\n"),
            "noBreakHyphen": lambda _e, _l: iter("-"),
            "sym": self._symbol,
            "fldChar": self._field,
            "instrText": self._instruction,
            "fldSimple": self._simple_field,
            "AlternateContent": self._alternate,
            "drawing": self._drawing,
            "pict": self._drawing,
            "object": self._drawing,
            "footnoteReference": self._note,
            "endnoteReference": self._note,
        }

    def read(self, element: Element) -> str:
        """The text of a paragraph element."""
        return "".join(self._children(element, self._look))

    def _children(self, element: Element, look: Look) -> Iterator[str]:
        for inner in element:
            kind = name(inner)
            if kind in _DROPPED:
                continue
            yield from self._readers.get(kind, self._children)(inner, look)

    def _run(self, run: Element, look: Look) -> Iterator[str]:
        properties = child(run, "rPr")
        look = self._styles.run(look, val(properties, "rStyle"))
        look = with_run(look, properties)
        text = "".join(self._children(run, look))
        if self._fields and self._fields[-1] in _FIELDS:
            return
        line = is_on(properties, "u")
        yield _BLANK_RUN * _blanks(text) if line and _blanks(text) else text

    def _text(self, element: Element, look: Look) -> Iterator[str]:
        text = (element.text or "").translate(_BOXES).replace("\n", " ")
        if look.hidden:
            self.found.hidden = self.found.hidden or bool(text.strip())
            return
        yield text.upper() if look.caps else text

    def _break(self, element: Element, look: Look) -> Iterator[str]:
        del look
        yield "\f" if attribute(element, "type") == "page" else "\n"

    def _symbol(self, element: Element, look: Look) -> Iterator[str]:
        del look
        yield _SYMBOLS.get((attribute(element, "char") or "").upper(), "•")

    def _field(self, element: Element, look: Look) -> Iterator[str]:
        """A field runs from `begin` over its code and result to `end`."""
        del look
        match attribute(element, "fldCharType"):
            case "begin":
                self._fields.append("")
                box = child(element, "ffData", "checkBox")
                if box is not None:
                    checked = is_on(box, "checked")
                    on = is_on(box, "default") if checked is None else checked
                    yield "[X]" if on else "[ ]"
            case "end" if self._fields:
                # Left until here, the code still hides the stale result before it.
                code = self._fields.pop()
                yield _FIELDS.get(code, "")

    def _instruction(self, element: Element, look: Look) -> Iterator[str]:
        del look
        code = (element.text or "").split()
        if self._fields and code and not self._fields[-1]:
            self._fields[-1] = code[0].upper()
        return iter(())

    def _simple_field(self, element: Element, look: Look) -> Iterator[str]:
        code = (attribute(element, "instr") or "").split()[:1]
        known = _FIELDS.get(code[0].upper()) if code else None
        return iter([known]) if known else self._children(element, look)

    def _alternate(self, element: Element, look: Look) -> Iterator[str]:
        """The first choice; the others show the same thing for other readers."""
        for wanted in ("Choice", "Fallback"):
            chosen = child(element, wanted)
            if chosen is not None:
                return self._children(chosen, look)
        return iter(())

    def _drawing(self, element: Element, look: Look) -> Iterator[str]:
        del look
        outer = next(descendants(element, "txbxContent"), None)
        if outer is not None:
            self.found.boxes.extend(_outermost(element, "txbxContent"))
            return iter(())
        for blip in (*descendants(element, "blip"), *descendants(element, "imagedata")):
            relation = attribute(blip, "embed") or attribute(blip, "id")
            part = self._targets.get(relation or "", "")
            self.found.pictures.append(Picture(part, *_extent(element)))
        return iter(())

    def _note(self, element: Element, look: Look) -> Iterator[str]:
        del look
        kind = name(element).removesuffix("Reference")
        self._noted.append((kind, attribute(element, "id") or ""))
        yield f" [{len(self._noted)}]"


def _blanks(text: str) -> int:
    """Width of a run of nothing but tabs and spaces, in units of a tab."""
    if text.strip() or not text:
        return 0
    return text.count("\t") + len(text.replace("\t", "")) // 4


def _outermost(element: Element, wanted: str) -> Iterator[Element]:
    for inner in element:
        if name(inner) == wanted:
            yield inner
        elif name(inner) != "Fallback":
            yield from _outermost(inner, wanted)


def _extent(drawing: Element) -> tuple[float, float]:
    extent = next(descendants(drawing, "extent"), None)
    width = number(attribute(extent, "cx")) or 0
    height = number(attribute(extent, "cy")) or 0
    return max(width, 0) / _EMU_PER_PT, max(height, 0) / _EMU_PER_PT
