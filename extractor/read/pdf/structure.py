"""The file behind the pages: repair, encryption, bombs, active content."""

import io
import re
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

from extractor.document import Note
from extractor.errors import Broken, Hostile, PasswordProtected, TooLarge
from extractor.read.limits import Limits

MOST_OBJECTS = 2_000_000
FLATE_RATIO = 1032
"""No Flate stream unpacks to more than so many times its size."""
MOST_FILTERS = 8
CHUNK = 1 << 20
SMALLEST_CONTENT = 4_096
_CONTENT_KEYS = frozenset({"/Length", "/Filter", "/DecodeParms"})
_FLATE = frozenset({"/FlateDecode", "/Fl"})
_PACKED = _FLATE | {"/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"}

_ACTIVE = (
    ("a script", re.compile(rb"/(?:JavaScript|JS)\b")),
    ("a launch action", re.compile(rb"/Launch\b")),
    ("embedded files", re.compile(rb"/EmbeddedFiles?\b|/EF\s*<<")),
    ("an XFA form", re.compile(rb"/XFA\b")),
    ("a form that submits itself", re.compile(rb"/(?:SubmitForm|ImportData)\b")),
    ("media", re.compile(rb"/(?:RichMedia|Rendition|Movie|3D)\b")),
    ("an action on opening", re.compile(rb"/OpenAction\s*<<|/AA\s*(?:<<|\d+ \d+ R)")),
)
_HARMLESS_OPEN = re.compile(rb"/OpenAction\s*<<[^>]*/S\s*/GoTo\b")

_UNREADABLE = (pikepdf.PikepdfError, RecursionError, ValueError, TypeError)
"""What pikepdf raises on a file that is no proper PDF."""


@dataclass(frozen=True, slots=True)
class Structure:
    """What a look at the file's objects tells, without decoding its pages."""

    pages: int
    encrypted: bool
    active: tuple[str, ...]

    def notes(self, pages: int) -> Iterator[Note]:
        """What the analyst should know; `pages` is the count of the other reader."""
        if self.encrypted:
            yield Note("encrypted", "The file is encrypted and opens without password.")
        if self.active:
            yield Note("active_content", f"The file holds {', '.join(self.active)}.")
        if pages != self.pages:
            message = f"Readers disagree on the number of pages: {pages}, {self.pages}."
            yield Note("page_count_disagrees", message)


def inspect(data: bytes, limits: Limits) -> Structure | None:
    """Look at the objects of a file; None where pikepdf cannot open it."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if len(pdf.objects) > MOST_OBJECTS:
                raise Hostile(f"The file has {len(pdf.objects)} objects.")
            active = _active(pdf, limits)
            return Structure(_page_count(pdf), pdf.is_encrypted, active)
    except pikepdf.PasswordError as error:
        raise PasswordProtected from error
    except _UNREADABLE:
        return None


def repair(data: bytes) -> bytes:
    """The file written anew by pikepdf: one attempt, then it is broken."""
    written = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf, warnings.catch_warnings():
            warnings.simplefilter("ignore", pikepdf.PageCopyWarning)
            pdf.save(written, encryption=False, fix_metadata_version=False)
    except pikepdf.PasswordError as error:
        raise PasswordProtected from error
    except _UNREADABLE as error:
        raise Broken from error
    return written.getvalue()


def _page_count(pdf: pikepdf.Pdf) -> int:
    # The page tree's own count would be believed without looking at the pages.
    return len(pdf.pages)


def _active(pdf: pikepdf.Pdf, limits: Limits) -> tuple[str, ...]:
    found: set[str] = set()
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream):
            _weigh(thing, limits)
            found |= _named(thing.stream_dict.unparse(resolved=True))
        elif isinstance(thing, pikepdf.Dictionary | pikepdf.Array):
            found |= _named(thing.unparse(resolved=True))
    found |= _named(pdf.trailer.unparse(resolved=True))
    return tuple(name for name, _ in _ACTIVE if name in found)


def _named(written: bytes) -> set[str]:
    if b"/" not in written:
        return set()
    text = _HARMLESS_OPEN.sub(b"", written)
    return {name for name, pattern in _ACTIVE if pattern.search(text)}


def _filters(stream: pikepdf.Stream) -> list[str]:
    found = stream.stream_dict.get("/Filter")
    if found is None:
        return []
    names = found if isinstance(found, pikepdf.Array) else [found]
    return [str(name) for name in names]


def _weigh(stream: pikepdf.Stream, limits: Limits) -> None:
    """Refuse a stream that unpacks to more than the limit, or never stops drawing.

    Only streams that could are unpacked, and no further than the limit. One level of
    packing in an image is left to the renderer, which stops at the declared size.
    """
    filters = _filters(stream)
    if len(filters) > MOST_FILTERS:
        raise Hostile(f"A stream has {len(filters)} filters.")
    packed = sum(name in _PACKED for name in filters)
    kind = stream.stream_dict.get("/Subtype")
    if kind == pikepdf.Name.Image and packed < 2:
        return
    data = stream.read_raw_bytes()
    drawn = kind == pikepdf.Name.Form or stream.stream_dict.keys() <= _CONTENT_KEYS
    large = len(data) * FLATE_RATIO**packed > limits.decoded_streams
    if large or (drawn and len(data) >= SMALLEST_CONTENT):
        content = _unpacked(data, filters, limits)
        shown = content.count(b"Tj") + content.count(b"TJ") if drawn else 0
        if shown > 10 * limits.page_words:
            raise Hostile(f"Page content shows text {shown} times.")


def _unpacked(data: bytes, filters: list[str], limits: Limits) -> bytes:
    """The stream as far as Flate packs it; raises TooLarge."""
    for name in filters:
        if name not in _FLATE:
            break
        data = _inflate(data, limits.decoded_streams)
    return data


def _inflate(data: bytes, limit: int) -> bytes:
    unpacker = zlib.decompressobj()
    parts: list[bytes] = []
    size = 0
    try:
        while data and not unpacker.eof:
            part = unpacker.decompress(data, CHUNK)
            size += len(part)
            if size > limit:
                raise TooLarge(f"A stream unpacks to more than {limit} bytes.")
            parts.append(part)
            data = unpacker.unconsumed_tail
    except zlib.error:
        pass
    return b"".join(parts)
