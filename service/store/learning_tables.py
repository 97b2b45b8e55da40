"""Table of what is done to models: asked for, done one at a time, never forgotten."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from service.store.columns import ID_LENGTH, Base, new_id


class Training(Base):
    """A training, promotion or rollback; `wanted` names the model and says why.

    `step` is what it is at, `log` the end of what its programs said.
    `made` names the candidates as `{"name", "version"}`; `comparison` is the table that
    puts them beside the models in force.
    """

    __tablename__ = "trainings"
    __table_args__ = (Index("ix_trainings_state", "state", "asked"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(20))
    wanted: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[str] = mapped_column(String(20))
    step: Mapped[str] = mapped_column(String(40), default="")
    asked: Mapped[datetime]
    asked_by: Mapped[str] = mapped_column(String(64))
    started: Mapped[datetime | None]
    finished: Mapped[datetime | None]
    heartbeat: Mapped[datetime | None]
    owner: Mapped[str] = mapped_column(String(100), default="")
    requests: Mapped[int] = mapped_column(default=0)
    made: Mapped[list[Any]] = mapped_column(default=list)
    log: Mapped[str] = mapped_column(Text, default="")
    comparison: Mapped[str] = mapped_column(Text, default="")
