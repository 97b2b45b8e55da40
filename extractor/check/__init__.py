"""A packet goes in, a verdict comes out: findings, duties, deadlines, disposition."""

from dataclasses import replace
from datetime import date

from extractor.check.answer import answer
from extractor.check.deadlines import deadlines
from extractor.check.demands import asks
from extractor.check.dismissal import Opinion
from extractor.check.disposition import dispose
from extractor.check.engine import findings, hits
from extractor.check.loading import rules, rules_version
from extractor.check.obligations import obligations
from extractor.check.profile import Profile, load_profile, profiles
from extractor.check.reading import Intake, subjects
from extractor.check.recipient import names_provider
from extractor.check.rule import Rule
from extractor.report import Packet, Verdict

__all__ = [
    "Intake",
    "Opinion",
    "Profile",
    "check",
    "load_profile",
    "names_provider",
    "profiles",
    "rules",
    "rules_version",
]


def check(
    packet: Packet,
    profile: Profile,
    received: date | None,
    channel: str | None = None,
    rule_set: tuple[Rule, ...] | None = None,
) -> Verdict:
    """Judge a packet as one provider, as of the day it was received.

    Without that day, what depends on it is "cannot tell". `channel` is how it came in
    (portal, fax, email, mail, person), None where that is not known. `rule_set` tries
    other rules than the shipped ones.
    """
    packet = _asking(packet)
    seen = subjects(packet, profile, Intake(received, channel))
    heard = hits(rule_set or rules(), seen, profile)
    found = findings(heard, profile)
    disposition, review = dispose(packet, heard, found)
    return Verdict(
        findings=found,
        obligations=obligations(seen, found, disposition, profile),
        disposition=disposition,
        review=review,
        deadlines=deadlines(seen),
        answer=answer(packet, heard, disposition.value),
    )


def _asking(packet: Packet) -> Packet:
    """The packet without the items that only say what is not asked for."""
    return replace(
        packet,
        instruments=tuple(
            replace(i, demands=tuple(d for d in i.demands if asks(d)))
            for i in packet.instruments
        ),
    )
