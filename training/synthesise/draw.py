"""Paper to a born-digital PDF: blocks drawn top down, one sheet a page."""

import io
import random
import zlib
from collections.abc import Callable
from typing import Any

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Table, TableStyle

from training.synthesise.paper import HINT, UNHINT, Paper, Sheet
from training.synthesise.typefaces import PLAIN, blackletter, face_for

WIDTH_PT, HEIGHT_PT = LETTER
MARGIN_PT = 64.0

_BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=11, leading=14)
_STYLES = {
    "p": _BODY,
    "title": ParagraphStyle(
        "title",
        _BODY,
        fontName="Times-Bold",
        fontSize=14,
        leading=18,
        alignment=TA_CENTER,
    ),
    "center": ParagraphStyle("center", _BODY, alignment=TA_CENTER),
    "right": ParagraphStyle("right", _BODY, alignment=TA_RIGHT),
    "mast": ParagraphStyle(
        "mast",
        _BODY,
        fontName="Times-Bold",
        fontSize=16,
        leading=22,
        alignment=TA_CENTER,
    ),
    "bold": ParagraphStyle("bold", _BODY, fontName="Times-Bold"),
    "small": ParagraphStyle("small", _BODY, fontSize=8, leading=10),
}


class Pen:
    """A canvas and how far down the page it has written (points from the top)."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.top = MARGIN_PT

    @property
    def y(self) -> float:
        """The canvas's own height of the pen, from the bottom."""
        return HEIGHT_PT - self.top

    def put(self, flowable: Paragraph | Table, indent: float = 0.0) -> None:
        """Draw a flowable at the pen and move below it."""
        width = WIDTH_PT - 2 * MARGIN_PT - indent
        _, height = flowable.wrap(width, HEIGHT_PT)
        if self.top + height > HEIGHT_PT - 40:
            raise ValueError("a sheet has more than a page of text")
        flowable.drawOn(self.canvas, MARGIN_PT + indent, self.y - height)
        self.top += height


