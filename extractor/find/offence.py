"""The offence under investigation, in the paper's own words."""

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.facts import Field, absent, field_at
from extractor.find.legible import legible
from extractor.find.views import speaking
from extractor.geometry import Span
from extractor.packet import Scope
from extractor.taxonomy.cues import cues, matching

SOURCE = "rule:offence"
_CUES = cues("offences")
_LONGEST = 240


@dataclass(frozen=True, slots=True)
class _Wording:
    text: str
    span: Span
    weight: float


def find_offence(scope: Scope) -> Field[str]:
    """What is being investigated: a citation, a description, or both as printed."""
    for view in (scope.demanding, speaking(scope)):
        best = max(
            _wordings(legible(view.text)),
            key=lambda w: (w.weight, -w.span.start),
            default=None,
        )
        if best:
            sure = 0.5 + 0.12 * best.weight
            return field_at(view, best.text, best.span, SOURCE, sure)
    return absent()


def _wordings(text: str) -> Iterator[_Wording]:
    for cue in matching(_CUES, "offence"):
        for match in cue.pattern.finditer(text):
            said = " ".join(match["offence"].split()).strip(' ,:"“”([')
            refused = any(c.pattern.search(said) for c in matching(_CUES, "refused"))
            if len(said) > 3 and not refused:
                span = Span(*match.span("offence"))
                yield _Wording(said[:_LONGEST], span, cue.weight)
