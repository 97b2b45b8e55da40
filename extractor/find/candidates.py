"""Everything in a text that has the form of an identifier, wanted or not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address, ip_network

import phonenumbers
import usaddress

from extractor.find.people import target_names
from extractor.geometry import Span
from extractor.taxonomy.cues import Cue, cues, matching, read_yaml


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something shaped like an identifier; `cued` where words beside it say so."""

    kind: str
    value: str
    span: Span
    cued: bool = False


# OCR reads the at sign as a ring: (R), (C), or spelled out.
_EMAIL = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9][\w.+%-]{0,63}\s?(?:@|®|©|\(at\)|\[at\])\s?"
    r"(?:[A-Za-z0-9-]+(?:\.|,(?=(?:com|net|org|edu|gov|example|test)\b)|\s\.\s?|\.\s(?=(?:com|net|org|edu|gov|io|us|uk)\b)))+"
    r"[A-Za-z]{2,12}\b(?!@)"
)
_AT = re.compile(r"\s*(?:@|®|©|\(at\)|\[at\])\s*", re.IGNORECASE)
_URL = re.compile(
    r"(?:https?|hxxps?)://(?:\s?\n?\s?)[^\s<>\"'“”»«]+|(?<![\w@./-])www\.[^\s<>\"'“”»«]+",
    re.IGNORECASE,
)
# A page of a site, printed without its scheme.
_BARE_URL = re.compile(
    r"(?<![\w@./-])(?:[a-z0-9-]{1,40}\.){1,3}"
    r"(?:com|net|org|io|co|tv|me|gg|ly|be|us|app|dev|shop|store|example|test)"
    r"/[^\s<>\"'“”»«|]{2,}",
    re.IGNORECASE,
)
_URL_GOES_ON = re.compile(
    r"\n[ ]?(?=[\w%&=?#/~.-]*[/%&=?#~-][\w%&=?#/~.-]*(?:\s|$))\S+"
)
_IPV4 = re.compile(
    r"(?<![\d.])(?P<ip>\d{1,3}(?:\.\d{1,3}){3})(?P<rest>/\d{1,2}|:\d{1,5})?(?![\d]|\.\d)"
)
_IPV6 = re.compile(
    r"(?<![\w:.])(?P<ip>(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4})(?P<rest>/\d{1,3})?(?![\w:])",
    re.IGNORECASE,
)
_CARD = re.compile(r"(?<![\w-])[3-6]\d{3}(?:[ -]?\d){9,15}(?![\w-])")
_MORE = re.compile(
    r"[\"”'’]?(?:\s*(?:,|;|&|\band\b|\bor\b))+\s*[\"“'‘]?(?P<value>[\w-]{4,40})"
)
_IMEI = re.compile(r"(?<![\w-])\d{15}(?![\w-])")
# The phone matcher's own patterns are slow on long runs: it sees a line at a time.
_AMERICA = 1
_PHONE_LINE = re.compile(r"[^\n\f]{1,300}")
_STREET = (
    r"street|st|avenue|ave|road|rd|drive|dr|boulevard|blvd|lane|ln|court|ct|place|pl|"
    r"row|run|path|pike|alley|crescent|close|mews|walk|pass|point|ridge|trace|cove|bend|"
    r"hollow|knoll|grove|glen|hill|gardens|"
    r"way|circle|cir|highway|hwy|parkway|pkwy|terrace|ter|trail|square|sq|loop|plaza"
)
_ADDRESS = re.compile(
    rf"(?<![\w#-])\d{{1,6}}[ ](?:[A-Z0-9][\w.'-]*[ ]){{1,5}}(?i:{_STREET})\b\.?"
    r"[^\n]{0,40}(?:\n[^\n]{0,40}?)?\b[A-Z]{2}\.?,?\s+\d{5}(?:-\d{4})?"
)
# Without state and code, where the words before it speak of an address.
_HOUSE = r"(?=[OolI]{0,2}\d)[\dOolI]{1,6}"
_STREET_AND_PLACE = re.compile(
    rf"(?<![\w#-]){_HOUSE}\s(?:(?:[A-Z0-9][\w.'-]*\s){{1,4}}(?i:{_STREET})\b\.?"
    r"|[NSEW]\.\s[A-Z][a-z]+(?=,))"
    r"(?:,\s(?:Apt|Unit|Suite|Ste|No|#)\.?[ ]?[\w-]+)?"
    r",\s[A-Z][a-z]+(?:[ ][A-Z][a-z]+){0,2}"
    r"(?:,\s(?:[A-Z]{2}\b|[A-Z][a-z]+(?:[ ][A-Z][a-z]+)?))?"
)
_PARTS_OF_PLACE = {"AddressNumber", "StreetName", "PlaceName"}
_PARTS_OF_ADDRESS = {"AddressNumber", "StreetName", "PlaceName", "StateName"}
_NAME_BEFORE_BIRTH = re.compile(
    r"(?P<value>[A-Z][\w'’-]+(?:[ ][A-Z][\w'’.-]*){1,3})"
    r"(?:[ (\[,]|\s*\n\s*[•*o-]?\s*)+"
    r"(?:DOB|D\.O\.B|[Dd]ate [Oo]f [Bb]irth|[Bb]orn|[Aa]ged? \d{1,2})\b"
)


