"""What every part of the service has at hand: settings, database, blobs, queue."""

from dataclasses import dataclass, field

from service.jobs.dbos_queue import DbosQueue
from service.jobs.port import Queue
from service.settings import Settings
from service.store.blobs import Blobs
from service.store.engine import Store, connect
from service.store.migrating import upgrade
from service.telemetry import Telemetry


@dataclass(frozen=True, slots=True)
class Desk:
    """Opened once a process, handed to whoever works."""

    settings: Settings
    store: Store
    blobs: Blobs
    queue: Queue
    telemetry: Telemetry = field(default_factory=Telemetry)

    def close(self) -> None:
        """Let go of connections."""
        self.queue.close()
        self.store.close()
        self.telemetry.close()


def opened(settings: Settings) -> Desk:
    """A desk; folders and tables are made or brought up to date."""
    telemetry = Telemetry(settings.otlp_endpoint)
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    store = connect(settings.database_url)
    upgrade(store)
    blobs = Blobs(settings.blob_url)
    return Desk(settings, store, blobs, DbosQueue(settings.jobs_url), telemetry)
