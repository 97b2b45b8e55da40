"""Webhooks: signed, told of every change once, tried again, kept out of our network."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from sqlalchemy import func, select

from service.desk import Desk
from service.jobs import deliveries
from service.jobs.sending import Message, send
from service.jobs.signing import HEADER, is_genuine, signature
from service.store.columns import new_id, now
from service.store.schema import AuditEntry, Delivery, Webhook
from tests.service.jobs.papers import accepted

SECRET = "s3cret"  # noqa: S105 - of a webhook made here


class Receiver(HTTPServer):
    """Takes what is sent, and answers `answers` in turn, then 204."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Taker)
        self.taken: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[int] = []
        self.slow_s = 0.0

    @property
    def url(self) -> str:
        return f"http://localhost:{self.server_port}/hook"


class Taker(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Receiver)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append((dict(self.headers), body))
        answers = self.server.answers
        time.sleep(self.server.slow_s)
        self.send_response(answers.pop(0) if answers else 204)
        self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        return


@contextmanager
def receiving() -> Iterator[Receiver]:
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as server:
        yield server


def hooked(at: Desk, url: str, *events: str) -> str:
    with at.store.begin() as session:
        seen = session.scalar(select(func.max(AuditEntry.seq))) or 0
        row = Webhook(
            id=new_id(),
            url=url,
            secret=SECRET,
            events=list(events),
            seen=seen,
            created=now(),
            user_id="test",
        )
        session.add(row)
        return row.id


def allowing(at: Desk, **more: object) -> Desk:
    settings = at.settings.model_copy(update={"webhook_private": True, **more})
    return Desk(settings, at.store, at.blobs, at.queue)


def told(at: Desk) -> list[tuple[str, int]]:
    with at.store.read() as session:
        rows = session.scalars(select(Delivery).order_by(Delivery.created))
        return [(row.state, row.attempts) for row in rows]


def test_a_change_of_state_is_told_once_and_signed(
    at: Desk, receiver: Receiver
) -> None:
    desk = allowing(at)
    hooked(desk, receiver.url)
    request_id = accepted(desk)
    assert deliveries.deliver(desk) == 1
    assert deliveries.deliver(desk) == 0
    ((headers, body),) = receiver.taken
    said = json.loads(body)
    assert (said["request"], said["state"]) == (request_id, "queued")
    assert is_genuine(SECRET, body, headers[HEADER], int(time.time()))
    assert set(said) == {"event", "sequence", "at", "request", "before", "state"}


def test_only_the_wanted_states_are_told(at: Desk, receiver: Receiver) -> None:
    desk = allowing(at)
    hooked(desk, receiver.url, "failed")
    accepted(desk)
    assert deliveries.deliver(desk) == 0
    assert receiver.taken == []


def test_a_receiver_that_fails_is_tried_again_then_given_up(
    at: Desk, receiver: Receiver
) -> None:
    desk = allowing(at, retry_s=0.01, webhook_attempts=3)
    hooked(desk, receiver.url)
    receiver.answers = [500, 302, 503]
    accepted(desk)
    for _ in range(3):
        deliveries.deliver(desk)
        time.sleep(0.05)
    assert len(receiver.taken) == 3
    assert told(desk) == [("given_up", 3)]
    ids = {headers["Tecum-Delivery"] for headers, _ in receiver.taken}
    assert len(ids) == 1


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("http://127.0.0.1:1/x", "private"),
        ("http://localhost/x", "private"),
        ("http://[::1]/x", "private"),
        ("http://169.254.169.254/latest/meta-data", "private"),
        ("http://10.1.2.3/x", "private"),
        ("http://100.64.0.1/x", "private"),
        ("http://0.0.0.0/x", "private"),
        ("http://224.0.0.1/x", "private"),
        ("http://2130706433/x", "private"),
        ("http://0x7f.1/x", "private"),
        ("http://127.1/x", "private"),
        ("http://example.test@127.0.0.1/x", "private"),
        ("http://[::ffff:127.0.0.1]/x", "private"),
        ("http://[::127.0.0.1]/x", "private"),
        ("http://[64:ff9b::a01:203]/x", "private"),
        ("http://[2002:7f00:1::]/x", "private"),
        ("http://[fe80::1]/x", "private"),
        ("http://[fd00::1]/x", "private"),
        ("http://[fec0::1]/x", "private"),
        ("http://[ff02::1]/x", "private"),
        ("gopher://127.0.0.1/x", "no http address"),
        ("file:///etc/passwd", "no http address"),
        ("ftp://example.test/x", "no http address"),
        ("http://nowhere.invalid/x", "not known"),
        ("http://[::1/x", "malformed"),
    ],
)
def test_addresses_in_our_own_network_are_refused(url: str, says: str) -> None:
    answer = send(Message("1", url, SECRET, {}), 1.0, allow_private=False)
    assert answer.status is None
    assert says in (answer.error or "")


def test_a_name_with_one_address_of_ours_is_refused(
    monkeypatch: pytest.MonkeyPatch, receiver: Receiver
) -> None:
    both = [(2, 1, 6, "", (address, 80)) for address in ("93.184.216.34", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    url = f"http://cases.example:{receiver.server_port}/hook"
    answer = send(Message("1", url, SECRET, {}), 1.0, allow_private=False)
    assert "private" in (answer.error or "")
    assert receiver.taken == []


def test_a_receiver_that_does_not_answer_is_not_waited_for(receiver: Receiver) -> None:
    receiver.slow_s = 1.0
    started = time.monotonic()
    answer = send(Message("1", receiver.url, SECRET, {}), 0.1, allow_private=True)
    assert time.monotonic() - started < 0.9
    assert answer.error == "no answer (ReadTimeout)"


def test_a_signature_does_not_outlive_its_time_or_its_body() -> None:
    header = signature(SECRET, b"body", 1000)
    assert is_genuine(SECRET, b"body", header, 1200)
    assert not is_genuine(SECRET, b"body", header, 1400)
    assert not is_genuine(SECRET, b"other", header, 1000)
    assert not is_genuine("other", b"body", header, 1000)
    assert not is_genuine(SECRET, b"body", "nonsense", 1000)
