"""A value chosen among candidates by a learned model where wording settles nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractor import artefacts
from extractor.document import Document
from extractor.find.logistic import Logistic
from extractor.geometry import Span


@dataclass(frozen=True, slots=True)
class Nominee:
    """A value that may be the one: where it stands, and the features it is weighed by.

    `said` is what our own wording makes of it. It is kept apart, because wording knows
    by heart the papers it was written for: in training it is often hidden.
    """

    value: str
    span: Span
    document: Document
    grams: tuple[str, ...]
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A nominee and the chance that it is right."""

    nominee: Nominee
    chance: float


class ChoiceModel(Logistic):
    """How likely a nominee is the one, and from which chances on it is taken."""

    def __init__(self, artefact: artefacts.Artefact) -> None:
        super().__init__(artefact)
        self.least = float(artefact.settings["least"])
        self.doubt = float(artefact.settings["doubt"])

    def judge(self, nominee: Nominee) -> Chosen:
        """A nominee with the chance that it is right."""
        told = dict.fromkeys((*nominee.grams, *nominee.said))
        return Chosen(nominee, self.chance(self.score(told)))


@lru_cache(maxsize=4)
def choice_model(name: str) -> ChoiceModel | None:
    """The current model of a name; None where no folder of models has one."""
    if not artefacts.is_current(name):
        return None
    return ChoiceModel(artefacts.load(name))


def choose(
    model: ChoiceModel, nominees: Sequence[Nominee], worded: str | None
) -> Chosen | None:
    """The nominee to take, None where what our wording chose had better stand.

    It is taken where wording found nothing, and where the model thinks little of what
    wording found.
    """
    told = [model.judge(nominee) for nominee in nominees]
    best = max(told, key=lambda c: c.chance, default=None)
    if best is None or best.chance < model.least:
        return None
    if worded is None:
        return best
    of_worded = [c.chance for c in told if c.nominee.value == worded]
    if not of_worded or max(of_worded) >= model.doubt:
        return None
    return best