# Letters that OCR reads for digits, inside what is otherwise a number.
_LOOKALIKES = str.maketrans("OolI|", "00111")
_NUMBER = re.compile(
    r"(?<![A-Za-z])[\dOolI|][\dOolI|().,:/ -]{5,40}[\dOolI|](?![A-Za-z])"
)
_NUMERIC = frozenset({"aws_account_id", "order_id", "imei"})


@lru_cache(maxsize=16)
def numeric(text: str) -> str:
    """The text with letters inside numbers read as digits; its length stays."""
    return _NUMBER.sub(lambda m: _digits(m.group()), text)


def _digits(run: str) -> str:
    digits = sum(c.isdigit() for c in run)
    letters = sum(c.isalpha() for c in run)
    return run.translate(_LOOKALIKES) if digits > 2 * letters else run


@lru_cache(maxsize=16)
def candidates(text: str) -> tuple[Candidate, ...]:
    """All candidates, none inside another; plainer kinds win."""
    kept: list[Candidate] = []
    for found in (_cued, _emails, _urls, _ips, _cards, _phones, _addresses, _names):
        for candidate in found(text):
            if not any(_overlap(candidate.span, k.span) for k in kept):
                kept.append(candidate)
    return tuple(sorted(kept, key=lambda c: c.span))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _cued(text: str) -> Iterator[Candidate]:
    for cue in matching(cues("identifiers"), "kind"):
        if cue.needs is None or cue.needs.search(text):
            read = numeric(text) if cue.value in _NUMERIC else text
            for match in cue.pattern.finditer(read):
                for span in (Span(*match.span("value")), *_further(read, match)):
                    value = _normal(cue, read[span.start : span.end])
                    if value:
                        yield Candidate(cue.value, value, span, cued=True)


def _further(text: str, match: re.Match[str]) -> Iterator[Span]:
    """The second and third of "accounts no. AB-101, AB-102 and AB-103"."""
    shape = _shape(match["value"])
    more = _MORE.match(text, match.end("value"))
    while more and any(c == "0" for c in shape) and _shape(more["value"]) == shape:
        yield Span(*more.span("value"))
        more = _MORE.match(text, more.end("value"))


def _shape(value: str) -> str:
    """A number's form: its letters and digits, long runs as one."""
    return re.sub(r"0+", "0", re.sub(r"\d", "0", re.sub(r"[A-Za-z]", "a", value)))


def _normal(cue: Cue, printed: str) -> str | None:
    digits = re.sub(r"\D", "", printed)
    if cue.value == "aws_account_id":
        return digits
    if cue.value == "imei":
        return digits
    if cue.id == "k_card_end":
        return f"ending in {printed}"
    value = printed.strip("\"“”„«»‘’'.,;").removeprefix("@")
    return (_digits(value) if cue.value == "account_id" else value) or None


def _emails(text: str) -> Iterator[Candidate]:
    for match in _EMAIL.finditer(text):
        if "\n" not in match.group():
            value = re.sub(r"\s", "", _AT.sub("@", match.group())).lower()
            value = value.replace(",", ".")
            yield Candidate("email", value, Span(match.start(), match.end()))


