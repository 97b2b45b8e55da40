"""What each part is worth: rules and models apart, letters, noise, our courts.

`python -m training.ablation` measures and writes docs/ablation.md. Held-back packets
are counted, never shown.
"""

import argparse
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from courts_db import find_court
from threadpoolctl import threadpool_limits

from extractor import artefacts, find, split
from extractor.classify.asked import ASKS, asked_model
from extractor.classify.categories import CueClassifier, WeighedClassifier
from extractor.classify.cues import cues, points
from extractor.classify.features import grams, speaking
from extractor.classify.instrument import classifier, linear_model
from extractor.facts import Facts, Field, absent
from extractor.packet import Scope, scopes
from extractor.read import ReadOptions, read
from extractor.taxonomy import instruments
from training import dataset, fit_instrument, sources
from training.evaluation.files import write_text
from training.evaluation.tables import Rows
from training.fit_instrument import Seen
from training.gold import Gold, load
from training.synthesise import noise

OUT = Path("docs/ablation.md")
REAL = Path("../shared/real")
PER_LABEL = 100
HEAD = """# Ablation

What each part is worth, measured by `make ablation`. Written packets are the frozen
sets and those of authors who had not seen the code (`training/authored`), even lines
included: they are counted here, never looked at.

Read with care: the third table's differences of a hundredth are within chance, and it
draws fewer texts than `make train` does. A spaCy text classifier was not compared.

"""


@dataclass(frozen=True)
class Read:
    """A packet read: its main scope and what was found there."""

    gold: Gold
    scope: Scope
    facts: Facts


@lru_cache(maxsize=1)
def packets() -> tuple[Read, ...]:
    """All written packets, read once."""
    return tuple(
        _read(g) for f in (*sources.FROZEN, *sources.AUTHORED) for g in load(f)
    )


def _read(gold: Gold) -> Read:
    options = ReadOptions(cache=Path(".cache/read"))
    document = read(gold.path.read_bytes(), gold.path.name, options)
    scope = scopes(document, split.split(document))[0]
    return Read(gold, scope, find.find(scope))


def instrument_rows() -> Rows:
    """Instrument type by cues, by the model, by both."""
    model = linear_model(artefacts.load("instrument"))
    labels = instruments.labels()

    def by_cues(scope: Scope) -> int:
        found = cues(scope.face)
        said = np.array([points(found, label) for label in labels])
        nothing = labels.index("not_legal_process")
        return int(said.argmax()) if said.any() else nothing

    told = (
        ("rules only", by_cues),
        ("model only", lambda s: int(model.scores(grams(speaking(s))).argmax())),
        ("both", lambda s: int(classifier().scores(s).argmax())),
    )
    rows = tuple((name, f"{_accuracy(of):.3f}") for name, of in told)
    title = f"Instrument type, first instrument of {len(packets())} written packets"
    return Rows(title, ("weighs", "accuracy"), rows)


def _accuracy(of: Callable[[Scope], int]) -> float:
    labels = instruments.labels()
    return float(np.mean([_is_right(p, labels[of(p.scope)]) for p in packets()]))


def _is_right(packet: Read, told: str) -> bool:
    gold = packet.gold
    return told in (gold.labels["instrument"], *(gold.get("also") or ()))


def category_rows() -> Rows:
    """Kinds of data by cues, by the model, by both, on demands found by rules."""
    model = asked_model()
    nothing: Field[str] = absent()
    both, by_cues = WeighedClassifier(model), CueClassifier()

    def alone(facts: Facts) -> Iterator[str]:
        for demand in facts.demands:
            chances = model.chances(demand.text).items()
            yield from (name for name, c in chances if c >= 0.5 and name != ASKS)

    def of(classify: CueClassifier | WeighedClassifier) -> Callable[..., Iterator[str]]:
        return lambda facts: (
            f.value or "" for d in facts.demands for f in classify(d, facts, nothing)
        )

    told = (("rules only", of(by_cues)), ("model only", alone), ("both", of(both)))
    rows = tuple((name, f"{_f1(asked):.3f}") for name, asked in told)
    return Rows("Kinds of data, written packets", ("weighs", "micro F1"), rows)


