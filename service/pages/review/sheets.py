"""The pages beside a report: read ones and missing ones, in order."""

from collections.abc import Iterator, Mapping
from typing import Any

from extractor.errors import BY_CODE
from extractor.show.wording import plain
from service.pages.review.view import PageView

Json = Mapping[str, Any]
_ORIGINS = {
    "embedded": "text layer",
    "ocr": "recognised",
    "mixed": "text and recognised",
}
_GAP_CODES = {"over_page_limit": "The file has more pages than are read."}


def page_views(report: Json) -> tuple[PageView, ...]:
    """One view a page, with what it is for and how well it was read."""
    parts = {
        number: plain(part["type"])
        for part in report["parts"]
        for number in part["pages"]
    }
    views = [*_read(report, parts), *_missing(report)]
    return tuple(sorted(views, key=lambda view: view.number))


def _read(report: Json, parts: Mapping[int, str]) -> Iterator[PageView]:
    for page in report["document"]["pages"]:
        number = page["number"]
        part = parts.get(number, "")
        yield PageView(number, page["width"], page["height"], part, _about(page))


def _about(page: Json) -> str:
    said = [_ORIGINS.get(page["origin"], page["origin"]), f"{page['quality']:.0%}"]
    if page["rotation"]:
        said.append(f"turned {page['rotation']}°")
    return " · ".join(text for text in (*said, page["file"]) if text)


def _missing(report: Json) -> Iterator[PageView]:
    for gap in report["document"]["gaps"]:
        code = gap["code"]
        known = BY_CODE.get(code)
        why = known.says if known else _GAP_CODES.get(code, plain(code))
        yield PageView(gap["page"], 0, 0, "", code, missing=why)
