"""Other models in force: what was loaded is forgotten, and read anew when needed."""

from extractor import artefacts
from extractor.classify import asked, categories, instrument, trust


def reload() -> None:
    """Forget every loaded model, those first that are made of others."""
    for loaded in (
        categories._classifier,  # noqa: SLF001 - ours, and of this package
        asked.asked_model,
        instrument.classifier,
        trust.trust,
        artefacts.load,
    ):
        loaded.cache_clear()
