"""What a job does: read, picture, then screen and publish in one transaction.

Every step may be done twice: what was read is kept in scratch, pictures are named by
their content, and only the run that is still the request's own may publish.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import structlog
from sqlalchemy.orm import Session

from extractor import process, read, wire
from extractor.check import load_profile
from extractor.errors import (
    Broken,
    Defect,
    Empty,
    ExtractorError,
    Hostile,
    NoPages,
    NoText,
    PasswordProtected,
    TooLarge,
    UnsupportedType,
)
from extractor.process import Options, Screened
from extractor.read import ReadOptions
from extractor.read.limits import Limits
from extractor.read.options import cores
from service.cases.states import State
from service.desk import Desk
from service.jobs import scratch, words
from service.jobs.dbos_queue import step
from service.jobs.pacing import Paced
from service.jobs.port import Job
from service.store import reports, requests, runs
from service.store.blobs import Attachment, Stored
from service.store.reports import Publication
from service.store.schema import Request
from service.telemetry import Span

READ, PICTURE, SCREEN = "read", "picture", "screen"
_FILE_AT_FAULT: tuple[type[ExtractorError], ...] = (
    Broken,
    Empty,
    Hostile,
    NoPages,
    NoText,
    PasswordProtected,
    TooLarge,
    UnsupportedType,
)
_REFUSALS = frozenset(error.code for error in _FILE_AT_FAULT)
"""Another try gives the same; every other failure is tried again."""

_TELL_S = 0.5
_LOG = structlog.get_logger(__name__)


class Superseded(Exception):
    """The request was cancelled, deleted or given to another run meanwhile."""


class Screening:
    """One run of one request by one worker; `beside` jobs run in its process."""

    def __init__(self, desk: Desk, job: Job, owner: str, beside: int) -> None:
        self._desk = desk
        self._job = job
        self._owner = owner
        self._cores = max(1, (desk.settings.read_jobs or cores()) // max(beside, 1))

    def run(self) -> None:
        """Do the job; afterwards the request is screened, refused or failed."""
        log = _LOG.bind(request=self._job.request_id, run=self._job.run)
        try:
            with self._span("job"):
                self._stages(self._take())
        except Superseded:
            log.info("superseded")
            return
        log.info("run ended")

    def _span(self, name: str) -> AbstractContextManager[Span]:
        return self._desk.telemetry.span(
            name,
            tecum__request=self._job.request_id,
            tecum__run=self._job.run,
            tecum__worker=self._owner,
        )

    def _stages(self, request: Request) -> None:
        """Stop at the first failure that leaves nothing to publish."""
        if not self._step(READ, lambda: self._read(request)):
            return
        pictured = self._step(PICTURE, lambda: self._picture(request)) or []
        if self._step(SCREEN, lambda: self._screen(request, pictured)):
            scratch.clear(self._desk.settings.scratch, request.id)

    def _step(self, stage: str, work: Callable[[], Any]) -> Any:  # noqa: ANN401 - JSON
        """What the stage made; None when it failed, which is on record then."""
        return step(stage, lambda: self._spanned(stage, work))

    def _spanned(self, stage: str, work: Callable[[], Any]) -> Any:  # noqa: ANN401
        with self._span(stage) as span:
            return self._attempt(stage, work, span)

    def _attempt(self, stage: str, work: Callable[[], Any], span: Span) -> Any:  # noqa: ANN401
        with self._desk.store.begin() as session:
            runs.begin(session, self._mine(session), stage, self._owner)
        try:
            made = work()
        except ExtractorError as error:
            span.fail(error.code)
            return self._failed(stage, error.code, str(error))
        except Superseded:
            raise
        except Exception:  # noqa: BLE001
            # A defect of ours must not end the worker; it is on record and tried again.
            span.fail(Defect.code)
            _LOG.exception("stage failed", stage=stage, request=self._job.request_id)
            return self._failed(stage, Defect.code, Defect.says)
        with self._desk.store.begin() as session:
            runs.finish(session, self._job.request_id, self._job.run, stage)
        return made

    def _take(self) -> Request:
        """The request, now being read by this run."""
        with self._desk.store.begin() as session:
            request = self._mine(session, State.QUEUED, State.READING)
            runs.abandon(
                session, request.id, self._job.run, "interrupted", "Begun anew."
            )
            return requests.transition(
                session, request.id, State.READING, requests.SYSTEM, self._owner
            )

    def _mine(self, session: Session, *states: State) -> Request:
        request = session.get(Request, self._job.request_id)
        if request is None:
            raise Superseded
        request = requests.locked(session, request.id)
        if request.run != self._job.run or request.state not in (
            states or (State.READING,)
        ):
            raise Superseded
        return request

    def _failed(self, stage: str, code: str, message: str) -> None:
        """Put a failure on record; without pictures a request can be screened still."""
        why = (code, message)
        with self._desk.store.begin() as session:
            request = self._mine(session)
            runs.fail(session, request.id, self._job.run, stage, why)
            if stage == PICTURE:
                return
            if code in _REFUSALS:
                requests.refuse(session, request.id, requests.SYSTEM, *why)
            else:
                requests.fail(session, request.id, requests.SYSTEM, *why)
        if code in _REFUSALS:
            scratch.clear(self._desk.settings.scratch, self._job.request_id)

    def _read(self, request: Request) -> bool:
        """Read into scratch, where the later step finds it."""
        read.read(self._bytes(request), request.filename, self._reading(request))
        return True

    def _picture(self, request: Request) -> list[list[Any]]:
        """Page pictures into the blob store: number, SHA-256 and size of each."""
        put = self._desk.blobs.put
        drawn = read.pictures(
            self._bytes(request),
            request.filename,
            self._reading(request),
            dpi=self._desk.settings.picture_dpi,
        )
        return [
            [number, put(picture).sha256, len(picture)]
            for number, picture in enumerate(drawn, 1)
            if picture
        ]

    def _screen(self, request: Request, pictured: list[list[Any]]) -> bool:
        """Screen, then publish report, words, pictures and state at once."""
        profile = load_profile(self._job.options.provider or request.provider)
        options = Options(
            profile, self._reading(request), request.received, request.channel
        )
        screened = process.screen(self._bytes(request), request.filename, options)
        new = self._publication(screened, pictured)
        with self._desk.store.begin() as session:
            runs.finish(session, self._mine(session).id, self._job.run, SCREEN)
            reports.publish(session, request.id, new)
        return True

    def _publication(
        self, screened: Screened, pictured: list[list[Any]]
    ) -> Publication:
        pictures = (
            Attachment("page", Stored(sha256, size), "image/jpeg", number)
            for number, sha256, size in pictured
        )
        pages = (
            Attachment(
                "words",
                self._desk.blobs.put(words.packed(page)),
                words.MEDIA,
                page.number,
            )
            for page in screened.document.pages
        )
        return Publication(
            report=wire.to_json(screened.report),
            media=screened.document.media,
            text=screened.document.text,
            attachments=(*pictures, *pages),
        )

    def _bytes(self, request: Request) -> bytes:
        return self._desk.blobs.get(request.sha256)

    def _reading(self, request: Request) -> ReadOptions:
        settings = self._desk.settings
        return ReadOptions(
            ocr=self._job.options.ocr,
            sandbox=settings.sandbox,
            jobs=self._cores,
            cache=scratch.folder(settings.scratch, request.id),
            limits=Limits(upload=settings.max_upload),
            progress=Paced(self._told, _TELL_S),
        )

    def _told(self, done: int, total: int) -> None:
        """Let those who wait know how far it is."""
        with self._desk.store.begin() as session:
            request = session.get(Request, self._job.request_id)
            if request is not None and request.run == self._job.run:
                runs.progress(session, request, READ, (done, total))
