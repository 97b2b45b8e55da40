import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from extractor.errors import Broken, TooLarge
from extractor.read.image import ImageSource, resolution
from extractor.read.limits import Limits
from tests.read.ocr.paper import letter
from training.synthesise.damage import PRESETS, damage

SCAN = Image.fromarray(damage(letter().pixels, PRESETS["office_scan"], 1))
FAX = Image.fromarray(damage(letter().pixels, PRESETS["fax_standard"], 1)).convert("1")
TURNED = Image.Exif()
TURNED[0x0112] = 6


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def faded() -> Image.Image:
    """Black ink whose shape is in the alpha channel only."""
    shown = Image.new("RGBA", SCAN.size, "black")
    shown.putalpha(SCAN.point(lambda value: 255 - value))
    return shown


UPLOADS = {
    "fax, group 4": encoded(FAX, "TIFF", compression="group4", dpi=(204, 98)),
    "fax, group 3": encoded(FAX, "TIFF", compression="group3", dpi=(204, 98)),
    "gray TIFF": encoded(SCAN, "TIFF", dpi=(200, 200)),
    "sideways camera": encoded(
        SCAN.transpose(Image.Transpose.ROTATE_90), "JPEG", exif=TURNED, dpi=(200, 200)
    ),
    "CMYK JPEG": encoded(SCAN.convert("CMYK"), "JPEG"),
    "JPEG that states 72 dpi": encoded(SCAN, "JPEG", dpi=(72, 72)),
    "transparent PNG": encoded(faded(), "PNG"),
    "palette PNG": encoded(SCAN.quantize(8), "PNG"),
    "16-bit PNG": encoded(
        Image.fromarray(np.asarray(SCAN).astype(np.uint16) * 257), "PNG"
    ),
}


@pytest.mark.parametrize("name", UPLOADS)
def test_every_kind_of_image_is_read(name: str) -> None:
    source = ImageSource(UPLOADS[name], Limits())
    planned = source.plan(0)
    page = source.recognise(0)
    assert len(source) == 1
    assert planned.needs_ocr
    assert planned.has_picture
    assert (round(page.width), round(page.height)) == (612, 792)
    assert (planned.page.width, planned.page.height) == pytest.approx(
        (page.width, page.height), abs=1
    )
    assert page.rotation == 0
    assert {"CUSTODIAN", "extension", "58"} <= {word.text for word in page.words}


def test_every_frame_of_a_tiff_is_a_page() -> None:
    blank = Image.new("1", FAX.size, 1)
    data = encoded(
        FAX, "TIFF", save_all=True, append_images=[blank, FAX], dpi=(204, 98)
    )
    source = ImageSource(data, Limits())
    pages = [source.recognise(index) for index in range(len(source))]
    assert [bool(page.words) for page in pages] == [True, False, True]
    assert [page.number for page in pages] == [1, 2, 3]
    assert pages[1].reason == "blank image"


def test_a_picture_is_a_jpeg_of_the_upright_page() -> None:
    lying = SCAN.transpose(Image.Transpose.ROTATE_90)
    source = ImageSource(encoded(lying, "PNG", dpi=(200, 200)), Limits())
    picture = Image.open(io.BytesIO(source.picture(0, 60) or b""))
    assert picture.format == "JPEG"
    assert picture.size == (510, 660)


def png_of(width: int, height: int) -> bytes:
    """A header that promises much, and next to no data."""

    def chunk(name: bytes, body: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(name + body))
        return struct.pack(">I", len(body)) + name + body + crc

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(b"")))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [60_000, 10_100])
def test_too_many_pixels_are_refused_before_decoding(side: int) -> None:
    with pytest.raises(TooLarge):
        ImageSource(png_of(side, side), Limits())


def many_frames(count: int) -> bytes:
    dot = Image.new("1", (8, 8))
    return encoded(dot, "TIFF", save_all=True, append_images=[dot] * (count - 1))


def test_frames_over_the_limit_are_counted_and_refused_one_by_one() -> None:
    source = ImageSource(many_frames(12), Limits(tiff_frames=10))
    assert len(source) == 12
    assert [note.code for note in source.notes] == ["over_frame_limit"]
    assert source.plan(9).page.number == 10
    with pytest.raises(TooLarge):
        source.plan(10)


def test_frames_without_end_are_refused() -> None:
    with pytest.raises(TooLarge):
        ImageSource(many_frames(41), Limits(tiff_frames=4))


def test_a_frame_that_points_back_to_itself_ends() -> None:
    data = bytearray(many_frames(1))
    first = struct.unpack_from("<I", data, 4)[0]
    count = struct.unpack_from("<H", data, first)[0]
    struct.pack_into("<I", data, first + 2 + 12 * count, first)
    assert len(ImageSource(bytes(data), Limits(tiff_frames=4))) == 1


@pytest.mark.parametrize("name", UPLOADS)
@pytest.mark.parametrize("share", [0.002, 0.6])
def test_a_truncated_image_is_broken(name: str, share: float) -> None:
    data = UPLOADS[name]
    with pytest.raises(Broken):
        ImageSource(data[: int(len(data) * share)], Limits()).recognise(0)


@pytest.mark.parametrize("data", [b"", b"GIF89a" + bytes(60), b"BM" + bytes(60)])
def test_other_formats_are_not_opened(data: bytes) -> None:
    with pytest.raises(Broken):
        ImageSource(data, Limits())


@pytest.mark.parametrize(
    ("size", "stated", "mode", "dpi"),
    [
        ((1700, 2200), (200, 200), "L", (200, 200)),
        ((1728, 1100), (204, 98), "1", (204, 98)),
        ((1728, 1100), None, "1", (204, 98)),
        ((1728, 2200), (1, 1), "1", (204, 196)),
        ((1700, 2200), None, "L", (200, 200)),
        ((3024, 4032), (72, 72), "RGB", (367, 367)),
        ((2550, 3300), (0, 0), "L", (300, 300)),
        ((2550, 3300), ("x", None), "L", (300, 300)),
    ],
)
def test_resolution_is_as_stated_or_as_paper_is(
    size: tuple[int, int], stated: object, mode: str, dpi: tuple[float, float]
) -> None:
    assert resolution(size, stated, mode) == pytest.approx(dpi, rel=0.01)
