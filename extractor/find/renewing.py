"""Other models in force: what finders loaded and judged by it is forgotten."""

from extractor.find.choice import choice_model
from extractor.find.day_roles import day_roles
from extractor.find.targets import target_model, targets


def reload() -> None:
    """Forget the finders' models; artefacts themselves are forgotten elsewhere."""
    for loaded in (targets, target_model, day_roles, choice_model):
        loaded.cache_clear()
