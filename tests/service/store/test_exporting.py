import json
from datetime import timedelta
from pathlib import Path

from typer.testing import CliRunner

from extractor.__main__ import build, verbs
from service.cases.decisions import ReviewVerdict
from service.cases.gold import suffix
from service.store import corrections, decisions, exporting, remarks, requests
from service.store.blobs import Blobs
from service.store.columns import now
from service.store.corrections import Proposed
from service.store.engine import Store, connect
from service.store.migrating import upgrade
from tests.service.store.screened import TEXT, report_json, screened, stored


def decided(store: Store, blobs: Blobs, name: str = "gj.txt") -> str:
    """A corrected and decided request, one finding dismissed."""
    request_id = screened(store, stored(store, blobs, filename=name))
    with store.begin() as session:
        for path, after in (
            ("instruments/0/fields/case_number", "26-GJ-0500"),
            ("instruments/0/jurisdiction/court_id", "waed"),
        ):
            said = Proposed(path, after, 1)
            corrections.correct(session, request_id, said, "ann")
    with store.begin() as session:
        finding = report_json()["findings"][0]
        key = f"{finding['rule']}/0/{','.join(finding['demand_ids'])}"
        why = ("ann", "covered by the warrant")
        remarks.review(session, request_id, key, ReviewVerdict.DISMISS, why)
        decisions.decide(session, request_id, "narrow", "ann", "as agreed")
    return request_id


def test_a_decided_request_becomes_a_line_of_gold(
    store: Store, blobs: Blobs, tmp_path: Path
) -> None:
    request_id = decided(store, blobs)
    screened(store)
    with store.read() as session:
        ids = exporting.chosen(session)
        assert exporting.waiting(session) == 1
        assert exporting.chosen(session, now() + timedelta(days=1)) == []
    done = exporting.export(store, blobs, tmp_path / "gold", ids, "ann")
    assert (done.requests, done.corrected) == (1, 1)
    line = json.loads((tmp_path / "gold/gold.jsonl").read_text())
    assert (tmp_path / "gold" / line["file"]).read_text() == TEXT
    assert line["id"] == request_id
    assert line["instrument"] == "grand_jury_subpoena"
    assert line["fields"]["case_number"] == "26-GJ-0500"
    assert line["fields"]["date_range"] == ["2026-01-01", "2026-03-31"]
    assert line["jurisdiction"]["court_id"] == "waed"
    assert line["disposition"] == "narrow"
    assert report_json()["findings"][0]["rule"] not in line["findings"]
    assert line["corrected"] == [
        "instruments/0/fields/case_number",
        "instruments/0/jurisdiction/court_id",
    ]


def test_restricted_process_is_never_exported(sqlite: Store, blobs: Blobs) -> None:
    request_id = decided(sqlite, blobs)
    with sqlite.begin() as session:
        requests.get(session, request_id).restricted = True
    with sqlite.read() as session:
        assert exporting.chosen(session) == []


def test_a_hostile_file_name_stays_out_of_the_path() -> None:
    for name, ending in (
        ("../../etc/passwd", ""),
        ("a.pdf/../../x", ""),
        ("a.PDF", ".pdf"),
        ("a.pd\x00f", ""),
        ("a.verylongending", ""),
    ):
        assert suffix(name) == ending


def test_the_commands_export_back_up_restore_and_retain(tmp_path: Path) -> None:
    data, other = tmp_path / "data", tmp_path / "other"
    store = connect(f"sqlite:///{data}/tecum.db")
    upgrade(store)
    decided(store, Blobs(f"file://{data}/blobs"))
    store.close()
    for said, arguments in (
        (
            "Wrote 1 requests, 1 of them",
            ["export", f"{tmp_path}/g", "--data", f"{data}"],
        ),
        ("corrections", ["backup", f"{tmp_path}/b.tar", "--data", f"{data}"]),
        ("Restored", ["restore", f"{tmp_path}/b.tar", "--data", f"{other}"]),
        ("is whole", ["audit", "verify", "--data", f"{other}"]),
        ("0 requests would", ["retain", "--dry-run", "--data", f"{other}"]),
        ("Deleted 0 requests", ["retain", "--data", f"{other}"]),
    ):
        done = CliRunner().invoke(build(verbs(arguments)), arguments)
        assert done.exit_code == 0, done.output
        assert said in done.output
    again = ["restore", f"{tmp_path}/b.tar", "--data", f"{other}"]
    done = CliRunner().invoke(build(verbs(again)), again)
    assert (done.exit_code, "bad_backup" in done.output) == (2, True)
