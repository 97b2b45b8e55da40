"""What we ask of a job queue; everything durable hides behind these few verbs."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, Protocol


class JobState(StrEnum):
    """Where a job is, as its queue knows it."""

    UNKNOWN = "unknown"
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class JobOptions:
    """What a caller may choose for one run."""

    ocr: Literal["auto", "always", "never"] = "auto"
    provider: str | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """One attempt to screen one request; a new attempt is a new run.

    `priority` is 1 (first) to 100 (last).
    """

    request_id: str
    run: int
    options: JobOptions = field(default_factory=JobOptions)
    priority: int = 50

    @property
    def id(self) -> str:
        """The queue's key: enqueueing it twice is enqueueing it once."""
        return job_id(self.request_id, self.run)


def job_id(request_id: str, run: int) -> str:
    """The key of a run in the queue."""
    return f"{request_id}.{run}"


class Queue(Protocol):
    """A durable queue. Every verb may be repeated without harm."""

    def enqueue(self, job: Job) -> None:
        """Take a job; a job of the same id is not taken a second time."""
        ...

    def status(self, job_id: str) -> JobState:
        """Where a job is; UNKNOWN for one never taken."""
        ...

    def cancel(self, job_id: str) -> None:
        """Take a waiting job away; stop a running one before its next step."""
        ...

    def reap(self, alive: frozenset[str]) -> tuple[str, ...]:
        """Cancel what workers not among `alive` were running; the jobs' ids."""
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...
