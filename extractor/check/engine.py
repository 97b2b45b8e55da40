"""Rules meet subjects: hits go through silencing, then become findings."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import cel

from extractor.check import template
from extractor.check.compel import is_customer_data
from extractor.check.judge import Judgement, Told, judge, severity, silences
from extractor.check.profile import Profile
from extractor.check.rule import Outcome, Rule, Scope
from extractor.check.subject import Subject
from extractor.check.together import told
from extractor.check.view import schema
from extractor.facts import Evidence
from extractor.report import Finding, Severity

EVERYTHING = "*"
RECEIPT = "packet.received"
_MOST_EVIDENCE = 12
_ORDER = (Severity.BLOCK, Severity.ROUTE, Severity.OBJECT, Severity.NOTE)


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that objects to a subject, or cannot tell.

    `whole` marks a block that speaks for one on the whole instrument, too.
    """

    rule: Rule
    subject: Subject
    judgement: Judgement
    severity: Severity
    whole: bool = False

    @property
    def objects(self) -> bool:
        """True for an objection, false for cannot tell."""
        return self.judgement.outcome is Outcome.OBJECTS

    @property
    def fells(self) -> bool:
        """True where nothing of its demand, or of its instrument, is left standing."""
        return self.objects and self.severity is Severity.BLOCK and not self.spares

    @property
    def spares(self) -> tuple[str, ...]:
        """Kinds of customer data that a block strikes nothing of."""
        if not self.rule.strikes or "demand" not in self.subject.facets:
            return ()
        struck = self.subject.value(self.rule.strikes)
        asked = self.subject.value("demand.categories")
        return tuple(c for c in asked if c not in struck and is_customer_data(c))

    @property
    def waits_for_receipt(self) -> bool:
        """True where only the day of receipt is missing: that is asked, not doubted."""
        return not self.objects and RECEIPT in self.judgement.missing

    def filled(self, text: str) -> str:
        """A template with what this hit's own views hold."""
        return _filled(text, [self])


def hits(
    rules: Iterable[Rule], subjects: dict[Scope, tuple[Subject, ...]], profile: Profile
) -> tuple[Hit, ...]:
    """What the rules in force say, silenced ones left out."""
    active = [rule for rule in rules if not _is_off(rule, profile)]
    found = [
        hit
        for scope, there in subjects.items()
        for hit in _in_scope(
            tuple(r for r in active if r.scope is scope), there, profile
        )
    ]
    order = {rule.id: place for place, rule in enumerate(active)}
    return _heard(sorted(found, key=lambda hit: order[hit.rule.id]))


def _in_scope(
    rules: tuple[Rule, ...], subjects: tuple[Subject, ...], profile: Profile
) -> Iterator[Hit]:
    answers = told(rules, subjects)
    pairs: list[tuple[Subject, tuple[tuple[Rule, Told | None], ...]]]
    if answers is None:
        each = tuple((rule, None) for rule in rules)
        pairs = [(subject, each) for subject in subjects]
    else:
        pairs = list(zip(_narrowed(rules, subjects), answers, strict=True))
    for subject, said in pairs:
        found = (_hit(rule, subject, profile, answer) for rule, answer in said)
        yield from (hit for hit in found if hit is not None)


def _narrowed(
    rules: tuple[Rule, ...], subjects: tuple[Subject, ...]
) -> tuple[Subject, ...]:
    """The subjects, showing what some rule still reads of one that it objects to."""
    known = [rule.reads_later for rule in rules if rule.reads_later is not None]
    if len(known) < len(rules):
        return subjects
    reads, built = frozenset[str]().union(*known), dict[str, cel.Context]()
    return tuple(replace(s, reads=reads, built=built) for s in subjects)


def _heard(found: list[Hit]) -> tuple[Hit, ...]:
    """What is not silenced; who silences a block on the whole speaks for the whole."""
    loud = [hit for hit in found if hit.objects and silences(hit.rule, hit.subject)]
    silencing = [tuple(o for o in loud if _silences(o, hit)) for hit in found]
    for_all = [
        speaker
        for hit, speakers in zip(found, silencing, strict=True)
        for speaker in speakers
        if hit.fells and not hit.subject.demand_id
    ]
    return tuple(
        replace(hit, whole=any(hit is speaker for speaker in for_all))
        for hit, speakers in zip(found, silencing, strict=True)
        if not speakers
    )


def findings(heard: tuple[Hit, ...], profile: Profile) -> tuple[Finding, ...]:
    """The hits as findings, gravest first: one a rule, instrument and severity."""
    return tuple(_finding(group, profile) for group in _groups(heard))


def _is_off(rule: Rule, profile: Profile) -> bool:
    return rule.id in profile.rules and profile.rules[rule.id].disabled


