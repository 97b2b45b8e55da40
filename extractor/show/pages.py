"""Pages to look at: pictures where there are, words in their places where not."""

import base64
from collections.abc import Iterator
from itertools import groupby

from extractor.document import Document, Word
from extractor.errors import BY_CODE
from extractor.report import PageSummary, Report
from extractor.show.claims import Claims
from extractor.show.view import PageView, WordView
from extractor.show.wording import plain

_ORIGINS = {
    "embedded": "text layer",
    "ocr": "recognised",
    "mixed": "text and recognised",
}
_GAP_CODES = {"over_page_limit": "The file has more pages than are read."}


def page_views(
    report: Report,
    document: Document | None,
    pictures: tuple[bytes | None, ...],
    claims: Claims,
) -> tuple[PageView, ...]:
    """Read pages and missing ones, in order of their numbers."""
    roles = {n: plain(part.type) for part in report.parts for n in part.pages}
    words = {p.number: p.words for p in document.pages} if document else {}
    views = [(gap, view) for gap, view in _missing(report)]
    for page in report.document.pages:
        at = page.number - 1
        picture = pictures[at] if at < len(pictures) else None
        drawn = () if picture else tuple(map(_word, words.get(page.number, ())))
        view = PageView(
            number=str(page.number),
            part=roles.get(page.number, ""),
            about=_about(page),
            width=page.width,
            height=page.height,
            picture=_data_uri(picture),
            words=drawn,
            boxes=claims.on(page.number),
        )
        views.append((page.number, view))
    return tuple(view for _, view in sorted(views, key=lambda item: item[0]))


def _about(page: PageSummary) -> str:
    parts = [_ORIGINS.get(page.origin, page.origin), f"{round(page.quality * 100)}%"]
    if page.rotation:
        parts.append(f"turned {page.rotation}°")
    if page.file:
        parts.append(page.file)
    return " · ".join(parts)


def _missing(report: Report) -> Iterator[tuple[int, PageView]]:
    """Gaps, neighbours with one code taken together."""
    gaps = sorted(report.document.gaps, key=lambda gap: gap.page)
    runs = groupby(
        enumerate(gaps), key=lambda item: (item[1].page - item[0], item[1].code)
    )
    for (_, code), items in runs:
        pages = [gap.page for _, gap in items]
        number = str(pages[0]) if len(pages) == 1 else f"{pages[0]}–{pages[-1]}"
        yield pages[0], PageView(number, "", code, 0, 0, "", (), (), missing=_why(code))


def _why(code: str) -> str:
    known = BY_CODE.get(code)
    return known.says if known else _GAP_CODES.get(code, plain(code))


def _word(word: Word) -> WordView:
    box = word.box
    return WordView(
        word.text,
        round(box.left, 1),
        round(box.bottom - box.height * 0.2, 1),
        round(box.width, 1),
        round(max(box.height * 0.85, 1.0), 1),
    )


def _data_uri(picture: bytes | None) -> str:
    if not picture:
        return ""
    return "data:image/jpeg;base64," + base64.b64encode(picture).decode("ascii")
