"""What each part is worth: rules and models apart, letters, noise, our courts.

`python -m training.ablation` measures and writes docs/ablation.md. Held-back packets
are counted, never shown.
"""

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
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
from extractor.classify.jurisdiction import decide
from extractor.facts import Facts, Field, absent
from extractor.packet import Scope, scopes
from extractor.read import ReadOptions, read
from extractor.taxonomy import instruments
from training import dataset, fit_asked, fit_instrument, sources, spacy_trial
from training.evaluation.files import write_text
from training.evaluation.tables import Rows
from training.evaluation.wording import alike, within
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
draws fewer texts than `make train` does. spaCy's components are trained from nothing on
what ours learn from: the text classifier on the texts of `asked`, the entity recogniser
on the face pages of 400 drawn packets.

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

    theirs = spacy_trial.kinds(fit_asked.training_texts())
    told = (
        ("rules only", of(by_cues)),
        ("model only", alone),
        ("both", of(both)),
        ("spaCy `textcat_multilabel` only", lambda f: _told(f, theirs)),
    )
    rows = tuple((name, f"{_f1(asked):.3f}") for name, asked in told)
    return Rows("Kinds of data, written packets", ("weighs", "micro F1"), rows)


def _told(facts: Facts, asks: spacy_trial.Asking) -> Iterator[str]:
    for demand in facts.demands:
        yield from asks(demand.text)


def name_rows() -> Rows:
    """Agency and recipient by our finders, and by spaCy's entity recogniser alone."""
    theirs = spacy_trial.names()
    ours: dict[str, Callable[[Read], str | None]] = {
        "AGENCY": lambda p: decide(p.scope, p.facts).agency.value,
        "RECIPIENT": lambda p: p.facts.fields.recipient.value,
    }
    agrees = {"AGENCY": alike, "RECIPIENT": within}

    def spotted(label: str) -> Callable[[Read], str | None]:
        return lambda p: theirs(p.scope.face.text).get(label)

    rows = tuple(
        _name_row(place, agrees[label], (ours[label], spotted(label)))
        for label, place in spacy_trial.NAMED.items()
    )
    columns = ("name", "labelled", "our finders", "spaCy `ner` only")
    return Rows("Names on the face page, written packets", columns, rows)


def _name_row(
    place: tuple[str, str],
    agrees: Callable[[object, object], bool],
    readers: Sequence[Callable[[Read], str | None]],
) -> tuple[str, ...]:
    wanted = [(p, v) for p in packets() if (v := p.gold.get(*place))]
    right = (sum(agrees(v, read(p)) for p, v in wanted) for read in readers)
    return place[1], str(len(wanted)), *(f"{n / len(wanted):.3f}" for n in right)


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
        rows = [instrument_rows(), category_rows(), name_rows(), feature_rows()]
    if told.real.is_dir():
        rows.append(court_rows(told.real))
    write_text(told.out, HEAD + "\n".join(r.markdown() for r in rows))


if __name__ == "__main__":
    main()
