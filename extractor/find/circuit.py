"""The circuit or district that a prosecutor serves: "43rd Judicial Circuit"."""

import re
from collections.abc import Sequence

from extractor.find.tokens import Token, mended
from extractor.taxonomy.agencies import wording

CAPTION_TOKENS = 60
_BEFORE, _BEHIND = 6, 10
_TITLE_REACH = 6
_SIDES = frozenset({"east", "west", "north", "south"})
_KINDS = ("circuit", "district")
_COURTS = ("court", "courts")
_TH = re.compile(r"(?<=\d)(St|Nd|Rd|Th)\b")


def circuit_of(
    tokens: Sequence[Token], first: int, last: int, state: str | None
) -> str | None:
    """The circuit a prosecutor's name gives, here or elsewhere, else the caption's."""
    near = range(first - _BEFORE, last + _BEHIND)
    named = _circuit_in(tokens, near) or _beside_a_title(tokens)
    if named or state not in wording("circuit_prosecutors"):
        return named
    return _circuit_in(tokens, range(CAPTION_TOKENS), of_court=True)


def _beside_a_title(tokens: Sequence[Token]) -> str | None:
    """The circuit behind a prosecutor's title: "Prosecuting Attorney, 43rd ..."."""
    for i, token in enumerate(tokens):
        if token.fold in wording("prosecutors"):
            named = _circuit_in(tokens, range(i + 1, i + _TITLE_REACH))
            if named:
                return named
    return None


def _circuit_in(
    tokens: Sequence[Token], near: range, *, of_court: bool = False
) -> str | None:
    for i in range(max(near.start, 1), min(near.stop, len(tokens) - 1)):
        number, kind = _numbered(tokens, i)
        if not number or (not of_court and _is_courts(tokens, i)):
            continue
        side = _side(tokens, i + (2 if "Judicial" in kind else 1))
        return _TH.sub(lambda m: m[0].lower(), f"{mended(number).title()} {kind}{side}")
    return None


def _numbered(tokens: Sequence[Token], at: int) -> tuple[str, str]:
    """A number and the kind it counts: "15th" and "Circuit"; else nothing."""
    number = tokens[at - 1].text.strip(",.(")
    if not number[:1].isalnum():
        return "", ""
    kind = tokens[at + 1].fold
    if tokens[at].fold == "judicial" and kind in _KINDS:
        return number, f"Judicial {kind.title()}"
    if tokens[at].fold == "circuit" and number[:1].isdigit():
        return number, "Circuit"
    return "", ""


def _is_courts(tokens: Sequence[Token], at: int) -> bool:
    """True for "District Court, 9th Judicial District" and the other way about."""
    before = [t.fold for t in tokens[max(at - 5, 0) : at - 1]]
    behind = tokens[at + 1 : at + 3]
    return "court" in before or any(
        t.fold in _COURTS and t.line == tokens[at].line for t in behind
    )


def _side(tokens: Sequence[Token], at: int) -> str:
    """The point of the compass that parts a district in two: "District West"."""
    if at < len(tokens) and tokens[at].fold in _SIDES and not tokens[at].apart:
        same_line = tokens[at].line == tokens[at - 1].line
        return f" {tokens[at].text.strip('.,').title()}" if same_line else ""
    return ""
