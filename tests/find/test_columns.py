"""Columns: a form's labels stand above and beside what is filled in."""

import pytest

from extractor.find.columns import Columns
from extractor.geometry import Span
from tests.build import document

FORM = (
    "Place: Example Courthouse          Date and Time:\n"
    "       1 Main Street               03/29/2024 9:00 am\n"
    "\n"
    "Officer   A. Roe      Badge   1234\n"
)


def around(value: str) -> tuple[str, str]:
    read = document(FORM)
    start = read.text.index(value)
    span = Span(start, start + len(value))
    columns = Columns(read)
    return columns.below(span), columns.beside(span)


@pytest.mark.parametrize(
    ("value", "below", "beside"),
    [
        ("03/29/2024", "Date and Time:\n", "1 Main Street "),
        ("1 Main", "Place: Example Courthouse\n", ""),
        ("1234", "", "Badge "),
    ],
)
def test_a_cell_knows_its_labels(value: str, below: str, beside: str) -> None:
    assert around(value) == (below, beside)


def test_the_text_keeps_its_length_and_has_a_tab_at_each_column() -> None:
    read = document(FORM)
    columns = Columns(read)
    assert len(columns.text) == len(read.text)
    assert "Example Courthouse\tDate and Time:" in columns.text


def test_a_long_line_above_is_no_label() -> None:
    read = document("you must bring all of the following things with you here\n2024-1")
    start = read.text.index("2024")
    assert Columns(read).below(Span(start, start + 4)) == ""


def test_an_empty_document_has_no_columns() -> None:
    assert Columns(document("")).below(Span(0, 1)) == ""
