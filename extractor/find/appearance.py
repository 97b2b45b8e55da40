"""The command to appear, where a witness is wanted and not a custodian's records."""

import re
from collections.abc import Iterator, Sequence

from extractor.find.asking import says
from extractor.find.paragraphs import Mark, paragraphs
from extractor.find.people import looks_like_name
from extractor.find.recipient import find_recipient
from extractor.find.sentences import Ask, sentences
from extractor.packet import Scope
from extractor.taxonomy.categories import asks_for_data, kinds_named

_TITLE_WORDS = 10
_HONORIFIC = re.compile(r"^(?:Mrs?|Ms|Miss|Dr)\.?\s+", re.IGNORECASE)


def find_appearance(scope: Scope, found: Sequence[Ask]) -> Iterator[Ask]:
    """The command to appear, where it is no form of asking a custodian for records."""
    document = scope.demanding
    formal = any(asks_for_data(a.text) for a in found) and not _is_person(scope)
    if formal or says("excused", " ".join(document.text.split())):
        return
    for paragraph in paragraphs(document):
        if paragraph.mark is Mark.UNCHECKED:
            continue
        for ask in sentences(paragraph, document):
            wanted = {n.category.id for n in kinds_named(ask.text)}
            title = ask.text.isupper() and len(ask.text.split()) <= _TITLE_WORDS
            if says("appearance", ask.text) and "testimony" in wanted and not title:
                yield ask
                return


def _is_person(scope: Scope) -> bool:
    """True for a paper addressed to a witness, not to a company or custodian."""
    name = find_recipient(scope).value or ""
    return looks_like_name(name) or _HONORIFIC.match(name) is not None
