"""How paragraphs look: document defaults, style chains, direct properties."""

from dataclasses import dataclass, replace
from typing import Any

from extractor.read.docx.xml import Element, attribute, child, is_on, name, number
from extractor.read.docx.xml import value as val

_CHAIN = 20
"""Styles built on styles; a longer chain is a loop."""


@dataclass(frozen=True, slots=True)
class Look:
    """Resolved properties of a paragraph and its runs; lengths in twips."""

    space: int = 0
    left: int = 0
    hanging: int = 0
    align: str = "left"
    num_id: str | None = None
    level: int = 0
    breaks: bool = False
    contextual: bool = False
    caps: bool = False
    hidden: bool = False


_ALIGN = {"center": "center", "right": "right", "end": "right"}


def with_paragraph(look: Look, properties: Element | None) -> Look:
    """The look with paragraph properties (pPr) laid over it."""
    if properties is None:
        return look
    changes: dict[str, Any] = {
        "space": _space(child(properties, "spacing"), look),
        "num_id": val(properties, "numPr", "numId"),
        "level": number(val(properties, "numPr", "ilvl")),
        "breaks": is_on(properties, "pageBreakBefore"),
        "contextual": is_on(properties, "contextualSpacing"),
        **_indent(child(properties, "ind")),
    }
    align = val(properties, "jc")
    if align:
        changes["align"] = _ALIGN.get(align, "left")
    return _laid_over(look, changes)


def with_run(look: Look, properties: Element | None) -> Look:
    """The look with run properties (rPr) laid over it."""
    if properties is None:
        return look
    changes = {
        "caps": is_on(properties, "caps"),
        "hidden": is_on(properties, "vanish"),
    }
    return _laid_over(look, changes)


def _laid_over(look: Look, changes: dict[str, Any]) -> Look:
    return replace(look, **{k: v for k, v in changes.items() if v is not None})


def _space(spacing: Element | None, look: Look) -> int | None:
    if spacing is None:
        return None
    before = number(attribute(spacing, "before"))
    after = number(attribute(spacing, "after"))
    if before is None and after is None:
        return look.space
    return (before or 0) + (after or 0)


def _indent(indent: Element | None) -> dict[str, int | None]:
    left = number(attribute(indent, "left") or attribute(indent, "start"))
    hanging = number(attribute(indent, "hanging"))
    first = number(attribute(indent, "firstLine"))
    if hanging is None and first is not None:
        hanging = -first
    return {"left": left, "hanging": hanging}


class Styles:
    """The styles part; a document without one has plain looks."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._looks: dict[str, Look] = {}
        self._default: str | None = None
        plain = Look()
        for element in root if root is not None else ():
            if name(element) == "style":
                self._add(element)
            elif name(element) == "docDefaults":
                plain = with_paragraph(plain, child(element, "pPrDefault", "pPr"))
                plain = with_run(plain, child(element, "rPrDefault", "rPr"))
        self._plain = plain

    def _add(self, style: Element) -> None:
        style_id = attribute(style, "styleId") or ""
        self._styles[style_id] = style
        is_default = attribute(style, "default") in ("1", "true", "on")
        if is_default and attribute(style, "type") == "paragraph":
            self._default = style_id

    def look(self, style_id: str | None) -> Look:
        """The look of a paragraph style, the default one where none is named."""
        wanted = style_id if style_id in self._styles else self._default
        return self._resolve(wanted, _CHAIN) if wanted else self._plain

    def run(self, look: Look, style_id: str | None) -> Look:
        """A look with a character style laid over it."""
        style = self._styles.get(style_id or "")
        return with_run(look, child(style, "rPr"))

    def _resolve(self, style_id: str, left: int) -> Look:
        if style_id in self._looks:
            return self._looks[style_id]
        style = self._styles.get(style_id)
        if style is None or not left:
            return self._plain
        parent = val(style, "basedOn")
        look = self._resolve(parent, left - 1) if parent else self._plain
        look = with_paragraph(look, child(style, "pPr"))
        look = with_run(look, child(style, "rPr"))
        self._looks[style_id] = look
        return look
