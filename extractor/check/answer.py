"""The whole packet at a glance: what may go out now, what not, what to ask."""

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.check.demands import opening
from extractor.check.engine import Hit, doubt
from extractor.check.reading import is_judged
from extractor.check.rule import Scope
from extractor.facts import Demand
from extractor.report import Answer, Item, Packet, Question, Severity, Standing

_DIVERTED = {"restricted": Standing.DIVERT, "redirect": Standing.DIVERT}
_KEPT = {"preserve": Standing.KEEP}
_GRAVE = (Severity.BLOCK, Severity.OBJECT)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A demand, its instrument's index, and what was said of either."""

    demand: Demand
    instrument: int
    hits: tuple[Hit, ...]

    def saying(self, *severities: Severity, objects: bool = True) -> tuple[Hit, ...]:
        return tuple(
            h for h in self.hits if h.severity in severities and h.objects == objects
        )


def answer(packet: Packet, heard: tuple[Hit, ...], disposition: str) -> Answer:
    """Every demand with its standing, and every question to the sender."""
    items = tuple(_item(asked, disposition) for asked in _asked(packet, heard))
    return Answer(items, tuple(_questions(heard)))


def _asked(packet: Packet, heard: tuple[Hit, ...]) -> Iterator[_Asked]:
    for index, instrument in enumerate(packet.instruments):
        if not is_judged(instrument, packet):
            continue
        own = [h for h in heard if h.subject.instrument == index]
        for demand in instrument.demands:
            about = tuple(
                h for h in own if h.whole or h.subject.demand_id in {"", demand.id}
            )
            yield _Asked(demand, index, about)


def _item(asked: _Asked, disposition: str) -> Item:
    standing = _standing(asked, disposition)
    against = [h for h in asked.hits if h.severity is not Severity.NOTE]
    return Item(
        demand_id=asked.demand.id,
        instrument=asked.instrument,
        quote=opening(asked.demand.text),
        standing=standing,
        because=tuple(dict.fromkeys(h.rule.id for h in against)),
        narrowing=_narrowings(asked),
    )


def _standing(asked: _Asked, disposition: str) -> Standing:
    """The gravest thing said of a demand decides; a doubt counts as one."""
    if disposition in _DIVERTED:
        return _DIVERTED[disposition]
    if any(h.fells for h in asked.hits):
        return Standing.REFUSE
    if asked.saying(Severity.ROUTE):
        return Standing.DIVERT
    if disposition in _KEPT:
        return _KEPT[disposition]
    # Disclosure in an emergency is voluntary: no demand is ever cleared by itself.
    if disposition == "emergency" or _is_held(asked):
        return Standing.HOLD
    return Standing.NARROW if asked.saying(*_GRAVE) else Standing.PRODUCE


def _is_held(asked: _Asked) -> bool:
    """True where something of weight is unknown, or the whole paper must be cured."""
    doubts = asked.saying(*_GRAVE, objects=False)
    cures = (h for h in asked.saying(*_GRAVE) if h.rule.scope is not Scope.DEMAND)
    return any(not h.waits_for_receipt for h in doubts) or any(cures)


def _narrowings(asked: _Asked) -> tuple[str, ...]:
    found = (
        h.filled(h.rule.narrowing)
        for h in asked.saying(*_GRAVE)
        if h.subject.demand_id and h.rule.narrowing
    )
    return tuple(dict.fromkeys(found))


def _questions(heard: tuple[Hit, ...]) -> Iterator[Question]:
    """One question a rule and text: the cure of a paper, or what could not be told."""
    groups: dict[tuple[str, str], list[str]] = {}
    for hit in sorted(heard, key=lambda h: (not h.objects, h.rule.id)):
        text = _question(hit)
        if text:
            groups.setdefault((hit.rule.id, text), []).append(hit.subject.demand_id)
    for (rule_id, text), ids in groups.items():
        yield Question(rule_id, text, tuple(i for i in ids if i))


def _question(hit: Hit) -> str:
    if not hit.objects:
        return f"{hit.rule.title}? {doubt(hit.judgement.missing)}"
    return "" if hit.subject.demand_id else hit.filled(hit.rule.narrowing)
