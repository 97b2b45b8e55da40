"""A court that a person names goes in, all that the courts table knows of it comes out.

Nothing where the words name none that is known, or more than one.
"""

import re
from functools import cache, lru_cache
from typing import Any

from courts_db import courts as all_courts

from extractor.document import Document, Origin, Page, Word, assemble
from extractor.facts import Place
from extractor.find.court import courts_named
from extractor.find.federal_court import SIDES
from extractor.geometry import Box
from extractor.taxonomy.jurisdictions import subdivisions

_WIDTH_PT, _HEIGHT_PT = 6.0, 10.0
_MOST = 300
"""Characters: more than the longest caption has."""
_SHORT = re.compile(r"\b([NSEWMC])\.? ?D\.? (?:of )?(?=[A-Z][a-z])")
_DISTRICT = re.compile(r"\bdistrict of (?!columbia)", re.IGNORECASE)
_SYSTEMS = ("federal", "state", "tribal")


@lru_cache(maxsize=256)
def court_called(name: str) -> Place | None:
    """The one court of a name, as captions have it or as the table does."""
    named = _captioned(_whole(name[:_MOST]))
    court_id = _ids().get(_plain(name))
    return named if named or court_id is None else court_with(court_id)


def _captioned(name: str) -> Place | None:
    """The court a caption of these words would be read as."""
    # Captions are printed in capitals or title case; what is typed need not be.
    found = courts_named(_printed(name)) or courts_named(_printed(name.title()))
    named = found[0].value if len(found) == 1 else None
    # A district of a state is federal, however few words of the caption were typed.
    if named and named.level == "state" and _DISTRICT.search(name):
        return None
    return named


def _whole(name: str) -> str:
    """A name with its district in full: "S.D. Iowa" could be South Dakota's."""
    return _SHORT.sub(lambda m: f"{SIDES[m[1]].title()} District of ", name)


@lru_cache(maxsize=256)
def court_with(court_id: str) -> Place | None:
    """The court of an id of the table."""
    entry = next((c for c in all_courts if c["id"] == court_id), None)
    if entry is None or entry["system"] not in _SYSTEMS:
        return None
    return Place(entry["name"], "US", entry["system"], _seat(entry), court_id)


def _seat(entry: dict[str, Any]) -> str | None:
    """The state of a court; none for one that sits for several or for all."""
    if entry["system"] == "federal" and "appeals" in entry["name"].casefold():
        return None
    for state in subdivisions():
        if (
            state.name == entry["location"]
            or entry["id"] in dict(state.districts).values()
        ):
            return state.code
    return None


@cache
def _ids() -> dict[str, str]:
    """The ids of names that one court alone has."""
    named: dict[str, list[str]] = {}
    for court in all_courts:
        named.setdefault(_plain(court["name"]), []).append(court["id"])
    return {name: ids[0] for name, ids in named.items() if len(ids) == 1}


def _plain(name: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in name.casefold()).split())


def _printed(name: str) -> Document:
    """A name as a page with one line on it, for captions are read from pages."""
    words: list[Word] = []
    left = 0.0
    for text in name.split():
        right = left + len(text) * _WIDTH_PT
        words.append(Word(text, Box(1, left, 0.0, right, _HEIGHT_PT), 1.0, 0, 0))
        left = right + _WIDTH_PT
    size = (left + 1, _HEIGHT_PT)
    page = Page(1, *size, Origin.EMBEDDED, "a name", 1.0, 0, tuple(words))
    return assemble(Document("", "", "text", (page,), "", ()))
