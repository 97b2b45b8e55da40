"""One packet's labels against its screening: a Record comes out."""

from extractor.report import Report
from training.evaluation import answers, causes, demands, items, ocr
from training.evaluation.causes import Text
from training.evaluation.record import Count, Reading, Record
from training.evaluation.slices import slices
from training.evaluation.unit import Unit
from training.gold import Gold, Half

# A mail's body is a letter that covers what it brings.
_ALIKE = {"mail_body": "cover_letter"}


def judge(gold: Gold, index: int, unit: Unit, held_back: Half | None) -> Record:
    """Judge a packet; `index` is its place in its file."""
    report, text = unit.report, Text(unit.pages)
    told = slices(gold, report, index)
    found = tuple(items.items(gold, report)) if _is_whole(gold) else ()
    return Record(
        id=gold.id,
        file=str(gold.labels["file"]),
        sha256=unit.sha256,
        slices=told,
        held_back=held_back is not None and held_back.value in told["half"].split(),
        refused=unit.refused,
        answers=tuple(
            causes.explain(answer, text, unit.refused)
            for answer in answers.answers(gold, report)
        ),
        items=causes.explain_items(found, text, unit.refused),
        sets=items.labelled(gold, report) if _is_whole(gold) else (),
        part_pages=part_pages(gold, report),
        demands=demands.count(gold, report) if _is_whole(gold) else None,
        reading=_reading(gold, unit),
        review=report is None or report.review.required,
        ms=unit.ms,
        versions=dict(report.versions) if report else {},
    )


def _is_whole(gold: Gold) -> bool:
    """Of a paper cut short only instrument and jurisdiction are scored."""
    return not gold.get("truncated")


def part_pages(gold: Gold, report: Report | None) -> Count:
    """Pages whose part type is right."""
    want = {n: p["type"] for p in gold.get("parts") or () for n in p["pages"]}
    given = {n: p.type for p in report.parts for n in p.pages} if report else {}
    right = sum(
        _ALIKE.get(given.get(n, ""), given.get(n)) == t for n, t in want.items()
    )
    return Count(right, len(want))


def _reading(gold: Gold, unit: Unit) -> Reading | None:
    truth = gold.truth
    return None if truth is None else ocr.reading(unit.pages, truth)
