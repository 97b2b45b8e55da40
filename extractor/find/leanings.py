"""How far the words around a candidate speak for its being a target, by cues alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractor.find.candidate import Candidate, data_pattern
from extractor.find.legible import legible
from extractor.find.people import target_names
from extractor.geometry import Span
from extractor.taxonomy.cues import cues, matching

_CUES = cues("identifiers")
_REACH = 150
_CUED = 1.3
_OFFICIAL = 3.0
_ZONE_LINES = 14
_PROSE_WORDS = 12
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
_IN_TOWN = re.compile(r"(?:,? of [\w., ]{3,40})?\s*")
_LISTED = 1.3
_STOOD = 1.6
_AT = "at"
_ZONE = 2.5


@dataclass(frozen=True, slots=True)
class Stretches:
    """Where officials and addressees stand in a text, and where targets are listed."""

    zones: tuple[Span, ...]
    lists: tuple[Span, ...]

    def zoned(self, span: Span) -> bool:
        """True in an addressee's or signature block."""
        return any(_holds(zone, span) for zone in self.zones)

    def listed(self, span: Span) -> bool:
        """True in a list of targets."""
        return any(_holds(listed, span) for listed in self.lists)


@lru_cache(maxsize=16)
def stretches(text: str) -> Stretches:
    """The blocks of officials and the lists of targets of a text."""
    plain = legible(text)
    return Stretches(tuple(_zones(plain)), tuple(_lists(plain)))


def leaning(text: str, found: Candidate) -> float:
    """What cues say: 1 and more speaks for a target, less against it."""
    around = stretches(text)
    before = legible(text)[max(0, found.span.start - _REACH) : found.span.start]
    before = before.rsplit("\f", maxsplit=1)[-1]
    listed = around.listed(found.span)
    score = _CUED * found.cued + _LISTED * listed
    if found.kind in _NEVER_OFFICIAL:
        return score + _NEVER_OFFICIAL[found.kind]
    if data_pattern("officers_own").search(before):
        return _CUED * found.cued - _OFFICIAL
    own_row = data_pattern("own_row").search(before) is not None
    zoned = not (listed or own_row) and around.zoned(found.span)
    score -= _ZONE * zoned
    if found.kind == "name":
        return score + max(_nearest("target", before)[1], 0.0)
    if found.kind == "phone" and _is_fax_header(text, found.span):
        return score - _OFFICIAL
    if _is_behind_name(text, found.span):
        return score + _CUED
    return score + _told(found, before, listed=listed)


def _told(found: Candidate, before: str, *, listed: bool) -> float:
    """What the words before an address, a number or a page say of it."""
    own_line = before[before.rfind("\n") + 1 :]
    if listed:
        own_line = data_pattern("label").sub("", own_line)
    if found.kind == "postal_address":
        return _of_address(before, own_line, told=listed or found.cued)
    said = _wording(before, own_line if listed or found.cued else before)
    official = found.kind in ("email", "url") and is_official(found.value)
    return said - _OFFICIAL * official


def _of_address(before: str, own_line: str, *, told: bool) -> float:
    """What the words say of an address, of which most are offices' own."""
    if _stood_there(before):
        return _STOOD
    homeless = not (told or _leads_to_address(before))
    return _wording(before, own_line if told else before) - 1.5 * homeless


def _is_behind_name(text: str, at: Span) -> bool:
    """True for what stands in brackets behind a target's name: "Ann Roe (ann@"."""
    opens = at.start - (text[at.start] != "(")
    if text[opens : opens + 1] != "(":
        return False
    return any(
        _IN_TOWN.fullmatch(text, name.end, opens)
        for name in target_names(legible(text))
        if name.end <= opens <= name.end + _REACH
    )


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
        start = match.start(_AT) if _AT in pattern.groupindex else match.start()
        match = pattern.search(text, match.start() + 1)
    return start


def _stood_there(before: str) -> bool:
    return data_pattern("place_of_target").search(before) is not None


def _leads_to_address(before: str) -> bool:
    return data_pattern("address_lead").search(before) is not None


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start < outer.end


def is_official(value: str) -> bool:
    """True for a mail or web address of an authority."""
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
