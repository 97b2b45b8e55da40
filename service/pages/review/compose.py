"""A report's JSON, people's values laid over, to what the review page shows."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from typing import Any

from extractor.show.wording import plain, runs
from service.cases.findings import Reviewed, finding_key
from service.pages import wording
from service.pages.review.labels import FIELDS, PLACE, choices, group_of
from service.pages.review.rows import (
    alternatives,
    boxes_of,
    list_row,
    mark_of,
    row,
    with_seconds,
)
from service.pages.review.sheets import page_views
from service.pages.review.view import (
    Chip,
    DeadlineView,
    DemandView,
    DutyView,
    FindingView,
    InstrumentView,
    PartView,
    ReportView,
    Row,
)

Json = dict[str, Any]
_SEVERITIES = ("block", "object", "route", "note")


_UNMOVED: Mapping[str, str] = {}


def compose(
    report: Json,
    reviews: Mapping[str, Reviewed],
    effects: Mapping[str, str] = _UNMOVED,
) -> ReportView:
    """All the page shows of a report; `reviews` and `effects` by keys of findings."""
    verdict = report["disposition"]
    instruments = tuple(_instruments(report))
    primary = next((i for i in instruments if i.is_primary), None)
    return ReportView(
        disposition=verdict["value"],
        reasons=tuple(verdict["reasons"]),
        because=tuple(report["review"]["because"]),
        must_review=report["review"]["required"],
        summary=primary.title if primary else "No instrument",
        place=_place_line(primary) if primary else "",
        findings=tuple(_findings(report, reviews, effects)),
        instruments=instruments,
        duties=tuple(map(_duty, report["obligations"])),
        deadlines=tuple(map(_deadline, report.get("deadlines", ()))),
        questions=tuple(
            question["text"]
            for question in report.get("answer", {}).get("questions", ())
        ),
        parts=tuple(_parts(report)),
        pages=page_views(report),
        notes=tuple(map(_note, report["document"]["notes"])),
        facts=tuple(_facts(report)),
    )


def _instruments(report: Json) -> Iterator[InstrumentView]:
    standings = {
        (item["instrument"], item["demand_id"]): str(item["standing"])
        for item in report.get("answer", {}).get("items", ())
    }
    doubted = frozenset(report["review"].get("uncertain", ()))
    for index, instrument in enumerate(report["instruments"]):
        at = f"instruments/{index}"
        parts = report["parts"]
        part = parts[instrument["part"]] if instrument["part"] < len(parts) else {}
        others = [other["fields"] for other in report["instruments"]]
        periods = [*others, *instrument["demands"]]
        fields = _uncertain_first(_fields(at, instrument, others), doubted)
        kind = row(f"{at}/type", "Instrument", "instrument", instrument["type"])
        kind = replace(kind, others=alternatives("instrument", kind, _types(report)))
        yield InstrumentView(
            index=index,
            title=kind.value or "No instrument recognised",
            pages=runs(part.get("pages", ())),
            form=part.get("form") or "",
            is_primary=index == report["primary"],
            kind=_doubted(with_seconds(kind, "type", instrument), doubted),
            place=_doubtful_first(_place(at, instrument), doubted),
            fields=tuple(r for r in fields if r.value),
            missing=tuple(r for r in fields if not r.value),
            demands=tuple(
                _demand(at, demand, standings.get((index, demand["id"]), ""), periods)
                for demand in instrument["demands"]
            ),
            identifiers=tuple(_identifiers(at, instrument)),
        )


def _uncertain_first(rows: Iterable[Row], doubted: Set[str]) -> tuple[Row, ...]:
    """Unsure ones on top; within one grade the order of the form."""
    grades = {"low": 0, "fair": 1, "high": 2}
    graded = sorted(
        rows,
        key=lambda r: (
            2 if r.confidence is None else grades[wording.sure_level(r.confidence)]
        ),
    )
    return _doubtful_first(graded, doubted)


def _doubtful_first(rows: Iterable[Row], doubted: Set[str]) -> tuple[Row, ...]:
    """Marked and on top what is not sure enough to go unseen."""
    marked = (_doubted(each, doubted) for each in rows)
    return tuple(sorted(marked, key=lambda r: not r.doubtful))


def _doubted(found: Row, doubted: Set[str]) -> Row:
    """A person's own word is not doubted."""
    return replace(found, doubtful=found.path in doubted and not found.voice.human)


def _fields(at: str, instrument: Json, everywhere: list[Json]) -> Iterator[Row]:
    """The rows of the form; what came second or others say in a place is offered."""
    fields = instrument["fields"]
    for name, (label, kind) in FIELDS.items():
        path = f"{at}/fields/{name}"
        if kind == "list":
            mark = mark_of(fields, name)
            found = list_row(path, label, fields.get(name) or (), mark)
        else:
            found = row(path, label, kind, fields.get(name))
            offered = alternatives(kind, found, (o.get(name) for o in everywhere))
            found = replace(found, others=offered)
        yield with_seconds(found, f"fields/{name}", instrument)


def _place(at: str, instrument: Json) -> Iterator[Row]:
    for name, (label, kind) in PLACE.items():
        field = f"jurisdiction/{name}"
        said = instrument["jurisdiction"].get(name)
        found = row(f"{at}/{field}", label, kind, said, tone="place")
        yield with_seconds(found, field, instrument)


