"""What follows from a packet when a person sets some of the findings aside."""

from collections.abc import Iterable
from dataclasses import dataclass

from extractor.check.answer import answer
from extractor.check.disposition import dispose
from extractor.check.engine import Hit, findings, hits
from extractor.check.loading import rules
from extractor.check.profile import Profile
from extractor.check.reading import Intake, subjects
from extractor.check.rule import Scope
from extractor.check.subject import Subject
from extractor.report import Answer, Disposition, Finding, Packet, Review


@dataclass(frozen=True, slots=True)
class Remaining:
    """The judgement on what is left."""

    disposition: Disposition
    review: Review
    answer: Answer


@dataclass(frozen=True, slots=True)
class Opinion:
    """All that the rules say of a packet, heard once."""

    packet: Packet
    profile: Profile
    subjects: dict[Scope, tuple[Subject, ...]]
    heard: tuple[Hit, ...]

    @classmethod
    def of(cls, packet: Packet, profile: Profile, intake: Intake) -> "Opinion":
        """Hear the shipped rules."""
        seen = subjects(packet, profile, intake)
        return cls(packet, profile, seen, hits(rules(), seen, profile))

    def without(self, dismissed: Iterable[Finding]) -> Remaining:
        """The judgement as if these findings had not been made.

        What a dismissed finding had silenced is heard again.
        """
        gone = tuple(dismissed)
        left = tuple(hit for hit in self._unsilenced(gone) if not _is_of(hit, gone))
        found = findings(left, self.profile)
        disposition, review = dispose(self.packet, left, found)
        said = answer(self.packet, left, disposition.value)
        return Remaining(disposition, review, said)

    def _unsilenced(self, gone: tuple[Finding, ...]) -> tuple[Hit, ...]:
        quiet = {h.rule.id for h in self.heard if h.rule.silences and _is_of(h, gone)}
        if not quiet:
            return self.heard
        others = tuple(rule for rule in rules() if rule.id not in quiet)
        own = (hit for hit in self.heard if hit.rule.id in quiet)
        return (*hits(others, self.subjects, self.profile), *own)


def _is_of(hit: Hit, found: tuple[Finding, ...]) -> bool:
    """True where one of the findings tells of this hit."""
    return any(
        finding.rule == hit.rule.id
        and finding.instrument == hit.subject.instrument
        and (hit.subject.demand_id or None) in (finding.demand_ids or (None,))
        for finding in found
    )
