"""The spine: bytes of an upload go in, an evidenced report comes out."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from extractor import VERSION, artefacts, check, classify, find, read, split
from extractor.check import Profile
from extractor.classify.trust import Trust
from extractor.document import Document
from extractor.facts import (
    WITHHELD,
    Demand,
    Facts,
    Field,
    Fields,
    Identifier,
    absent,
)
from extractor.packet import Part, Role, Scope, scopes
from extractor.read import ReadOptions
from extractor.report import (
    Disposition,
    DocumentSummary,
    Instrument,
    Packet,
    PageSummary,
    Report,
    ReportPart,
    Review,
    Verdict,
)

T = TypeVar("T")
_LETTERS = (Role.COVER_LETTER, Role.MAIL_BODY)
_UNREAD = "restricted"
_RESTRICTED, _ASKS_NOTHING = "national_security_process", "not_legal_process"
_SURE_OF_NOTHING = 0.65


@dataclass(frozen=True, slots=True)
class Options:
    """How to screen: reading, whose policy, the day of receipt, the way it came in.

    `channel` is portal, fax, email, mail or person; None where it is not known.
    `trust` is how confidences are calibrated; None takes the current artefact.
    """

    profile: Profile
    reading: ReadOptions = field(default_factory=ReadOptions)
    received: date | None = None
    channel: str | None = None
    trust: Trust | None = None


@dataclass(frozen=True, slots=True)
class Screened:
    """A report, and the document it was read from (for showing it)."""

    report: Report
    document: Document


class Stopwatch:
    """Milliseconds each stage took."""

    def __init__(self) -> None:
        self.ms: dict[str, int] = {}

    def time(self, stage: str, work: Callable[[], T]) -> T:
        """Do the work and remember how long it took."""
        start = time.perf_counter()
        result = work()
        self.ms[stage] = round((time.perf_counter() - start) * 1000)
        return result


def screen(data: bytes, filename: str, options: Options) -> Screened:
    """Read, split, find, classify and check one upload.

    Raises:
        ExtractorError: the upload is refused; its `code` says why.
    """
    watch = Stopwatch()
    document = watch.time("read", lambda: read.read(data, filename, options.reading))
    parts = watch.time("split", lambda: split.split(document))
    around = scopes(document, parts)
    facts = watch.time("find", lambda: tuple(find.find(scope) for scope in around))
    packet = watch.time("classify", lambda: _packet(document, parts, around, facts))
    trust = options.trust or classify.trust.trust()
    packet = classify.trust.calibrated(_addressed(packet, options.profile), trust)
    verdict = watch.time("check", lambda: _judged(packet, options))
    review = doubted(verdict.review, verdict.disposition, packet, trust)
    verdict = replace(verdict, review=review)
    return Screened(_report(packet, verdict, document, options, watch.ms), document)


def _judged(packet: Packet, options: Options) -> Verdict:
    return check.check(packet, options.profile, options.received, options.channel)


def doubted(
    review: Review, disposition: Disposition, packet: Packet, trust: Trust
) -> Review:
    """The review, wanting a person where a value is under its threshold."""
    places = classify.trust.uncertain(packet, trust)
    if not places or disposition.value == _UNREAD:
        return review
    marked = replace(review, uncertain=places)
    names = classify.trust.holding(places)
    if not names:
        return marked
    told = f"not sure enough to go unseen: {', '.join(names)}"
    return replace(marked, required=True, because=(*review.because, told))


def _packet(
    document: Document,
    parts: tuple[Part, ...],
    around: tuple[Scope, ...],
    facts: tuple[Facts, ...],
) -> Packet:
    instruments = tuple(
        _instrument(scope, found) for scope, found in zip(around, facts, strict=True)
    )
    if any(i.type.value == _RESTRICTED for i in instruments):
        instruments = tuple(map(_withheld, instruments))
    types = _types(parts, instruments)
    return Packet(
        document=_summary(document),
        parts=tuple(_part(part, types.get(i)) for i, part in enumerate(parts)),
        instruments=instruments,
        primary=classify.primary(tuple(i.type for i in instruments)),
        identifiers=_identifiers(instruments),
        categories=_categories(instruments),
    )


def _instrument(scope: Scope, facts: Facts) -> Instrument:
    kind, others = classify.instrument_types(scope)
    asks = kind.value != _ASKS_NOTHING
    demands = _demands(facts) if asks else ()
    place = classify.decide(scope, facts)
    elsewhere = classify.other_places(facts, place)
    return Instrument(
        part=facts.part,
        type=kind,
        jurisdiction=place,
        fields=_unasked(facts.fields) if _asks_nothing(kind) else facts.fields,
        recipient_is_provider=Field(None, 0.0),
        identifiers=facts.identifiers if asks else (),
        demands=tuple(_categorised(demand, facts, kind) for demand in demands),
        passages=facts.passages,
        runner_ups=(*others, *facts.runner_ups, *elsewhere),
    )


def _asks_nothing(kind: Field[str]) -> bool:
    """Whether a paper surely asks nothing; a guess takes no field away."""
    return kind.value == _ASKS_NOTHING and kind.confidence >= _SURE_OF_NOTHING


def _unasked(fields: Fields) -> Fields:
    """Without the day to answer and the period: those of a paper that is quoted."""
    return replace(fields, date_due=absent(0.9), date_range=absent(0.9))


def _demands(facts: Facts) -> tuple[Demand, ...]:
    """What rules took for demands and what the model adds, in reading order."""
    found = (*facts.demands, *classify.overlooked(facts))
    return tuple(sorted(found, key=lambda d: (d.page, d.box[1], d.box[0])))


def _withheld(instrument: Instrument) -> Instrument:
    """Restricted process goes to cleared staff unread: type, pages, route are all."""
    return replace(
        instrument,
        fields=WITHHELD,
        identifiers=(),
        demands=(),
        passages=(),
        runner_ups=(),
    )


def _categorised(demand: Demand, facts: Facts, kind: Field[str]) -> Demand:
    return replace(demand, categories=classify.categorise(demand, facts, kind))


def _addressed(packet: Packet, profile: Profile) -> Packet:
    return replace(
        packet,
        instruments=tuple(
            replace(
                instrument,
                recipient_is_provider=check.names_provider(
                    instrument.fields.recipient, profile
                ),
            )
            for instrument in packet.instruments
        ),
    )


def _part(part: Part, instrument_type: str | None) -> ReportPart:
    return ReportPart(
        instrument_type or part.role.value, part.pages, part.form, part.is_blank
    )


def _types(
    parts: tuple[Part, ...], instruments: tuple[Instrument, ...]
) -> dict[int, str]:
    """Part to instrument type; a letter that comes alone and asks is the instrument."""
    roles = {part.role for part in parts}
    if Role.INSTRUMENT not in roles and (asked := instruments[0].type.value):
        letters = (i for i, part in enumerate(parts) if part.role in _LETTERS)
        return dict.fromkeys(letters, asked) if asked != _ASKS_NOTHING else {}
    return {i.part: i.type.value for i in instruments if i.type.value}


def _identifiers(instruments: tuple[Instrument, ...]) -> tuple[Identifier, ...]:
    best: dict[tuple[str, str | None], Identifier] = {}
    for instrument in instruments:
        for found in instrument.identifiers:
            best.setdefault((found.kind, found.value.value), found)
    return tuple(best.values())


def _categories(instruments: tuple[Instrument, ...]) -> tuple[Field[str], ...]:
    """The union over all demands, each category with its surest evidence."""
    best: dict[str, Field[str]] = {}
    for instrument in instruments:
        for demand in instrument.demands:
            for category in demand.categories:
                name = category.value or ""
                if name not in best or best[name].confidence < category.confidence:
                    best[name] = category
    return tuple(best[name] for name in sorted(best))


def _summary(document: Document) -> DocumentSummary:
    return DocumentSummary(
        sha256=document.sha256,
        filename=document.filename,
        media=document.media,
        pages=tuple(
            PageSummary(
                page.number,
                round(page.width, 1),
                round(page.height, 1),
                page.origin.value,
                page.reason,
                round(page.quality, 3),
                page.rotation,
                page.file,
            )
            for page in document.pages
        ),
        gaps=document.gaps,
        notes=document.notes,
        sandbox=document.sandbox,
    )


def _report(
    packet: Packet,
    verdict: Verdict,
    document: Document,
    options: Options,
    timings_ms: dict[str, int],
) -> Report:
    return Report(
        document=packet.document,
        parts=packet.parts,
        instruments=packet.instruments,
        primary=packet.primary,
        identifiers=packet.identifiers,
        categories=packet.categories,
        findings=verdict.findings,
        obligations=verdict.obligations,
        disposition=verdict.disposition,
        review=verdict.review,
        deadlines=verdict.deadlines,
        answer=verdict.answer,
        versions={
            "tecum": VERSION,
            "models": artefacts.version(),
            "rules": check.rules_version(),
            "ocr": document.ocr,
        },
        timings_ms=timings_ms,
        provider=options.profile.id,
        received=options.received.isoformat() if options.received else None,
        channel=options.channel,
    )
