"""Writes a model artefact: the same arrays give the same bytes, hashes beside them."""

import hashlib
import io
import json
import tomllib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractor.classify.artefacts import ARRAYS, MANIFEST

LIBRARIES = ("numpy", "rapidfuzz", "scikit-learn", "spacy")
CARD = """# {name}, version {version}

{about}
**Figures**

| | |
|---|---|
{figures}

Nothing here is legal advice; a person decides. Train again: `make models`.
"""


@dataclass(frozen=True)
class Trained:
    """All that is to be written of a model."""

    name: str
    version: str
    arrays: Mapping[str, NDArray[Any]]
    texts: Mapping[str, str]
    settings: Mapping[str, Any]
    figures: Mapping[str, str]
    about: str
    """What it is, its data and its limits, for the card; Markdown."""


def write(model: Trained, models: Path) -> Path:
    """Write the artefact and make it the current one; returns its folder."""
    folder = models / model.name / model.version
    folder.mkdir(parents=True, exist_ok=True)
    files = {ARRAYS: packed(model.arrays)}
    files |= {name: text.encode("utf-8") for name, text in model.texts.items()}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    (folder / MANIFEST).write_text(_manifest(model, files), encoding="utf-8")
    (folder / "card.md").write_text(_card(model), encoding="utf-8")
    _make_current(model, models / "current.toml")
    return folder


def packed(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """An .npz without times in it."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(arrays):
            array = io.BytesIO()
            np.lib.format.write_array(array, arrays[name], allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, array.getvalue())
    return target.getvalue()


def _manifest(model: Trained, files: Mapping[str, bytes]) -> str:
    content = {
        "name": model.name,
        "version": model.version,
        "files": {n: hashlib.sha256(files[n]).hexdigest() for n in sorted(files)},
        "libraries": {library: version(library) for library in LIBRARIES},
        "settings": dict(model.settings),
        "figures": dict(model.figures),
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _card(model: Trained) -> str:
    rows = "\n".join(f"| {what} | {value} |" for what, value in model.figures.items())
    return CARD.format(
        name=model.name, version=model.version, about=model.about, figures=rows
    )


def _make_current(model: Trained, path: Path) -> None:
    current = tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}
    current[model.name] = model.version
    lines = [f'{name} = "{current[name]}"\n' for name in sorted(current)]
    path.write_text("".join(lines), encoding="utf-8")
