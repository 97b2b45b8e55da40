"""Which candidates are targets: a learned model weighs what is around them."""

from dataclasses import dataclass
from functools import lru_cache

from extractor import artefacts
from extractor.find.candidate import Candidate
from extractor.find.candidates import candidates
from extractor.find.logistic import Logistic
from extractor.find.surroundings import Seen, seen
from extractor.find.unsaid import unsaid

MODEL = "targets"
_SLOPE, _FOR, _AGAINST = 1.5, 2.5, 3.0
_CUES_SUFFICE, _IN_DEMAND = 1.0, 0.6


@dataclass(frozen=True, slots=True)
class Target:
    """A candidate and the chance that it is a target."""

    candidate: Candidate
    chance: float
    taken: bool
    nearly: bool
    """True where it is taken in a demand, though not by itself."""


class TargetModel(Logistic):
    """How likely a candidate is a target, and from which score on it is taken."""

    def __init__(self, artefact: artefacts.Artefact) -> None:
        super().__init__(artefact)
        self._at: dict[str, float] = artefact.settings["taken_at"]
        self._in_demand = float(artefact.settings["in_demand"])

    def judge(self, found: Seen) -> Target:
        """A candidate judged."""
        told = prior(found.leaning, loose=found.candidate.loose)
        score = self.score(found.grams) + told
        at = self._at[sort_of(found.candidate)]
        return Target(
            found.candidate,
            self.chance(score),
            taken=score >= at,
            nearly=score >= at - self._in_demand,
        )


def prior(leaning: float, *, loose: bool) -> float:
    """What cues add to the log-odds; nothing where no wording announces a thing."""
    told = _SLOPE * (leaning - _CUES_SUFFICE)
    return 0.0 if loose else max(-_AGAINST, min(_FOR, told))


def sort_of(candidate: Candidate) -> str:
    """Things judged by one threshold: announced by wording or form, or by nothing."""
    return "loose" if candidate.loose else "plain"


@lru_cache(maxsize=1)
def target_model() -> TargetModel | None:
    """The current model; None where no folder of models has one."""
    if not artefacts.is_current(MODEL):
        return None
    return TargetModel(artefacts.load(MODEL))


@lru_cache(maxsize=16)
def all_seen(text: str) -> tuple[Seen, ...]:
    """Every candidate of a text with its features, in reading order."""
    found = (*candidates(text), *unsaid(text))
    return tuple(seen(text, tuple(sorted(found, key=lambda c: c.span))))


@lru_cache(maxsize=16)
def targets(text: str) -> tuple[Target, ...]:
    """Every candidate of a text, judged."""
    model = target_model()
    if model is None:
        return tuple(map(_by_cues, all_seen(text)))
    return tuple(model.judge(found) for found in all_seen(text))


def _by_cues(found: Seen) -> Target:
    """What cues alone make of a candidate."""
    lean = found.leaning - 10 * found.candidate.loose
    return Target(
        found.candidate,
        max(0.0, min(0.95, 0.5 + 0.15 * lean)),
        taken=lean >= _CUES_SUFFICE,
        nearly=lean + _IN_DEMAND >= _CUES_SUFFICE,
    )
