"""The verdict on a text layer: only pages that need OCR get it, and all of those do."""

import pikepdf
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractor.read.pdf.quality import readability
from extractor.read.pdf.text import Token
from tests.read.pdf.make import (
    LETTER,
    PROSE,
    changed,
    lines,
    pdf,
    plan,
    prose,
    scan,
    scan_image,
)

LANGUAGES = {
    "english": " ".join(PROSE),
    "spanish": """El proveedor deberá entregar los registros de la cuenta indicada
        abajo, con las fechas y direcciones de cada sesión, antes del plazo fijado.""",
    "german": """Der Anbieter hat alle Bestandsdaten des unten genannten Kontos binnen
        zehn Tagen herauszugeben und die Grundlage der Verarbeitung mitzuteilen.""",
    "french": """Le fournisseur remettra les données du compte désigné, avec les dates
        et les adresses de chaque connexion, dans le délai fixé par le magistrat.""",
    "portuguese": """O provedor deverá entregar os registros da conta indicada abaixo,
        com as datas e os endereços de cada sessão, no prazo fixado pelo juízo.""",
    "polish": """Dostawca przekaże wszystkie dane konta wskazanego poniżej, wraz z
        datami i adresami każdej sesji, w terminie wyznaczonym przez prokuratora.""",
    "russian": """Владелец сайта обязан передать сведения об указанной учётной записи,
        включая даты и адреса каждого сеанса, в срок, назначенный следователем.""",
    "ukrainian": """Надавач послуг має передати відомості про вказаний обліковий запис,
        зокрема дати й адреси кожного сеансу, у строк, визначений слідчим.""",
    "greek": "Ο πάροχος οφείλει να παραδώσει τα στοιχεία του λογαριασμού αυτού.",
    "chinese": "服务提供者 应当 提供 下列 账户 的 登录 记录 和 付款 方式",
    "arabic": "على مزود الخدمة تقديم سجلات الحساب المذكور أدناه خلال عشرة أيام",
    "capitals": "UNITED PROVINCES OF ANSEL COURT OF FIRST INSTANCE ORDER TO PRODUCE",
    "numbers": "31-0042 02/05/2031 14:05:22 UTC 192.0.2.17 $1,200.00 No. 7",
    "a form to fill in": "Name: ____________ Date: __/__/____ (Title) ..... [ ] Yes",
}


def _tokens(text: str) -> list[Token]:
    return [Token(word, 0, 0, 1, 1) for word in text.split()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_any_language_reads_well(language: str) -> None:
    assert readability(_tokens(LANGUAGES[language])) > 0.8


def _shifted(text: str) -> str:
    return "".join(chr(ord(c) - 29) if c.islower() and ord(c) > 99 else c for c in text)


GARBAGE = {
    "letters moved by a wrong character map": _shifted(" ".join(PROSE)),
    "next letter of the alphabet": "".join(
        chr(ord(c) + 1) if c.isalpha() else c for c in " ".join(PROSE)
    ),
    "glyph numbers": "(cid:12)(cid:88)(cid:7) (cid:33)(cid:14)" * 20,
    "private use signs": "\ue012\ue044\ue013 \ue0aa\ue001 " * 20,
    "replacement signs": "\ufffd\ufffd\ufffd \ufffd\ufffd " * 20,
    "cyrillic read as latin": "Bnaдeлeц caйтa o6язaн пepeдaть cвeдeния o6 yкaзaннoй "
    "yчётнoй зaпиcи, BKлючaя дaты и aдpeca кaждoгo ceaнca",
    "symbols": "}~|{ ^`_\\ <=>? @[]# $%&' *+-/ " * 10,
    "consonants": "brtk lmnp wrtz ghkl bcdf trkl pqrs xzvb nmkl tghj " * 5,
}


@pytest.mark.parametrize("kind", GARBAGE)
def test_garbage_reads_badly(kind: str) -> None:
    assert readability(_tokens(GARBAGE[kind])) < 0.55


def _bates(canvas: Canvas) -> None:
    canvas.drawString(480, 20, "HERON-000417")


def _stamped(canvas: Canvas) -> None:
    prose(canvas)
    stamp = Image.new("L", (300, 120), 255)
    ImageDraw.Draw(stamp).text((20, 40), "RECEIVED 3 MAY", fill=0)
    canvas.drawImage(ImageReader(stamp), 400, 60, 120, 48)


def _thin(canvas: Canvas) -> None:
    scan(canvas)
    _bates(canvas)


def _layered(canvas: Canvas, mode: int = 3, *texts: str) -> None:
    """A scan with text that an OCR program laid over (or under) it."""
    scan(canvas)
    for row, line in enumerate(texts or PROSE * 4):
        text = canvas.beginText(72, LETTER[1] - 91 - row * 20.16 - 12)
        text.setTextRenderMode(mode)
        text.setFont("Helvetica", 12.5)
        text.textOut(line)
        canvas.drawText(text)


def _half(canvas: Canvas) -> None:
    """A letter with the picture of another paper pasted below."""
    lines(canvas, *PROSE)
    canvas.drawImage(ImageReader(scan_image(*PROSE * 4)), 72, 60, 468, 500)


def _strips(canvas: Canvas) -> None:
    """A scanner that cuts its picture into strips."""
    whole = scan_image(*PROSE * 4)
    for strip in range(10):
        part = whole.crop((0, strip * 165, 1275, strip * 165 + 165))
        canvas.drawImage(ImageReader(part), 0, 792 - 79.2 * (strip + 1), 612, 79.2)


def _outlines(canvas: Canvas) -> None:
    """Text drawn as curves, as some print drivers do."""
    for row in range(20):
        for column in range(30):
            x, y = 72 + column * 15, 700 - row * 20
            canvas.bezier(x, y, x + 3, y + 12, x + 8, y + 12, x + 10, y)
            canvas.bezier(x, y + 4, x + 3, y + 2, x + 8, y + 2, x + 10, y + 4)


def _hidden(canvas: Canvas) -> None:
    text = canvas.beginText(72, 700)
    text.setTextRenderMode(3)
    text.textLines("\n".join(PROSE))
    canvas.drawText(text)


def _white_scan(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("L", (850, 1100), 250)), 0, 0, *LETTER)