def _urls(text: str) -> Iterator[Candidate]:
    for match in _URL.finditer(text):
        end = match.end()
        more = _URL_GOES_ON.match(text, end) if text[end - 1] in "/-_=?&" else None
        end = more.end() if more else end
        printed = re.sub(r"\s", "", text[match.start() : end])
        value = re.sub(r"^hxxp", "http", printed.rstrip(".,;:)]}>"))
        if "." in value:
            yield Candidate("url", value, Span(match.start(), end))
    for match in _BARE_URL.finditer(text):
        value = match.group().rstrip(".,;:)]}>")
        yield Candidate("url", value, Span(match.start(), match.start() + len(value)))


def _ips(text: str) -> Iterator[Candidate]:
    for pattern in (_IPV4, _IPV6):
        for match in pattern.finditer(numeric(text)):
            rest = match["rest"] or ""
            try:
                value = str(ip_address(match["ip"]))
                if rest.startswith("/"):
                    ip_network(value + rest, strict=False)
            except ValueError:
                continue
            if value not in ("::", "0.0.0.0"):  # noqa: S104  # a value read, not bound
                yield Candidate(
                    "ip_address", value + rest, Span(match.start(), match.end())
                )


def _cards(text: str) -> Iterator[Candidate]:
    for pattern, kind in ((_IMEI, "imei"), (_CARD, "payment_card")):
        for match in pattern.finditer(numeric(text)):
            digits = re.sub(r"\D", "", match.group())
            if passes_luhn(digits) and not _is_amex(digits, kind):
                yield Candidate(kind, digits, Span(match.start(), match.end()))


def _is_amex(digits: str, kind: str) -> bool:
    """A 15-digit number that opens with 34 or 37 is a card, no IMEI."""
    return kind == "imei" and digits[:2] in ("34", "37")


def passes_luhn(digits: str) -> bool:
    """The check digit of cards and IMEIs (ISO/IEC 7812-1)."""
    doubled = [int(d) * (1 + i % 2) for i, d in enumerate(reversed(digits))]
    return (
        sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0 and len(set(digits)) > 1
    )


def _phones(text: str) -> Iterator[Candidate]:
    for region in _regions(text):
        for line in _PHONE_LINE.finditer(numeric(text)):
            for found in phonenumbers.PhoneNumberMatcher(line.group(), region):
                if _is_phone(found):
                    value = phonenumbers.format_number(
                        found.number, phonenumbers.PhoneNumberFormat.E164
                    )
                    span = Span(line.start() + found.start, line.start() + found.end)
                    yield Candidate("phone", value, span)


def _is_phone(found: phonenumbers.PhoneNumberMatch) -> bool:
    """True for digits grouped as telephone numbers are, not as stamps and files are."""
    printed = found.raw_string
    if found.number.country_code != _AMERICA or printed.startswith("+"):
        return re.search(r"[+() .\-/]", printed) is not None
    groups = tuple(len(g) for g in re.findall(r"\d+", printed))
    return groups[-3:] == (3, 3, 4) or groups in ((10,), (3, 7))


def _regions(text: str) -> Iterator[str]:
    """Whose national numbers a text may print: America's besides those it speaks of."""
    regions: dict[str, str] = read_yaml("identifiers")["regions"]
    for region, words in regions.items():
        if re.search(words, text, re.IGNORECASE):
            yield region
            break
    yield "US"


def _addresses(text: str) -> Iterator[Candidate]:
    for pattern, parts in (
        (_ADDRESS, _PARTS_OF_ADDRESS),
        (_STREET_AND_PLACE, _PARTS_OF_PLACE),
    ):
        for match in pattern.finditer(text):
            house, *rest = match.group().split()
            printed = " ".join([house.translate(_LOOKALIKES), *rest])
            span = Span(match.start(), match.end())
            led = pattern is _STREET_AND_PLACE
            if _parts(printed) >= parts and (not led or _is_led(text, span)):
                yield Candidate("postal_address", printed, span, cued=led)


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
    return data_pattern("home_lead").search(before) is not None


def _names(text: str) -> Iterator[Candidate]:
    for span in target_names(text):
        value = " ".join(text[span.start : span.end].split()).rstrip(",")
        yield Candidate("name", value, span, cued=True)
    for match in _NAME_BEFORE_BIRTH.finditer(text):
        span = Span(*match.span("value"))
        yield Candidate("name", match["value"], span, cued=True)


@lru_cache
def data_pattern(name: str) -> re.Pattern[str]:
    """One of the plain patterns of identifiers.yaml."""
    return re.compile(read_yaml("identifiers")[name], re.IGNORECASE)
