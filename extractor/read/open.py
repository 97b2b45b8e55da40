"""Bytes to an opened Source: told by content, read by the reader of that type.

Runs inside the reading child. Readers are imported when needed, because the child
starts anew for every upload and most uploads need one of them.
"""
# ruff: noqa: PLC0415

from functools import partial

from extractor.errors import TooLarge, UnsupportedType
from extractor.read.limits import Limits
from extractor.read.sniff import Kind, sniff
from extractor.read.source import Source


def open_source(data: bytes, limits: Limits, depth: int = 0) -> Source:
    """Open an upload, or at `depth` > 0 something attached to one."""
    if len(data) > limits.upload:
        raise TooLarge(f"{len(data)} bytes, limit {limits.upload}")
    return _reader(sniff(data), data, limits, depth)


def _reader(kind: Kind, data: bytes, limits: Limits, depth: int) -> Source:
    match kind:
        case Kind.PDF:
            from extractor.read.pdf.source import PdfSource

            return PdfSource(data, limits)
        case Kind.IMAGE:
            return open_image(data, limits)
        case Kind.DOCX:
            from extractor.read.docx.source import open_docx

            return open_docx(data, limits, partial(open_image, limits=limits))
        case Kind.MAIL:
            from extractor.read.mail import open_mail

            def attached(content: bytes, at: int) -> Source:
                return open_source(content, limits, at)

            return open_mail(data, limits, depth, attached)
        case Kind.TEXT:
            from extractor.read.plain import PlainSource

            return PlainSource.of_bytes(data)


def open_image(data: bytes, limits: Limits) -> Source:
    """Open an image and nothing else."""
    if sniff(data) is not Kind.IMAGE:
        raise UnsupportedType
    from extractor.read.image import ImageSource

    return ImageSource(data, limits)