def _form_lines(canvas: Canvas) -> None:
    prose(canvas)
    canvas.grid(range(72, 540, 20), range(60, 300, 20))


@pytest.mark.parametrize(
    ("draw", "needs_ocr", "reason"),
    [
        (prose, False, "text layer"),
        (_stamped, False, "text layer"),
        (_form_lines, False, "text layer"),
        (scan, True, "no text layer"),
        (_strips, True, "no text layer"),
        (_thin, True, "scan with little text"),
        (_layered, False, "text of a scan"),
        (_half, True, "image without text"),
        (_outlines, True, "no text layer"),
        (_hidden, True, "hidden text"),
        # Whether a scan is blank is found by OCR, which looks at it anyway.
        (_white_scan, True, "no text layer"),
    ],
)
def test_only_pages_in_need_are_recognised(
    draw: object, needs_ocr: bool, reason: str
) -> None:
    assert callable(draw)
    planned = plan(pdf(draw))
    assert (planned.needs_ocr, planned.page.reason) == (needs_ocr, reason)


def test_a_layer_with_a_wrong_character_map_needs_ocr() -> None:
    def spoil(opened: pikepdf.Pdf) -> None:
        font = next(iter(opened.pages[0].Resources.Font.values()))
        ranges = b"1 beginbfrange <61> <7A> <0065> endbfrange"
        head = b"/CIDInit /ProcSet findresource begin begincmap "
        space = b"1 begincodespacerange <00> <FF> endcodespacerange "
        font.ToUnicode = opened.make_stream(head + space + ranges + b" endcmap end")

    planned = plan(changed(pdf(prose), spoil))
    assert (planned.needs_ocr, planned.page.reason) == (True, "garbled text")
    assert planned.page.quality < 0.5


def test_a_latin_layer_over_a_cyrillic_scan_is_read_again() -> None:
    latin = (
        "Bnaaeneu ca mTa o6n3aH nepenaTb cBeaeHuSI o6 yKa3aHHoii yueTHoii",
        "3anucu, BKnrouasi naTbI u anpeca KaxnoTo ceaHca, B cpoK, HaoHaneHHblii",
        "cnenoBaTeneM no neny o HapyIIIeHuu npaBun TopTOBnu Ha pblHKe",
    )
    planned = plan(pdf(lambda c: _layered(c, 3, *latin * 5)))
    assert planned.needs_ocr


def test_a_sign_alone_is_not_garbled() -> None:
    assert readability([Token("HERON-000417", 0, 0, 1, 1)]) > 0.8