def _hit(
    rule: Rule, subject: Subject, profile: Profile, said: Told | None
) -> Hit | None:
    if not rule.is_in_force(subject.as_of) or not _is_local(rule, subject):
        return None
    found = judge(rule, subject, said)
    if found.outcome is Outcome.CLEAR:
        return None
    override = profile.rules.get(rule.id)
    changed = override.severity if override else None
    return Hit(rule, subject, found, changed or severity(rule, subject))


def _is_local(rule: Rule, subject: Subject) -> bool:
    """A state's rule holds for that state's papers only."""
    if "-" not in rule.jurisdiction or "instrument" not in subject.facets:
        return True
    return bool(subject.value("instrument.subdivision") == rule.jurisdiction)


def _silences(speaker: Hit, hit: Hit) -> bool:
    """A sure objection may say what others need not repeat, for the same words."""
    names = speaker.rule.silences
    if speaker is hit:
        return False
    if names[0] != EVERYTHING and hit.rule.id not in names:
        return False
    return _covers(speaker, hit) and hit.rule.id != speaker.rule.id


def _covers(speaker: Hit, hit: Hit) -> bool:
    if speaker.rule.silences[0] == EVERYTHING and speaker.severity is Severity.ROUTE:
        return True
    if hit.rule.scope is Scope.PACKET:
        return False
    same = speaker.subject.instrument == hit.subject.instrument
    spoken, heard = speaker.subject.demand_id, hit.subject.demand_id
    return same and (not spoken or not heard or spoken == heard)


def _groups(heard: tuple[Hit, ...]) -> list[list[Hit]]:
    """Hits of one rule, instrument and verdict together, in the order of a report."""
    groups: defaultdict[tuple[object, ...], list[Hit]] = defaultdict(list)
    for hit in heard:
        key = (hit.rule.id, hit.subject.instrument, hit.objects, hit.severity)
        groups[key].append(hit)
    return sorted(groups.values(), key=_rank)


def _rank(group: list[Hit]) -> tuple[bool, int, str, int, str]:
    first = group[0]
    return (
        not first.objects,
        _ORDER.index(first.severity),
        first.rule.id,
        first.subject.instrument,
        first.subject.demand_id,
    )


def _finding(group: list[Hit], profile: Profile) -> Finding:
    first = group[0]
    rule, objects = first.rule, first.objects
    missing = () if objects else _missing(group)
    return Finding(
        rule=rule.id,
        verdict="objects" if objects else "cannot_tell",
        severity=first.severity,
        title=rule.title,
        message=_filled(rule.message, group) if objects else doubt(missing),
        authority=rule.authority,
        guideline=_guideline(first, profile),
        instrument=first.subject.instrument,
        demand_ids=tuple(h.subject.demand_id for h in group if h.subject.demand_id),
        evidence=_evidence(group),
        narrowing=_filled(rule.narrowing, group) if objects else "",
        status=rule.status,
        missing=missing,
    )


def _guideline(hit: Hit, profile: Profile) -> str:
    """The section of the provider's guidelines, and why it weighs a rule otherwise."""
    section = profile.guideline.get(hit.rule.id, "")
    override = profile.rules.get(hit.rule.id)
    if override is None or override.severity is None:
        return section
    weighed = f"{override.severity} here, because {override.because}"
    return f"{section}; {weighed}" if section else weighed


def _missing(group: list[Hit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p for hit in group for p in hit.judgement.missing))


def doubt(missing: tuple[str, ...]) -> str:
    """The sentence that names what a rule could not build on."""
    named = "; ".join(dict.fromkeys(map(_named, missing)))
    return f"Cannot tell. Not known, or not surely enough: {named}."


def _named(path: str) -> str:
    """A value in words, without what only authors of rules need; or which phrases."""
    _, is_words, phrases = path.partition(".words.")
    if is_words:
        return f"words for {phrases.replace('_', ' ')}"
    kind, says = schema()[path]
    plain = says.partition(" (")[0].partition(";")[0]
    return f"whether {plain}" if kind == "bool" else plain


def _filled(text: str, group: list[Hit]) -> str:
    values = {path: _values(path, group) for path in template.slots(text)}
    return template.fill(text, values)


def _values(path: str, group: list[Hit]) -> tuple[str, ...]:
    """The different values of all the demands a finding speaks of."""
    found: list[str] = []
    for hit in group:
        value = hit.subject.value(path)
        found.extend(map(str, value) if isinstance(value, tuple) else [str(value)])
    return tuple(dict.fromkeys(found))


def _evidence(group: list[Hit]) -> tuple[Evidence, ...]:
    shown = (
        e for hit in group for path in hit.rule.show for e in hit.subject.evidence(path)
    )
    return tuple(dict.fromkeys(shown))[:_MOST_EVIDENCE]
