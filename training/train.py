"""`tecum train`: every model from nothing, written as candidates that nothing uses."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from threadpoolctl import threadpool_limits

from extractor.artefacts import MODELS, current
from training import choices, claims, fit_instrument, fit_thresholds, sources
from training.artefact import Trained, Written, write
from training.claims import Claim, Paper
from training.corrections import Lessons, lessons
from training.evaluation.files import write_text
from training.fit_asked import fit_asked
from training.fit_choice import Task, fit_choice
from training.fit_days import fit_days
from training.fit_targets import PACKETS, fit_targets
from training.watch import Watch

OUT = Path("out/train")
_CONSOLE = Console()
_ERR = Console(stderr=True)


class Which(StrEnum):
    """A model that can be trained."""

    INSTRUMENT = "instrument"
    ASKED = "asked"
    DAYS = "days"
    TARGETS = "targets"
    RECIPIENT = "recipient"
    THRESHOLDS = "thresholds"


@dataclass(frozen=True, slots=True)
class Choice:
    """How to train: what people corrected, how much is drawn, by which seed."""

    taught: Lessons = field(default_factory=Lessons)
    per_label: int = fit_instrument.PER_LABEL
    packets: int = fit_thresholds.PACKETS
    seed: int = fit_instrument.SEED
    target: float = fit_thresholds.TARGET
    jobs: int = 2


def train(  # noqa: PLR0913, PLR0917 - each parameter is an option of the command
    with_corrections: Annotated[
        Path | None, typer.Option(help="A folder that `tecum export` wrote.")
    ] = None,
    only: Annotated[
        list[Which] | None, typer.Option(help="Train this model only; may be repeated.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Draws the texts.")] = fit_instrument.SEED,
    per_label: Annotated[
        int, typer.Option(min=5, help="Texts drawn for each instrument type.")
    ] = fit_instrument.PER_LABEL,
    packets: Annotated[
        int, typer.Option(min=0, help="Packets drawn to calibrate on.")
    ] = fit_thresholds.PACKETS,
    target: Annotated[
        float, typer.Option(min=0.5, max=1, help="Precision of what goes unseen.")
    ] = fit_thresholds.TARGET,
    models: Annotated[Path, typer.Option(help="Where artefacts lie.")] = MODELS,
    out: Annotated[Path, typer.Option(help="Where learning curves go.")] = OUT,
) -> None:
    """Train the models from nothing and write candidates; nothing uses them yet."""
    taught = _taught(with_corrections)
    choice = Choice(taught, per_label, packets, seed, target)
    with Watch(_ERR) as watch, threadpool_limits(1):
        written = [
            _kept(model, models, out)
            for model in fitted(tuple(only or Which), choice, watch)
        ]
    _show(written, models)


def fitted(which: tuple[Which, ...], choice: Choice, watch: Watch) -> Iterator[Trained]:
    """The models one after the other, always in the same order."""
    for name in Which:
        if name in which:
            yield _FITS[name](choice, watch)


def _instrument(choice: Choice, watch: Watch) -> Trained:
    samples = choice.taught.samples
    return fit_instrument.fit_instrument(choice.per_label, choice.seed, samples, watch)


def _asked(choice: Choice, watch: Watch) -> Trained:
    step = watch.steps("asked: fitting", 1)
    model = fit_asked(choice.taught.texts)
    step()
    return model


def _days(choice: Choice, watch: Watch) -> Trained:
    del choice  # corrections say which value is right, not which of its places
    step = watch.steps("days: fitting", 1)
    model = fit_days()
    step()
    return model


def _targets(choice: Choice, watch: Watch) -> Trained:
    del choice  # corrections do not say which of a paper's names are none
    return fit_targets(watch.steps("targets: drawing packets", PACKETS))


def _chooses(task: Task) -> Callable[[Choice, Watch], Trained]:
    """Fits a choice; corrections say which value is right, not which of its places."""

    def fit(choice: Choice, watch: Watch) -> Trained:
        del choice
        step = watch.steps(f"{task.name}: fitting", 1)
        model = fit_choice(task)
        step()
        return model

    return fit


def _thresholds(choice: Choice, watch: Watch) -> Trained:
    papers = tuple(_papers(choice))
    told = claims.claims([paper for paper, _ in papers], choice.jobs)
    watched = watch.over(told, "thresholds: screening papers", len(papers))
    counted = zip(watched, papers, strict=True)
    every: list[Claim] = []
    unseen: list[Claim] = []
    for of, (_, times) in counted:
        every += of * times
        unseen += of if times > 1 else ()
    believed = fit_thresholds.believe(every, choice.target, unseen)
    return believed.model(choice.target, sources.WEIGHT)


def _papers(choice: Choice) -> Iterator[tuple[Paper, int]]:
    """Papers to calibrate on, and how often each counts."""
    drawn = claims.drawn(sources.FIRST_SEED, choice.packets)
    yield from ((paper, 1) for paper in drawn)
    yield from sources.calibrating()
    decided = (Paper(gold=gold) for gold in choice.taught.golds)
    yield from ((paper, sources.WEIGHT) for paper in decided)


_FITS: dict[Which, Callable[[Choice, Watch], Trained]] = {
    Which.INSTRUMENT: _instrument,
    Which.ASKED: _asked,
    Which.DAYS: _days,
    Which.TARGETS: _targets,
    Which.RECIPIENT: _chooses(choices.RECIPIENT),
    Which.THRESHOLDS: _thresholds,
}


def _taught(export: Path | None) -> Lessons:
    if export is None:
        return Lessons()
    if not (export / "gold.jsonl").is_file():
        raise typer.BadParameter(f"{export} holds no gold.jsonl; `tecum export` does.")
    taught = lessons(export, sources.LABELLED)
    _ERR.print(f"{len(taught.learnt)} decided packets to learn from.", highlight=False)
    for identity, why in taught.left_out:
        _ERR.print(f"Left out: {identity} {why}", highlight=False, markup=False)
    return taught


def _kept(model: Trained, models: Path, out: Path) -> Written:
    if model.curve:
        write_text(out / f"{model.name}.svg", model.curve.svg())
        _CONSOLE.print(model.curve.rows().rich())
    return write(model, models)


def _show(written: list[Written], models: Path) -> None:
    used = current(models)
    table = Table(title="Trained", title_justify="left")
    for column in ("model", "version", "", "hash of its files"):
        table.add_column(column)
    for each in written:
        in_use = used.get(each.name) == each.version
        state = "as in use" if in_use else "candidate" if each.is_new else "as before"
        table.add_row(each.name, each.version, state, each.digest[:16])
    _CONSOLE.print(table)
    new = [f"{w.name}@{w.version}" for w in written if used.get(w.name) != w.version]
    if new:
        named = " ".join(new)
        _CONSOLE.print(
            f"Compare: tecum models compare {named}\nUse:     tecum models promote "
            f"{named}",
            highlight=False,
            soft_wrap=True,
        )
