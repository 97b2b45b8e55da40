"""Everything in a text that has the form of an identifier, wanted or not."""

import re
from collections.abc import Iterator
from functools import lru_cache
from ipaddress import ip_address, ip_network

import phonenumbers

from extractor.find.addresses import addresses
from extractor.find.broken import broken_numbers
from extractor.find.candidate import Candidate, data_pattern, digits_for, numeric
from extractor.find.legible import legible
from extractor.find.mail import emails
from extractor.find.people import (
    belongs_to_no_name,
    target_names,
)
from extractor.geometry import Span
from extractor.taxonomy.cues import Cue, cues, matching, read_yaml
from extractor.taxonomy.vocabulary import vocabulary

_SENTENCE = 120
_TWELVE = re.compile(r"\d{12}|\d{4}([ –-])\d{4}\1\d{4}")
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
# A name that goes on as an address is no user's by itself.
_MAILBOX = re.compile(r"[\w.+-]*[ ]?@[\w-]+\.")
_QUOTES = tuple('"“„«')
_HUMPS = re.compile(r"(?:[A-Z][a-z0-9]+){2,}")
_IMEI = re.compile(r"(?<![\w-])\d{15}(?![\w-])")
# The phone matcher's own patterns are slow on long runs: it sees a line at a time.
_AMERICA = 1
_PHONE_LINE = re.compile(r"[^\n\f]{1,300}")
_NAME_BEFORE_BIRTH = re.compile(
    r"(?<![\w'’-])(?P<value>[A-Z][\w'’-]+(?:[ ][A-Z][\w'’.-]*){1,3})"
    r"(?:[ (\[,]|\s*\n\s*[•*o-]?\s*)+"
    r"(?:DOB|D\.O\.B|[Dd]ate [Oo]f [Bb]irth|[Bb]orn|[Aa]ged? \d{1,2})\b"
)


# "02.06.2025" and "2025-06-02" have the length of some countries' numbers.
_DAY = re.compile(
    r"(?:0?[1-9]|[12]\d|3[01])\s?[./-]\s?(?:0?[1-9]|1[0-2])\s?[./-]\s?(?:19|20)\d\d"
    r"|(?:19|20)\d\d\s?[./-]\s?(?:0?[1-9]|1[0-2])\s?[./-]\s?(?:0?[1-9]|[12]\d|3[01])"
)
_NO_WORDS = frozenset({"k_username", "k_bucket"})
_NAME_BEFORE_REACH = re.compile(
    r"(?<![\w'’-])(?P<value>[A-ZÀ-ÖØ-Þ][\w'’-]+(?:[ ][A-ZÀ-ÖØ-Þ][\w'’.-]*){1,3})\s?"
    r"[(<]\s?(?:\S{1,40}@|[Ee]-?mail|[Tt]el|[Pp]hone|[Cc]ell|\+?\(?\d{3}[) .-]|@\w)"
)
# Capitals and a long number: what a ledger calls somebody, not what he calls himself.
_NUMBERED = re.compile(r"[A-Z]{2,5}-?[\dOIl]*\d[\dOIl]{4,}")
_NUMERIC = frozenset({"aws_account_id", "order_id", "imei"})


@lru_cache(maxsize=16)
def candidates(text: str) -> tuple[Candidate, ...]:
    """All candidates, none inside another; plainer kinds win."""
    kept: list[Candidate] = []
    for found in _FINDERS:
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
                    if cue.value == "username" and _MAILBOX.match(text, span.end):
                        continue
                    value = _normal(cue, read[span.start : span.end])
                    kind = _kind(cue, value or "", text)
                    if value:
                        yield Candidate(kind, value, span, cued=True)


def _further(text: str, match: re.Match[str]) -> Iterator[Span]:
    """The second and third of "accounts no. AB-101, AB-102 and AB-103"."""
    more = _MORE.match(text, match.end("value"))
    while more and _is_alike(match["value"], more):
        yield Span(*more.span("value"))
        more = _MORE.match(text, more.end("value"))


def _is_alike(first: str, more: re.Match[str]) -> bool:
    """True for a value of the first one's form, in marks of quotation or in humps."""
    value, opening = more["value"], more.group()[: more.start("value") - more.start()]
    quoted = first[:1] in _QUOTES and opening[-1:] in _QUOTES
    humps = _HUMPS.fullmatch(first) and _HUMPS.fullmatch(value)
    digits = any(c.isdigit() for c in first) and _shape(value) == _shape(first)
    return bool(digits or quoted or humps)


