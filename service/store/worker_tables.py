"""Table of the workers: who is alive, so that the dead can be told by their silence."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from service.store.columns import Base


class Worker(Base):
    """A process that screens; `heartbeat` older than the lease: it is dead."""

    __tablename__ = "workers"

    id: Mapped[str] = mapped_column(String(100), primary_key=True)
    started: Mapped[datetime]
    heartbeat: Mapped[datetime]
    capacity: Mapped[int]
    running: Mapped[int] = mapped_column(default=0)
