"""Half-yearly transparency figures as CSV; cells can never be formulas."""

import csv
import io
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from extractor.show.wording import plain
from service.cases.decisions import Outcome
from service.cases.roles import Visibility
from service.pages import wording
from service.store.requests import visible
from service.store.schema import Request

Group = tuple[str, str]
"""Country and instrument."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True)
class HalfYear:
    """`half` is 1 or 2."""

    year: int
    half: int

    @classmethod
    def of(cls, day: date) -> "HalfYear":
        """The half-year a day lies in."""
        return cls(day.year, 1 if day.month <= 6 else 2)

    @property
    def name(self) -> str:
        """As in "2026-H1"."""
        return f"{self.year}-H{self.half}"

    @property
    def before(self) -> "HalfYear":
        """The half-year before."""
        if self.half == 2:
            return HalfYear(self.year, 1)
        return HalfYear(self.year - 1, 2)

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """Its first instant, and the first after it."""
        first = datetime(self.year, 1 if self.half == 1 else 7, 1, tzinfo=UTC)
        year, month = (self.year, 7) if self.half == 1 else (self.year + 1, 1)
        return first, datetime(year, month, 1, tzinfo=UTC)


def table(
    session: Session, who: Visibility, half: HalfYear
) -> tuple[list[str], list[list[str]]]:
    """Head and rows: by country and instrument, how many came, what became of them."""
    first, after = half.bounds
    query = select(Request.country, Request.instrument, Request.decided_as).where(
        visible(who), Request.created >= first, Request.created < after
    )
    found = Counter(
        ((country or "", kind or ""), outcome or "")
        for country, kind, outcome in session.execute(query)
    )
    outcomes = (wording.disposition(o) for o in Outcome)
    head = ["Country", "Instrument", "Received", *outcomes, "Open"]
    groups = sorted({group for group, _ in found})
    return head, [_row(group, found) for group in groups]


def _row(
    group: tuple[str, str], found: Counter[tuple[tuple[str, str], str]]
) -> list[str]:
    country, kind = group
    return [
        country or "Not told",
        plain(kind) or "Not recognised",
        str(sum(n for (each, _), n in found.items() if each == group)),
        *(str(found[(group, o.value)]) for o in Outcome),
        str(found[(group, "")]),
    ]


def as_csv(half: HalfYear, head: list[str], rows: list[list[str]]) -> str:
    """The table as CSV, its period in front of every row."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(["Period", *head])
    writer.writerows([half.name, *map(harmless, row)] for row in rows)
    return out.getvalue()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