def _shape(value: str) -> str:
    """A number's form: its letters and digits, long runs as one."""
    return re.sub(r"0+", "0", re.sub(r"\d", "0", re.sub(r"[A-Za-z]", "a", value)))


def _kind(cue: Cue, value: str, text: str) -> str:
    """The kind a cue names, unless the value has the form of another."""
    token = data_pattern("account_token").match(value) or _NUMBERED.fullmatch(value)
    if cue.value == "username" and token:
        return "account_id"
    twelve = cue.value == "account_id" and _TWELVE.fullmatch(value)
    if twelve and data_pattern("speaks_of_aws").search(text):
        return "aws_account_id"
    return cue.value


def _normal(cue: Cue, printed: str) -> str | None:
    if cue.value == "device_serial":
        # These serials open with a nought, and no letter "O" is in them.
        printed = re.sub(r"\AGO(?=[0-9A-Z]{14}\Z)", "G0", printed.replace(" ", ""))
    digits = re.sub(r"\D", "", printed)
    if cue.value in ("aws_account_id", "imei") or cue.id == "k_card_number":
        return digits if digits == re.sub(r"[ –-]", "", printed) else printed
    word = legible(printed).lower()
    is_word = word.isalpha() and (len(word) < 4 or word in vocabulary())
    if is_word and cue.id in _NO_WORDS:
        return None
    if cue.id == "k_card_end":
        return f"ending in {printed}"
    value = printed.strip("\"“”„«»‘’'.,;").removeprefix("@")
    return (digits_for(value) if cue.value == "account_id" else value) or None


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
            if _is_block(text, match):
                continue
            if value not in ("::", "0.0.0.0"):  # noqa: S104  # a value read, not bound
                yield Candidate(
                    "ip_address",
                    value + rest.replace("/32", ""),
                    Span(match.start(), match.end()),
                )


def _is_block(text: str, match: re.Match[str]) -> bool:
    """True for the users of a whole network: a block of addresses is nobody's."""
    before = text[max(0, match.start() - _SENTENCE) : match.start()]
    whole = (match["rest"] or "").startswith("/") and match["rest"] != "/32"
    return whole and data_pattern("ip_block").search(before) is not None


def _cards(text: str) -> Iterator[Candidate]:
    for pattern, kind in ((_IMEI, "imei"), (_CARD, "payment_card")):
        for match in pattern.finditer(numeric(text)):
            digits = re.sub(r"\D", "", match.group())
            if passes_luhn(digits):
                span = Span(match.start(), match.end())
                yield Candidate(_card_or_phone(digits, kind), digits, span)


def _card_or_phone(digits: str, kind: str) -> str:
    """Of 15 digits are the cards that open with 34 or 37, and all phones' IMEIs."""
    if len(digits) != 15:
        return kind
    return "payment_card" if digits[:2] in ("34", "37") else "imei"


def passes_luhn(digits: str) -> bool:
    """The check digit of cards and IMEIs (ISO/IEC 7812-1)."""
    doubled = [int(d) * (1 + i % 2) for i, d in enumerate(reversed(digits))]
    return (
        sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0 and len(set(digits)) > 1
    )


def _phones(text: str) -> Iterator[Candidate]:
    for region in regions(text):
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
    if _DAY.fullmatch(printed):
        return False
    if found.number.country_code != _AMERICA or printed.startswith("+"):
        return re.search(r"[+() .\-/]", printed) is not None
    groups = tuple(len(g) for g in re.findall(r"\d+", printed))
    return groups[-3:] == (3, 3, 4) or groups in ((10,), (3, 7))


def regions(text: str) -> Iterator[str]:
    """Whose national numbers a text may print: America's besides those it speaks of."""
    regions: dict[str, str] = read_yaml("identifiers")["regions"]
    for region, words in regions.items():
        if re.search(words, text, re.IGNORECASE):
            yield region
            break
    yield "US"


def _names(text: str) -> Iterator[Candidate]:
    plain = legible(text)
    for span in target_names(plain):
        value = " ".join(plain[span.start : span.end].split()).rstrip(",")
        yield Candidate("name", value, span, cued=True)
    for match in _NAME_BEFORE_BIRTH.finditer(text):
        start, end = match.span("value")
        while " " in text[start:end] and _opens_with_none(text[start:end]):
            start = text.index(" ", start) + 1
        if " " in text[start:end]:
            yield Candidate("name", text[start:end], Span(start, end), cued=True)


def _opens_with_none(words: str) -> bool:
    return belongs_to_no_name(words.split(maxsplit=1)[0])


_FINDERS = (
    broken_numbers,
    _cued,
    emails,
    _urls,
    _ips,
    _cards,
    _phones,
    addresses,
    _names,
)
