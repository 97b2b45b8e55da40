"""Read text against true text: wrong characters and wrong words, counted."""

from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from training.evaluation.record import Count, Reading


def reading(pages: Sequence[str], truth: str) -> Reading:
    """Errors of read pages against the truth, whose pages are parted by form feeds.

    Whitespace is made even. Pages are compared one by one where their numbers agree,
    else the whole text is.
    """
    true_pages = truth.split("\f")
    read_pages = list(pages)
    if len(true_pages) != len(read_pages):
        true_pages, read_pages = [" ".join(true_pages)], [" ".join(read_pages)]
    pairs = [
        (got.split(), want.split())
        for got, want in zip(read_pages, true_pages, strict=True)
    ]
    letters = [(" ".join(got), " ".join(want)) for got, want in pairs]
    return Reading(_errors(letters), _errors(pairs))


def _errors(pairs: Sequence[tuple[Sequence[str], Sequence[str]]]) -> Count:
    wrong = sum(Levenshtein.distance(got, want) for got, want in pairs)
    return Count(wrong, sum(len(want) for _, want in pairs))
