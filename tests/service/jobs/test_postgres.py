"""The same service on PostgreSQL: requests and jobs in one database."""

from pathlib import Path

import pytest

from service import desk
from service.cases.states import State
from service.jobs import reaper
from service.jobs.port import JobState, job_id
from tests.service.databases import new_database, postgres
from tests.service.jobs.papers import being_read, found
from tests.service.jobs.running import Running
from tests.service.office import PAPER, settings


@pytest.mark.slow
def test_a_paper_is_screened_on_postgres_and_the_lost_are_handed_on(
    tmp_path: Path,
) -> None:
    with postgres() as socket:
        # A process of its own: dbos allows one worker in each.
        server = Running(tmp_path, DATABASE_URL=new_database(socket))
        server.start()
        with server.client as client:
            files = {"file": ("paper.txt", PAPER.encode())}
            url = client.post("/v1/requests", files=files).json()["url"]
            (item,) = server.settled(client)
            assert item["state"] in ("screened", "needs_review")
            assert client.get(f"{url}/report").status_code == 200
            assert client.get("/metrics").status_code == 200
        server.stop()
        hand_on(tmp_path / "other", new_database(socket))


def hand_on(folder: Path, database_url: str) -> None:
    at = desk.opened(settings(folder, database_url=database_url))
    try:
        request_id = being_read(at, "dead")
        assert reaper.reap(at).handed_on == 1
        assert found(at, request_id).state is State.QUEUED
        assert at.queue.status(job_id(request_id, 2)) is JobState.QUEUED
    finally:
        at.close()
