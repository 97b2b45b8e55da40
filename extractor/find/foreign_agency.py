"""Police and prosecutors of other countries, those of the letterhead first."""

from collections.abc import Iterator

from extractor.document import Document
from extractor.facts import Field, Place, field_at
from extractor.find.tokens import widened
from extractor.taxonomy.agencies import wording
from extractor.taxonomy.countries import cue_book, offices_in
from extractor.taxonomy.jurisdictions import fold_word
from extractor.taxonomy.phrases import Hit

SOURCE = "rule:agency"
_LETTERHEAD_LINES = 12


def foreign_agencies(document: Document, factor: float) -> Iterator[Field[Place]]:
    """Every agency of another country that a document names."""
    for hit in (*cue_book().find(document.words), *offices_in(document.words)):
        code, kind = hit.key.split()
        if kind != "police" or _is_rank(document, hit):
            continue
        span = widened(document, hit)
        printed = " ".join(document.quote(span).split()).strip(" ,.;:()")
        sure = (0.55 + _height(document, hit)) * factor
        yield field_at(document, Place(printed, code, "foreign"), span, SOURCE, sure)


def _is_rank(document: Document, hit: Hit) -> bool:
    """True for "Detective Constable": a person's rank is no agency."""
    folds = [fold_word(w.text) for w in document.words[hit.first : hit.last + 1]]
    return bool(wording("ranks") & {folds[-1], " ".join(folds)})


def _height(document: Document, hit: Hit) -> float:
    """The nearer the top of the first page, the likelier its own letterhead."""
    word, first = document.words[hit.first], document.words[0]
    if word.box.page != first.box.page:
        return 0.0
    return 0.01 * max(_LETTERHEAD_LINES - word.line, 0)
