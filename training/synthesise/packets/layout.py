"""Parts to pages: blocks are measured and laid on sheets that hold them."""

import textwrap
from collections.abc import Iterator
from typing import Any

from training.synthesise.packets.compose import Sheets
from training.synthesise.packets.marks import bare
from training.synthesise.paper import Block, Sheet, lines

COLUMNS = 88
_PRINTED = 94
_HOLDS_PT = 640
_LEADING = {"title": 18, "mast": 24, "small": 10}


def paged(parts: tuple[Sheets, ...], damage: str | None) -> tuple[Sheet, ...]:
    """One sheet a page; a part that runs on is named with a plus sign."""
    out: list[Sheet] = []
    for part in parts:
        for index, blocks in enumerate(_pages(part.blocks)):
            name = part.part if not index else f"+{part.part}"
            out.append(Sheet(name, blocks, None if index else part.form, damage))
    return _run_on(out)


def _run_on(sheets: list[Sheet]) -> tuple[Sheet, ...]:
    """Neighbours of one kind of attachment stay parts of their own."""
    return tuple(sheets)


def _pages(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, ...]]:
    page: list[Block] = []
    height = 0
    for block in (piece for b in blocks for piece in _pieces(b)):
        needed = tall(block)
        if page and height + needed > _HOLDS_PT:
            # A signature does not stand alone: what it signs goes over with it.
            kept = len(page) - (2 if block[0] == "sign" and len(page) > 4 else 0)
            yield tuple(page[:kept])
            page = page[kept:]
            height = sum(tall(b) for b in page)
        page.append(block)
        height += needed
    yield tuple(page)


def _pieces(block: Block) -> Iterator[Block]:
    """A table longer than a page runs on over the next ones."""
    kind, content = block
    if kind != "grid" or tall(block) <= _HOLDS_PT:
        yield block
        return
    start = height = 0
    for index, row in enumerate(content):
        if height + _row(row) > _HOLDS_PT - 10:
            yield kind, content[start:index]
            start, height = index, 0
        height += _row(row)
    yield kind, content[start:]


def tall(block: Block) -> int:
    """How much of a page a block takes, in points, rather too much than too little."""
    kind, content = block
    if kind in ("bates", "stamp", "fax", "seal", "codes"):
        return 0
    if kind == "sign":
        return 70
    if kind in ("grid", "boxes", "table"):
        return 10 + sum(_row(row) for row in content)
    if kind == "caption":
        return 14 * max(4, *(len(side) for side in content.values())) + 14
    leading = _LEADING.get(kind, 14)
    texts = content if isinstance(content, list) else [str(content)]
    return 10 + sum(leading * _lines(bare(text), kind) for text in texts)


def _row(row: list[str]) -> int:
    share = max(14, COLUMNS // len(row))
    return 8 + 13 * max(len(textwrap.wrap(bare(c), share)) or 1 for c in row)


def _lines(text: str, kind: str) -> int:
    wide = kind in ("title", "mast") or text.upper() == text
    width = 60 if wide else _PRINTED - (8 if kind == "items" else 0)
    return max(1, len(textwrap.wrap(text, width)))


def text_of(sheets: tuple[Sheet, ...]) -> str:
    """The packet as marked text, pages parted by form feeds."""
    return "\f".join("\n".join(_wrapped(sheet)) for sheet in sheets)


def _wrapped(sheet: Sheet) -> Iterator[str]:
    for line in lines(sheet):
        # A signature's own marks have no width, those of the text hardly any.
        yield from textwrap.wrap(line, COLUMNS, break_on_hyphens=False) or [""]


def unmarked(content: Any, strip: Any) -> Any:  # noqa: ANN401 - YAML
    """A block's content with every string passed through `strip`."""
    if isinstance(content, str):
        return strip(content)
    if isinstance(content, list):
        return [unmarked(c, strip) for c in content]
    if isinstance(content, dict):
        return {k: unmarked(v, strip) for k, v in content.items()}
    return content
