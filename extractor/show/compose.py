"""A report to what the page shows of it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from extractor.document import Document
from extractor.facts import Demand, Evidence, Field, Identifier
from extractor.report import (
    Deadline,
    Finding,
    Instrument,
    Jurisdiction,
    Report,
    Severity,
)
from extractor.show.claims import SECOND, Claims
from extractor.show.pages import page_views
from extractor.show.view import (
    Chip,
    Claim,
    DemandView,
    FileView,
    FindingView,
    InstrumentView,
    PartView,
    Row,
)
from extractor.show.wording import (
    DISPOSITIONS,
    TONES,
    category_classes,
    plain,
    runs,
    said,
)
from extractor.taxonomy import labels

_SEVERITIES = (Severity.BLOCK, Severity.OBJECT, Severity.ROUTE, Severity.NOTE)


class Composer:
    """Composes one file's view; `pictures` are its pages' pictures in order."""

    def __init__(self, file_id: str, report: Report, name: str) -> None:
        self._report = report
        self._name = name
        self._id = file_id
        self._claims = Claims(file_id)
        self._demands: dict[str, Claim] = {}
        self._doubted = frozenset(report.review.uncertain)
        self._standings = {
            (item.instrument, item.demand_id): item.standing.value
            for item in report.answer.items
        }

    def view(
        self, document: Document | None, pictures: tuple[bytes | None, ...]
    ) -> FileView:
        """All the page says of this file; boxes come last, when all are known."""
        report = self._report
        primary = _primary(report)
        instruments = tuple(self._instruments())
        findings = tuple(self._findings())
        return FileView(
            id=self._id,
            name=self._name,
            disposition=DISPOSITIONS.get(
                report.disposition.value, plain(report.disposition.value)
            ),
            tone=TONES.get(report.disposition.value, "route"),
            reasons=report.disposition.reasons,
            review=report.review.because,
            must_review=report.review.required,
            summary=plain(primary.type.value) if primary else "No instrument",
            place=_place_line(primary.jurisdiction) if primary else "",
            counts=tuple(counts(report)),
            instruments=instruments,
            findings=findings,
            obligations=tuple(self._obligations()),
            deadlines=tuple(map(self._deadline, report.deadlines)),
            questions=tuple(question.text for question in report.answer.questions),
            parts=tuple(self._parts()),
            notes=tuple(self._notes()),
            pages=page_views(report, document, pictures, self._claims),
            facts=tuple(self._facts()),
        )

    def _instruments(self) -> Iterator[InstrumentView]:
        for index, instrument in enumerate(self._report.instruments):
            parts = self._report.parts
            part = parts[instrument.part] if instrument.part < len(parts) else None
            at = f"instruments/{index}"
            rows = tuple(self._fields(f"{at}/fields", instrument))
            name = self._row(labels.TYPE, instrument.type, "kind", named=True)
            others = self._others("type", labels.TYPE, instrument)
            yield InstrumentView(
                name=self._marked(f"{at}/type", replace(name, others=others)),
                pages=runs(part.pages) if part else "",
                form=(part.form or "") if part else "",
                is_primary=index == self._report.primary,
                place=_doubtful_first(self._place(f"{at}/jurisdiction", instrument)),
                fields=_doubtful_first(r for r in rows if r.value or r.others),
                missing=tuple(r.label for r in rows if not r.value and not r.others),
                demands=tuple(self._demand(index, d) for d in instrument.demands),
                identifiers=tuple(map(self._identifier, instrument.identifiers)),
            )

    def _row(
        self,
        label: str,
        field: Field[Any],
        tone: str,
        *,
        named: bool = False,
    ) -> Row:
        value = plain(str(field.value)) if named and field.value else said(field.value)
        claim = self._claims.add(field.evidence, tone, f"{label}: {value}")
        sure = round(field.confidence * 100) if field.value is not None else None
        return Row(label, value, sure, claim)

    def _marked(self, path: str, row: Row) -> Row:
        """The row, marked where the report says that its value is in doubt."""
        return replace(row, doubtful=path in self._doubted)

    def _fields(self, at: str, instrument: Instrument) -> Iterator[Row]:
        for name, label in labels.FIELDS.items():
            value = getattr(instrument.fields, name)
            others = self._others(f"fields/{name}", label, instrument)
            if isinstance(value, Field):
                row = replace(self._row(label, value, "field"), others=others)
                yield self._marked(f"{at}/{name}", row)
            elif value:
                *rows, last = (self._row(label, field, "field") for field in value)
                yield from (*rows, replace(last, others=others))
            else:
                yield Row(label, "", None, Claim(), others=others)

    def _place(self, at: str, instrument: Instrument) -> Iterator[Row]:
        for name, label in labels.PLACE.items():
            field = getattr(instrument.jurisdiction, name)
            row = self._row(label, field, "place", named=name == "level")
            row = replace(
                row, others=self._others(f"jurisdiction/{name}", label, instrument)
            )
            if row.value or row.others:
                yield self._marked(f"{at}/{name}", row)

    def _others(
        self, field: str, label: str, instrument: Instrument
    ) -> tuple[Row, ...]:
        """What came second there."""
        return tuple(
            self._row(f"{label}, or", other.value, SECOND, named=field == "type")
            for other in instrument.runner_ups
            if other.field == field
        )

    def _identifier(self, identifier: Identifier) -> Row:
        return self._row(plain(identifier.kind), identifier.value, "target")

    def _demand(self, number: int, demand: Demand) -> DemandView:
        shown = Evidence(demand.page, demand.box, demand.text, "")
        rows = [self._row("Period", demand.date_range, "field")]
        rows += map(self._identifier, demand.identifiers)
        claim = self._claims.add((shown,), "demand", f"Demand {demand.id}")
        self._demands[demand.id] = claim
        return DemandView(
            id=demand.id,
            text=demand.text,
            claim=claim,
            chips=tuple(_chip(category) for category in demand.categories),
            rows=tuple(row for row in rows if row.value),
            standing=self._standings.get((number, demand.id), ""),
        )

    def _findings(self) -> Iterator[FindingView]:
        findings = self._report.findings
        for severity in _SEVERITIES:
            mine = (f for f in findings if f.severity is severity)
            yield from map(
                self._finding, sorted(mine, key=lambda f: f.verdict != "objects")
            )

    def _finding(self, finding: Finding) -> FindingView:
        return FindingView(
            rule=finding.rule,
            severity=finding.severity.value,
            title=finding.title,
            message=finding.message,
            authority=finding.authority,
            guideline=finding.guideline,
            narrowing=finding.narrowing,
            demands=tuple(
                (i, self._demands.get(i, Claim())) for i in finding.demand_ids
            ),
            unsure=finding.verdict == "cannot_tell",
            claim=self._claims.add(finding.evidence, "finding", finding.title),
        )

    def _obligations(self) -> Iterator[FindingView]:
        for duty in self._report.obligations:
            yield FindingView(
                duty.id, "duty", plain(duty.id), duty.message, duty.authority,
                "", "", (), unsure=False, claim=Claim(),
            )  # fmt: skip

    def _deadline(self, deadline: Deadline) -> FindingView:
        hours = f"{deadline.hours} hours from receipt" if deadline.hours else ""
        return FindingView(
            rule=deadline.id,
            severity="day",
            title=f"{said(deadline.due) or hours or 'Day not known'}: {deadline.title}",
            message=deadline.basis[:1].upper() + deadline.basis[1:],
            authority=deadline.authority,
            guideline="",
            narrowing="",
            demands=(),
            unsure=deadline.due is None and not hours,
            claim=self._claims.add(deadline.evidence, "finding", deadline.title),
        )

    def _parts(self) -> Iterator[PartView]:
        for part in self._report.parts:
            note = ", ".join(n for n in (part.form, "blank form" * part.is_blank) if n)
            yield PartView(plain(part.type), runs(part.pages), min(part.pages), note)

    def _notes(self) -> Iterator[Row]:
        for note in self._report.document.notes:
            where = f"Page {note.page}" if note.page else "File"
            yield Row(f"{where}: {plain(note.code)}", note.message, None, Claim())

    def _facts(self) -> Iterator[Row]:
        report = self._report
        facts = {
            "SHA-256": report.document.sha256,
            "Read as": report.document.media.upper(),
            "Sandbox": report.document.sandbox,
            "Policy": report.provider,
            "Received": report.received or "not given",
            "Time": f"{sum(report.timings_ms.values()) / 1000:.1f} s",
            **{plain(k): v for k, v in report.versions.items() if v},
        }
        yield from (Row(label, value, None, Claim()) for label, value in facts.items())


def _doubtful_first(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda row: not row.doubtful))


def counts(report: Report) -> Iterator[Chip]:
    """Objections counted by severity, and what could not be told."""
    for severity in _SEVERITIES:
        count = sum(
            f.severity is severity and f.verdict == "objects" for f in report.findings
        )
        if count:
            yield Chip(f"{count} {severity.value}", severity.value)
    unsure = sum(f.verdict == "cannot_tell" for f in report.findings)
    if unsure:
        yield Chip(f"{unsure} cannot tell", "unsure")


def _chip(category: Field[str]) -> Chip:
    name = category.value or ""
    tone = category_classes().get(name, "other")
    return Chip(plain(name), tone.replace(" ", "_"), round(category.confidence * 100))


def _primary(report: Report) -> Instrument | None:
    within = 0 <= report.primary < len(report.instruments)
    return report.instruments[report.primary] if within else None


def _place_line(place: Jurisdiction) -> str:
    where = place.subdivision.value or place.country.value
    who = place.court.value or place.agency.value
    return " · ".join(p for p in (where, plain(place.level.value), who) if p)
