"""A mail message to pages: its body first, then everything attached to it."""

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from email import policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser

from extractor.document import Note
from extractor.errors import ExtractorError, Hostile, UnsupportedType
from extractor.read.body import html_text, readable
from extractor.read.chain import Chain, Piece, Unreadable
from extractor.read.filename import NAMELESS, shown
from extractor.read.limits import Limits
from extractor.read.plain import PlainSource
from extractor.read.source import Source

_SHOWN = ("From", "To", "Cc", "Date", "Subject")
_HEADER_CHARS = 2000
_MOST_HEADER_BYTES = 1 << 20
_MOST_PARTS = 300
_MOST_BOUNDARIES = 5000
_SIGNATURES = frozenset({"pkcs7-signature", "x-pkcs7-signature", "pgp-signature"})
_SMALL_PICTURE = 400_000
"""Pixels: a logo in a mail's signature has fewer, the picture of a page has more."""
_TINY_BYTES = 8192
_PNG = re.compile(rb"\x89PNG\r\n\x1a\n.{4}IHDR(.{4})(.{4})", re.DOTALL)
_FULLER = 3
"""So many times longer, the HTML version says what the plain one leaves out."""

Opener = Callable[[bytes, int], Source]


def open_mail(data: bytes, limits: Limits, depth: int, opener: Opener) -> Source:
    """Open a message; `opener` opens what is attached, given how deep it lies."""
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if data.count(b"\n--") > _MOST_BOUNDARIES:
        raise Hostile(f"over {_MOST_BOUNDARIES} part boundaries")
    if len(re.split(rb"\r?\n\r?\n", data, maxsplit=1)[0]) > _MOST_HEADER_BYTES:
        raise Hostile(f"headers of over {_MOST_HEADER_BYTES} bytes")
    # compat32 never parses a header's grammar, which is where crafted mail attacks.
    parser = BytesParser(policy=policy.compat32)
    try:
        return MailReader(limits, opener).read(parser.parsebytes(data), depth)
    except RecursionError as error:
        raise Hostile("nested beyond reason") from error


class MailReader:
    """Opens a message and, one level deeper each, the messages attached to it."""

    def __init__(self, limits: Limits, opener: Opener) -> None:
        self._limits = limits
        self._opener = opener
        self._parts = 0

    def read(self, message: Message, depth: int) -> Chain:
        """The body's pages, then those of each attachment."""
        if depth > self._limits.mail_depth:
            raise Hostile(f"mail within mail, over {self._limits.mail_depth} levels")
        bodies: list[str] = []
        pieces: list[Piece] = []
        notes: list[Note] = []
        for part in _leaves(message):
            self._count()
            name = _file(part, len(pieces) + 1)
            if _is_body(part):
                bodies.append(_text(part))
            elif reason := _ignorable(part):
                notes.append(Note("attachment_ignored", f"{name}: {reason}"))
            else:
                piece, failed = self._attached(part, name, depth + 1)
                pieces.append(piece)
                notes.extend(failed)
        text = "\n".join(_headings(message)) + "\n\n" + "\n\n".join(bodies)
        body = Piece(PlainSource.of_text(text), "")
        return Chain("eml", (body, *pieces), tuple(notes))

    def _count(self) -> None:
        self._parts += 1
        if self._parts > _MOST_PARTS:
            raise Hostile(f"over {_MOST_PARTS} parts")

    def _attached(
        self, part: Message, name: str, depth: int
    ) -> tuple[Piece, tuple[Note, ...]]:
        """An attachment that does not open leaves a page that fails, and a note."""
        try:
            return Piece(self._open(part, depth), name), ()
        except ExtractorError as error:
            note = Note(error.code, f"{name}: {error.says}")
            return Piece(Unreadable(error), name), (note,)

    def _open(self, part: Message, depth: int) -> Source:
        if part.get_content_type() == "message/rfc822":
            return self._message(part, depth)
        content = _content(part)
        if part.get_content_type() == "text/html":
            return PlainSource.of_text(html_text(readable(part)))
        return self._opener(content, depth)

    def _message(self, part: Message, depth: int) -> Source:
        """An attached message; some programs encode it, against the standard."""
        inner = part.get_payload(0) if part.is_multipart() else None
        if not isinstance(inner, Message):
            raise UnsupportedType
        encoding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
        if encoding == "base64" and not inner.keys():
            return self._opener(_from_base64(str(inner.get_payload())), depth)
        return self.read(inner, depth)


