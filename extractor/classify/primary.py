"""Which instrument of a packet the provider has to answer first."""

from extractor.facts import Field
from extractor.taxonomy import instruments


def primary(types: tuple[Field[str], ...]) -> int:
    """Index of the primary one: binding process before orders that only go with it.

    Of equals the first served counts; an instrument of unknown type comes last.
    """
    ranks = instruments.ranks()
    last = max(ranks.values()) + 1
    order = [ranks.get(kind.value, last) if kind.value else last for kind in types]
    return order.index(min(order)) if order else 0
