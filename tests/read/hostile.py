"""Uploads built to exhaust or attack their reader, made byte by byte."""

import io
import struct
import zlib
from itertools import pairwise

import pikepdf
from PIL import Image

from tests.read.word import package, paragraph, root

_GIB = 1 << 30


def pdf(objects: dict[int, bytes]) -> bytes:
    """A PDF of numbered objects; object 1 is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    offsets: dict[int, int] = {}
    for number, body in objects.items():
        offsets[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    size = max(objects) + 1
    table = b"".join(
        b"%010d %05d %c \n"
        % ((offsets[n], 0, b"n") if n in offsets else (0, 65535, b"f"))
        for n in range(size)
    )
    start = len(out)
    out += b"xref\n0 %d\n%btrailer\n<</Size %d/Root 1 0 R>>\n" % (size, table, size)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%b>>\nstream\n%b\nendstream" % (len(data), entries, data)


CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
TEXT = b"BT /F 24 Tf 72 700 Td (Subpoena to the custodian of records) Tj ET "


def one_page(content: bytes, resources: bytes = b"", **more: bytes) -> bytes:
    """A page of text with a content stream object (number 4)."""
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>%b>>>>" % resources
    )
    objects = {1: CATALOGUE, 2: PAGES, 3: page, 4: content, 5: FONT}
    return pdf(objects | {int(name[1:]): body for name, body in more.items()})


def plain_pdf() -> bytes:
    return one_page(stream(TEXT))


def encrypted_pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain_pdf())) as opened:
        opened.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


def self_referring_form(calls: int) -> bytes:
    """A form that draws itself; twice, and the work doubles with each level."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"
    return one_page(
        stream(TEXT + b"/X Do"),
        b"/XObject<</X 6 0 R>>",
        o6=stream(b"/X Do " * calls, form),
    )


def zeros(size: int) -> bytes:
    """A zlib stream of so many zero bytes, without deflating them all."""
    block = 1 << 20
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    chunk = packer.compress(bytes(block)) + packer.flush(zlib.Z_FULL_FLUSH)
    end = zlib.compressobj(9, zlib.DEFLATED, -15).flush()
    adler = (size % 65521) << 16 | 1
    return b"\x78\xda" + chunk * (size // block) + end + struct.pack(">I", adler)


def nested_flate_bomb() -> bytes:
    packed = zlib.compress(zeros(4 * _GIB), 9)
    return one_page(stream(packed, b"/Filter[/FlateDecode/FlateDecode]"))


def very_many_pages(count: int = 100_000) -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
    page += b"/Resources<</Font<</F 5 0 R>>>>>>"
    kids = b" ".join(b"%d 0 R" % n for n in range(6, 6 + count))
    tree = b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, count)
    objects = {1: CATALOGUE, 2: tree, 4: stream(TEXT), 5: FONT}
    return pdf(objects | dict.fromkeys(range(6, 6 + count), page))


def page_tree_loop() -> bytes:
    inner = b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R 3 0 R]/Count 9>>"
    return pdf({1: CATALOGUE, 2: PAGES.replace(b"Count 1", b"Count 9"), 3: inner})


def endless_text() -> bytes:
    content = TEXT.replace(b"ET", b"(a) Tj " * 3_000_000 + b"ET")
    return one_page(stream(zlib.compress(content), b"/Filter/FlateDecode"))


def _chunk(kind: bytes, data: bytes) -> bytes:
    crc = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)


def huge_png(side: int = 60_000) -> bytes:
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    row = zlib.compress(bytes(1 << 20), 9)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", row)
        + _chunk(b"IEND", b"")
    )


def tiff(frames: int) -> bytes:
    out = io.BytesIO()
    frame = Image.new("1", (64, 64), 1)
    frame.save(
        out, "TIFF", save_all=True, append_images=[frame] * (frames - 1), dpi=(200, 200)
    )
    return out.getvalue()


def png() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((300, 300), 80).save(out, "PNG")
    return out.getvalue()


def zip_bomb() -> bytes:
    return package(paragraph("x"), extra={"word/bomb.xml": bytes(300 << 20)})


def entities() -> bytes:
    names = "abcdefghij"
    laughs = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names))
    dtd = f'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">{laughs}]>'.encode()
    return package("", main=dtd + root("document", "<w:body>&j;</w:body>"))


def outside_entity() -> bytes:
    dtd = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    return package("", main=dtd + root("document", "<w:body>&x;</w:body>"))


def climbing_names() -> bytes:
    return package(paragraph("Read."), extra={"../../escape": b"x", "/abs": b"x"})


def mail_in_mail(levels: int) -> bytes:
    """A mail in a mail, so many levels down."""
    head = b"From: x\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n"
    return head * levels + b"From: x\nMIME-Version: 1.0\n\nbottom"
