"""Numbers that OCR has broken with spaces, strokes and commas, mended where sure."""

import re
from collections.abc import Iterator
from ipaddress import ip_address

from extractor.find.candidate import LOOKALIKES, Candidate, data_pattern
from extractor.geometry import Span

_D = r"[\dOolI|]"
# Three, seven and seven digits: an order's number, whatever stands between them.
_ORDER = re.compile(
    rf"(?<![\w-])(?<!main )(?<!main=)(?<!session-id )(?<!session-id=)"
    rf"[\dlI|D](?:[ ]?{_D}){{2}}[ ]?[-–][ ]?"
    rf"{_D}(?:[ ]?{_D}){{6}}[ ]?[-–][ ]?{_D}(?:[ ]?{_D}){{6}}(?![\w-])"
)
_WHOLE_ORDER = re.compile(r"[D\d]\d{2}-\d{7}-\d{7}")
_OCTET = r"\d{1,3}"
_SLIP = r"(?:,\.?|\.,|\.[ ]|[ ]\.|\.\.)"
# One dot of three misread; the first number is no section's.
_IPV4 = re.compile(
    rf"(?<![\d.,])\d{{2,3}}(?:{_SLIP}{_OCTET}\.{_OCTET}\.|\.{_OCTET}{_SLIP}{_OCTET}\."
    rf"|\.{_OCTET}\.{_OCTET}{_SLIP}){_OCTET}(?![\d]|[.,]\d)"
)

# A cloud account's twelve digits with one space among them, behind a word for it.
_ACCOUNT = re.compile(
    r"\b(?:account|acct\.?)s?(?:\s+(?:ID|no|num|number|numbered))?\.?\s*[:#]?\s*"
    r"(?P<value>(?=(?:\d ?){12}(?![ -]?\d))(?!\d{4} \d{4} )\d+[ ]\d+)(?![\w-])",
    re.IGNORECASE,
)
# Numbers of sections ("12.5. 3.4") have fewer digits.
_NO_SECTION = 7


def broken_numbers(text: str) -> Iterator[Candidate]:
    """Orders and IP addresses that are whole once their slips are mended."""
    yield from _orders(text)
    yield from _addresses(text)
    if data_pattern("speaks_of_aws").search(text):
        for match in _ACCOUNT.finditer(text):
            value = match["value"].replace(" ", "")
            span = Span(*match.span("value"))
            yield Candidate("aws_account_id", value, span, cued=True)


def _orders(text: str) -> Iterator[Candidate]:
    for match in _ORDER.finditer(text):
        printed = re.sub(r"\s", "", match.group()).replace("–", "-")
        value = printed.translate(LOOKALIKES)
        if value != match.group() and _WHOLE_ORDER.fullmatch(value):
            yield Candidate("order_id", value, Span(*match.span()), cued=True)


def _addresses(text: str) -> Iterator[Candidate]:
    for match in _IPV4.finditer(text):
        digits = sum(c.isdigit() for c in match.group())
        if " " in match.group() and digits < _NO_SECTION:
            continue
        try:
            value = str(ip_address(re.sub(r"[ .,]+", ".", match.group())))
        except ValueError:
            continue
        yield Candidate("ip_address", value, Span(*match.span()))