def pdf(paper: Paper) -> bytes:
    """All sheets of a paper as a PDF, the same bytes every time."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=LETTER, invariant=1, pageCompression=1)
    canvas.setTitle(paper.slug)
    for sheet in paper.sheets:
        _sheet(canvas, sheet)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _sheet(canvas: Canvas, sheet: Sheet) -> None:
    pen = Pen(canvas)
    for kind, content in sheet.blocks:
        _DRAW.get(kind, _text(kind))(pen, content)
        pen.top += 7


def _escaped(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    face = face_for(text)
    if face != PLAIN:
        text = f'<font name="{face}">{text}</font>'
    return text.replace(HINT, '<i><font size="8">').replace(UNHINT, "</font></i>")


def _text(kind: str) -> Callable[[Pen, Any], None]:
    def draw(pen: Pen, content: Any) -> None:  # noqa: ANN401 - YAML
        pen.put(Paragraph(_escaped(str(content)), _STYLES[kind]))

    return draw


def _lines(pen: Pen, content: list[str]) -> None:
    for line in content:
        pen.put(Paragraph(_escaped(line) or "&nbsp;", _BODY))


def _items(pen: Pen, content: list[str]) -> None:
    for item in content:
        indent = 18.0 * (1 + (len(item) - len(item.lstrip())) // 2)
        pen.put(Paragraph(_escaped(item.strip()), _BODY), indent)
        pen.top += 3


def _caption(pen: Pen, content: dict[str, list[str]]) -> None:
    rows = max(len(content["left"]), len(content["right"]), 4)
    left, right = (side + [""] * (rows - len(side)) for side in content.values())
    table = Table(
        [[a, ")", b] for a, b in zip(left, right, strict=True)],
        colWidths=[230, 20, 230],
        rowHeights=[14] * rows,
    )
    table.setStyle(TableStyle([("FONT", (0, 0), (-1, -1), "Times-Roman", 11)]))
    pen.put(table)


def _table(pen: Pen, content: list[list[str]]) -> None:
    table = Table(content)
    table.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.6, "black"),
                ("FONT", (0, 0), (-1, 0), "Times-Bold", 10),
                ("FONT", (0, 1), (-1, -1), "Times-Roman", 10),
            ]
        )
    )
    pen.put(table)


def _sign(pen: Pen, content: dict[str, Any]) -> None:
    pen.top += 26
    x, y = WIDTH_PT / 2, pen.y
    if content.get("ink"):
        _scrawl(pen.canvas, x + 10, y + 4, content["by"])
    pen.canvas.setFont("Times-Roman", 11)
    if content.get("text"):
        pen.canvas.drawString(x + 6, y + 3, f"/s/ {content['by']}")
    pen.canvas.line(x, y, WIDTH_PT - MARGIN_PT, y)
    for row, line in enumerate((content["by"], content["title"])):
        face = face_for(line)
        if face != PLAIN:
            pen.canvas.setFont(face, 11)
        pen.canvas.drawString(x, y - 13 * (row + 1), line)
    pen.top += 30


def _scrawl(canvas: Canvas, x: float, y: float, name: str) -> None:
    """A pen's line that nobody's name can be read from, always the same for a name."""
    hand = random.Random(zlib.crc32(name.encode()))
    path = canvas.beginPath()
    path.moveTo(x, y)
    for _ in range(7):
        dx, dy = hand.uniform(10, 18), hand.uniform(8, 24)
        path.curveTo(x + dx * 0.3, y + dy, x + dx * 0.8, y - 6, x + dx, y + 4)
        x += dx
    canvas.setLineWidth(1.3)
    canvas.drawPath(path)
    canvas.setLineWidth(1)


def _fields(pen: Pen, content: dict[str, str]) -> None:
    for label, value in content.items():
        pen.canvas.setFont("Helvetica", 9)
        pen.canvas.drawString(MARGIN_PT, pen.y - 11, label)
        pen.canvas.acroForm.textfield(
            name=label,
            value=value,
            x=int(MARGIN_PT + 150),
            y=int(pen.y - 16),
            width=330,
            height=16,
            fontSize=9,
            borderWidth=0,
            fillColor=None,
            forceBorder=False,
        )
        pen.top += 20


def _space(pen: Pen, content: int) -> None:
    pen.top += 14 * content


def _fax(pen: Pen, content: str) -> None:
    """The line a fax machine prints at the very top."""
    pen.canvas.setFont("Courier", 8)
    pen.canvas.drawString(40, HEIGHT_PT - 22, content)


def _cells(pen: Pen, rows: list[list[str]]) -> None:
    """A ruled table whose texts are wrapped in their cells."""
    share = (WIDTH_PT - 2 * MARGIN_PT) / len(rows[0])
    narrow = rows[0][0] in {"No.", "#"}
    first = 30.0 if narrow else share
    rest = (WIDTH_PT - 2 * MARGIN_PT - first) / max(1, len(rows[0]) - 1)
    table = Table(
        [
            [Paragraph(_escaped(c).replace("\n", "<br/>"), _BODY) for c in r]
            for r in rows
        ],
        colWidths=[first, *[rest] * (len(rows[0]) - 1)],
    )
    table.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.6, "black"),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ]
        )
    )
    pen.put(table)


def _stamp(pen: Pen, content: str) -> None:
    """An office's stamp at the top right, not quite straight."""
    canvas = pen.canvas
    canvas.saveState()
    canvas.translate(WIDTH_PT - 215, HEIGHT_PT - 58)
    canvas.rotate(-2.5)
    canvas.setFont("Helvetica-Bold", 11)
    width = canvas.stringWidth(content, "Helvetica-Bold", 11)
    canvas.drawString(0, 0, content)
    canvas.rect(-6, -6, width + 12, 22)
    canvas.restoreState()


def _blackletter(pen: Pen, content: str) -> None:
    """A court's masthead in the letters of its founders."""
    face, text = blackletter(content.title())
    pen.top += 24
    pen.canvas.setFont(face, 19)
    pen.canvas.drawCentredString(WIDTH_PT / 2, pen.y, text)
    pen.canvas.setFont(PLAIN, 11)


def _seal(pen: Pen, content: str) -> None:
    """An embossed seal at the left of what follows."""
    x, y = MARGIN_PT + 70, pen.y - 46
    pen.canvas.circle(x, y, 34)
    pen.canvas.circle(x, y, 27)
    pen.canvas.setFont("Times-Italic", 8)
    pen.canvas.drawCentredString(x, y - 3, content)


def _codes(pen: Pen, content: str) -> None:
    """What a censor writes in the margin beside a black bar."""
    pen.canvas.setFont("Helvetica", 7)
    y = HEIGHT_PT - 300 - 20 * (len(content) % 7)
    pen.canvas.drawString(WIDTH_PT - 58, y, content)
    pen.canvas.rect(WIDTH_PT - 118, y - 2, 52, 10, fill=1)


def _bates(pen: Pen, content: str) -> None:
    """A number at the foot of the page."""
    pen.canvas.setFont("Helvetica", 9)
    pen.canvas.drawRightString(WIDTH_PT - 40, 24, content)


_DRAW: dict[str, Callable[[Pen, Any], None]] = {
    "lines": _lines,
    "items": _items,
    "caption": _caption,
    "table": _table,
    "sign": _sign,
    "fields": _fields,
    "space": _space,
    "fax": _fax,
    "grid": _cells,
    "boxes": _cells,
    "stamp": _stamp,
    "bates": _bates,
    "blackletter": _blackletter,
    "seal": _seal,
    "codes": _codes,
}
