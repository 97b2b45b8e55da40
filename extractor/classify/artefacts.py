"""Model artefacts, under the name most callers know; see `extractor.artefacts`."""

from extractor.artefacts import (
    ARRAYS,
    CURRENT,
    MANIFEST,
    MODELS,
    VARIABLE,
    Artefact,
    current,
    is_current,
    load,
    load_version,
    version,
)

__all__ = [
    "ARRAYS",
    "CURRENT",
    "MANIFEST",
    "MODELS",
    "VARIABLE",
    "Artefact",
    "current",
    "is_current",
    "load",
    "load_version",
    "version",
]
