"""How the data is to be returned, in the paper's own words."""

from extractor.facts import Field, absent, field_at
from extractor.geometry import Span
from extractor.packet import Scope
from extractor.taxonomy.wording import wording

SOURCE = "rule:delivery"
_LONGEST = 300


def find_delivery(scope: Scope) -> Field[str]:
    """The sentence that says how to send the data."""
    for document in (scope.demanding, scope.covering):
        found = wording("delivery", "contact_wording.yaml").search(document.text)
        if found is None:
            continue
        stop = document.text.find(". ", found.end())
        end = min(stop + 1 if stop >= 0 else found.end(), found.start() + _LONGEST)
        span = Span(found.start(), max(end, found.end()))
        value = " ".join(document.quote(span).split())
        return field_at(document, value, span, SOURCE, 0.7)
    return absent()
