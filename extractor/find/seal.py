"""Whether a paper bears a court's or an office's seal."""

from extractor.facts import Field, absent, field_at
from extractor.geometry import Span
from extractor.packet import Scope
from extractor.taxonomy.cues import cues, matching

SOURCE = "rule:seal"
_CUES = cues("signatures")
_AROUND = 20


def find_seal(scope: Scope) -> Field[str]:
    """The words of a seal, as printed; sealing of the file is another thing."""
    document = scope.face
    text = document.text
    for cue in matching(_CUES, "seal"):
        for match in cue.pattern.finditer(text):
            around = text[max(0, match.start() - _AROUND) : match.end() + _AROUND]
            if not any(c.pattern.search(around) for c in matching(_CUES, "not_seal")):
                span = Span(match.start(), match.end())
                printed = " ".join(match.group().split())
                return field_at(document, printed, span, SOURCE, 0.7)
    return absent()
