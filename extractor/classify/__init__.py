"""Facts go in, decisions come out: instrument type, jurisdiction, kinds of data."""

from extractor.classify import trust
from extractor.classify.categories import categorise, overlooked
from extractor.classify.instrument import (
    classifier,
    classify_instrument,
    instrument_types,
)
from extractor.classify.jurisdiction import decide, other_places
from extractor.classify.primary import primary
from extractor.classify.renewing import reload

__all__ = [
    "categorise",
    "classifier",
    "classify_instrument",
    "decide",
    "instrument_types",
    "other_places",
    "overlooked",
    "primary",
    "reload",
    "trust",
]
