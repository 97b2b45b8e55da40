"""The verbs as a person calls them."""

import json
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
import typer
from typer.testing import CliRunner, Result

from tests.training.evaluation import papers
from training.evaluation import export, wording
from training.evaluation.cli import compare, evaluate

RUN = CliRunner()
APP = typer.Typer()
APP.command()(evaluate)
APP.command()(compare)


def call(*arguments: str | Path) -> Result:
    return RUN.invoke(APP, [str(a) for a in arguments])


def scored(
    gold: Path, out: Path, *options: str | Path, cache: Path | None = None
) -> Result:
    place = ("--cache", cache or out.parent / "cache", "--jobs", "1")
    return call("evaluate", gold, "--out", out, *place, *options)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Gold, and the folder of a run over it."""
    folder = tmp_path_factory.mktemp("run")
    gold, out = papers.write(folder / "gold"), folder / "first"
    done = scored(gold, out, "--bars", "real")
    assert done.exit_code == 0, done.output
    return gold, out


def test_a_run_leaves_scores_tables_and_a_page(made: tuple[Path, Path]) -> None:
    _, out = made
    told = json.loads((out / "scores.json").read_text())
    assert told["packets"] == 3
    assert told["scores"]["instrument"]["value"] == 1.0
    assert told["scores"]["date_due"]["value"] == 0.0  # the label is wrong on purpose
    wrong = {(e["what"], e["gold"]) for e in told["errors"]}
    assert ("date_due", "2026-03-19") in wrong
    assert ("identifiers", "phone: +15550100") in wrong
    text = (out / "report.md").read_text()
    assert "| subpoena | date due | wrong | 2026-03-19 | 2026-03-20 |" in text
    assert "## Bars" in text


def test_the_page_needs_nothing_from_outside(made: tuple[Path, Path]) -> None:
    page = (made[1] / "report.html").read_text()
    assert not re.search(r"(src|href)=\"(?!#|data:)", page)
    assert "onclick" not in page
    assert " style=" not in page
    assert 'class="box found"' in page


def test_the_same_run_again_gives_the_same_bytes(
    made: tuple[Path, Path], tmp_path: Path
) -> None:
    gold, out = made
    scored(gold, tmp_path / "again", "--bars", "real", cache=out.parent / "cache")
    for name in ("scores.json", "report.md", "report.html"):
        first, again = (
            f.joinpath(name).read_bytes() for f in (out, tmp_path / "again")
        )
        assert first == again


def test_errors_of_the_half_held_back_are_counted_and_never_shown(
    made: tuple[Path, Path], tmp_path: Path
) -> None:
    gold, first = made
    out = tmp_path / "held"
    done = scored(gold, out, "--held-back", "odd", cache=first.parent / "cache")
    assert done.exit_code == 0
    told = json.loads((out / "scores.json").read_text())
    assert told["scores"]["date_due"]["value"] == 0.0
    assert {e["id"] for e in told["errors"]} <= {"letter"}
    for name in ("report.md", "report.html"):
        assert "2026-03-19" not in (out / name).read_text()


def test_one_half_is_scored_alone(made: tuple[Path, Path], tmp_path: Path) -> None:
    gold, first = made
    out = tmp_path / "half"
    done = scored(gold, out, "--half", "even", cache=first.parent / "cache")
    assert done.exit_code == 0
    assert json.loads((out / "scores.json").read_text())["packets"] == 1


def test_reports_made_elsewhere_are_scored_as_they_are(
    made: tuple[Path, Path], tmp_path: Path
) -> None:
    gold, first = made
    (unit,) = (
        told
        for path in (first / "units").rglob("*.json")
        if "opal.brook" in (told := path.read_text())
    )
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "subpoena.json").write_text(json.dumps(json.loads(unit)["report"]))
    (reports / "letter.json").write_text("{}")
    out = tmp_path / "out"
    done = scored(gold, out, "--reports", reports)
    assert done.exit_code == 0, done.output
    told = json.loads((out / "scores.json").read_text())
    assert dict(told["refusals"]) == {"letter": "bad_report", "news": "no_report"}
    assert told["scores"]["court_id"]["value"] == 1.0
    (gold_copy := tmp_path / "other").mkdir()
    papers.write(gold_copy / "gold")
    (gold_copy / "gold" / "docs" / "subpoena.txt").write_text("other bytes")
    scored(gold_copy / "gold", out, "--reports", reports)
    told = json.loads((out / "scores.json").read_text())
    assert dict(told["refusals"])["subpoena"] == "report_of_other_bytes"


def test_two_runs_are_compared_and_every_change_is_named(
    made: tuple[Path, Path], tmp_path: Path
) -> None:
    gold, first = made
    lines = (gold / "gold.jsonl").read_text("utf-8").splitlines()
    labels = [json.loads(line) for line in lines]
    labels[0]["fields"]["date_due"] = "2026-03-20"
    later = papers.write(tmp_path / "later")
    (later / "gold.jsonl").write_text("\n".join(map(json.dumps, labels)))
    out = tmp_path / "second"
    done = scored(later, out, "--against", first)
    assert done.exit_code == 0, done.output
    again = call("compare", first, out, "--out", tmp_path / "compared")
    assert again.exit_code == 0
    told = json.loads((tmp_path / "compared" / "comparison.json").read_text())
    assert [(c["id"], c["what"], c["turn"]) for c in told["changes"]] == [
        ("subpoena", "date_due", "now right")
    ]
    (due,) = (t for t in told["turned"] if t["what"] == "date_due")
    assert (due["won"], due["lost"], due["p"]) == (1, 0, 1.0)
    text = (tmp_path / "compared" / "comparison.md").read_text()
    assert "3 packets in both runs." in text


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("nowhere",), "nowhere does not exist"),
        (("empty",), "no gold.jsonl"),
        (("gold", "--provider", "nobody"), "nobody"),
        (("gold", "--bars", "nothing"), "there are: real, synthetic"),
        (("gold", "--against", "nowhere"), "holds no run"),
        (("gold", "--reports", "nowhere"), "no folder of reports"),
        (("gold", "--out", "out", "--against", "out"), "this run's own folder"),
        (("gold", "--mlflow", "file:x"), "pip install"),
    ],
)
def test_wrong_use_ends_in_a_sentence(
    options: tuple[str, ...], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    papers.write(tmp_path / "gold")
    done = call("evaluate", *options, "--jobs", "1")
    assert done.exit_code == 2
    assert says in wording.plain(done.output) or says in " ".join(done.output.split())


def test_thresholds_may_differ_by_label(
    made: tuple[Path, Path], tmp_path: Path
) -> None:
    gold, first = made
    (tmp_path / "accept.toml").write_text("instrument = 1.0\n")
    (tmp_path / "bad.toml").write_text("instrument = [")
    cache = first.parent / "cache"
    place = ("--thresholds", tmp_path / "accept.toml")
    assert scored(gold, tmp_path / "o", *place, cache=cache).exit_code == 0
    told = json.loads((tmp_path / "o" / "scores.json").read_text())
    (row,) = (c for c in told["coverage"] if c["what"] == "instrument")
    assert (row["threshold"], row["taken"]) == (1.0, 0)
    bad = scored(gold, tmp_path / "o", "--thresholds", tmp_path / "bad.toml")
    assert bad.exit_code == 2


def test_scores_go_to_mlflow_with_their_intervals_and_files(
    made: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    logged: dict[str, object] = {"files": []}

    class Run:
        def __enter__(self) -> None:
            return None

        def __exit__(self, *_: object) -> None:
            return None

    class Failure(Exception):
        pass

    def log_metrics(told: dict[str, float]) -> None:
        if logged.get("full"):
            raise Failure("no room")
        logged.update(metrics=told)

    library = SimpleNamespace(
        exceptions=SimpleNamespace(MlflowException=Failure),
        set_tracking_uri=lambda uri: logged.update(uri=uri),
        set_experiment=lambda name: logged.update(experiment=name),
        start_run=lambda **_: Run(),
        log_params=lambda told: logged.update(params=told),
        log_metrics=log_metrics,
        log_artifact=lambda path: logged["files"].append(Path(path).name),  # type: ignore[attr-defined]
    )
    monkeypatch.setattr(export, "client", lambda: library)
    gold, first = made
    done = scored(
        gold, tmp_path / "o", "--mlflow", "file:x", cache=first.parent / "cache"
    )
    assert done.exit_code == 0, done.output
    assert logged["uri"] == "file:x"
    assert {"instrument", "instrument.low"} <= logged["metrics"].keys()  # type: ignore[attr-defined]
    assert "report.html" in logged["files"]  # type: ignore[operator]
    logged["full"] = True
    refused = scored(
        gold, tmp_path / "o", "--mlflow", "file:x", cache=first.parent / "cache"
    )
    assert refused.exit_code == 2
    assert "file:x did not take it: no room" in " ".join(refused.output.split())
