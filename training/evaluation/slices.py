"""What a packet is, by which scores are told apart."""

from extractor.report import Report
from training.gold import Gold, half_of

_PAGES = ((1, "1"), (3, "2-3"), (10, "4-10"), (30, "11-30"))
_QUALITY = ((0.6, "below 0.6"), (0.8, "0.6-0.8"), (0.9, "0.8-0.9"), (0.97, "0.9-0.97"))
TITLES = {
    "half": "half",
    "media": "media",
    "quality": "reading quality",
    "authenticity": "authenticity",
    "instrument": "instrument",
    "country": "country",
    "pages": "pages",
    "damage": "damage",
}


def slices(gold: Gold, report: Report | None, index: int) -> dict[str, str]:
    """Slice to value; `half` names the half by place and the half by hash."""
    halves = half_of(index, gold.id)
    told = {
        "half": " ".join(half.value for half in halves),
        "media": str(gold.get("media")),
        "quality": quality(report),
        "authenticity": str(gold.get("authenticity")),
        "instrument": gold.labels["instrument"],
        "country": gold.get("jurisdiction", "country") or "not labelled",
        "pages": _bin_of_pages(int(gold.get("pages") or 0)),
    }
    damage = gold.get("damage")
    return told | ({"damage": str(damage)} if damage else {})


def quality(report: Report | None) -> str:
    """The bin of the mean reading quality over pages; its own for clean text layers."""
    if report is None or not report.document.pages:
        return "not read"
    pages = report.document.pages
    mean = sum(page.quality for page in pages) / len(pages)
    kind = "text" if all(p.origin == "embedded" for p in pages) else "scan"
    return f"{kind}, {_bin_of_quality(mean)}"


def _bin_of_quality(value: float) -> str:
    return next((name for most, name in _QUALITY if value < most), "0.97 and over")


def _bin_of_pages(pages: int) -> str:
    return next((name for most, name in _PAGES if pages <= most), "over 30")
