"""Where an agency sits: its state by address, name or telephone, and its county."""

import re
from collections.abc import Iterator, Sequence

from extractor.document import Document
from extractor.find.addressee import recipient_spans
from extractor.find.contact import contact_phone
from extractor.find.county import county_in
from extractor.find.place import Address, addresses_in, cities_in, state_at
from extractor.find.tokens import Token
from extractor.geometry import Span
from extractor.taxonomy.agencies import wording
from extractor.taxonomy.jurisdictions import of_area_code

_READ = str.maketrans("OlI", "011")
_NEAR = 14
_BESIDE = 8
_COUNTY_REACH = 26
_TARGET_REACH = 10
_FORM_REACH = 40
_FORM_LINES = 3


def outside(token: Token, spans: Sequence[Span]) -> bool:
    """True when a token lies in none of some spans."""
    return not any(s.start <= token.span.start < s.end for s in spans)


def own_addresses(document: Document, tokens: Sequence[Token]) -> tuple[Address, ...]:
    """The addresses that are neither the addressee's nor those of a target."""
    addressees = recipient_spans(document)
    return tuple(
        address
        for address in (*addresses_in(tokens), *cities_in(tokens))
        if outside(tokens[address.first], addressees)
        and not _is_target(tokens, address.first)
        and not _is_receivers(tokens, address.first)
    )


def _is_receivers(tokens: Sequence[Token], at: int) -> bool:
    """True below a form's "1. To (Name, Address)" and "To employer / payor:"."""
    page, line = tokens[at].page, tokens[at].line
    above = [t for t in tokens[max(at - _FORM_REACH, 0) : at] if t.page == page]
    return any(
        _opens_receiver(above, i) and 0 <= line - token.line <= _FORM_LINES
        for i, token in enumerate(above)
    )


def _opens_receiver(tokens: Sequence[Token], at: int) -> bool:
    """True for what opens a form's box; the plain "TO:" is the addressee's own."""
    token = tokens[at]
    if token.fold not in wording("receivers") or token.text.endswith(":"):
        return False
    before = tokens[at - 1] if at else None
    opens = before is None or before.line != token.line or before.fold == "1"
    rest = [t.text for t in tokens[at:] if t.line == token.line]
    return opens and any(t.endswith(":") or t.startswith("(") for t in rest)


def _is_target(tokens: Sequence[Token], at: int) -> bool:
    """True for "shipping address 7 Low Row": where somebody lives or buys."""
    before = tokens[max(at - _TARGET_REACH, 0) : at]
    return any(t.fold in wording("targets") for t in before)


def state_beside(
    tokens: Sequence[Token], first: int, last: int, addresses: Sequence[Address] = ()
) -> str | None:
    """The state named within an agency's name or right beside it.

    A name that the addresses give as a city of another state tells none:
    "Washington Police, ... Washington, Pennsylvania 15301".
    """
    best: tuple[int, str] | None = None
    for i in range(max(first - _NEAR, 0), min(last + _NEAR, len(tokens))):
        named = state_at(tokens, i)
        if named is None or not _names_state(tokens, i, i + named[1], first):
            continue
        if _is_city(named[0].name, named[0].code, addresses):
            continue
        far = max(first - (i + named[1]), i - last - 1, 0)
        if far <= _BESIDE and (best is None or far < best[0]):
            best = far, named[0].code
    return best[1] if best else None


def _is_city(name: str, code: str, addresses: Sequence[Address]) -> bool:
    """True for a state's name that is a city's here."""
    return any(
        a.state.code != code and a.city.lower() == name.lower() for a in addresses
    )


def _names_state(tokens: Sequence[Token], at: int, after: int, first: int) -> bool:
    """False for "Virginia Street" and "Washington County", and on other pages."""
    if tokens[at].page != tokens[first].page:
        return False
    if after < len(tokens) and tokens[after].line == tokens[at].line:
        return tokens[after].fold not in wording("no_states")
    return True


def nearest_state(addresses: Sequence[Address], first: int, last: int) -> str | None:
    """The state of the nearest address, those below the name preferred."""

    def far(address: Address) -> int:
        below = address.first > last
        return address.first - last if below else 3 * (first - address.last)

    return min(addresses, key=far).state.code if addresses else None


def state_by_phone(document: Document) -> str | None:
    """The state of the telephone on which the sender is to be called."""
    span = contact_phone(document)
    printed = document.quote(span).translate(_READ) if span else ""
    digits = re.sub(r"\D", "", printed)
    national = digits[-10:] if len(digits) in (10, 11) else ""
    state = of_area_code(int(national[:3])) if national else None
    return state.code if state else None


def county_of(
    tokens: Sequence[Token], first: int, last: int, addressees: Sequence[Span]
) -> str | None:
    """The county in an agency's name, else the one printed near it."""
    for start, end in _windows(tokens, first, last):
        named = county_in(tokens, start, end)
        if named and outside(tokens[start], addressees):
            return named
    return None


def _windows(
    tokens: Sequence[Token], first: int, last: int
) -> Iterator[tuple[int, int]]:
    page = tokens[first].page
    end = last + 1
    while end < min(last + _COUNTY_REACH, len(tokens)) and tokens[end].page == page:
        end += 1
    yield first, min(last + 2, len(tokens))
    yield last, end
    yield max(first - _BESIDE, 0), first + 1
