"""Keys for what was read, and the boxes that prove it, page by page."""

from dataclasses import replace

from extractor.facts import Evidence
from extractor.show.view import BoxView, Claim

SECOND = "second"
"""The tone of what is shown only when it is lit."""
_PAD_PT = 1.5
_QUOTE_CHARS = 160


class Claims:
    """Hands out keys and remembers each claim's boxes."""

    def __init__(self, file_id: str) -> None:
        self._file_id = file_id
        self._boxes: dict[int, list[BoxView]] = {}
        self._count = 0

    def add(self, evidence: tuple[Evidence, ...], tone: str, label: str) -> Claim:
        """A claim proved by that evidence; an empty claim where there is none."""
        if not evidence:
            return Claim()
        self._count += 1
        key = f"{self._file_id}-{self._count}"
        for item in evidence:
            left, top, right, bottom = item.box
            box = BoxView(
                key,
                tone,
                label,
                round(left - _PAD_PT, 1),
                round(top - _PAD_PT, 1),
                round(right - left + 2 * _PAD_PT, 1),
                round(bottom - top + 2 * _PAD_PT, 1),
            )
            self._boxes.setdefault(item.page, []).append(box)
        quote = " ".join(item.text for item in evidence)
        return Claim(key, evidence[0].page, _short(quote))

    def on(self, page: int) -> tuple[BoxView, ...]:
        """A page's boxes, the largest first, so that small ones lie on top."""
        boxes = sorted(self._boxes.get(page, ()), key=_depth, reverse=True)
        tops = {_place(box): box.key for box in boxes}
        return tuple(
            box if tops[_place(box)] == box.key else replace(box, tone="twin")
            for box in boxes
        )


def _place(box: BoxView) -> tuple[float, float, float, float]:
    return box.left, box.top, box.width, box.height


def _depth(box: BoxView) -> tuple[bool, float]:
    """What came second lies under all that was chosen."""
    return box.tone == SECOND, box.width * box.height


def _short(text: str) -> str:
    return text if len(text) <= _QUOTE_CHARS else f"{text[: _QUOTE_CHARS - 1]}…"
