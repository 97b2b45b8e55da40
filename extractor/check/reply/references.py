"""Numbers behind sentences, and the rules and authorities they stand for."""

from dataclasses import replace

from extractor.check.profile import Profile
from extractor.check.reply.letter import (
    Because,
    Paragraph,
    Reference,
    Sentence,
    Source,
)
from extractor.check.reply.plain import plain
from extractor.check.reply.wording import common
from extractor.report import Obligation, Report

_SHOWN = (Source.FINDING, Source.OBLIGATION, Source.DEADLINE)


def references(
    report: Report, profile: Profile, body: tuple[Paragraph, ...]
) -> tuple[Reference, ...]:
    """One entry per finding or duty the text rests on, in the order of the report."""
    reasons = {b for p in body for b in p.because if b.source in _SHOWN}
    return tuple(
        _entry(number, because, report, profile)
        for number, because in enumerate(sorted(reasons, key=_order), 1)
    )


def _order(because: Because) -> tuple[int, int]:
    return _SHOWN.index(because.source), because.index or 0


def _entry(
    number: int, because: Because, report: Report, profile: Profile
) -> Reference:
    at = because.index or 0
    match because.source:
        case Source.OBLIGATION:
            return _duty(number, because, report.obligations[at], profile)
        case Source.DEADLINE:
            deadline = report.deadlines[at]
            title, section = (
                plain(deadline.title),
                profile.guideline.get(deadline.id, ""),
            )
            mark, law = _mark(deadline.status), deadline.authority
            return Reference(number, because, title, law, section, mark)
        case _:
            finding = report.findings[at]
            title, section = plain(finding.title), finding.guideline
            mark, law = _mark(finding.status), finding.authority
            return Reference(number, because, title, law, section, mark)


def _mark(status: str) -> str:
    mark: str = common()["draft_mark"] if status == "draft" else ""
    return mark


def _duty(
    number: int, because: Because, duty: Obligation, profile: Profile
) -> Reference:
    told = common()["duties"].get(duty.id, {})
    title = told.get("title", duty.id.replace("_", " ").capitalize())
    section = profile.guideline.get(duty.id, "")
    # A duty's authority carries the guideline; it is shown once, in its own place.
    authority = duty.authority.removesuffix(f"; guideline: {section}")
    return Reference(number, because, title, authority, section)


def numbered(
    body: tuple[Paragraph, ...], entries: tuple[Reference, ...]
) -> tuple[Paragraph, ...]:
    """The paragraphs with numbers behind the sentences that rest on an entry."""
    by_reason = {entry.because: entry.number for entry in entries}
    return tuple(replace(p, sentences=_numbered(p.sentences, by_reason)) for p in body)


def _numbered(
    sentences: tuple[Sentence, ...], by_reason: dict[Because, int]
) -> tuple[Sentence, ...]:
    found = [
        tuple(by_reason[b] for b in s.because if b in by_reason) for s in sentences
    ]
    # The same number behind three sentences in a row is shown once, behind the last.
    following = [*found[1:], ()]
    return tuple(
        replace(s, numbers=() if own == after else own)
        for s, own, after in zip(sentences, found, following, strict=True)
    )
