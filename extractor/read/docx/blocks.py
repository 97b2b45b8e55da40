"""What a Word document is made of, before it has places on a page."""

from dataclasses import dataclass
from typing import TypeAlias

PAGE_NUMBER = "\ufdd0"
PAGE_COUNT = "\ufdd1"
"""Stand for fields whose value is known when the page is laid out (noncharacters)."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image; `part` its entry in the package, sizes in points."""

    part: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text with tabs and line ends; `left` and `hanging` in twips."""

    text: str
    marker: str = ""
    left: int = 0
    hanging: int = 0
    align: str = "left"
    spaced: bool = False
    pictures: tuple[Picture, ...] = ()
    notes: tuple["Paragraph", ...] = ()
    """Foot- and endnotes it refers to."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """An explicit break."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; `width` in any unit, the same for the whole table."""

    blocks: tuple["Block", ...]
    width: int
    continues: bool = False
    """Part of the cell above it, so it shows nothing of its own."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table."""

    rows: tuple[tuple[Cell, ...], ...]


Block: TypeAlias = Paragraph | PageBreak | Grid


@dataclass(frozen=True, slots=True)
class Section:
    """A run of blocks with its page furniture, by kind (default, first)."""

    blocks: tuple[Block, ...]
    headers: dict[str, tuple[Block, ...]]
    footers: dict[str, tuple[Block, ...]]
    has_title_page: bool
    continues: bool