def _f1(of: Callable[[Facts], Iterable[str]]) -> float:
    hit = total = 0
    for packet in packets():
        labels = packet.gold.labels
        if labels.get("categories") is not None:
            free = frozenset(labels.get("arguable_categories") or ())
            want = frozenset(labels["categories"]) - free
            given = frozenset(of(packet.facts)) - free
            hit += len(want & given)
            total += len(want) + len(given)
    return 2 * hit / total


def feature_rows() -> Rows:
    """Words against letters, noise against none, on templates not seen."""
    noisy = [fit_instrument.look(s) for s in dataset.samples(PER_LABEL, 11)]
    clean = [
        fit_instrument.look(s)
        for s in dataset.samples(PER_LABEL, 11, levels=(noise.CLEAN,))
    ]
    told = (
        ("words and letters", noisy, noisy),
        ("words only", _only(noisy, letters=False), _only(noisy, letters=False)),
        ("letters only", _only(noisy, letters=True), _only(noisy, letters=True)),
        ("words and letters, no noise in training", clean, noisy),
    )
    rows = tuple((name, *_unseen(learn, held)) for name, learn, held in told)
    columns = ("learns from", "accuracy", "macro F1")
    title = f"Instrument model alone, noisy texts of templates not seen ({len(noisy)})"
    return Rows(title, columns, rows)


def _only(seen: list[Seen], *, letters: bool) -> list[Seen]:
    """The samples with letter n-grams alone, or without them."""
    return [
        replace(s, grams=tuple(g for g in s.grams if (g[0] == "c") == letters))
        for s in seen
    ]


def _unseen(learn: list[Seen], held: list[Seen]) -> tuple[str, str]:
    truth = fit_instrument.answers(held)
    told = np.zeros_like(truth)
    for number in range(fit_instrument.FOLDS):
        model = fit_instrument.fit(
            [s for s in learn if fit_instrument.fold(s.sample) != number]
        )
        apart = [
            i for i, s in enumerate(held) if fit_instrument.fold(s.sample) == number
        ]
        told[apart] = model.weighed([held[i] for i in apart]).argmax(1)
    accuracy = float((told == truth).mean())
    return f"{accuracy:.3f}", f"{fit_instrument.macro_f1(told, truth):.3f}"


def court_rows(real: Path) -> Rows:
    """The court of a caption: courts-db's own matcher against ours."""
    golds = [g for g in load(real) if g.get("jurisdiction", "court_id")]
    captions = [
        (str(g.get("jurisdiction", "court")), g.get("jurisdiction", "court_id"))
        for g in golds
        if g.get("jurisdiction", "court")
    ]
    theirs = sum(_theirs(text) == wanted for text, wanted in captions)
    ours = sum(_ours(text) == wanted for text, wanted in captions)
    count = len(captions)
    rows = (
        ("courts-db `find_court`", f"{theirs} of {count}", f"{theirs / count:.3f}"),
        ("ours", f"{ours} of {count}", f"{ours / count:.3f}"),
    )
    return Rows("Court of a caption, real papers", ("matcher", "right", "share"), rows)


def _theirs(text: str) -> str | None:
    found = find_court(text)
    return found[0] if len(found) == 1 else None


def _ours(text: str) -> str | None:
    found = find.find(dataset.scope(text)).courts
    best = max(found, key=lambda f: f.confidence, default=None)
    return best.value.court_id if best and best.value else None


def main() -> None:
    """Measure everything and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--real", type=Path, default=REAL)
    parser.add_argument("--out", type=Path, default=OUT)
    told = parser.parse_args()
    with threadpool_limits(1):
        rows = [instrument_rows(), category_rows(), feature_rows()]
    if told.real.is_dir():
        rows.append(court_rows(told.real))
    write_text(told.out, HEAD + "\n".join(r.markdown() for r in rows))


if __name__ == "__main__":
    main()
