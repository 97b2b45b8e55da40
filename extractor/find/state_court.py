"""State courts by caption: kind of court, number, county and state around it."""

from collections.abc import Iterator, Sequence

from extractor.find.county import ahead, back, county_in
from extractor.find.federal_court import Seen
from extractor.find.place import addresses_in, state_at
from extractor.find.tokens import Token, same, starts
from extractor.taxonomy.courts import (
    Kind,
    StateCourt,
    find_state_court,
    kinds,
    number_of,
)
from extractor.taxonomy.jurisdictions import Subdivision, by_code, caption_words
from extractor.taxonomy.tribal_courts import find_tribal_court, find_tribal_state

_BEHIND, _AHEAD = 16, 26
_CAPTION_TOKENS = 60
_TRIBE_KNOWN = 0.7
_NUMBERED = ("circuit", "district")


def _kind_at(tokens: Sequence[Token], at: int) -> tuple[Kind, int, int] | None:
    """The kind of the court whose word "court" is at `at`, and the words it covers."""
    for kind in kinds():
        if kind.follows and starts(tokens, at + 1, kind.words):
            return kind, at, at + len(kind.words)
        first = at - len(kind.words)
        if not kind.follows and starts(tokens, first, kind.words):
            return kind, first, at
    return None


def _is_caption(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Captions are printed in capitals or title case, near others like them."""
    words = [t.text for t in tokens[first : last + 1] if t.fold not in ("of", "the")]
    return all(w[:1].isupper() for w in words)


def _window(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    page = tokens[first].page
    start, end = max(first - _BEHIND, 0), min(last + _AHEAD, len(tokens))
    while tokens[start].page != page:
        start += 1
    while tokens[end - 1].page != page:
        end -= 1
    return start, end


def _named_state(
    tokens: Sequence[Token], indices: range
) -> tuple[Subdivision, int] | None:
    sovereigns = caption_words()["sovereigns"]
    for i in indices:
        # "Washington, D.C." and street names are no sovereigns: want of/for/a comma.
        named = state_at(tokens, i)
        if named is None or (i and tokens[i - 1].fold in ("south", "north")):
            continue
        if _is_county(tokens, i, i + named[1]):
            continue
        before = tokens[i - 1] if i else None
        opens_line = before is None or before.line != tokens[i].line
        if (
            opens_line
            or (before and before.fold in ("of", "for", "the", *sovereigns))
            or (before and before.text.endswith(","))
        ):
            return named[0], i + named[1] - 1
    return None


def _is_county(tokens: Sequence[Token], first: int, after: int) -> bool:
    """True for "Washington County" and "County of Delaware": no state is meant."""
    words = caption_words()["county_words"]
    of = first > 1 and starts(tokens, first - 1, ("of",))
    if of and tokens[first - 2].fold in words:
        return True
    if after >= len(tokens) or tokens[after].line != tokens[first].line:
        return False
    return tokens[after].fold in words and not starts(tokens, after + 1, ("of",))


def sovereign_in(tokens: Sequence[Token]) -> tuple[Subdivision, int, int] | None:
    """The state named as a party or in the heading: "THE STATE OF X"; and where."""
    for i, token in enumerate(tokens[:-2]):
        if token.fold in caption_words()["sovereigns"] and tokens[i + 1].fold in (
            "of",
            "de",
        ):
            skip = 3 if starts(tokens, i + 2, ("the", "state", "of")) else 0
            named = state_at(tokens, i + 2 + skip)
            if named:
                return named[0], i, i + 1 + skip + named[1]
    return None


def _addressed(tokens: Sequence[Token]) -> Subdivision | None:
    return next((a.state for a in addresses_in(tokens)), None)


def _name(kind: Kind, number: int | None, county: str | None, state: str) -> str:
    """A court's name in one form: kind, number, county, state."""
    title = kind.id.replace("_", " ").title()
    court = f"Court of {title}" if kind.follows else f"{title} Court"
    if number is not None and kind.id in ("circuit", "district", "criminal_district"):
        division = "Judicial Circuit" if kind.id == "circuit" else "Judicial District"
        court += f", {number}{_suffix(number)} {division}"
    return ", ".join(x for x in (court, county and f"{county} County", state) if x)


def _suffix(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _state_of(
    tokens: Sequence[Token], first: int, last: int, bounds: tuple[int, int]
) -> tuple[Subdivision | None, int, float]:
    """The state of a caption, its last token, and the score its place earns."""
    near = _named_state(tokens, range(last + 1, bounds[1])) or _named_state(
        tokens, range(bounds[0], first)
    )
    if near:
        return near[0], max(near[1], last), 0.75
    party = sovereign_in(tokens)
    if party:
        return party[0], last, 0.65
    return _addressed(tokens), last, 0.5


def _seen(tokens: Sequence[Token], found: tuple[Kind, int, int]) -> Seen | None:
    kind, first, last = found
    bounds = _window(tokens, first, last)
    if _is_tribal(tokens, first, last):
        return _tribal(tokens, found)
    state, end, score = _state_of(tokens, first, last, bounds)
    if state is None or (kind.only_in and state.code not in kind.only_in):
        return None
    if kind.id == "district" and state.postal in caption_words()["territorial"]:
        return None  # a federal court
    around = tokens[max(first - 3, bounds[0]) : min(last + 9, bounds[1])]
    number = number_of(tuple(t.fold for t in around if not t.fold.isdigit()))
    county = county_in(tokens, *bounds) or _of_unit(tokens, bounds, state.code)
    court = find_state_court(state.code, kind.id, number, county)
    of_town = kind.id in caption_words()["town_kinds"]
    if of_town:
        court = _by_town(tokens, found, state.code) or court
    if county is None and court and not court.place:
        court = _by_town(tokens, found, state.code) or court
        county = court.place.title() or None
    name = _name(kind, number, county, by_code()[state.code].name)
    court_id = court.court_id if court else None
    if court and court.place and county and not of_town:
        county = court.place.title()
    level = _level(tokens, found)
    return Seen(name, court_id, level, state.code, county, first, end, score)


def _level(tokens: Sequence[Token], found: tuple[Kind, int, int]) -> str:
    """Courts of cities, towns and villages are local; a county's are the state's."""
    kind, first, last = found
    line = tokens[first].line
    near = tokens[max(first - 4, 0) : last + 5]
    folds = {t.fold for t in near if t.line == line}
    of_county = bool(folds & set(caption_words()["county_words"]))
    if kind.id in caption_words()["local_kinds"]:
        return "state" if of_county else "local"
    of_town = bool(folds & set(caption_words()["local_towns"]))
    return "local" if kind.id == "justice" and of_town else "state"


def _of_unit(
    tokens: Sequence[Token], bounds: tuple[int, int], state: str
) -> str | None:
    """The county a court's unit is named for where a state's courts sit in units."""
    unit = caption_words()["court_units"].get(state)
    at = (i for i in range(*bounds) if unit and same(tokens[i].fold, unit))
    names = (back(tokens, i, bounds[0]) for i in at)
    return next((name for name in names if name), None)


def _is_tribal(tokens: Sequence[Token], first: int, last: int) -> bool:
    """True for "Ruby Nation District Court" and "Court of the Ruby Tribe"."""
    near = tokens[max(first - 3, 0) : last + 1]
    if starts(tokens, last + 1, ("of",)):
        near = tokens[max(first - 3, 0) : last + 7]
    return any(t.fold in caption_words()["tribes"] for t in near)


def _tribal(tokens: Sequence[Token], found: tuple[Kind, int, int]) -> Seen | None:
    kind, first, last = found
    start, end = _window(tokens, first, last)
    near = tokens[max(start, first - 9) : min(end, last + 10)]
    court = find_tribal_court(frozenset(t.fold for t in near), kind.id)
    state, _, score = _state_of(tokens, first, last, (start, end))
    if court:
        name, court_id, code = court.name, court.court_id, court.subdivision
        return Seen(name, court_id, "tribal", code, None, first, last, 0.8)
    told = find_tribal_state(frozenset(t.fold for t in near)) if not state else None
    own = state.code if state else told
    if own is None:
        return None
    printed = _printed(tokens[max(first - 3, start) : last + 1])
    name = f"{printed}, {by_code()[own].name}"
    sure = _TRIBE_KNOWN if told else score
    return Seen(name, None, "tribal", own, None, first, last, sure)


def _printed(tokens: Sequence[Token]) -> str:
    return " ".join(t.text for t in tokens).strip(" ,.;:()").title()


def _by_town(
    tokens: Sequence[Token], found: tuple[Kind, int, int], state: str
) -> StateCourt | None:
    """A court named by its county without the word: "JEFFERSON CIRCUIT COURT"."""
    kind, first, last = found
    at = last + 2 if starts(tokens, last + 1, ("of",)) else last + 1
    for near in (back(tokens, first, max(first - 3, 0)), ahead(tokens, at)):
        court = find_state_court(state, kind.id, None, near) if near else None
        if court and court.place:
            return court
    return None


def state_courts(tokens: Sequence[Token]) -> Iterator[Seen]:
    """Every caption of a state court."""
    for i, token in enumerate(tokens):
        if not (same(token.fold, "court") or token.fold == "courts"):
            continue
        found = _kind_at(tokens, i)
        if found is None or not _is_caption(tokens, found[1], found[2]):
            continue
        if _is_federal(tokens, found[1]):
            continue
        seen = _seen(tokens, found)
        if seen:
            yield seen


def numbered_courts(tokens: Sequence[Token]) -> Iterator[Seen]:
    """Captions that name a judicial circuit or district and no "court"."""
    caption = tokens[:_CAPTION_TOKENS]
    offices = set(caption_words()["offices"])
    for i in range(1, len(caption) - 1):
        kind = next((k for k in kinds() if k.words == (tokens[i + 1].fold,)), None)
        if kind is None or kind.id not in _NUMBERED or tokens[i].fold != "judicial":
            continue
        near = {t.fold for t in caption[max(i - 10, 0) : i + 8]}
        held = any(same(word, office) for word in near for office in offices)
        if number_of((tokens[i - 1].fold,)) is not None and not held:
            seen = _seen(tokens, (kind, i - 1, i + 1))
            if seen:
                yield seen


def _is_federal(tokens: Sequence[Token], at: int) -> bool:
    back = [t.fold for t in tokens[max(at - 2, 0) : at]]
    return any(same(w, "states") or w in ("us", "s") for w in back)
