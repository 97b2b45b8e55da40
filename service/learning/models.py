"""The models that lie ready, as their manifests and the history of changes tell."""

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.artefacts import CURRENT, MANIFEST, MODELS
from extractor.show.wording import plain

_HISTORY = "history.jsonl"
_TITLES = {
    "asked": "Kinds of data",
    "instrument": "Instrument",
    "thresholds": "Sureness",
}


@dataclass(frozen=True, slots=True)
class Model:
    """A model artefact; `since` is the day it came into force, empty where untold."""

    name: str
    version: str
    is_current: bool
    since: str
    figures: dict[str, str]

    @property
    def title(self) -> str:
        """What it learns, in words."""
        return _TITLES.get(self.name, plain(self.name))

    @property
    def key(self) -> tuple[str, str]:
        """Its name and version."""
        return self.name, self.version


def models(folder: Path = MODELS) -> list[Model]:
    """Every model that lies ready, by name, the newest version first."""
    current = _current(folder)
    since = _since(folder)
    told = (_manifest(path) for path in folder.glob(f"*/*/{MANIFEST}"))
    found = [_model(one, current, since) for one in told if one]
    return sorted(found, key=lambda model: (model.name, _descending(model.version)))


def _manifest(path: Path) -> dict[str, Any]:
    """Empty where it is still being written."""
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except ValueError:
        return {}
    return found


def _model(
    manifest: dict[str, Any], current: dict[str, str], since: dict[str, str]
) -> Model:
    name, version = str(manifest["name"]), str(manifest["version"])
    figures = {key: _figure(v) for key, v in manifest.get("figures", {}).items()}
    is_current = current.get(name) == version
    return Model(name, version, is_current, since.get(name, ""), figures)


def _figure(value: object) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def _descending(version: str) -> tuple[int, str]:
    return (-int(version), "") if version.isdecimal() else (0, version)


def _current(folder: Path) -> dict[str, str]:
    path = folder / CURRENT
    told = tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}
    return {name: str(version) for name, version in told.items()}


def _since(folder: Path) -> dict[str, str]:
    """By name the day of the newest change, as `tecum models` keeps it."""
    path = folder / _HISTORY
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    told = [json.loads(line) for line in lines if line.strip()]
    return {str(t["name"]): str(t.get("at", ""))[:10] for t in told if "name" in t}


class InForce:
    """Notices that other models are in force."""

    def __init__(self, folder: Path = MODELS) -> None:
        self._folder = folder
        self._known = _current(folder)

    def changed(self) -> bool:
        """True once after each change."""
        now = _current(self._folder)
        before, self._known = self._known, now
        return now != before
