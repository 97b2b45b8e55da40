"""The accounts, people and things a paper asks about, not those of its officials."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractor.document import Document
from extractor.facts import Identifier, field_at
from extractor.find.candidates import Candidate, candidates, data_pattern
from extractor.find.days import Day, days
from extractor.find.legible import legible
from extractor.find.people import target_names
from extractor.geometry import Span
from extractor.packet import Scope
from extractor.taxonomy.cues import cues, matching

SOURCE = "rule:identifiers"
_CUES = cues("identifiers")
_REACH = 150
_ENOUGH = 1.0
_ON_RIDER = 1.0
_CUED = 1.3
_OFFICIAL = 3.0
_ZONE_LINES = 14
_PROSE_WORDS = 12
_DEMAND = 0.6
# Officials print no such numbers of their own: the form alone nearly suffices.
_NEVER_OFFICIAL = {
    "payment_card": 1.1,
    "imei": 1.1,
    "ip_address": 1.1,
    "order_id": 1.1,
    "device_serial": 1.1,
    "aws_account_id": 1.1,
    "account_id": 0.8,
    "username": 0.8,
}
_LISTED = 1.3
_ZONE = 2.5


@dataclass(frozen=True, slots=True)
class _Target:
    candidate: Candidate
    score: float


def find_identifiers(scope: Scope) -> tuple[Identifier, ...]:
    """Every target identifier of face and rider, each once."""
    found: dict[tuple[str, str], Identifier] = {}
    for view, bonus in ((scope.face, 0.0), (scope.rider, _ON_RIDER)):
        for identifier in _identifiers(view, None, bonus):
            key = (identifier.kind, (identifier.value.value or "").casefold())
            found.setdefault(key, identifier)
    return tuple(i for key, i in found.items() if not _is_cut_short(key, found))


def _is_cut_short(key: tuple[str, str], found: Iterable[tuple[str, str]]) -> bool:
    """True for an address that stands elsewhere on the paper in full."""
    kind, value = key
    return kind == "postal_address" and any(
        kind == other and value != whole and whole.startswith(value)
        for other, whole in found
    )


def identifiers_in(
    document: Document, span: Span | None = None
) -> tuple[Identifier, ...]:
    """The target identifiers within a span of a document."""
    return tuple(_identifiers(document, span, _DEMAND))


def _identifiers(
    document: Document, span: Span | None, bonus: float
) -> Iterator[Identifier]:
    for target in _targets(document.text):
        at = target.candidate.span
        inside = span is None or (span.start <= at.start and at.end <= span.end)
        score = target.score + bonus
        if inside and score >= _ENOUGH:
            kind, value = target.candidate.kind, target.candidate.value
            sure = min(0.95, 0.5 + 0.15 * score)
            yield Identifier(kind, field_at(document, value, at, SOURCE, sure))
    for day in _births(document):
        if span is None or (span.start <= day.span.start and day.span.end <= span.end):
            value = day.value.isoformat()
            field = field_at(document, value, day.span, SOURCE, 0.9 * day.sure)
            yield Identifier("date_of_birth", field)


def _births(document: Document) -> Iterator[Day]:
    """Days labelled as births, or in the rows under a heading with such a column."""
    lead, text = data_pattern("birth"), document.text
    rows = [m.end() for m in data_pattern("birth_column").finditer(text)]
    for day in days(document):
        labelled = lead.search(text[max(0, day.span.start - 30) : day.span.start])
        row = max((end for end in rows if end <= day.span.start), default=None)
        if labelled or (row is not None and _is_table(text[row : day.span.start])):
            yield day


def _is_table(text: str) -> bool:
    """Whether all lines so far are rows: each short, the earlier ones with a day."""
    rows = [line for line in text.split("\n")[1:] if line.strip()]
    return len(rows) < 200 and all(re.search(r"\d[/.-]\d", row) for row in rows[:-1])


@lru_cache(maxsize=16)
def _targets(text: str) -> tuple[_Target, ...]:
    zones = tuple(_zones(legible(text)))
    lists = tuple(_lists(legible(text)))
    return tuple(
        _Target(found, round(_score(text, found, zones, lists), 3))
        for found in candidates(text)
    )


def _score(
    text: str, found: Candidate, zones: tuple[Span, ...], lists: tuple[Span, ...]
) -> float:
    before = legible(text)[max(0, found.span.start - _REACH) : found.span.start]
    before = before.rsplit("\f", maxsplit=1)[-1]
    listed = any(_holds(span, found.span) for span in lists)
    score = _CUED * found.cued + _LISTED * listed
    if found.kind in _NEVER_OFFICIAL:
        return score + _NEVER_OFFICIAL[found.kind]
    zoned = not listed and any(_holds(zone, found.span) for zone in zones)
    score -= _ZONE * zoned
    if found.kind == "name":
        return score + max(_nearest("target", before)[1], 0.0)
    if found.kind == "phone" and _is_fax_header(text, found.span):
        return score - _OFFICIAL
    score += _CUED * _is_behind_name(text, found.span)
    own_line = before[before.rfind("\n") + 1 :]
    if listed:
        own_line = data_pattern("label").sub("", own_line)
    score += _wording(before, own_line if listed or found.cued else before)
    score -= _OFFICIAL * (found.kind in ("email", "url") and _is_official(found.value))
    homeless = found.kind == "postal_address" and not (
        listed or found.cued or _leads_to_address(before)
    )
    return score - 1.5 * homeless


def _is_behind_name(text: str, at: Span) -> bool:
    """True for what stands in brackets behind a target's name: "Ann Roe (ann@"."""
    opens = at.start - 1
    if text[opens : at.start] != "(":
        return False
    return any(name.end == len(text[:opens].rstrip()) for name in target_names(text))


