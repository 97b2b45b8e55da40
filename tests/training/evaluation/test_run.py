"""A run goes on where it was stopped, and one packet's death is not the others'."""

from pathlib import Path

import pytest

from extractor.errors import BadArtefact
from tests.training.evaluation import deadly, papers
from training.evaluation import run, unit
from training.evaluation.fingerprint import fingerprint
from training.evaluation.record import Record
from training.evaluation.run import Crew, Labelled, Plan
from training.gold import Half, chosen


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return papers.write(tmp_path / "gold")


def plan(gold: Path, jobs: int = 1, held_back: Half | None = None) -> Plan:
    keep = gold.parent / "units"
    return Plan("auto", jobs, keep, None, fingerprint(), held_back)


def packets(gold: Path) -> list[Labelled]:
    return [Labelled(i, g) for i, g in chosen(gold, None)]


def kept(of: Plan) -> dict[Path, int]:
    return {p: p.stat().st_mtime_ns for p in of.keep.rglob("*.json")}


def test_a_run_stopped_and_started_again_goes_on_where_it_was(gold: Path) -> None:
    of = plan(gold)
    going = run.records(packets(gold), of)
    first = next(going)
    del going  # killed after the first packet
    before = kept(of)
    assert len(before) == 1
    told = list(run.records(packets(gold), of))
    assert [r.id for r in told] == ["subpoena", "letter", "news"]
    assert told[0] == first
    after = kept(of)
    assert len(after) == 3
    assert before.items() <= after.items()


def test_a_result_cut_short_or_of_other_code_is_made_again(gold: Path) -> None:
    of = plan(gold)
    (labelled, *_) = packets(gold)
    path = unit.work(labelled.task(of))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert unit.done(labelled.task(of)) is None
    assert unit.known(unit.work(labelled.task(of))) is not None
    other = Plan(of.provider, 1, of.keep, None, "f" * 64)
    assert unit.done(labelled.task(other)) is None


def test_a_changed_document_is_screened_anew(gold: Path) -> None:
    of = plan(gold)
    (labelled, *_) = packets(gold)
    unit.work(labelled.task(of))
    labelled.gold.path.write_text("An entirely different paper.\n")
    assert unit.done(labelled.task(of)) is None


def test_a_file_that_is_not_there_or_empty_is_refused_and_scored(gold: Path) -> None:
    (gold / "docs" / "letter.txt").unlink()
    (gold / "docs" / "news.txt").write_bytes(b"")
    told = {r.id: r for r in run.records(packets(gold), plan(gold))}
    assert told["letter"].refused == "broken"
    assert told["news"].refused == "empty"
    assert told["news"].review
    assert all(a.cause == "upload refused: broken" for a in told["letter"].answers)


def test_results_of_many_states_of_the_code_do_not_pile_up(tmp_path: Path) -> None:
    for name in "abcdef":
        (tmp_path / name).mkdir()
    unit.prune(tmp_path, "f")
    assert (tmp_path / "f").is_dir()
    assert len(list(tmp_path.iterdir())) == 4


def test_held_back_packets_are_marked_by_their_half(gold: Path) -> None:
    told = run.records(packets(gold), plan(gold, held_back=Half.EVEN))
    assert [r.held_back for r in told] == [False, True, False]


@pytest.mark.slow
def test_processes_give_what_one_process_gives(gold: Path) -> None:
    def plain(of: Plan) -> list[Record]:
        return list(run.records(packets(gold), of))

    several = plain(plan(gold, jobs=2))
    for path in kept(plan(gold)):
        path.unlink()
    alone = plain(plan(gold))
    assert [r.answers for r in several] == [r.answers for r in alone]
    assert [r.items for r in several] == [r.items for r in alone]


@pytest.mark.slow
def test_a_packet_that_kills_its_process_is_named_and_the_others_go_on(
    gold: Path,
) -> None:
    of = plan(gold)
    with Crew(1, deadly.work) as crew:
        told = [
            (labelled.gold.id, unit.known(path))
            for labelled, path in crew.work((p, p.task(of)) for p in packets(gold))
        ]
    refused = {name: found and found.refused for name, found in told}
    assert refused == {"subpoena": None, "letter": "internal_error", "news": None}
    # Another run tries it again.
    letter = packets(gold)[1]
    assert unit.done(letter.task(of)) is None


def test_an_error_of_the_installation_says_the_same_in_every_process() -> None:
    error = BadArtefact("No model is current.")
    rebuild, given = error.__reduce__()
    assert str(rebuild(*given)) == str(error)
