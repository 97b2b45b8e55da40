"""Scans: pictures of a paper and of pages full of further demands."""

import io

from PIL import Image, ImageDraw, ImageFont

from tests.service.office import PAPER

LETTER_200_DPI = (1700, 2200)


def scan(pages: int, mark: int = 0) -> bytes:
    """A PDF of pictures, slightly askew; other bytes for every mark."""
    riders = (
        "ATTACHMENT A\n\n"
        + "\n\n".join(
            f"{n}. All records of orders, payments and deliveries of the account\n"
            f"wren.tallow@examplemail.test numbered {n * 37} in the period stated."
            for n in range(page * 12, page * 12 + 12)
        )
        for page in range(1, pages)
    )
    drawn = [picture(text) for text in (PAPER, *riders)]
    file = io.BytesIO()
    drawn[0].save(file, "PDF", resolution=200, save_all=True, append_images=drawn[1:])
    return file.getvalue() + b"%" + str(mark).encode()


def picture(text: str) -> Image.Image:
    page = Image.new("L", LETTER_200_DPI, 250)
    font = ImageFont.load_default(size=34)
    ImageDraw.Draw(page).multiline_text((180, 180), text, 20, font, spacing=14)
    return page.rotate(0.4, fillcolor=250)
