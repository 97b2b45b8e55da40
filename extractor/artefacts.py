"""Model artefacts: plain arrays and JSON, checked by hash and library before use."""

import hashlib
import io
import json
import os
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractor.errors import BadArtefact

VARIABLE = "TECUM_MODELS"
"""Names another folder of artefacts: a candidate is tried that way."""
_CHECKOUT = Path(__file__).parents[1] / "models"
_INSTALLED = Path(sys.prefix) / "share" / "tecum" / "models"
_SHIPPED = _CHECKOUT if _CHECKOUT.is_dir() else _INSTALLED
MODELS = Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else _SHIPPED
CURRENT = "current.toml"
MANIFEST = "manifest.json"
ARRAYS = "arrays.npz"
VOCABULARY = "vocabulary.txt"


@dataclass(frozen=True, slots=True)
class Artefact:
    """A learned model: its arrays, and what else it needs as plain data."""

    name: str
    version: str
    arrays: Mapping[str, NDArray[Any]]
    settings: Mapping[str, Any]
    texts: Mapping[str, str]

    @property
    def source(self) -> str:
        """How evidence cites it."""
        return f"model:{self.name}@{self.version}"

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """The names of its features, in the order of its weights."""
        return tuple(self.texts[VOCABULARY].split("\n"))


@lru_cache(maxsize=8)
def load(name: str, models: Path = MODELS) -> Artefact:
    """The current artefact of a name.

    Raises:
        BadArtefact: it is missing, altered, or made by other library versions.
    """
    version = current(models).get(name)
    if version is None:
        raise BadArtefact(f"No model {name!r} is current.")
    return load_version(name, version, models)


def load_version(name: str, version: str, models: Path = MODELS) -> Artefact:
    """One version of a model, current or not.

    Raises:
        BadArtefact: it is missing, altered, or made by other library versions.
    """
    folder = models / name / version
    manifest = _json(_bytes(folder / MANIFEST))
    files = {n: _checked(folder / n, digest) for n, digest in manifest["files"].items()}
    for library, made_with in manifest["libraries"].items():
        _same_library(library, made_with)
    return Artefact(
        name=name,
        version=version,
        arrays=_arrays(files.pop(ARRAYS)) if ARRAYS in files else {},
        settings=manifest["settings"],
        texts={n: data.decode("utf-8") for n, data in files.items()},
    )


def version(models: Path = MODELS) -> str:
    """All current models with their versions, as a report names them."""
    versions = current(models)
    return " ".join(f"{name}@{versions[name]}" for name in sorted(versions)) or "none"


def is_current(name: str, models: Path = MODELS) -> bool:
    """True where some version of a model is in use."""
    return name in current(models)


def current(models: Path = MODELS) -> dict[str, str]:
    """The version in use of every model, by name.

    Raises:
        BadArtefact: current.toml does not parse.
    """
    path = models / CURRENT
    if not path.is_file():
        return {}
    try:
        return {k: str(v) for k, v in tomllib.loads(path.read_text("utf-8")).items()}
    except tomllib.TOMLDecodeError as error:
        raise BadArtefact("models/current.toml does not parse.") from error


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadArtefact(f"{path.name} of {path.parent.name} is missing.") from error


def _json(data: bytes) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(data)
    except ValueError as error:
        raise BadArtefact("A manifest does not parse.") from error
    if not {"files", "libraries", "settings"} <= found.keys():
        raise BadArtefact("A manifest is not complete.")
    return found


def _checked(path: Path, digest: str) -> bytes:
    data = _bytes(path)
    if hashlib.sha256(data).hexdigest() != digest:
        raise BadArtefact(f"{path.name} is not the file its manifest names.")
    return data


def _same_library(library: str, made_with: str) -> None:
    """Major and minor must agree: a patch release changes no behaviour we rely on."""
    try:
        here = installed(library)
    except PackageNotFoundError:
        here = "none"
    if here.split(".")[:2] != made_with.split(".")[:2]:
        raise BadArtefact(
            f"It was made with {library} {made_with}, here is {here}. "
            "`make train` trains with what is here."
        )


def _arrays(data: bytes) -> dict[str, NDArray[Any]]:
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as archive:
            return {name: archive[name] for name in archive.files}
    except (OSError, ValueError) as error:
        raise BadArtefact("The arrays do not load.") from error
