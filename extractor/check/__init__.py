"""A packet goes in, a verdict comes out: findings, obligations, disposition."""

from datetime import date

from extractor.check.disposition import dispose
from extractor.check.engine import findings
from extractor.check.loading import rules, rules_version
from extractor.check.obligations import obligations
from extractor.check.profile import Profile, load_profile, profiles
from extractor.check.reading import Intake, subjects
from extractor.check.recipient import names_provider
from extractor.check.rule import Rule
from extractor.report import Packet, Verdict

__all__ = [
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
    seen = subjects(packet, profile, Intake(received, channel))
    found = findings(rule_set or rules(), seen, profile)
    disposition, review = dispose(packet, found)
    duties = obligations(seen, found, disposition, profile)
    return Verdict(found, duties, disposition, review)
