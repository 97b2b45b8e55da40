"""What an upload is, told by its bytes alone; a file name is never asked."""

import re
from enum import StrEnum

from extractor.errors import Empty, PasswordProtected, UnsupportedType
from extractor.read.plain import decode


class Kind(StrEnum):
    """The types that have a reader."""

    PDF = "pdf"
    IMAGE = "image"
    DOCX = "docx"
    MAIL = "mail"
    TEXT = "text"


_IMAGES = (
    b"II*\x00",
    b"MM\x00*",
    b"II+\x00",
    b"MM\x00+",
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_PDF_HEADER_WITHIN = 1024
"""Readers accept junk before the header, so mail gateways and scanners add it."""

_HEADER = re.compile(rb"([!-9;-~]{1,76}):[ \t]|([!-9;-~]{1,76}):\r?$")
_ADDRESSING = frozenset({b"from", b"to", b"subject", b"date", b"sender", b"cc"})
_TRANSPORT = frozenset(
    {
        b"content-type",
        b"delivered-to",
        b"message-id",
        b"mime-version",
        b"received",
        b"return-path",
        b"dkim-signature",
        b"x-mailer",
    }
)
_HEADER_BYTES = 1 << 18

_WORD_PARTS = re.compile(rb"wordprocessingml\.|word/document")
_TEXTLIKE = frozenset({".txt", ".eml", ".json", ".csv", ".md", ".log"})
"""What the signature table says of text; it guesses these from single letters."""
_CERTAIN = 0.5


def sniff(data: bytes) -> Kind:
    """The kind of an upload; raises Empty, UnsupportedType or PasswordProtected."""
    if not data:
        raise Empty
    if b"%PDF-" in data[:_PDF_HEADER_WITHIN]:
        return Kind.PDF
    if data.startswith(_IMAGES):
        return Kind.IMAGE
    if data.startswith(b"PK"):
        return _zipped(data)
    if data.startswith(_OLE):
        raise PasswordProtected if _ENCRYPTED_STREAM in data else UnsupportedType
    return _textual(data)


def _zipped(data: bytes) -> Kind:
    """DOCX or nothing: the central directory, at the end, names the parts."""
    if data.startswith(b"PK\x03\x04") and _WORD_PARTS.search(data):
        return Kind.DOCX
    raise UnsupportedType


def _textual(data: bytes) -> Kind:
    if is_mail(data):
        return Kind.MAIL
    if _is_known_format(data):
        raise UnsupportedType
    decode(data)
    return Kind.TEXT


def is_mail(data: bytes) -> bool:
    """True for a message as mail servers write it.

    A memorandum opens with From, To and Subject as well, so one of the headers that
    only software writes must be among them.
    """
    names = {name.lower() for name in _header_names(data)}
    return bool(names & _ADDRESSING) and bool(names & _TRANSPORT)


def _header_names(data: bytes) -> list[bytes]:
    """Names of the header block; none where a line of it is no header."""
    head = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")[:_HEADER_BYTES]
    names: list[bytes] = []
    for line in head.splitlines():
        if not line.strip():
            break
        if line.startswith((b" ", b"\t", b">From ")) or (
            not names and line.startswith(b"From ")
        ):
            continue
        match = _HEADER.match(line)
        if not match:
            return []
        names.append(match[1] or match[2])
    return names


def _is_known_format(data: bytes) -> bool:
    """True for a format with a signature (RTF, HTML, PostScript ...)."""
    # Imported here: most uploads never need its table.
    import puremagic  # noqa: PLC0415

    try:
        guesses = puremagic.magic_string(data[:4096])
    except (puremagic.PureError, ValueError):
        return False
    return any(
        guess.confidence >= _CERTAIN and guess.extension not in _TEXTLIKE
        for guess in guesses
    )
