"""Tables of a DOCX letter: rows of texts go in, a ruled table comes out."""

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Inches
from docx.table import Table, _Row

_RULE = "9AA5B1"


def grid(
    word: WordDocument,
    rows: tuple[tuple[str, ...], ...],
    widths: tuple[float, ...],
    *,
    header: bool,
) -> None:
    """Add a table; `widths` in inches; with `header` the first row repeats on pages."""
    table = word.add_table(rows=0, cols=len(widths), style=_style(header=header))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Inches(width)
    for cells in rows:
        row = table.add_row()
        _keep_whole(row)
        for cell, text, width in zip(row.cells, cells, widths, strict=True):
            cell.width = Inches(width)
            cell.paragraphs[0].style = "Table Text"
            cell.paragraphs[0].add_run(text)
    _emphasise(table, header=header)
    if header:
        _thin(table)
    word.add_paragraph(style="Table End")


def _style(*, header: bool) -> str:
    return "Table Grid" if header else "Normal Table"


def _emphasise(table: Table, *, header: bool) -> None:
    """The first row or, without a head, the first column in bold."""
    cells = table.rows[0].cells if header else table.columns[0].cells
    for cell in cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True
    if header:
        _mark(table.rows[0], "w:tblHeader")


def _thin(table: Table) -> None:
    borders = OxmlElement("w:tblBorders")
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{edge}")
        for key, value in (("val", "single"), ("sz", "4"), ("color", _RULE)):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)  # noqa: SLF001  # python-docx has no public way


def _keep_whole(row: _Row) -> None:
    _mark(row, "w:cantSplit")


def _mark(row: _Row, name: str) -> None:
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001  # python-docx has no public way
