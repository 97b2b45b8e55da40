"""Pages with known text for the reading benchmark: drawn, and scanned with damage.

Everything on them is invented. A seed gives the same pages byte for byte.
"""

import io
import random
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import pikepdf
import pypdfium2 as pdfium
from numpy.typing import NDArray
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

from training.synthesise.damage import PRESETS, SOURCE_DPI, Damage, damage

FACES = (("Times-Roman", 11, 15), ("Helvetica", 10, 14), ("Courier", 10, 13))
_MARGIN = 72
_PEOPLE = (
    "Marisol Quennevar",
    "Tobias Wrenfield",
    "Adaeze Holloway-Pratt",
    "Ignatius Brandt",
    "Lucinda Okafor",
    "Percival Thornbury",
    "Yevgenia Marsh",
    "Dashiell Corrigan",
)
_PLACES = ("Larkmoor", "Port Ansel", "Greyhaven", "West Tillary", "Cobb Hollow")
_ITEMS = (
    "subscriber name, postal address and telephone number for account {mail}",
    "every order placed between {day} and {other}, with shipping address",
    "means and source of payment, including the last four digits of card {card}",
    "log of sign-ins from address {ip}, with date, time and time zone",
    "device serial number {serial} and the account it was registered to",
    "gift card balances and redemptions linked to telephone {phone}",
    "correspondence with customer service about order {order}",
    "records that identify any other account paid for with the same instrument",
)
_SENTENCES = (
    "You are directed to produce the records described below on or before {day}.",
    "This demand is made in the matter of {person} under file number {file}.",
    "Produce them in electronic form to {mail} or to the address shown above.",
    "The undersigned believes that the account was opened in {place} by {person}.",
    "On {day} a parcel with tracking number {serial} was left at {place}.",
    "The officer spoke with {person}, who recalled paying ${amount} by card.",
    "Failure to comply may be punished as provided by law; questions go to {phone}.",
    "The records are material to an inquiry into goods worth ${amount}.",
    "A custodian may certify the records in place of appearing in {place}.",
    "If a request is unclear, ask {person} at extension {number} before {other}.",
    "Preserve what exists today; do not alter or delete it before {other}.",
    "The witness kept {number} receipts in a folder marked {serial}.",
)


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its text and where it starts, in points from top left."""

    text: str
    left: float
    top: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page before it is printed."""

    face: str
    size: int
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """What a perfect reader reads."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Scan:
    """A scanned page and the sheet it shows."""

    sheet: Sheet
    preset: str
    recipe: Damage
    pixels: NDArray[np.uint8]


def _filled(template: str, dice: random.Random) -> str:
    def digits(count: int) -> str:
        return "".join(dice.choices("0123456789", k=count))

    month = dice.choice(("January", "March", "June", "August", "October", "December"))
    return template.format(
        mail=f"{dice.choice(_PEOPLE).split()[0].lower()}{digits(2)}@example.com",
        day=f"{month} {dice.randint(1, 28)}, {dice.randint(2015, 2025)}",
        other=f"{dice.randint(1, 12):02}/{dice.randint(1, 28):02}/20{digits(2)}",
        card=digits(4),
        ip=f"203.0.113.{dice.randint(1, 254)}",
        serial=f"G0{digits(3)}WK{digits(6)}",
        phone=f"(555) 01{digits(1)}-{digits(4)}",
        order=f"{digits(3)}-{digits(7)}-{digits(7)}",
        person=dice.choice(_PEOPLE),
        place=dice.choice(_PLACES),
        file=f"{digits(2)}-GJ-{digits(5)}",
        amount=f"{dice.randint(1, 99)},{digits(3)}.{digits(2)}",
        number=digits(2),
    )


def _paragraphs(dice: random.Random) -> Iterator[tuple[str, int]]:
    """Texts of a page and their indents."""
    yield f"{dice.choice(_PLACES).upper()} OFFICE OF INQUIRY", 20
    yield _filled("File No. {file}          Served {day}", dice), 0
    for _ in range(3):
        yield _filled(" ".join(dice.sample(_SENTENCES, 4)), dice), 0
    for number, item in enumerate(dice.sample(_ITEMS, 5), 1):
        yield _filled(f"{number}. {item}.", dice), 3
    for _ in range(2):
        yield _filled(" ".join(dice.sample(_SENTENCES, 4)), dice), 0
    yield f"Signed by {dice.choice(_PEOPLE)}, Senior Investigator", 8


def sheet(seed: int) -> Sheet:
    """An invented page of a demand."""
    dice = random.Random(seed)
    face, size, leading = FACES[seed % len(FACES)]
    lines: list[Line] = []
    top = float(_MARGIN)
    for text, indent in _paragraphs(dice):
        left = _MARGIN + indent * 6
        columns = int((letter[0] - _MARGIN - left) / (size * 0.6))
        if face != "Courier":
            columns = int(columns * 1.2)
        for piece in textwrap.wrap(text, columns):
            if top < letter[1] - _MARGIN:
                lines.append(Line(piece, left, top))
            top += leading
        top += leading * 0.7
    return Sheet(face, size, tuple(lines))


def printed(sheets: Sequence[Sheet]) -> bytes:
    """A born-digital PDF of the sheets."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=letter, invariant=True)
    for page in sheets:
        canvas.setFont(page.face, page.size)
        for line in page.lines:
            canvas.drawString(line.left, letter[1] - line.top - page.size, line.text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def drawn(page: Sheet, dpi: int = SOURCE_DPI) -> NDArray[np.uint8]:
    """The sheet in gray, as it leaves a clean printer."""
    document = pdfium.PdfDocument(printed([page]))
    bitmap = document[0].render(scale=dpi / 72, grayscale=True)
    pixels: NDArray[np.uint8] = bitmap.to_numpy().reshape(bitmap.height, -1).copy()
    document.close()
    return pixels[:, : bitmap.width]


def sheets(count: int, seed: int = 7) -> list[Sheet]:
    """Sheets of consecutive seeds."""
    return [sheet(seed + index) for index in range(count)]


def kinds(count: int) -> list[str]:
    """Names of damage, every preset in turn."""
    presets = sorted(PRESETS)
    return [presets[index % len(presets)] for index in range(count)]


def scans(count: int, seed: int = 7) -> Iterator[Scan]:
    """The sheets, each damaged its own way."""
    pairs = zip(kinds(count), sheets(count, seed), strict=True)
    for index, (kind, page) in enumerate(pairs):
        recipe = PRESETS[kind]
        yield Scan(page, kind, recipe, damage(drawn(page), recipe, seed + index))


def scanned(pages: Sequence[Scan]) -> bytes:
    """A PDF whose pages are each one image, as office scanners write it."""
    pdf = pikepdf.new()
    for scan in pages:
        height, width = scan.pixels.shape
        across, down = scan.recipe.resolution
        size = (width * 72 / across, height * 72 / down)
        page = pdf.add_blank_page(page_size=size)
        image = _image(pdf, scan)
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
        page.Contents = pdf.make_stream(b"q %f 0 0 %f 0 0 cm /Im0 Do Q" % size)
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _image(pdf: pikepdf.Pdf, scan: Scan) -> pikepdf.Stream:
    """The picture as the file holds it: JPEG where lossy, else packed samples."""
    height, width = scan.pixels.shape
    image: pikepdf.Stream
    if scan.recipe.jpeg:
        quality = [cv2.IMWRITE_JPEG_QUALITY, 90]
        body = cv2.imencode(".jpg", scan.pixels, quality)[1].tobytes()
        image = pdf.make_stream(body)
        image.Filter = pikepdf.Name.DCTDecode
    elif scan.recipe.bilevel:
        image = pdf.make_stream(np.packbits(scan.pixels > 127, axis=1).tobytes())
    else:
        image = pdf.make_stream(scan.pixels.tobytes())
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    image.Width, image.Height = width, height
    image.BitsPerComponent = 1 if scan.recipe.bilevel else 8
    image.ColorSpace = pikepdf.Name.DeviceGray
    return image
