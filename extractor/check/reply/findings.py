"""Findings, doubts and duties of a report, as sentences for the sender."""

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.check.reply.letter import Because, Sentence, Source
from extractor.check.reply.matter import Matter
from extractor.check.reply.plain import day, plain, spoken
from extractor.check.reply.wording import Section, common, fill, questions
from extractor.check.view import schema
from extractor.report import Finding

_LONG = 900


@dataclass(frozen=True, slots=True)
class Indexed:
    """A finding and its place in the report."""

    index: int
    finding: Finding

    @property
    def because(self) -> tuple[Because, ...]:
        """The finding as a reason."""
        return (Because(Source.FINDING, self.finding.rule, self.index),)


def outward(matter: Matter) -> tuple[Indexed, ...]:
    """The findings a sender may be told."""
    inward = common()["internal"]
    return tuple(
        Indexed(index, finding)
        for index, finding in enumerate(matter.report.findings)
        if finding.rule not in inward
    )


def objections(matter: Matter, section: Section) -> Iterator[tuple[Sentence, ...]]:
    """One group of sentences per objection: name and items, what is wrong, the cure."""
    for found in outward(matter):
        finding = found.finding
        if finding.verdict == "objects" and finding.severity in section.severities:
            yield tuple(_objection(matter, section, found))


def _objection(matter: Matter, section: Section, found: Indexed) -> Iterator[Sentence]:
    finding = found.finding
    items = matter.items(finding.demand_ids)
    title = (
        f"{plain(finding.title)} ({items})." if items else f"{plain(finding.title)}."
    )
    yield Sentence(title, found.because, strong=True)
    other = common()["outward"].get(finding.rule, {})
    said = fill(other["says"], matter.slots) if "says" in other else finding.message
    yield Sentence(spoken(plain(said, _LONG)), found.because)
    if finding.narrowing:
        narrowing = spoken(plain(finding.narrowing, _LONG))
        cure = fill(section.cure, {"narrowing": narrowing})
        yield Sentence(cure, found.because)


def doubts(matter: Matter) -> Iterator[tuple[Sentence, ...]]:
    """One question for each thing that could not be told."""
    asked: dict[str, list[Indexed]] = {}
    for found in outward(matter):
        if found.finding.verdict == "cannot_tell":
            for path in found.finding.missing:
                asked.setdefault(_question(path), []).append(found)
    for question, reasons in asked.items():
        if question:
            yield (_ask(matter, question, reasons),)


def _question(path: str) -> str:
    for known, question in questions().items():
        if path == known or path.startswith(f"{known}."):
            return question
    return f"Please state: {schema()[path][1]}." if path in schema() else ""


def _ask(matter: Matter, question: str, reasons: list[Indexed]) -> Sentence:
    ids = tuple(d for found in reasons for d in found.finding.demand_ids)
    items = matter.items(tuple(dict.fromkeys(ids))) or "each item"
    because = tuple(b for found in reasons for b in found.because)
    return Sentence(fill(question, {"items": items}), tuple(dict.fromkeys(because)))


def duties(matter: Matter) -> Iterator[tuple[Sentence, ...]]:
    """What the provider does beside its answer, for the duties a sender is told of."""
    told = common()["duties"]
    for index, duty in enumerate(matter.report.obligations):
        if duty.id in told:
            because = (Because(Source.OBLIGATION, duty.id, index),)
            title = f"{told[duty.id]['title']}."
            says = fill(told[duty.id]["says"], matter.slots)
            yield (Sentence(title, because, strong=True), Sentence(says, because))


def deadlines(matter: Matter) -> Iterator[tuple[Sentence, ...]]:
    """The days that are known: what ends or is due, when, and counted from what."""
    inward = common()["internal"]
    for index, deadline in enumerate(matter.report.deadlines):
        if deadline.due is not None and deadline.id not in inward:
            because = (Because(Source.DEADLINE, deadline.id, index),)
            title = f"{plain(deadline.title)}: {day(deadline.due)}."
            basis = spoken(plain(deadline.basis, _LONG)).rstrip(".")
            told = (f"{basis[:1].upper()}{basis[1:]}.",) if basis else ()
            rest = (Sentence(text, because) for text in told)
            yield (Sentence(title, because, strong=True), *rest)
