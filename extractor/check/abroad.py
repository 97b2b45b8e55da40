"""By which channel process from abroad comes: an instrument in, its channel out."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from extractor.check.files import read
from extractor.report import Instrument

FILE = "abroad.yaml"


@dataclass(frozen=True, slots=True)
class Channel:
    """A way into the United States; `sections` are the letters its form must show."""

    id: str
    title: str
    countries: frozenset[str]
    types: frozenset[str]
    needs_words: tuple[str, ...]
    sections: tuple[str, ...]
    route: str
    asks: str
    authority: str
    status: str
    opens: date | None

    def takes(self, instrument: Instrument, words: str, on: date | None) -> bool:
        """True where the instrument belongs into this channel, open on that day."""
        country = instrument.jurisdiction.country.value
        return (
            (not self.countries or country in self.countries)
            and (not self.types or instrument.type.value in self.types)
            and (not self.opens or on is None or self.opens <= on)
            and (not self.needs_words or any(w in words for w in self.needs_words))
        )


@lru_cache(maxsize=1)
def channels() -> tuple[Channel, ...]:
    """Every channel, the special ones first; the last takes everything."""
    return tuple(_channel(entry) for entry in read(FILE))


def _channel(entry: dict[str, Any]) -> Channel:
    return Channel(
        id=entry["id"],
        title=entry["title"],
        countries=frozenset(entry["countries"]),
        types=frozenset(entry["types"]),
        needs_words=tuple(word.casefold() for word in entry["needs_words"]),
        sections=tuple(entry["sections"]),
        route=entry["route"],
        asks=entry["asks"],
        authority=entry["authority"],
        status=entry["status"],
        opens=entry["in_force"].get("from"),
    )


def channel(instrument: Instrument, on: date | None) -> Channel:
    """The channel of a foreign instrument as of a day."""
    words = _words(instrument)
    return next(c for c in channels() if c.takes(instrument, words, on))


def missing_sections(instrument: Instrument, found: Channel) -> tuple[str, ...]:
    """Sections the channel's form needs and the paper does not show.

    A paper that shows no section at all is no such form: nothing can be missing of it.
    """
    shown = {p.value.value for p in instrument.passages if p.kind == "section"}
    return tuple(s for s in found.sections if s not in shown) if shown else ()


def _words(instrument: Instrument) -> str:
    """What the paper cites and says of itself, in small letters."""
    fields = instrument.fields
    cited = tuple(s.value or "" for s in fields.statutes)
    named = tuple(
        p.value.value or "" for p in instrument.passages if p.kind == "abroad"
    )
    return " | ".join((*cited, *named)).casefold()
