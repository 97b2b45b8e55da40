"""A multipart form is read as it arrives: files to staging, fields to memory."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from extractor.read.filename import shown
from service.intake.errors import (
    BadField,
    BadForm,
    NotMultipart,
    UploadTooLarge,
    UploadTooSlow,
)
from service.intake.staging import Staged, Staging

FILE = "file"
_FIELD_BYTES = 4096
_FIELDS = 32


@dataclass(frozen=True, slots=True)
class FormLimits:
    """Bytes of one file, files of one form, seconds for all of it."""

    file_bytes: int
    files: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Form:
    """What a form held: staged files in their order, and its other fields."""

    files: tuple[Staged, ...]
    fields: dict[str, str]


@dataclass(slots=True)
class _Part:
    """The part being read; `staging` only while it is a file."""

    headers: dict[str, bytes] = field(default_factory=dict)
    header: bytearray = field(default_factory=bytearray)
    value: bytearray = field(default_factory=bytearray)
    name: str = ""
    filename: str = ""
    staging: Staging | None = None


class _Reader:
    """Callbacks of the parser; after an error or a cut everything staged is removed."""

    def __init__(self, folder: Path, limits: FormLimits) -> None:
        self._folder = folder
        self._limits = limits
        self._part = _Part()
        self.files: list[Staged] = []
        self.fields: dict[str, str] = {}
        self.ended = False

    def parser(self, boundary: bytes) -> MultipartParser:
        """A parser that calls this reader."""
        return MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": self._header_name,
                "on_header_value": self._header_value,
                "on_header_end": self._header_end,
                "on_headers_finished": self._headers,
                "on_part_data": self._data,
                "on_part_end": self._end,
                "on_end": self._finished,
            },
        )

    def discard(self) -> None:
        """Remove everything that was staged."""
        if self._part.staging is not None:
            self._part.staging.__exit__()
        for staged in self.files:
            staged.discard()

    def _begin(self) -> None:
        self._part = _Part()

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._part.header += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._part.value += data[start:end]

    def _header_end(self) -> None:
        part = self._part
        name = part.header.decode("latin-1").lower()
        part.headers[name] = bytes(part.value)
        part.header.clear()
        part.value.clear()

    def _headers(self) -> None:
        _, options = parse_options_header(self._part.headers.get("content-disposition"))
        self._part.name = options.get(b"name", b"").decode("utf-8", "replace")
        if b"filename" not in options and self._part.name != FILE:
            return
        if len(self.files) >= self._limits.files:
            raise UploadTooLarge(f"{self._limits.files} files are allowed at once.")
        self._part.filename = shown(_decoded(options.get(b"filename", b"")))
        staging = Staging(self._folder, self._limits.file_bytes)
        self._part.staging = staging.__enter__()

    def _data(self, data: bytes, start: int, end: int) -> None:
        part = self._part
        if part.staging is not None:
            part.staging.write(data[start:end])
            return
        part.value += data[start:end]
        if len(part.value) > _FIELD_BYTES or len(self.fields) >= _FIELDS:
            raise BadField("A form field is too long, or there are too many.")

    def _end(self) -> None:
        part = self._part
        if part.staging is None:
            self.fields[part.name] = part.value.decode("utf-8", "replace")
            return
        staged = part.staging.finish(part.filename)
        part.staging = None
        self.files.append(staged)

    def _finished(self) -> None:
        self.ended = True


def _decoded(raw: bytes) -> str:
    """A file name: UTF-8 as browsers send it, or what else the bytes may be."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


@asynccontextmanager
async def receive(
    content_type: str | None,
    chunks: AsyncIterator[bytes],
    folder: Path,
    limits: FormLimits,
) -> AsyncIterator[Form]:
    """The form, its files staged in `folder`; on leaving, what is left is removed.

    Raises:
        IntakeError: it is no form, is broken, too large or too slow.
    """
    reader = _Reader(folder, limits)
    try:
        parser = _parser(content_type, reader)
        try:
            async with asyncio.timeout(limits.seconds):
                async for chunk in chunks:
                    await _write(parser, chunk)
        except TimeoutError as error:
            raise UploadTooSlow(f"{limits.seconds:g} s are allowed.") from error
        except FormParserError as error:
            raise BadForm from error
        if not reader.ended:
            raise BadForm
        yield Form(tuple(reader.files), reader.fields)
    finally:
        reader.discard()


async def _write(parser: MultipartParser, chunk: bytes) -> None:
    """Hashing and writing block, so they go to a thread: others need not wait.

    A thread cannot be called back: whoever gives up waits for it, lest it make files
    after everything was cleared away.
    """
    work = asyncio.ensure_future(asyncio.to_thread(parser.write, chunk))
    try:
        await asyncio.shield(work)
    except asyncio.CancelledError:
        await asyncio.wait((work,))
        if not work.cancelled():
            work.exception()
        raise


def _parser(content_type: str | None, reader: _Reader) -> MultipartParser:
    kind, options = parse_options_header(content_type)
    boundary = options.get(b"boundary", b"")
    if kind != b"multipart/form-data" or not boundary:
        raise NotMultipart
    try:
        return reader.parser(boundary)
    except FormParserError as error:
        raise BadForm from error
