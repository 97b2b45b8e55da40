"""Rule files read with a copy editor's eye: problems with file and line."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rich.text import Text

from extractor.check import load_profile, profiles
from extractor.check.loading import RuleFile
from extractor.check.obligations import duties
from extractor.check.rule import Outcome, Rule, Scope
from extractor.check.view import schema
from extractor.errors import BadRule
from extractor.report import Severity
from extractor.rulebook.rulesets import Source
from extractor.rulebook.trial import trials

_TITLE, _MESSAGE, _SAYS = 60, 400, 70
_CITES = re.compile(r"\d|policy|Amendment|Act\b")
_READ = re.compile(r"\d|Amendment|Act\b")
"""What cites a law can be read somewhere; a provider's own policy is here."""
_LINE = re.compile(r", line (\d+): ")
_KEYS = (
    *("id", "title", "severity", "scope", "status", "authority", "source", "in_force"),
    *("jurisdiction", "applies", "needs", "when", "strikes", "escalates", "silences"),
    *("silences_when", "show", "message", "narrowing", "examples"),
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend; `grave` ones make the lint fail, the others are advice."""

    file: str
    line: int
    says: str
    grave: bool


@dataclass(frozen=True, slots=True)
class Read:
    """A rule, its file as written, and the ids of all rules."""

    source: Source
    file: RuleFile
    rule: Rule
    ids: frozenset[str]

    def error(self, key: str, says: str) -> Problem:
        """An error at a key."""
        return Problem(self.source.place, self.file.line(key), says, grave=True)

    def advice(self, key: str, says: str) -> Problem:
        """Advice at a key."""
        return Problem(self.source.place, self.file.line(key), says, grave=False)


def problems(sources: tuple[Source, ...]) -> tuple[Problem, ...]:
    """All problems of the files and of the shipped profiles, in their order."""
    ids = frozenset(source.name.removesuffix(".yaml") for source in sources)
    found = [p for source in sources for p in _of(source, ids)]
    return (*found, *_profiles(ids))


def line(problem: Problem) -> Text:
    """A problem as compilers print them."""
    where = (f"{problem.file}:{problem.line}: ", "bold")
    tone = "red" if problem.grave else "yellow"
    kind = "error" if problem.grave else "advice"
    return Text.assemble(where, (f"{kind}: ", tone), problem.says)


def _of(source: Source, ids: frozenset[str]) -> Iterator[Problem]:
    try:
        read = Read(source, source.file(), source.rule(), ids)
    except BadRule as error:
        at = _LINE.search(error.detail)
        says = _LINE.sub(": ", error.detail)
        yield Problem(source.place, int(at[1]) if at else 1, says, grave=True)
        return
    for look in _LOOKS:
        yield from look(read)


def _wording(read: Read) -> Iterator[Problem]:
    rule = read.rule
    if rule.title.endswith(".") or len(rule.title) > _TITLE:
        yield read.error(
            "title", f"a title has no full stop and at most {_TITLE} letters"
        )
    for key, text in (("message", rule.message), ("narrowing", rule.narrowing)):
        if text and not text.endswith((".", "?")):
            yield read.error(key, f"the {key} is a sentence and ends with a full stop")
        if len(text) > _MESSAGE:
            yield read.error(key, f"the {key} is longer than {_MESSAGE} letters")


def _cure(read: Read) -> Iterator[Problem]:
    needs_one = read.rule.severity in (Severity.BLOCK, Severity.OBJECT)
    if needs_one and not read.rule.narrowing:
        yield read.error("message", "an objection says what would cure it (narrowing)")


def _law(read: Read) -> Iterator[Problem]:
    rule = read.rule
    if not _CITES.search(rule.authority):
        yield read.error("authority", "cites no statute, rule, case or policy")
    if rule.status == "reviewed" and not rule.source and _READ.search(rule.authority):
        yield read.advice(
            "status", "reviewed, but does not say where to read it (source)"
        )
    start, until = rule.in_force
    if start and until and until < start:
        yield read.error("in_force", "ends before it begins")


def _examples(read: Read) -> Iterator[Problem]:
    said = [example.expects for example in read.rule.examples]
    for wanted in (Outcome.OBJECTS, Outcome.CLEAR):
        if said.count(wanted) < 3:
            told = f"{said.count(wanted)} examples of {wanted}, three are needed"
            yield read.error("examples", told)
    if read.rule.needs and Outcome.CANNOT_TELL not in said:
        yield read.advice("needs", "no example shows that it cannot tell")


def _example_lines(read: Read) -> Iterator[Problem]:
    place, seen = read.source.place, set()
    for example in read.rule.examples:
        if example.says in seen:
            yield Problem(place, example.line, "two examples say the same", grave=True)
        if len(example.says) > _SAYS:
            told = f"an example is named in at most {_SAYS} letters"
            yield Problem(place, example.line, told, grave=False)
        seen.add(example.says)
    for tried in trials(read.source):
        if not tried.ok:
            told = f"“{tried.example.says}” does not come out: {tried.got}"
            yield Problem(place, tried.example.line, told, grave=True)


def _links(read: Read) -> Iterator[Problem]:
    for name in read.rule.silences:
        if name != "*" and name not in read.ids:
            yield read.error("silences", f"there is no rule {name}")
    if not read.rule.show and read.rule.severity is not Severity.NOTE:
        yield read.advice("scope", "shows nothing on the page (show)")


def _narrowing_keys(read: Read) -> Iterator[Problem]:
    """`silences_when` narrows a silencing, `strikes` a block on a demand."""
    rule = read.rule
    if rule.silences_when is not None and not rule.silences:
        yield read.error("silences_when", "says when, but silences nothing")
    if not rule.strikes:
        return
    severities = {rule.severity, *(escalation.to for escalation in rule.escalates)}
    if rule.scope is not Scope.DEMAND or Severity.BLOCK not in severities:
        yield read.error("strikes", "only a block on a demand strikes categories")
    if schema()[rule.strikes][0] != "list":
        yield read.error("strikes", f"{rule.strikes} is no list of categories")


def _needs(read: Read) -> Iterator[Problem]:
    for path, least in read.rule.needs.items():
        if not 0 < least <= 1:
            yield read.error("needs", f"{path}: a confidence lies between 0 and 1")


def _order(read: Read) -> Iterator[Problem]:
    given = [key for key in read.file.content if key in _KEYS]
    if given != sorted(given, key=_KEYS.index):
        yield read.advice("id", f"keys in the usual order: {', '.join(_KEYS)}")


def _profiles(ids: frozenset[str]) -> Iterator[Problem]:
    """Profiles name only rules and duties there are."""
    known = ids | {duty.id for duty in duties()}
    for name in profiles():
        profile, place = load_profile(name), f"extractor/check/profiles/{name}.yaml"
        for rule_id in (*profile.guideline, *profile.rules):
            if rule_id not in known:
                yield Problem(place, 1, f"there is no rule {rule_id}", grave=True)


_LOOKS: tuple[Callable[[Read], Iterator[Problem]], ...] = (
    *(_wording, _cure, _law, _examples, _example_lines),
    *(_links, _narrowing_keys, _needs, _order),
)
