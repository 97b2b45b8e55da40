"""The periods a document states, read once, and those that a span of it holds."""

from dataclasses import dataclass

from extractor.document import Document
from extractor.facts import DateRange, Field, absent
from extractor.find.period import find_date_range, ranges_in
from extractor.geometry import Box, Span
from extractor.packet import Scope


@dataclass(frozen=True, slots=True)
class Periods:
    """The periods stated in a document, and the packet's own."""

    stated: tuple[Field[DateRange], ...]
    whole: Field[DateRange]

    def of(self, document: Document, *spans: Span) -> Field[DateRange]:
        """The period within the first span that states one, else the packet's."""
        for span in spans:
            printed = document.boxes(span)
            for found in self.stated:
                if _lies_in(found, printed):
                    return found
        return self.whole if self.whole.value is not None else absent()


def periods(scope: Scope) -> Periods:
    """The periods of an instrument's face and attachments."""
    return Periods(ranges_in(scope.demanding), find_date_range(scope))


def _lies_in(found: Field[DateRange], printed: tuple[Box, ...]) -> bool:
    """True when every line of a period's evidence lies within a printed line."""
    return all(
        any(e.page == line.page and _within(e.box, line) for line in printed)
        for e in found.evidence
    )


def _within(box: tuple[float, float, float, float], line: Box) -> bool:
    # Evidence is rounded to a tenth of a point.
    left, top, right, bottom = box
    return (
        left >= line.left - 1
        and top >= line.top - 1
        and right <= line.right + 1
        and bottom <= line.bottom + 1
    )
