"""The command or branch that a foreign letterhead names with its force."""

from collections.abc import Sequence

from extractor.document import Word
from extractor.taxonomy.countries import office_wording
from extractor.taxonomy.jurisdictions import fold_word
from extractor.taxonomy.phrases import Hit

_LINES = 2
_FEWEST_WORDS, _MOST_WORDS = 2, 9
_MARKS = " ,.;:-\u2013\u2014/|()"
_OTHERS = frozenset({"no", "ref", "tel", "fax", "date", "form", "our", "your", "to"})


def is_force(words: Sequence[Word], hit: Hit) -> bool:
    """True for police of whatever kind and language."""
    folds = {_fold(w) for w in words[hit.first : hit.last + 1]}
    return bool(folds & office_wording("forces"))


def has_commands(words: Sequence[Word], hit: Hit) -> bool:
    """True for police and prosecutors: regulators sign without their departments."""
    folds = {_fold(w) for w in words[hit.first : hit.last + 1]}
    return is_force(words, hit) or bool(folds & office_wording("prosecutions"))


def commands_of(words: Sequence[Word], last: int) -> tuple[str, ...]:
    """What a letterhead names behind a force and on the lines below: its command."""
    page, line = words[last].box.page, words[last].line
    parts = [_line(words[last + 1 :], page, line)]
    parts += [_line(words[last + 1 :], page, line + i) for i in range(1, _LINES + 1)]
    kept: list[str] = []
    for at, part in enumerate(parts):
        named = _command(part)
        if named is None and at:
            break
        if named:
            kept.append(named)
    return tuple(kept)


def _line(words: Sequence[Word], page: int, line: int) -> list[Word]:
    return [w for w in words[:60] if (w.box.page, w.line) == (page, line)]


def _command(line: Sequence[Word]) -> str | None:
    """A line as a command's name; None for addresses, dates and sentences."""
    folds = [_fold(w) for w in line]
    told = [w for w in line if fold_word(w.text)]
    if not _FEWEST_WORDS <= len(told) <= _MOST_WORDS or _OTHERS & set(folds):
        return None
    if any(f.isdigit() or f.startswith(("www", "http")) for f in folds):
        return None
    if any(w.text[:1].islower() and len(w.text) > 4 for w in told):
        return None
    if not set(folds) & office_wording("branches"):
        return None
    return " ".join(w.text for w in line).strip(_MARKS)


def _fold(word: Word) -> str:
    return fold_word(word.text)
