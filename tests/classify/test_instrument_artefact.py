import json
import shutil
from pathlib import Path

import pytest

from extractor import artefacts
from extractor.errors import BadArtefact


@pytest.fixture
def models(tmp_path: Path) -> Path:
    shutil.copytree(artefacts.MODELS, tmp_path / "models")
    return tmp_path / "models"


def folder(models: Path) -> Path:
    return next((models / "instrument").iterdir())


def test_the_shipped_artefact_loads_and_is_small(models: Path) -> None:
    artefact = artefacts.load("instrument", models)
    assert artefact.source == f"model:instrument@{artefact.version}"
    assert sum(p.stat().st_size for p in folder(models).iterdir()) < 5_000_000


def test_no_models_is_said_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(BadArtefact, match="make models"):
        artefacts.load("instrument", tmp_path)


def test_a_missing_file_is_refused(models: Path) -> None:
    (folder(models) / "arrays.npz").unlink()
    with pytest.raises(BadArtefact, match="missing"):
        artefacts.load("instrument", models)


def test_an_altered_file_is_refused(models: Path) -> None:
    with (folder(models) / "vocabulary.txt").open("a") as file:
        file.write("\nw extra")
    with pytest.raises(BadArtefact, match="manifest"):
        artefacts.load("instrument", models)


def test_another_library_version_is_refused(models: Path) -> None:
    path = folder(models) / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["libraries"]["numpy"] = "0.1.0"
    path.write_text(json.dumps(manifest))
    with pytest.raises(BadArtefact, match=r"numpy 0\.1\.0"):
        artefacts.load("instrument", models)


@pytest.mark.parametrize("content", ["", "{}", "[1", '{"files": 3}'])
def test_a_broken_manifest_is_refused(models: Path, content: str) -> None:
    (folder(models) / "manifest.json").write_text(content)
    with pytest.raises(BadArtefact):
        artefacts.load("instrument", models)


def test_a_broken_pointer_is_refused(models: Path) -> None:
    (models / "current.toml").write_text("instrument = ")
    with pytest.raises(BadArtefact):
        artefacts.load("instrument", models)


def test_the_version_names_all_current_models(models: Path, tmp_path: Path) -> None:
    told = artefacts.version(models).split()
    names = [name.split("@")[0] for name in told]
    assert names == sorted(names)
    assert {"asked", "instrument", "thresholds"} <= set(names)
    assert artefacts.version(tmp_path) == "none"


def test_all_artefacts_together_are_small() -> None:
    size = sum(p.stat().st_size for p in artefacts.MODELS.rglob("*") if p.is_file())
    assert size < 25_000_000
