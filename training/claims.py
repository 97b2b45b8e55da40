"""What the pipeline claims of papers with known labels: how sure it was, and the truth.

Screens without any calibration, so that one can be fitted to it.
"""

import hashlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from extractor.check import load_profile
from extractor.classify.trust import CATEGORIES, IDENTIFIERS, NONE, STATUTES, Trust
from extractor.errors import ExtractorError
from extractor.process import Options, screen
from extractor.read import ReadOptions
from training.evaluation import unit
from training.evaluation.judge import judge
from training.evaluation.record import Record, Verdict
from training.evaluation.trust import LABELS
from training.evaluation.unit import AUTO, Unit
from training.gold import Gold, Half, chosen
from training.synthesise.packets import LabelledPacket, Wanted, draw
from training.synthesise.packets.writing import packed

SETS = (CATEGORIES, IDENTIFIERS, STATUTES)
_WANTED = Wanted(scans=0.1)
_RAW = Trust({}, {})
_NOTHING = ("none", "false")
"""How records write a claim that there is none."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A value of some kind, how sure the pipeline was of it, and whether it is right.

    `packet` names the paper, so that all claims of one stay together.
    """

    kind: str
    packet: str
    said: float
    right: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper with labels: a packet of a seed, or one that lies on disk."""

    seed: int | None = None
    gold: Gold | None = None


def drawn(first_seed: int, count: int) -> Iterator[Paper]:
    """Packets of consecutive seeds, a tenth of them scans."""
    return (Paper(seed=seed) for seed in range(first_seed, first_seed + count))


def labelled(folder: Path, half: Half | None) -> Iterator[Paper]:
    """Packets of a gold folder, or of one half of it."""
    return (Paper(gold=gold) for _, gold in chosen(folder, half))


def claims(papers: Iterable[Paper], jobs: int = 2) -> Iterator[tuple[Claim, ...]]:
    """The claims of each paper, in the order given."""
    if jobs == 1:
        yield from map(of_paper, papers)
        return
    context = get_context("spawn")
    with ProcessPoolExecutor(jobs, context, unit.warm) as pool:
        yield from pool.map(of_paper, papers, chunksize=4)


def of_paper(paper: Paper) -> tuple[Claim, ...]:
    """The claims of one paper; none of one that is refused."""
    if paper.gold is not None:
        return _claims(paper.gold, paper.gold.path.read_bytes(), paper.gold.path.name)
    packet = draw(paper.seed or 0, _WANTED)
    ending, data = _packed(packet)
    name = f"{packet.id}.{ending}"
    labels = {"id": packet.id, "file": name, **packet.gold}
    return _claims(Gold(packet.id, Path(name), labels), data, name)


def _packed(packet: LabelledPacket) -> tuple[str, bytes]:
    """The upload; as a text where its words do not fit the sheets they were laid on."""
    try:
        return packed(packet)
    except ValueError:
        return "txt", packet.text.encode()


def _claims(gold: Gold, data: bytes, name: str) -> tuple[Claim, ...]:
    received = gold.get("received")
    options = Options(
        profile=load_profile(unit.profile_for(gold, AUTO)),
        reading=ReadOptions(jobs=1),
        received=date.fromisoformat(received) if received else None,
        trust=_RAW,
    )
    try:
        report = screen(data, name, options).report
    except ExtractorError:
        return ()
    told = Unit(hashlib.sha256(data).hexdigest(), report)
    return tuple(_of_record(judge(gold, 0, told, None)))


def _of_record(record: Record) -> Iterator[Claim]:
    for answer in record.answers:
        known = answer.what in LABELS and not answer.unlabelled
        if known and answer.confidence is not None and answer.found is not None:
            kind = answer.what + (NONE if _is_none(answer.what, answer.found) else "")
            right = answer.verdict is Verdict.RIGHT
            yield Claim(kind, record.id, answer.confidence, right)
    for item in record.items:
        was_given = item.what in SETS and item.verdict is not Verdict.MISSED
        if was_given and item.confidence is not None:
            right = item.verdict is Verdict.RIGHT
            yield Claim(item.what, record.id, item.confidence, right)


def _is_none(what: str, found: Any) -> bool:  # noqa: ANN401 - a label of any type
    """Whether a claim is that there is none; no provider is named by a plain no."""
    return what != "recipient_is_provider" and found in _NOTHING
