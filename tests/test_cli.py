"""The command as people and programs use it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
WARRANT = SAMPLES / "federal-warrant-clean" / "source.pdf"


def tecum(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "extractor", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )


def test_json_on_standard_output_is_one_report_and_nothing_else() -> None:
    done = tecum("screen", WARRANT, "--json", "-", "--received", "2026-03-09")
    report = json.loads(done.stdout)
    assert done.returncode == 0
    assert report["schema"] == "tecum.report/1"
    assert report["received"] == "2026-03-09"
    assert report["instruments"][0]["type"]["value"] == "search_warrant"


def test_every_value_of_a_report_carries_evidence_inside_its_page() -> None:
    report = json.loads(tecum("screen", WARRANT, "--json", "-").stdout)
    sizes = {
        p["number"]: (p["width"], p["height"]) for p in report["document"]["pages"]
    }
    seen = list(evidences(report))
    assert len(seen) > 20
    for shown in seen:
        left, top, right, bottom = shown["box"]
        width, height = sizes[shown["page"]]
        assert 0 <= left < right <= width + 1
        assert 0 <= top < bottom <= height + 1
        # Ink has a place and no words.
        assert shown["text"] or shown["source"] == "rule:signature"
        assert shown["source"].partition(":")[0] in {"rule", "model"}


def evidences(node: object) -> list[dict[str, object]]:
    if isinstance(node, list):
        return [e for item in node for e in evidences(item)]
    if not isinstance(node, dict):
        return []
    own = node.get("evidence", [])
    if "confidence" in node and node["value"] is not None:
        assert own, node
    return own + [e for item in node.values() for e in evidences(item)]


def test_two_runs_give_the_same_report_byte_for_byte_timings_aside() -> None:
    scan = SAMPLES / "entire-account-poor-scan" / "source.pdf"
    first, second = (
        json.loads(tecum("screen", scan, "--json", "-").stdout) for _ in range(2)
    )
    first.pop("timings_ms"), second.pop("timings_ms")
    assert json.dumps(first) == json.dumps(second)


def test_refused_files_end_with_code_3_and_the_rest_is_written(tmp_path: Path) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.4\nnothing")
    done = tecum("screen", bad, WARRANT, "--out", tmp_path / "out")
    assert done.returncode == 3
    assert "broken" in done.stdout
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["source.pdf.json"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["no-such-file.pdf"], "does not exist"),
        ([WARRANT, "--received", "next week"], "no day"),
        ([WARRANT, "--provider", "nobody"], "nobody"),
        ([SAMPLES, "--json", "-"], "--out"),
    ],
)
def test_wrong_use_ends_with_code_2_and_says_what_to_do(
    arguments: list[object], says: str
) -> None:
    done = tecum("screen", *arguments)
    assert done.returncode == 2
    assert says in done.stderr.replace("\n", " ")


def test_the_page_needs_nothing_else_and_shows_the_evidence(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    assert tecum("screen", WARRANT, "--html", page).returncode == 0
    html = page.read_text("utf-8")
    assert "3:26-mj-05217-GLT" in html
    assert "data:image/jpeg;base64," in html
    assert "http://" not in html.replace("http://www.w3.org", "")
    assert "https://" not in html


def test_doctor_tells_the_sandbox_and_the_engines() -> None:
    done = tecum("doctor")
    assert done.returncode == 0
    for name in ("sandbox", "tesseract", "language eng"):
        assert name in done.stdout
