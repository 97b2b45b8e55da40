"""Targets in tables: the head of a column says what stands below it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

import phonenumbers

from extractor.document import Document
from extractor.find.candidate import LOOKALIKES, Candidate, data_pattern
from extractor.find.candidates import passes_luhn, regions
from extractor.find.columns import cells_of, columns_from
from extractor.find.people import is_person
from extractor.taxonomy.cues import read_yaml
from extractor.taxonomy.headings import Line, lines

_MOST_ROWS, _LINES_ABOVE = 60, 3
_WORDS_OF_HEAD, _WORDS_OF_PROSE = 6, 9
_TRIMMED = " .,;:|*•"
_QUOTES = "\"“”„«»'‘’"
_SPACES = re.compile(r"[ –-]")
_OF_DIGITS = frozenset({"imei", "payment_card", "phone", "order_id"})


@dataclass(frozen=True, slots=True)
class _Kind:
    kind: str
    head: re.Pattern[str]
    cell: re.Pattern[str]


def tabled(document: Document) -> tuple[Candidate, ...]:
    """What stands in the columns of targets, in reading order."""
    found: list[Candidate] = []
    for _, words in groupby(document.words, key=lambda word: word.box.page):
        printed = lines(tuple(words))
        for i, line in enumerate(printed):
            heads = _heads(line)
            if heads and _is_of_targets(heads, printed[max(0, i - _LINES_ABOVE) : i]):
                rows = _rows(printed[i + 1 :], len(heads))
                found += _values(line, rows, document.text)
    return tuple(sorted(found, key=lambda c: c.span))


@lru_cache
def _kinds() -> tuple[_Kind, ...]:
    return tuple(
        _Kind(k["kind"], re.compile(k["head"], re.IGNORECASE), re.compile(k["cell"]))
        for k in read_yaml("table_heads")["kinds"]
    )


@lru_cache
def _pattern(name: str) -> re.Pattern[str]:
    data: dict[str, Any] = read_yaml("table_heads")
    return re.compile(data[name], re.IGNORECASE)


def _kind_of(head: str) -> _Kind | None:
    plain = head.strip(_TRIMMED)
    return next((k for k in _kinds() if k.head.search(plain)), None)


def _heads(line: Line) -> tuple[Line, ...]:
    """The cells of a line that heads columns: short ones, two of a known kind."""
    cells = cells_of(line)
    texts = [cell.text for cell in cells]
    if len(cells) < 2 or any(c.isdigit() for c in line.text):
        return ()
    if any(len(text.split()) > _WORDS_OF_HEAD for text in texts):
        return ()
    is_row = any(text.rstrip().endswith(":") for text in texts)
    named = sum(_kind_of(text) is not None for text in texts)
    return cells if named and not is_row else ()


def _is_of_targets(heads: Sequence[Line], above: Sequence[Line]) -> bool:
    said = " | ".join(head.text for head in heads)
    if _pattern("of_officials").search(said):
        return False
    lead = " ".join(line.text for line in above)
    return bool(
        _pattern("of_targets").search(said) or _pattern("lead_of_targets").search(lead)
    )


def _rows(below: Sequence[Line], columns: int) -> tuple[Line, ...]:
    """The rows of a table: up to prose, or to lines of one cell that follow it."""
    rows: list[Line] = []
    alone = 0
    for line in below[:_MOST_ROWS]:
        cells = cells_of(line)
        if not cells:
            continue
        if len(cells) == 1 and len(line.words) >= _WORDS_OF_PROSE:
            break
        alone = alone + 1 if len(cells) == 1 and columns > 1 else 0
        if alone > 2:
            break
        rows.append(line)
    return tuple(rows)


def _values(head: Line, rows: Sequence[Line], text: str) -> Iterator[Candidate]:
    for column, under in _by_column(head, rows):
        kind = _kind_of(column.text)
        for cell in under if kind else ():
            value = _value(kind, cell.text, text) if kind else None
            if kind and value:
                yield Candidate(_named(kind, value, text), value, cell.span, cued=True)


def _by_column(
    head: Line, rows: Sequence[Line]
) -> Iterator[tuple[Line, tuple[Line, ...]]]:
    """Cells below each head: by their order in full rows, else by where they begin."""
    heads = cells_of(head)
    full = [row for row in rows if len(cells_of(row)) == len(heads)]
    short = [row for row in rows if len(cells_of(row)) != len(heads)]
    placed = dict(columns_from(head, short))
    for i, column in enumerate(heads):
        ordered = tuple(cells_of(row)[i] for row in full)
        yield column, (*ordered, *placed.get(column, ()))


def _value(kind: _Kind, printed: str, text: str) -> str | None:
    """What a cell says, normalised; None where it has not the form of its kind."""
    plain = printed.strip(_TRIMMED)
    if kind.kind in _OF_DIGITS:
        plain = _digits(plain)
    match = kind.cell.fullmatch(plain if kind.kind == "name" else plain.strip(_QUOTES))
    if match is None:
        return None
    value = match["value"] if "value" in kind.cell.groupindex else match.group()
    return _normal(kind.kind, value, text)


def _digits(printed: str) -> str:
    letters = sum(c.isalpha() for c in printed)
    return printed.translate(LOOKALIKES) if letters <= 2 else printed


def _normal(kind: str, value: str, text: str) -> str | None:
    if kind == "device_serial":
        return value.replace(" ", "")
    if kind in ("imei", "payment_card"):
        return _SPACES.sub("", value)
    if kind == "phone":
        return _phone(value, text)
    if kind == "name":
        is_one = "&" in value or is_person(value)
        return value if is_one else None
    return value.lower() if kind == "email" else value.removeprefix("@")


def _phone(value: str, text: str) -> str | None:
    for region in regions(text):
        try:
            number = phonenumbers.parse(value, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(number):
            form = phonenumbers.PhoneNumberFormat.E164
            return phonenumbers.format_number(number, form)
    return None


def _named(kind: _Kind, value: str, text: str) -> str:
    """The kind, unless the value has the form of another."""
    if kind.kind in ("username", "account_id"):
        if data_pattern("account_token").match(value):
            return "account_id"
        twelve = re.fullmatch(r"\d{12}|\d{4}-\d{4}-\d{4}", value)
        if twelve and data_pattern("speaks_of_aws").search(text):
            return "aws_account_id"
    if kind.kind == "device_serial" and re.fullmatch(r"\d{15}", value):
        return "imei" if passes_luhn(value) else kind.kind
    return kind.kind
