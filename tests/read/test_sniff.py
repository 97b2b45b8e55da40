"""The kind of an upload, whatever it is called."""

import io

import pytest
from PIL import Image

from extractor.errors import Empty, PasswordProtected, UnsupportedType
from extractor.read.sniff import Kind, sniff
from tests.read.word import package, paragraph, zipped

MAIL = b"From: a@example.org\r\nMIME-Version: 1.0\r\n\r\nhello"
MEMO = b"From: Marlow\nTo: Records\nSubject: Accounts\n\nPlease keep them."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def image(form: str) -> bytes:
    out = io.BytesIO()
    Image.new("L", (8, 8)).save(out, form)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", Kind.PDF),
        (b"\r\nX-Scanner: 3\r\n%PDF-1.4\n", Kind.PDF),
        (b"junk" * 250 + b"%PDF-1.4", Kind.PDF),
        (image("TIFF"), Kind.IMAGE),
        (image("JPEG"), Kind.IMAGE),
        (image("PNG"), Kind.IMAGE),
        (package(paragraph("x")), Kind.DOCX),
        (MAIL, Kind.MAIL),
        (b"\xef\xbb\xbf" + MAIL, Kind.MAIL),
        (
            b"Return-Path: <a@example.org>\nReceived: by x;\n\tMon\nTo: b\n\nx",
            Kind.MAIL,
        ),
        (b"From a@example.org Mon Mar  4 2024\n" + MAIL, Kind.MAIL),
        (MEMO, Kind.TEXT),
        (b"Sehr geehrte Damen und Herren", Kind.TEXT),
        ("Повестка".encode(), Kind.TEXT),
        ("SUBPOENA".encode("utf-16"), Kind.TEXT),
        (b"BMW of North Vale, Inc.", Kind.TEXT),
        (b"MZ v. The State\n", Kind.TEXT),
        (b"x", Kind.TEXT),
    ],
)
def test_content_tells_the_kind(data: bytes, kind: Kind) -> None:
    assert sniff(data) is kind


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", Empty),
        (b"\x00", UnsupportedType),
        (OLE, UnsupportedType),
        (OLE + "EncryptedPackage".encode("utf-16-le"), PasswordProtected),
        (zipped({"xl/workbook.xml": b"<x/>"}), UnsupportedType),
        (zipped({"a.txt": b"hello"}), UnsupportedType),
        (b"PK\x03\x04", UnsupportedType),
        (b"{\\rtf1\\ansi hello}", UnsupportedType),
        (b"<!DOCTYPE html><html><body>hi</body></html>", UnsupportedType),
        (b"<html><body>hi</body></html>", UnsupportedType),
        (b"%!PS-Adobe-3.0\nshowpage", UnsupportedType),
        (image("GIF"), UnsupportedType),
        (image("BMP"), UnsupportedType),
        (b"\x7fELF" + bytes(64), UnsupportedType),
        (bytes(range(256)) * 9, UnsupportedType),
    ],
)
def test_what_has_no_reader_is_refused(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        sniff(data)
