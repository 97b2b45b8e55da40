"""The queue on dbos: jobs are workflows in SQLite or PostgreSQL, steps recorded.

dbos recovers only what its own executor ran. Our executors have a new name at each
start, so nothing is recovered behind our back: `reap` finds what the dead left and the
reaper gives it a new run.
"""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from dbos import (
    DBOS,
    DBOSClient,
    DBOSConfig,
    DBOSPortableJSONSerializer,
)
from dbos import (
    error as dbos_error,
)

from service.jobs.port import Job, JobOptions, JobState

QUEUE = "screening"
WORKFLOW = "screen"
_APPLICATION = "tecum"
# One for ever: a newer release must take over the jobs an older one left.
_VERSION = "1"
_STATES = {
    "ENQUEUED": JobState.QUEUED,
    "DELAYED": JobState.QUEUED,
    "PENDING": JobState.RUNNING,
    "SUCCESS": JobState.DONE,
    "ERROR": JobState.FAILED,
    "MAX_RECOVERY_ATTEMPTS_EXCEEDED": JobState.FAILED,
    "CANCELLED": JobState.CANCELLED,
}

Work = Callable[[Job], None]
Step = Callable[[], Any]


def address(jobs_url: str) -> str:
    """A SQLAlchemy address as dbos wants it."""
    return jobs_url.replace("postgresql+psycopg://", "postgresql://")


class DbosQueue:
    """The sending side; any process may have one."""

    def __init__(self, jobs_url: str) -> None:
        DBOS.migrate(address(jobs_url))
        self._client = DBOSClient(
            system_database_url=address(jobs_url),
            serializer=DBOSPortableJSONSerializer(),
            application_name=_APPLICATION,
            retry_connection_errors=False,
        )

    def enqueue(self, job: Job) -> None:
        """Take a job; a job of the same id is not taken a second time."""
        self._client.enqueue(
            {
                "workflow_name": WORKFLOW,
                "queue_name": QUEUE,
                "workflow_id": job.id,
                "app_version": _VERSION,
                "priority": job.priority,
            },
            job.request_id,
            job.run,
            asdict(job.options),
        )

    def status(self, job_id: str) -> JobState:
        """Where a job is; UNKNOWN for one never taken."""
        try:
            found = self._client.retrieve_workflow(job_id).get_status()
        except dbos_error.DBOSNonExistentWorkflowError:
            return JobState.UNKNOWN
        return _STATES.get(found.status, JobState.UNKNOWN)

    def cancel(self, job_id: str) -> None:
        """Take a waiting job away; stop a running one before its next step."""
        self._client.cancel_workflow(job_id)

    def reap(self, alive: frozenset[str]) -> tuple[str, ...]:
        """Cancel what workers not among `alive` were running; the jobs' ids."""
        running = self._client.list_workflows(
            status="PENDING", queue_name=QUEUE, load_input=False, load_output=False
        )
        left = tuple(w.workflow_id for w in running if w.executor_id not in alive)
        for lost in left:
            self.cancel(lost)
        return left

    def close(self) -> None:
        """Let go of connections."""
        self._client.destroy()


class DbosWorker:
    """The receiving side; dbos allows one in a process."""

    def __init__(self, jobs_url: str, name: str, at_once: int) -> None:
        self._config = DBOSConfig(
            name=_APPLICATION,
            system_database_url=address(jobs_url),
            executor_id=name,
            application_version=_VERSION,
            serializer=DBOSPortableJSONSerializer(),
            log_level="WARNING",
            enable_otlp=False,
        )
        self._at_once = at_once

    def start(self, work: Work) -> None:
        """Begin to take jobs, `work` called for each in a thread of its own."""
        DBOS(config=self._config)

        @DBOS.workflow(name=WORKFLOW)
        def screen(request_id: str, run: int, options: dict[str, Any]) -> None:
            work(Job(request_id, run, JobOptions(**options)))

        DBOS.listen_queues([QUEUE])
        DBOS.launch()
        DBOS.register_queue(
            QUEUE, worker_concurrency=self._at_once, polling_interval_sec=0.2
        )

    def stop(self, grace_s: int) -> None:
        """Take no more jobs and wait so long for those that run."""
        DBOS.destroy(workflow_completion_timeout_sec=grace_s)


def step(name: str, work: Step) -> Any:  # noqa: ANN401 - JSON, whatever the step made
    """Do a step of the running job once: done before, its result is recalled."""
    return DBOS.run_step({"name": name}, work)
