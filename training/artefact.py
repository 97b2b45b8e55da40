"""Writes a model artefact: the same arrays give the same bytes, hashes beside them."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractor.artefacts import ARRAYS, MANIFEST, MODELS
from training import shelf
from training.curve import Curve
from training.evaluation.files import write_text

LIBRARIES = ("numpy", "rapidfuzz", "scikit-learn", "spacy")
CURVE = "curve.svg"
CARD = """# {name}, version {version}

{about}
**Figures**

| | |
|---|---|
{figures}
{curve}
Nothing here is legal advice; a person decides. Train again: `make train`.
"""


@dataclass(frozen=True)
class Trained:
    """All that is to be written of a model; writing gives it its version."""

    name: str
    arrays: Mapping[str, NDArray[Any]]
    texts: Mapping[str, str]
    settings: Mapping[str, Any]
    figures: Mapping[str, str]
    about: str
    """What it is, its data and its limits, for the card; Markdown."""
    curve: Curve | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """Where a model lies; `is_new` is False where the same one was there already."""

    name: str
    version: str
    folder: Path
    digest: str
    is_new: bool


def write(model: Trained, models: Path = MODELS) -> Written:
    """Write a candidate: the next version, which nothing uses yet.

    The same arrays, texts and settings as of a version that is there are not written
    again.
    """
    files = {name: text.encode("utf-8") for name, text in model.texts.items()}
    if model.arrays:
        files[ARRAYS] = packed(model.arrays)
    hashes = {n: hashlib.sha256(files[n]).hexdigest() for n in sorted(files)}
    told = digest(hashes)
    known = shelf.same(model.name, hashes, models)
    if known and _settings(model.name, known, models) == _plain(model.settings):
        return Written(
            model.name, known, models / model.name / known, told, is_new=False
        )
    number = shelf.following(model.name, models)
    folder = models / model.name / number
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    if model.curve:
        write_text(folder / CURVE, model.curve.svg())
    write_text(folder / "card.md", _card(model, number))
    write_text(folder / MANIFEST, _manifest(model, number, hashes))
    return Written(model.name, number, folder, told, is_new=True)


def digest(hashes: Mapping[str, str]) -> str:
    """One hash for all files of a model."""
    told = "".join(f"{name} {hashes[name]}\n" for name in sorted(hashes))
    return hashlib.sha256(told.encode()).hexdigest()


def _settings(name: str, number: str, models: Path) -> Any:  # noqa: ANN401 - JSON
    return shelf.manifest(name, number, models)["settings"]


def _plain(settings: Mapping[str, Any]) -> Any:  # noqa: ANN401 - JSON
    return json.loads(json.dumps(dict(settings)))


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


def _manifest(model: Trained, number: str, hashes: Mapping[str, str]) -> str:
    content = {
        "name": model.name,
        "version": number,
        "files": hashes,
        "libraries": {library: version(library) for library in LIBRARIES},
        "settings": dict(model.settings),
        "figures": dict(model.figures),
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _card(model: Trained, number: str) -> str:
    rows = "\n".join(f"| {what} | {value} |" for what, value in model.figures.items())
    told = model.curve.markdown(CURVE) if model.curve else ""
    return CARD.format(
        name=model.name, version=number, about=model.about, figures=rows, curve=told
    )
