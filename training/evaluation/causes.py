"""Why an answer is wrong, as far as the text that was read can tell."""

import json
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from training.evaluation.record import Answer, Item, Verdict
from training.evaluation.wording import plain, spellings

_NOT_PRINTED = frozenset(
    {
        "instrument",
        "country",
        "level",
        "subdivision",
        "court_id",
        "signed",
        "nondisclosure",
        "recipient_is_provider",
        "disposition",
        "categories",
        "findings",
    }
)
"""Labels that are judgements, not words of the paper."""


_ALIKE = 0.8
"""Least likeness of two spellings of one value."""


class Text:
    """A packet's text as it was read, to be searched for values."""

    def __init__(self, pages: Sequence[str]) -> None:
        self._text = f" {plain(' '.join(pages))} "

    def has(self, value: str) -> bool:
        """True when the value stands there in one of its spellings."""
        return any(f" {s} " in self._text for s in spellings(value) if s)


def explain(answer: Answer, text: Text, refused: str | None) -> Answer:
    """The answer with its cause, where it is an error."""
    if answer.verdict is Verdict.RIGHT:
        return answer
    if refused:
        return replace(answer, cause=f"upload refused: {refused}")
    return replace(answer, cause=_cause(answer, text))


def _cause(answer: Answer, text: Text) -> str:
    if answer.unlabelled:
        return "given where gold has none"
    if answer.verdict is Verdict.INVENTED:
        return "invented: gold says there is none"
    if answer.what in _NOT_PRINTED:
        return _judgement(answer)
    printed = all(text.has(part) for part in _parts(answer.gold or ""))
    if answer.verdict is Verdict.MISSED:
        return "printed, not found" if printed else "not printed as gold spells it"
    return _other(answer, printed=printed)


def _other(answer: Answer, *, printed: bool) -> str:
    if not printed:
        near = _near(answer.gold, answer.found)
        return near or "read otherwise than gold spells it"
    return _near(answer.gold, answer.found) or "another one was chosen"


def _judgement(answer: Answer) -> str:
    if answer.verdict is Verdict.MISSED:
        return "nothing was recognised"
    return f"taken for {answer.found}"


def _parts(value: str) -> list[str]:
    """A range's edges as days; any other value whole."""
    if not value.startswith("["):
        return [value]
    return [str(edge) for edge in json.loads(value) if edge and str(edge)[0].isdigit()]


def explain_items(
    items: Sequence[Item], text: Text, refused: str | None
) -> tuple[Item, ...]:
    """The items with their causes; a missed value may stand beside its likeness."""
    return tuple(
        item
        if item.verdict is Verdict.RIGHT
        else replace(item, cause=_item_cause(item, items, text, refused))
        for item in items
    )


def _item_cause(
    item: Item, items: Sequence[Item], text: Text, refused: str | None
) -> str:
    if refused:
        return f"upload refused: {refused}"
    if item.what in _NOT_PRINTED:
        return "not recognised" if item.verdict is Verdict.MISSED else "wrongly seen"
    return _likeness(item, items) or _of_print(item, text)


def _of_print(item: Item, text: Text) -> str:
    if item.verdict is Verdict.INVENTED:
        return "no such one in gold"
    return "printed, not found" if text.has(item.value) else "not printed so"


def _likeness(item: Item, items: Sequence[Item]) -> str:
    """The same value of another kind, or a longer or shorter one, on the other side."""
    other_side = (
        Verdict.MISSED if item.verdict is Verdict.INVENTED else Verdict.INVENTED
    )
    value = plain(item.value)
    for other in items:
        if other.what != item.what or other.verdict is not other_side:
            continue
        if plain(other.value) == value:
            return f"another kind: {other.label}"
        near = _near(item.value, other.value)
        if near:
            return near
    return ""


def _near(one: object, other: object) -> str:
    """How two values are nearly the same; empty where they are not."""
    this, that = plain(one), plain(other)
    if this in that or that in this:
        return "boundaries: too much or too little was taken"
    if Levenshtein.normalized_similarity(this, that) >= _ALIKE:
        return "letters misread"
    return ""
