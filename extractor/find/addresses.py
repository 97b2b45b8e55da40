"""Postal addresses as papers print them."""

import re
from collections.abc import Iterator

import usaddress

from extractor.find.candidate import LOOKALIKES, Candidate, data_pattern
from extractor.find.legible import legible
from extractor.find.people import target_names
from extractor.geometry import Span
from extractor.taxonomy.jurisdictions import by_words, fold_words

_STREET = (
    r"street|st|avenue|ave|road|rd|drive|dr|boulevard|blvd|lane|ln|court|ct|place|pl|"
    r"row|run|path|pike|alley|crescent|close|mews|walk|pass|point|ridge|trace|cove|bend|"
    r"hollow|knoll|grove|glen|hill|gardens|"
    r"way|circle|cir|highway|hwy|parkway|pkwy|terrace|ter|trail|square|sq|loop|plaza"
)
_UNIT = (
    r"(?:(?i:apt|apartment|unit|suite|ste|lot|space|spc|trlr|trailer|room|rm|bldg|"
    r"building|floor|fl|no)\.?[ ]{0,2}|\#[ ]?)(?:\d[\w-]*|[A-Z]\d{0,3}\b)"
)
_HOUSE = r"(?=[OolI]{0,2}\d)[\dOolI]{1,6}"
_ADDRESS = re.compile(
    rf"(?<![\w#-]){_HOUSE}[ ](?:[A-Z0-9][\w.'-]*[ ]){{1,5}}(?i:{_STREET})\b\.?"
    r"[^\n]{0,40}(?:\n[^\n]{0,40}?)?\b[A-Z]{2}\.?,?\s+\d{5}(?:-\d{4})?"
)
# Without state and code, where the words before it speak of an address.
_STREET_AND_PLACE = re.compile(
    rf"(?<![\w#-]){_HOUSE}\s(?:(?:[A-Z0-9][\w.'-]*\s){{1,4}}(?i:{_STREET})\b\.?"
    r"(?:\s(?:[NS][EW]?|[EW])\b\.?)?|[NSEW]\.\s[A-Z][a-z]+(?=,))"
    rf"(?:,?\s{_UNIT})?"
    r",\s[A-Z][a-z]+(?:[ ][A-Z][a-z]+){0,2}"
    r"(?:(?:,\s|[ ](?=[A-Z]{2}\b))(?:[A-Z]{2}\b|[A-Z][a-z]+(?:[ ][A-Z][a-z]+)?"
    r"(?:\s+\d{5}(?:-\d{4})?(?!\d))?))?"
)
_ZIP = re.compile(r"\s+\d{5}(?:-\d{4})?(?!\d)")
_STRAY = re.compile(r"\s+(?=,)")
_NAMES_OWN = re.compile(r"\s?,\s*(?:(?:of|at|residing\s+at)\s+)?\Z")
_PARTS_OF_PLACE = {"AddressNumber", "StreetName", "PlaceName"}
_PARTS_OF_ADDRESS = {"AddressNumber", "StreetName", "PlaceName", "StateName"}


def addresses(text: str) -> Iterator[Candidate]:
    """Postal addresses: whole ones, shorter ones, and some of other countries."""
    for pattern, parts in (
        (_ADDRESS, _PARTS_OF_ADDRESS),
        (_STREET_AND_PLACE, _PARTS_OF_PLACE),
    ):
        for match in pattern.finditer(text):
            short = pattern is _STREET_AND_PLACE
            printed = _whole(match.group(), parts, short=short)
            if printed:
                span = Span(match.start(), match.start() + len(printed))
                led = short and _is_led(text, span)
                value = _as_meant(printed)
                loose = short and not led
                yield Candidate("postal_address", value, span, led, loose)
    for match in data_pattern("street_abroad").finditer(text):
        printed = " ".join(match.group().split()).rstrip(",.")
        span = Span(match.start(), match.end())
        led = _is_led(text, span)
        yield Candidate("postal_address", printed, span, led, not led)


def _whole(printed: str, parts: set[str], *, short: bool) -> str | None:
    """What of a match is an address: without what follows a place and is no state."""
    kept = _to_state(printed) if short else printed
    return kept if _parts(_as_meant(kept)) >= parts else None


def _to_state(printed: str) -> str:
    """An address up to its state; "Salem, January" and "Salem, Ohio Case" are cut."""
    place, _, last = printed.rpartition(",")
    ends = [word.end() for word in re.finditer(r"\S+", last)]
    for end in reversed(ends):
        is_city = last[end:].split()[:1] == ["City"]
        if fold_words(last[:end]) in by_words() and not is_city:
            code = _ZIP.match(last, end)
            return f"{place},{last[: code.end() if code else end]}"
    is_place = place.count(",") < 1
    return printed if is_place else place


def _as_meant(printed: str) -> str:
    house, *rest = legible(printed).split()
    return _STRAY.sub("", " ".join([house.translate(LOOKALIKES), *rest]))


def _parts(printed: str) -> frozenset[str]:
    """The parts a printed address has; none where it reads two ways."""
    try:
        tagged, _ = usaddress.tag(printed)
    except usaddress.RepeatedLabelError:
        return frozenset()
    return frozenset(tagged)


def _is_led(text: str, span: Span) -> bool:
    """Whether words right before an address say that somebody is at home there."""
    before = text[max(0, span.start - 60) : span.start]
    leads = ("home_lead", "place_of_target")
    led = any(data_pattern(lead).search(before) for lead in leads)
    return led or _is_of_name(text, span)


def _is_of_name(text: str, span: Span) -> bool:
    """True right behind a target's name: "Ann Roe, of 12 Heron Row"."""
    plain = legible(text)
    behind = _NAMES_OWN.search(plain, max(0, span.start - 16), span.start)
    return behind is not None and any(
        name.end == behind.start() for name in target_names(plain)
    )
