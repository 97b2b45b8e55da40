"""The tokeniser and phrase matcher that finders share: spaCy, without a model."""

import re
from collections.abc import Iterable
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from extractor.geometry import Span

_LONGEST = 2_000_000
# The tokeniser takes a run of signs apart one by one, each time from the start.
_LONG_RUN = re.compile(r"\S{80,}")


@lru_cache
def english() -> Language:
    """A blank English pipeline with rule-based sentences; made once."""
    language = spacy.blank("en")
    language.max_length = _LONGEST
    language.add_pipe("sentencizer")
    return language


class Phrases:
    """Finds the phrases of a list, whatever their case and the spaces between."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._matcher = PhraseMatcher(english().vocab, attr="LOWER")
        self._matcher.add("phrase", [english().make_doc(p) for p in phrases])

    def spans(self, text: str) -> tuple[Span, ...]:
        """Where phrases stand; of phrases that share words the longest."""
        doc, offsets = _tokens(text)
        found = sorted(
            (Span(offsets[start], offsets[end - 1] + len(doc[end - 1])))
            for _, start, end in self._matcher(doc)
        )
        kept: list[Span] = []
        for span in sorted(found, key=lambda s: (s.start, -s.end)):
            if not kept or kept[-1].end <= span.start:
                kept.append(span)
        return tuple(kept)


def _tokens(text: str) -> tuple[Doc, list[int]]:
    """The words of a text without its white space, and where each begins.

    White space tokens would stand between the words of a phrase broken over lines.
    """
    full = english().make_doc(_LONG_RUN.sub(lambda m: " " * len(m.group()), text))
    kept = [token for token in full if not token.is_space]
    doc = Doc(english().vocab, words=[token.text for token in kept])
    return doc, [token.idx for token in kept]
