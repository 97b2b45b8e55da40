"""What happened to a request, told: corrections, decisions, verdicts, notes, states."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from extractor.show.wording import plain
from service.cases.corrections import Correction, Kind
from service.cases.decisions import Decision, DecisionKind
from service.pages import wording
from service.pages.review.labels import path_label
from service.store import audit, decisions, remarks
from service.store.schema import AuditEntry, FindingReview, NoteRow

Json = dict[str, Any]
_WORDS = {
    Kind.SET: "set",
    Kind.ADD: "added a demand to",
    Kind.SPLIT: "split",
    Kind.MERGE: "joined",
    Kind.REMOVE: "removed",
    Kind.UNDO: "took back",
    Kind.SETTLE: "settled",
}
_DECIDED = {
    DecisionKind.DECIDE: "decided",
    DecisionKind.CONFIRM: "confirmed",
    DecisionKind.WITHDRAW: "withdrew",
    DecisionKind.REOPEN: "reopened the request",
}
_TOLD = ("request.created", "request.state", "request.assigned", "report.published")


@dataclass(frozen=True, slots=True)
class Past:
    """All that was done, by whom."""

    events: tuple[Correction, ...]
    decided: tuple[Decision, ...]
    verdicts: tuple[FindingReview, ...]
    remarks: tuple[NoteRow, ...]
    log: tuple[AuditEntry, ...]

    def people(self) -> list[str]:
        """Ids of everybody who did something."""
        spoke = [e.user_id for e in self.events]
        spoke += [d.user_id for d in self.decided]
        spoke += [v.user_id for v in self.verdicts]
        spoke += [n.user_id for n in self.remarks]
        assigned = [str(e.detail.get("after") or "") for e in self.log]
        return [*spoke, *(entry.actor for entry in self.log), *assigned]

    def told(self, known: dict[str, str]) -> list[Json]:
        """Everything as sentences, newest first."""
        lines = [*map(_correction, self.events), *map(_decision, self.decided)]
        lines += [*map(_verdict, self.verdicts), *(_step(e, known) for e in self.log)]
        for line in lines:
            line["who"] = known.get(line["by"], line["by"])
        return sorted(lines, key=lambda line: str(line["at"]), reverse=True)

    def notes(self, known: dict[str, str]) -> list[Json]:
        """The notes, newest first."""
        return [
            {"who": known.get(n.user_id, n.user_id), "at": n.at, "text": n.text}
            for n in reversed(self.remarks)
        ]


def past(session: Session, request_id: str, events: tuple[Correction, ...]) -> Past:
    """Read it from the database."""
    verdicts = select(FindingReview).where(FindingReview.request_id == request_id)
    log = audit.entries_about(session, f"request/{request_id}")
    return Past(
        events=events,
        decided=decisions.events(session, request_id),
        verdicts=tuple(session.scalars(verdicts.order_by(FindingReview.at))),
        remarks=remarks.notes(session, request_id),
        log=tuple(entry for entry in log if entry.action in _TOLD),
    )


def _line(by: str, at: object, what: str, detail: str = "", why: str = "") -> Json:
    return {"by": by, "at": at, "what": what, "detail": detail, "why": why}


def _correction(event: Correction) -> Json:
    said = f"to “{_said(event.after)}”" if event.kind is Kind.SET else ""
    label = path_label(event.path)
    contested = " (contested)" if event.contested else ""
    what = f"{_WORDS[event.kind]} {label}{contested}"
    return _line(event.user_id, event.at, what, said, event.reason)


def _said(value: Any) -> str:  # noqa: ANN401 - JSON
    if isinstance(value, list):
        return "; ".join(map(_said, value)) or "nothing"
    if isinstance(value, dict) and set(value) == {"kind", "value"}:
        return f"{plain(value['kind'])} {value['value']}"
    return wording.said(value) or "nothing"


def _decision(made: Decision) -> Json:
    said = "" if made.kind is DecisionKind.REOPEN else made.disposition
    waits = ", waiting for a second person" if made.waits else ""
    what = _DECIDED[made.kind]
    detail = wording.disposition(said) + waits if said else ""
    return _line(made.user_id, made.at, what, detail, made.reason)


def _verdict(said: FindingReview) -> Json:
    done = "accepted" if said.verdict.value == "accept" else "dismissed"
    return _line(
        said.user_id, said.at, f"{done} the finding", plain(said.rule), said.reason
    )


def _step(entry: AuditEntry, known: dict[str, str]) -> Json:
    after = str(entry.detail.get("after") or "")
    match entry.action:
        case "request.created":
            what = "sent it in"
        case "request.assigned":
            what = (
                f"assigned it to {known.get(after, after)}" if after else "released it"
            )
        case "request.state":
            what = f"moved it to {plain(after).lower()}"
        case _:
            what = f"published reading {entry.detail.get('run', '')}"
    return _line(entry.actor, entry.at, what)
