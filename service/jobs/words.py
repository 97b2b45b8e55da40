"""The words of a page with their boxes, small enough to send to a browser."""

import json

from extractor.document import Page, Word

MEDIA = "application/json"


def packed(page: Page) -> bytes:
    """JSON: number, width, height (points), words as rows of `COLUMNS`."""
    told = {
        "number": page.number,
        "width": round(page.width, 1),
        "height": round(page.height, 1),
        "columns": COLUMNS,
        "words": [_row(word) for word in page.words],
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


COLUMNS = ("text", "left", "top", "right", "bottom", "confidence", "line", "block")


def _row(word: Word) -> list[object]:
    box = word.box
    edges = (round(e, 1) for e in (box.left, box.top, box.right, box.bottom))
    return [word.text, *edges, round(word.confidence, 2), word.line, word.block]
