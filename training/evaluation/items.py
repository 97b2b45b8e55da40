"""Set-valued labels of a packet against its report: what is found, missed, invented."""

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.find.statutes import canonical
from extractor.report import Report
from training.evaluation.answers import primary, shown, speaks_as
from training.evaluation.record import Item, Shown, Verdict
from training.evaluation.wording import mended, plain
from training.gold import Gold

SETS = ("categories", "identifiers", "statutes", "findings")
# Labels print a telephone number with its country's code or without.
_MADE_OF_DIGITS = frozenset(
    {"phone", "aws_account_id", "imei", "payment_card", "order_id"}
)
_NUMBERS = {"phone": 10, "aws_account_id": 12, "imei": 15, "payment_card": 19}
Key = tuple[str, str]
"""A member: its label (what macro-F1 averages over) and its value, made plain."""


@dataclass(frozen=True, slots=True)
class Member:
    """A member as printed in gold or report."""

    value: str
    confidence: float | None = None
    evidence: tuple[Shown, ...] = ()


Members = dict[Key, Member]


def labelled(gold: Gold, report: Report | None) -> tuple[str, ...]:
    """The sets gold has for this packet."""
    return tuple(_wanted(gold, report))


def items(gold: Gold, report: Report | None) -> Iterator[Item]:
    """Members of every labelled set; arguable ones are left out on both sides."""
    found = _found(report)
    for what, want in _wanted(gold, report).items():
        free = _free(gold, what)
        given = found.get(what, {})
        for key in (*want, *(k for k in given if k not in want)):
            if key[0] not in free:
                yield _item(what, key, want.get(key), given.get(key))


def _item(what: str, key: Key, want: Member | None, given: Member | None) -> Item:
    if want is None and given is not None:
        verdict = Verdict.INVENTED
    else:
        verdict = Verdict.RIGHT if given else Verdict.MISSED
    told = given or want or Member(key[1])
    return Item(what, key[0], told.value, verdict, told.confidence, told.evidence)


def _free(gold: Gold, what: str) -> frozenset[str]:
    """Labels that count neither way."""
    key = {"categories": "arguable_categories", "findings": "arguable"}.get(what, "")
    return frozenset(gold.labels.get(key) or ())


def _wanted(gold: Gold, report: Report | None) -> dict[str, Members]:
    sets = {
        "categories": _names(gold.labels.get("categories")),
        "identifiers": _identified(gold.labels.get("identifiers")),
        "statutes": _cited(gold.get("fields", "statutes")),
        "findings": _names(_findings(gold, report)),
    }
    return {what: want for what, want in sets.items() if want is not None}


def _findings(gold: Gold, report: Report | None) -> list[str] | None:
    """Gold's findings for the profile in use: its provider's own, or any provider's."""
    if gold.get("provider") and speaks_as(gold, report):
        return _list(gold.labels.get("findings"))
    if report is None or report.provider == "generic":
        return _list(gold.labels.get("findings_generic"))
    return None


def _list(value: object) -> list[str] | None:
    return [str(v) for v in value] if isinstance(value, list) else None


def _names(values: list[str] | None) -> Members | None:
    if values is None:
        return None
    return {_key(value): Member(value) for value in values}


def _cited(values: list[str] | None) -> Members | None:
    """Citations under the one name that a law of several goes by."""
    return None if values is None else _names([canonical(v) for v in values])


def _key(value: str) -> Key:
    """Ids of ours stay as they are; citations are made plain."""
    told = value if value.isidentifier() else plain(value)
    return told, told


def _identified(labels: list[dict[str, str]] | None) -> Members | None:
    if labels is None:
        return None
    return {
        (i["kind"], _same(i["kind"], i["value"])): Member(i["value"]) for i in labels
    }


def _same(kind: str, value: object) -> str:
    """A value made plain: numbers by their last digits, however they are grouped."""
    told = mended(str(value)) if kind in _MADE_OF_DIGITS else str(value)
    digits = "".join(c for c in told if c.isdigit())
    return digits[-_NUMBERS[kind] :] if kind in _NUMBERS else plain(told)


def _found(report: Report | None) -> dict[str, Members]:
    if report is None:
        return {}
    categories, statutes = report.categories, primary(report).fields.statutes
    return {
        "categories": {
            _key(f.value): Member(f.value, f.confidence, shown(f.evidence))
            for f in categories
            if f.value
        },
        "identifiers": {
            (i.kind, _same(i.kind, i.value.value)): Member(
                str(i.value.value), i.value.confidence, shown(i.value.evidence)
            )
            for i in report.identifiers
        },
        "statutes": {
            _key(canonical(f.value)): Member(f.value, f.confidence, shown(f.evidence))
            for f in statutes
            if f.value
        },
        "findings": {
            (f.rule, f.rule): Member(f.rule, None, shown(f.evidence))
            for f in report.findings
            if f.verdict == "objects"
        },
    }
