"""One upload from bytes to Document: plan every page, recognise those in need."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from extractor.document import Document, Gap, Note, Page, assemble
from extractor.errors import (
    BY_CODE,
    Empty,
    ExtractorError,
    NoPages,
    NoText,
    TooLarge,
)
from extractor.read import cache, protocol, sandbox
from extractor.read.codec import decode_page, decode_planned
from extractor.read.filename import shown
from extractor.read.limits import Limits
from extractor.read.options import ReadOptions
from extractor.read.pool import Outcome, Pool
from extractor.read.protocol import Opened, Task
from extractor.read.sandbox import Entry
from extractor.read.source import Planned
from extractor.read.worker import Order

OVER_LIMIT = "over_page_limit"
_GOOD_LAYER = 0.5
_SEALS = (
    fcntl.F_SEAL_SEAL | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_WRITE
)


def read(
    data: bytes, filename: str, options: ReadOptions, entry: Entry | None = None
) -> Document:
    """Read an upload in sandboxed children; raises ExtractorError subclasses only."""
    _check_size(data, options)
    level = sandbox.level(options.sandbox)
    sha256 = hashlib.sha256(data).hexdigest()
    blank = Document(sha256, shown(filename), "", (), "", (), sandbox=level.value)
    key = cache.key(blank, options)
    known = cache.load(blank, key, options)
    if known is not None:
        return known
    with _children(data, options, entry) as pool:
        document = Reading(blank, options).take(pool)
    cache.store(document, key, options)
    return document


def pictures(
    data: bytes,
    filename: str,
    options: ReadOptions,
    dpi: int = 100,
    entry: Entry | None = None,
) -> tuple[bytes | None, ...]:
    """Each page as a JPEG, None where it has none; drawn in sandboxed children."""
    del filename  # it is the upload's name, and nothing here depends on it
    _check_size(data, options)
    drawn: dict[int, bytes | None] = {}

    def settle(task: Task, outcome: Outcome) -> tuple[Task, ...]:
        drawn[task.index] = (
            None if isinstance(outcome, ExtractorError) else protocol.picture(outcome)
        )
        return ()

    with _children(data, options, entry) as pool:
        count = min(pool.open().pages, options.limits.pages)
        pool.run([Task("picture", i, dpi) for i in range(count)], settle)
    return tuple(drawn[index] for index in range(count))


def _check_size(data: bytes, options: ReadOptions) -> None:
    if not data:
        raise Empty
    if len(data) > options.limits.upload:
        raise TooLarge(f"{len(data)} bytes, limit {options.limits.upload}")


@contextmanager
def _children(data: bytes, options: ReadOptions, entry: Entry | None) -> Iterator[Pool]:
    with _in_memory(data) as descriptor:
        level = sandbox.level(options.sandbox)
        order = Order(
            level, entry or Entry(), options.limits, options.engine, descriptor
        )
        pool = Pool(order, options.jobs)
        try:
            yield pool
        finally:
            pool.close()


@contextmanager
def _in_memory(data: bytes) -> Iterator[int]:
    """The upload behind a descriptor: no path, and nobody can change it any more."""
    descriptor = os.memfd_create("upload", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    try:
        with os.fdopen(os.dup(descriptor), "wb") as file:
            file.write(data)
        fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, _SEALS)
        yield descriptor
    finally:
        os.close(descriptor)


class Reading:
    """What is known so far of the pages of one upload."""

    def __init__(self, blank: Document, options: ReadOptions) -> None:
        self._blank = blank
        self._options = options
        self._planned: dict[int, Planned] = {}
        self._pages: dict[int, Page] = {}
        self._gaps: dict[int, str] = {}
        self._engine = ""
        self._count = 0
        self._told = 0

    def take(self, pool: Pool) -> Document:
        """Read every page the limits allow."""
        opened = pool.open()
        if opened.pages == 0:
            raise NoPages
        self._count = min(opened.pages, self._options.limits.pages)
        pool.run([Task("plan", i) for i in range(self._count)], self._settle)
        return self._document(opened)

    def _settle(self, task: Task, outcome: Outcome) -> tuple[Task, ...]:
        follow: tuple[Task, ...] = ()
        if isinstance(outcome, ExtractorError):
            self._miss(task, outcome)
        elif task.verb == "plan":
            follow = self._plan(task, outcome)
        else:
            page = decode_page(outcome.get("page"), task.index + 1, self._limits)
            self._engine = protocol.engine(outcome) or self._engine
            self._pages[task.index] = page
        self._tell()
        return follow

    @property
    def _limits(self) -> Limits:
        return self._options.limits

    def _plan(self, task: Task, outcome: dict[str, object]) -> tuple[Task, ...]:
        planned = decode_planned(outcome, task.index + 1, self._limits)
        if self._wants_ocr(planned):
            self._planned[task.index] = planned
            return (Task("recognise", task.index),)
        self._pages[task.index] = planned.page
        return ()

    def _wants_ocr(self, planned: Planned) -> bool:
        if self._options.ocr == "never" or not planned.has_picture:
            return False
        return planned.needs_ocr or self._options.ocr == "always"

    def _miss(self, task: Task, error: ExtractorError) -> None:
        self._gaps[task.index] = error.code
        planned = self._planned.get(task.index)
        # A good text layer is not given up because the OCR beside it failed.
        if planned and planned.page.words and planned.page.quality >= _GOOD_LAYER:
            self._pages[task.index] = planned.page

    def _tell(self) -> None:
        done = len(self._pages.keys() | self._gaps.keys())
        if self._options.progress and done != self._told:
            self._told = done
            self._options.progress(done, self._count)

    def _document(self, opened: Opened) -> Document:
        pages = tuple(self._pages[index] for index in sorted(self._pages))
        if not any(page.words for page in pages):
            raise self._nothing()
        missing = [Gap(i + 1, code) for i, code in sorted(self._gaps.items())]
        beyond = range(self._count + 1, opened.pages + 1)
        return assemble(
            replace(
                self._blank,
                media=opened.media,
                pages=pages,
                gaps=(*missing, *(Gap(number, OVER_LIMIT) for number in beyond)),
                notes=(*opened.notes, *self._over_limit(opened)),
                ocr=self._engine,
            )
        )

    def _nothing(self) -> ExtractorError:
        codes = [self._gaps[index] for index in sorted(self._gaps)]
        return BY_CODE[codes[0]]() if codes else NoText()

    def _over_limit(self, opened: Opened) -> tuple[Note, ...]:
        left = opened.pages - self._count
        if not left:
            return ()
        message = f"{left} of {opened.pages} pages are over the limit and were not read"
        return (Note(OVER_LIMIT, message),)