def _identifiers(at: str, holder: Json) -> Iterator[Row]:
    """A row each, to light; corrected together, as the one list they are."""
    path = f"{at}/identifiers"
    found = holder["identifiers"]
    whole = list_row(path, "Targets", found, mark_of(holder, "identifiers"))
    for index, item in enumerate(found):
        one = row(path, plain(item["kind"]), "text", item["value"], tone="target")
        yield replace(one, kind="identifiers", raw=whole.raw, item=f"{path}/{index}")
    if not found:
        yield replace(whole, tone="target")


def _types(report: Json) -> Iterator[Json]:
    """What else the packet may be: the types of its instruments and of its parts."""
    known = {name for name, _, _ in choices()["instrument"]}
    yield from (instrument["type"] for instrument in report["instruments"])
    yield from ({"value": p["type"]} for p in report["parts"] if p["type"] in known)


def _demand(
    at: str, demand: Json, standing: str, periods: Iterable[Json]
) -> DemandView:
    path = f"{at}/demands/{demand['id']}"
    period = row(f"{path}/date_range", "Period", "range", demand["date_range"])
    told = alternatives("range", period, (p["date_range"] for p in periods))
    period = replace(period, others=told)
    targets = tuple(_identifiers(path, demand))
    mark = mark_of(demand, "categories")
    return DemandView(
        id=demand["id"],
        path=path,
        text=demand["text"],
        lead_in=demand.get("lead_in", ""),
        boxes=((demand["page"], *demand["box"]),),
        chips=tuple(map(_chip, demand["categories"])),
        categories=list_row(
            f"{path}/categories", "Kinds of data", demand["categories"], mark
        ),
        rows=tuple(r for r in (period, *targets) if r.value),
        standing=standing,
    )


def _chip(category: Json) -> Chip:
    name = str(category["value"])
    sure = None if category.get("source") == "human" else category["confidence"]
    return Chip(name, plain(name), group_of(name), sure)


def _findings(
    report: Json, reviews: Mapping[str, Reviewed], effects: Mapping[str, str]
) -> Iterator[FindingView]:
    now = report["disposition"]["value"]
    ranked = sorted(
        enumerate(report["findings"]),
        key=lambda item: (
            _SEVERITIES.index(item[1]["severity"]),
            item[1]["verdict"] != "objects",
        ),
    )
    for index, finding in ranked:
        key = finding_key(finding)
        then = effects.get(key, now)
        shown = _finding(index, finding, reviews.get(key))
        yield replace(shown, effect=then if then != now else "")


def _finding(index: int, finding: Json, said: Reviewed | None) -> FindingView:
    return FindingView(
        key=finding_key(finding),
        index=index,
        rule=finding["rule"],
        severity=finding["severity"],
        title=finding["title"],
        message=finding["message"],
        authority=finding["authority"],
        guideline=finding["guideline"],
        narrowing=finding["narrowing"],
        instrument=finding["instrument"],
        demand_ids=tuple(finding["demand_ids"]),
        unsure=finding["verdict"] == "cannot_tell",
        boxes=boxes_of(finding["evidence"]),
        verdict=said.verdict.value if said else "",
        by=said.user_id if said else "",
        why=said.reason if said else "",
    )


def _duty(duty: Json) -> DutyView:
    return DutyView(plain(duty["id"]), duty["message"], duty["authority"])


def _deadline(day: Json) -> DeadlineView:
    return DeadlineView(
        title=day["title"],
        due=day["due"] or "",
        hours=day["hours"],
        basis=day["basis"],
        authority=day["authority"],
        lacks=day["lacks"],
        is_draft=day["status"] == "draft",
    )


def _parts(report: Json) -> Iterator[PartView]:
    for index, part in enumerate(report["parts"]):
        notes = (part["form"], "blank form" * part["is_blank"])
        label, path = f"Part {index + 1}", f"parts/{index}/type"
        mark = mark_of(part, "type") or {}
        field = {**mark, "value": part["type"], "confidence": None, "evidence": ()}
        yield PartView(
            row=row(path, label, "part", field),
            pages=runs(part["pages"]),
            first=min(part["pages"], default=1),
            note=", ".join(note for note in notes if note),
        )


def _note(note: Json) -> tuple[str, str]:
    where = f"Page {note['page']}" if note["page"] else "File"
    return f"{where}: {plain(note['code'])}", note["message"]


def _place_line(item: InstrumentView) -> str:
    values = {r.path.rsplit("/", 1)[1]: r.value for r in item.place}
    where = values["subdivision"] or values["country"]
    who = values["court"] or values["agency"]
    return " · ".join(p for p in (where, values["level"], who) if p)


def _facts(report: Json) -> Iterator[tuple[str, str]]:
    document = report["document"]
    yield "SHA-256", document["sha256"]
    yield "Read as", document["media"].upper()
    yield "Sandbox", document["sandbox"]
    yield "Policy", report["provider"]
    yield "Received", report["received"] or "not given"
    yield "Time", f"{sum(report['timings_ms'].values()) / 1000:.1f} s"
    yield from ((plain(k), v) for k, v in report["versions"].items() if v)
