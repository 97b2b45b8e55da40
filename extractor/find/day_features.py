"""What stands around a day, as features a linear model weighs for the day's role."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.find.days import Day
from extractor.taxonomy.phrases import skeletons

BEFORE_WORDS, AFTER_WORDS, LINE_WORDS = 9, 6, 4
_REACH = 160
_HOUR = re.compile(
    r"\W{0,4}(?:at\s+)?\W?[\dlO]{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?\s?m\b|o.?clock|hours)",
    re.IGNORECASE,
)
_EDGE_LINES = (3, 8, 16)
_STEPS = (-4.0, -1.0, 0.5, 2.0, 4.0)


@dataclass(frozen=True, slots=True)
class Said:
    """What the cues of dates say of a day: points for issue and for return."""

    issued: float
    due: float


def day_features(
    text: str, days: Sequence[Day], at: int, said: Said, *, hidden: bool = False
) -> list[str]:
    """Features of one of a text's days; `hidden` leaves out what the cues say."""
    span = days[at].span
    before, after = text[: span.start], text[span.end :]
    return [
        *_words("b", _tokens(before[-_REACH:])[-BEFORE_WORDS:], nearest_last=True),
        *_words("a", _tokens(after[:_REACH])[:AFTER_WORDS], nearest_last=False),
        *_line(before, after),
        *_place(text, span.start, span.end),
        *_order(days, at),
        *(["s hour"] if _HOUR.match(after) else []),
        *([] if hidden else _cued(said)),
    ]


def _words(kind: str, tokens: list[str], *, nearest_last: bool) -> Iterator[str]:
    """Words near a day, pairs of them, and the two nearest by their place."""
    yield from (f"w {kind} {token}" for token in tokens)
    yield from (f"b {kind} {one} {two}" for one, two in pairwise(tokens))
    near = tokens[::-1] if nearest_last else tokens
    yield from (f"w {kind}{place} {token}" for place, token in enumerate(near[:2]))


def _tokens(text: str) -> list[str]:
    runs = [run for word in text.split() for run in skeletons(word)]
    return ["#" * min(len(run), 4) if run.isdigit() else run for run in runs]


def _line(before: str, after: str) -> Iterator[str]:
    """The line the day stands on, and the lines above and below."""
    left, right = before.rpartition("\n")[2], after.partition("\n")[0]
    if not any(c.isalnum() for c in left + right):
        yield "s alone"
    elif not any(c.isalnum() for c in left):
        yield "s opens its line"
    above = before[: len(before) - len(left)].rstrip().rpartition("\n")[2]
    below = after[len(right) :].lstrip().partition("\n")[0]
    for kind, line in (("u", above), ("d", below)):
        yield from (f"w {kind} {token}" for token in _tokens(line)[:LINE_WORDS])
    for kind, line in (("row", left + right), ("above", above), ("below", below)):
        if "/s/" in line.casefold() or "___" in line or "signed" in line.casefold():
            yield f"s signature {kind}"


def _place(text: str, start: int, end: int) -> Iterator[str]:
    """How near the head or the foot of its page, and of the paper, it stands."""
    head = text[:start].rpartition("\f")[2].count("\n")
    foot = text[end:].partition("\f")[0].count("\n")
    yield f"s head {_bucket(head)}"
    yield f"s foot {_bucket(foot)}"
    yield f"s page {min(text[:start].count(chr(12)), 3)}"
    yield f"s tenth {10 * start // max(len(text), 1)}"


def _bucket(lines: int) -> int:
    return sum(lines > edge for edge in _EDGE_LINES)


def _order(days: Sequence[Day], at: int) -> Iterator[str]:
    """Whether it is the first or last day named, and the earliest or latest."""
    values = [day.value for day in days]
    yield f"s days {min(len(values), 6)}"
    if values[at] == max(values):
        yield "s latest"
    if values[at] == min(values):
        yield "s earliest"
    if at == 0:
        yield "s first"
    if at == len(values) - 1:
        yield "s last"
    again = values.count(values[at])
    if again > 1:
        yield "s again"


def _cued(said: Said) -> Iterator[str]:
    yield f"k issued {sum(said.issued > step for step in _STEPS)}"
    yield f"k due {sum(said.due > step for step in _STEPS)}"