def _leaves(message: Message) -> Iterator[Message]:
    """Parts in order; of alternatives one body, and all that is attached to any."""
    if message.get_content_maintype() != "multipart" or not message.is_multipart():
        yield message
        return
    inner = message.get_payload()
    leaves = [
        leaf
        for part in (inner if isinstance(inner, list) else [])
        if isinstance(part, Message)
        for leaf in _leaves(part)
    ]
    if message.get_content_subtype() == "alternative":
        leaves = _one_body(leaves)
    yield from leaves


def _one_body(leaves: list[Message]) -> list[Message]:
    """Without the versions of the body that say the same again."""
    bodies = [leaf for leaf in leaves if _is_body(leaf)]
    plain = [leaf for leaf in bodies if leaf.get_content_subtype() == "plain"]
    rich = [leaf for leaf in bodies if leaf.get_content_subtype() == "html"]
    short = sum(len(_text(leaf)) for leaf in plain)
    long = sum(len(_text(leaf)) for leaf in rich)
    dropped = plain if long > _FULLER * short else rich
    return [leaf for leaf in leaves if not any(leaf is d for d in dropped)]


def _is_body(part: Message) -> bool:
    """Text that is shown, not handed over as a file."""
    is_text = part.get_content_type() in ("text/plain", "text/html")
    is_file = part.get_content_disposition() == "attachment" or part.get_filename()
    return is_text and not is_file


def _text(part: Message) -> str:
    text = readable(part)
    return html_text(text) if part.get_content_subtype() == "html" else text


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        raise UnsupportedType
    return content


def _from_base64(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=False)
    except (binascii.Error, ValueError):
        raise UnsupportedType from None


def _ignorable(part: Message) -> str:
    """Why a part needs no reading, empty where it does."""
    if part.get_content_subtype() in _SIGNATURES:
        return "a signature of the mail"
    is_shown = part.get("Content-ID") or part.get_content_disposition() == "inline"
    if part.get_content_maintype() == "image" and is_shown:
        return "a small picture in the text" if _is_small(_content(part)) else ""
    return ""


def _is_small(picture: bytes) -> bool:
    """By its pixels where its header tells them, else by its bytes."""
    match = _PNG.match(picture)
    if match is None:
        return len(picture) < _TINY_BYTES
    width, height = (int.from_bytes(size) for size in match.groups())
    return width * height < _SMALL_PICTURE


def _headings(message: Message) -> Iterator[str]:
    """The header lines a mail program shows."""
    for name in _SHOWN:
        value = _header(message.get(name))
        if value:
            yield f"{name}: {value}"


def _header(raw: object) -> str:
    """A header unfolded and decoded; one that does not decode is shown as it is."""
    text = " ".join(str(raw or "")[:_HEADER_CHARS].split())
    try:
        chunks = decode_header(text)
        decoded = "".join(
            chunk if isinstance(chunk, str) else chunk.decode(charset or "latin-1")
            for chunk, charset in chunks
        )
    except (HeaderParseError, LookupError, ValueError):
        decoded = text
    return " ".join("".join(c if c.isprintable() else " " for c in decoded).split())


def _file(part: Message, count: int) -> str:
    """The name of an attachment; an attached mail is named by its subject."""
    name = _header(part.get_filename())
    if not name and part.get_content_type() == "message/rfc822" and part.is_multipart():
        inner = part.get_payload(0)
        name = _header(inner.get("Subject")) if isinstance(inner, Message) else ""
        name = name.replace("/", "-").replace("\\", "-")
    seen = shown(name)
    return seen if seen != NAMELESS else f"attachment {count}"