def _is_fax_header(text: str, at: Span) -> bool:
    """True on the line a fax machine prints over a page."""
    start = max(text.rfind(c, 0, at.start) for c in "\n\f") + 1
    line = text[start : at.end + 160].splitlines()[0]
    return data_pattern("fax_header").match(line) is not None


def _wording(before: str, against: str) -> float:
    """What the words say, the nearest last: "the account of" or "call Agent Roe at"."""
    near, weight = _nearest("target", before)
    contact, loss = _nearest("contact", against)
    contact += len(before) - len(against)
    return -loss if loss and contact > near else weight


def _nearest(role: str, before: str) -> tuple[int, float]:
    """Where the last wording of a role begins, and how strong it is."""
    found = [
        (start, cue.weight)
        for cue in matching(_CUES, role)
        if (start := _last(cue.pattern, before)) is not None
    ]
    return max(found, default=(-1, 0.0))


def _last(pattern: re.Pattern[str], text: str) -> int | None:
    start = None
    match = pattern.search(text)
    while match:
        start = match.start()
        match = pattern.search(text, start + 1)
    return start


def _leads_to_address(before: str) -> bool:
    return data_pattern("address_lead").search(before) is not None


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start < outer.end


def _is_official(value: str) -> bool:
    host = re.sub(r"^\w+://", "", value).split("/")[0]
    return data_pattern("official_domains").search(host) is not None


def _zones(text: str) -> Iterator[Span]:
    """Stretches of officials and addressees: an addressee block, a signature block."""
    for cue in matching(_CUES, "zone"):
        for match in cue.pattern.finditer(text):
            yield Span(match.start(), _zone_end(text, match.end()))


def _zone_end(text: str, start: int) -> int:
    ends = [
        found.start()
        for cue in matching(_CUES, "zone_end")
        if (found := cue.pattern.search(text, start + 1))
    ]
    lines = text[start:].split("\n")[:_ZONE_LINES]
    longest = start + sum(len(line) + 1 for line in lines)
    return max(start + 1, min([longest, len(text), *ends]))


def _opens_zone(line: str) -> bool:
    """Whether a line begins an addressee's or a signature's block."""
    return any(cue.pattern.match(f"\n{line}") for cue in matching(_CUES, "zone"))


def _lists(text: str) -> Iterator[Span]:
    """Lists of targets: from a line that announces one to the next prose."""
    for cue in matching(_CUES, "list"):
        for match in cue.pattern.finditer(text):
            end = match.end()
            prose = 0
            for line in text[match.end() :].split("\n")[1:]:
                prose = prose + 1 if len(line.split()) >= _PROSE_WORDS else 0
                if prose > 1 or "\f" in line or _opens_zone(line):
                    break
                end += len(line) + 1
            if end > match.end():
                yield Span(match.end(), end)
