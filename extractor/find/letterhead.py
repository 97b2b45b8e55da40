"""Which of the agencies a paper names issued it, by where and how it is named."""

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.document import Document
from extractor.find.place import Address
from extractor.find.tokens import Token, same, where
from extractor.geometry import Span
from extractor.taxonomy.agencies import Agency, wording

TOWN = "town_police"
_LETTERHEAD_LINES = 12
_CAPTION_TOKENS = 120
_REACH = 14
_PROSE = 3
_TITLE_REACH = 7
_COURT_LINES = 25


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document ready to be read for agencies; `phone` tells the caller's state."""

    document: Document
    tokens: tuple[Token, ...]
    addresses: tuple[Address, ...]
    addressees: tuple[Span, ...]
    phone: str | None


@dataclass(frozen=True, slots=True)
class Mention:
    """An agency named at tokens `first` to `last`."""

    agency: Agency
    first: int
    last: int


def likelihood(sheet: Sheet, mention: Mention, named: bool) -> float:  # noqa: FBT001
    """How likely a mention is the issuer; `named`: its state is known."""
    is_vague = mention.agency.id in ("doj", "dhs", TOWN)
    prosecutes, heads = mention.agency.prosecutes, is_letterhead(sheet, mention.first)
    charging = prosecutes and (is_charging(sheet) or _summons(sheet, mention))
    # On a court's own paper the prosecutor applies and somebody else investigates,
    # though the attorney's name may stand above the caption.
    applies = prosecutes and not charging and (not heads or _is_courts(sheet))
    return (
        0.5
        + 0.3 * (heads and not applies)
        + 0.08 * named
        + 0.15 * charging
        - 0.12 * applies
        + 0.11 * (not prosecutes and not heads and investigates(sheet, mention))
        - 0.1 * _is_assistant(sheet, mention)
        - 0.2 * is_vague
    )


def is_letterhead(sheet: Sheet, first: int) -> bool:
    """True for a name at the top of the first page that is no part of a sentence."""
    token = sheet.tokens[first]
    if token.page != sheet.tokens[0].page or token.line >= _LETTERHEAD_LINES:
        return False
    near = sheet.tokens[max(first - _REACH, 0) : first + _REACH]
    line = [t for t in near if (t.page, t.line) == (token.page, token.line)]
    return sum(t.text.islower() and len(t.text) > 2 for t in line) < _PROSE


def investigates(sheet: Sheet, mention: Mention) -> bool:
    """True for "agents of the X" and "an investigation by the X"."""
    first = mention.first
    if first and sheet.tokens[first].fold in wording("titles"):
        return True
    before = sheet.tokens[max(first - _TITLE_REACH, 0) : first]
    told = [i for i, t in enumerate(before) if t.fold in wording("investigating")]
    # "Cpl." ends no sentence.
    ends = [i for i, t in enumerate(before) if t.text.endswith((".", ";"))]
    return bool(told) and not any(told[-1] < i for i in ends)


def _is_courts(sheet: Sheet) -> bool:
    """True for a paper under a court's caption."""
    first = sheet.tokens[0].page
    lines: dict[int, list[Token]] = {}
    for token in sheet.tokens[: 2 * _CAPTION_TOKENS]:
        if token.page == first and token.line < _COURT_LINES:
            lines.setdefault(token.line, []).append(token)
    return any(_is_caption(line) for line in lines.values())


def _is_caption(line: Sequence[Token]) -> bool:
    """True for a line of capitals that names a court."""
    at = next((i for i, t in enumerate(line) if same(t.fold, "court")), None)
    if at is None or not line[at].text.isupper():
        return False
    beside = (*line[max(at - 1, 0) : at], *line[at + 1 : at + 2])
    return any(t.text.isupper() and t.fold.isalpha() for t in beside)


def _summons(sheet: Sheet, mention: Mention) -> bool:
    """True for a state's prosecutor on a subpoena: who issues it, whoever is sent."""
    top = sheet.tokens[:_CAPTION_TOKENS]
    named = not sheet.tokens[mention.first].text.islower()
    of_state = mention.agency.level == "state" and named
    return of_state and any(where(top, ("subpoena",)))


def _is_assistant(sheet: Sheet, mention: Mention) -> bool:
    """True for one who only applies in a prosecutor's name."""
    opening = sheet.tokens[max(mention.first - 1, 0) : mention.first + 1]
    return any(t.fold in wording("assistants") for t in opening)


def is_charging(sheet: Sheet) -> bool:
    """True for papers of grand juries and of prosecutors who investigate."""
    top = sheet.tokens[:_CAPTION_TOKENS]
    return any(any(where(top, name.split())) for name in sorted(wording("charging")))
