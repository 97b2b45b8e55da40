"""What screens: one hash over code, models, libraries and recogniser."""

import hashlib
from functools import cache
from importlib import metadata
from pathlib import Path

from extractor.artefacts import MODELS
from extractor.read import places

_LIBRARIES = (
    "common-expression-language",
    "courts-db",
    "lxml",
    "numpy",
    "opencv-python-headless",
    "pdfplumber",
    "phonenumbers",
    "pikepdf",
    "pillow",
    "pypdfium2",
    "python-dateutil",
    "rapidfuzz",
    "scikit-learn",
    "spacy",
    "tesserocr",
    "usaddress",
)
SHOWN = 12
"""So many digits of a hash name it for a reader."""


@cache
def fingerprint() -> str:
    """A hash that changes whenever the same upload may be screened otherwise."""
    seen = hashlib.sha256()
    for path in _sources():
        seen.update(f"{path.name}\n".encode())
        seen.update(path.read_bytes())
    for library in _LIBRARIES:
        seen.update(f"{library} {_installed(library)}\n".encode())
    for path in map(Path, places.recogniser()):
        size = path.stat().st_size if path.is_file() else 0
        seen.update(f"{path.name} {size}\n".encode())
    return seen.hexdigest()


def _sources() -> list[Path]:
    ours = (p for p in places.package().rglob("*") if p.suffix != ".pyc")
    models = (p for p in MODELS.rglob("*") if p.suffix != ".md")
    return sorted(path for path in (*ours, *models) if path.is_file())


def _installed(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return "none"
