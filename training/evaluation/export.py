"""Scores to an MLflow tracking server, where its library is installed."""

import importlib
from pathlib import Path
from typing import Any

from training.evaluation.result import Result

EXPERIMENT = "tecum"
_FILES = ("scores.json", "report.md", "report.html", "records.jsonl")


class NoMlflow(RuntimeError):
    """The library is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "--mlflow needs MLflow, which is not installed: pip install mlflow-skinny."
        )


class Refused(RuntimeError):
    """The tracking server, or the library, does not take the scores."""

    def __init__(self, uri: str, why: str) -> None:
        super().__init__(f"The run is written, but {uri} did not take it: {why}")


def client() -> Any:  # noqa: ANN401 - a library that need not be there
    """The library.

    Raises:
        NoMlflow: it is not installed; told before hours of screening, not after.
    """
    try:
        return importlib.import_module("mlflow")
    except ModuleNotFoundError as error:
        raise NoMlflow from error


def send(mlflow: Any, uri: str, told: Result, folder: Path) -> None:  # noqa: ANN401
    """Log a run's scores, what it was run with, and its files.

    Raises:
        Refused: the library or its server says no.
    """
    try:
        _log(mlflow, uri, told, folder)
    except mlflow.exceptions.MlflowException as error:
        raise Refused(uri, str(error)) from error


def _log(mlflow: Any, uri: str, told: Result, folder: Path) -> None:  # noqa: ANN401
    mlflow.set_tracking_uri(uri)
    mlflow.set_experiment(EXPERIMENT)
    with mlflow.start_run(run_name=told.about.gold):
        mlflow.log_params(parameters(told))
        mlflow.log_metrics(metrics(told))
        for name in _FILES:
            if (folder / name).is_file():
                mlflow.log_artifact(str(folder / name))


def parameters(told: Result) -> dict[str, str]:
    """What the scores depend on."""
    about = told.about
    plain = {
        "gold": about.gold,
        "provider": about.provider,
        "half": about.half or "all",
        "fingerprint": about.fingerprint,
        "packets": str(told.packets),
    }
    return plain | {f"version.{k}": v for k, v in about.versions.items()}


def metrics(told: Result) -> dict[str, float]:
    """Every score, and the ends of its interval."""
    logged = {s.measure.name: s.value for s in told.scores}
    for score in told.scores:
        if score.interval:
            logged[f"{score.measure.name}.low"] = score.interval.low
            logged[f"{score.measure.name}.high"] = score.interval.high
    return logged
