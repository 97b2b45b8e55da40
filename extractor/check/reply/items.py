"""The table of a letter: each item of the paper, and how it is answered."""

from collections.abc import Iterator

from extractor.check.reply.findings import Indexed, outward
from extractor.check.reply.letter import Because, Paragraph, Sentence, Source, Style
from extractor.check.reply.matter import Matter
from extractor.check.reply.plain import plain
from extractor.check.reply.wording import Section, common
from extractor.facts import Demand
from extractor.report import Severity, Standing

_QUOTED = 180
_STANDING = {
    Standing.PRODUCE: "whole",
    Standing.NARROW: "narrowed",
    Standing.REFUSE: "refused",
    Standing.HOLD: "open",
    Standing.KEEP: "kept",
    Standing.DIVERT: "diverted",
}
_GRAVE = (Severity.BLOCK, Severity.OBJECT, Severity.ROUTE)


def table(matter: Matter, section: Section) -> tuple[Paragraph, ...]:
    """The head and the rows; nothing for a paper without items."""
    rows = tuple(_rows(matter, section))
    if not rows:
        return ()
    because = (Because(Source.WORDING, "item_columns"),)
    cells = tuple(Sentence(text, because) for text in common()["item_columns"])
    return (Paragraph(Style.COLUMNS, cells), *rows)


def _rows(matter: Matter, section: Section) -> Iterator[Paragraph]:
    for index, instrument in enumerate(matter.report.instruments):
        for demand in instrument.demands:
            yield _row(matter, section, index, demand)


def _row(matter: Matter, section: Section, index: int, demand: Demand) -> Paragraph:
    item = (Because(Source.DEMAND, demand.id),)
    number = "".join(matter.labels((demand.id,)))
    against = tuple(_against(matter, index, demand.id))
    answer = section.answers[_answer(matter, index, demand.id, against)]
    because = tuple(b for found in against for b in found.because)
    return Paragraph(
        Style.ROW,
        (
            Sentence(number, item),
            Sentence(f"“{_quoted(demand)}” (page {demand.page})", item),
            Sentence(answer, because or _disposition(matter)),
        ),
    )


def _against(matter: Matter, index: int, demand_id: str) -> Iterator[Indexed]:
    """The findings that fall on an item: its own, and those on its whole paper."""
    for found in outward(matter):
        finding = found.finding
        own = demand_id in finding.demand_ids
        whole = not finding.demand_ids and finding.instrument == index
        if finding.severity in _GRAVE and (own or whole):
            yield found


def _answer(
    matter: Matter, index: int, demand_id: str, against: tuple[Indexed, ...]
) -> str:
    """The checker's own standing of a demand; worked out where a report has none."""
    for item in matter.report.answer.items:
        if (item.instrument, item.demand_id) == (index, demand_id):
            return _STANDING[item.standing]
    if _is_blocked(against) or matter.report.disposition.value == "reject":
        return "refused"
    if any(found.finding.verdict == "cannot_tell" for found in against):
        return "open"
    return "narrowed" if against else "whole"


def _is_blocked(against: tuple[Indexed, ...]) -> bool:
    return any(
        found.finding.verdict == "objects" and found.finding.severity is Severity.BLOCK
        for found in against
    )


def _disposition(matter: Matter) -> tuple[Because, ...]:
    return (Because(Source.DISPOSITION, matter.report.disposition.value),)


def _quoted(demand: Demand) -> str:
    """Its opening words, without the mark that parts it from the next item."""
    return plain(demand.text, _QUOTED).rstrip(" ;,.")
