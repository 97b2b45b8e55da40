"""Figures of the checker: by medium, by rule, and false alarms on clean packets."""

import sys
from pathlib import Path

import pytest

from extractor.check import rules
from tests.training.evaluation.papers import record
from training import rules_figures
from training.evaluation import policy
from training.evaluation.policy import Bar, Tally
from training.evaluation.record import Item, Record, Verdict


def finding(rule: str, verdict: Verdict) -> Item:
    """A judged finding."""
    return Item("findings", rule, rule, verdict)


def clean(count: int, *alarms: str) -> list[Record]:
    """Clean packets, the first of them with false alarms."""
    false = (finding(rule, Verdict.INVENTED) for rule in alarms)
    return [record("c0", *false), *(record(f"c{n}") for n in range(1, count))]


def bars(defects: list[Record], without: list[Record]) -> dict[str, Bar]:
    """The bars of some records by title."""
    told = policy.figures(defects, without, rules())
    return {bar.title: bar for bar in told.bars}


def test_scans_and_born_digital_packets_have_bars_of_their_own() -> None:
    right, missed = Verdict.RIGHT, Verdict.MISSED
    scan = record("a", finding("unsigned", missed), slices={"media": "scan"})
    born = record("b", finding("unsigned", right), slices={"media": "born_digital"})
    told = bars([scan, born], clean(200))
    assert not told["findings, micro-F1, scan"].is_met
    assert told["findings, micro-F1, born digital"].value == 1.0


def test_a_false_block_on_a_clean_packet_counts_and_a_false_note_does_not() -> None:
    title = "clean packets with a false block or object"
    assert bars([], clean(200, "short_deadline"))[title].value == 0.0
    blocked = bars([], clean(200, "unsigned", "expired"))[title]
    assert blocked.value == 1 / 200
    assert blocked.is_met
    assert not bars([], clean(20, "unsigned"))[title].is_met


def test_too_few_clean_packets_reach_no_bar() -> None:
    told = bars([], clean(199))["clean packets with a false block or object"]
    assert not told.is_met
    assert told.verdict == "too few: 199 of 200"


def test_a_rule_is_judged_from_five_cases_on() -> None:
    assert not Tally(right=2, missed=2).is_low
    assert Tally(right=4, missed=1).is_low
    assert Tally(right=8, invented=1).is_low
    assert not Tally(right=9, missed=1, invented=1).is_low


def test_every_rule_that_spoke_has_a_row() -> None:
    wrong = record("a", finding("catch_all", Verdict.MISSED))
    told = policy.figures([wrong], clean(200, "unsigned"), rules())
    rows = {row[0]: row for table in policy.tables(told) for row in table.rows}
    assert rows["catch_all"][2] == "1"
    assert rows["unsigned"][6] == "1"
    assert not told.are_met


def test_the_command_draws_screens_and_tells_what_is_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = ["--count", "1", "--clean", "1", "--scans", "0", "--jobs", "1"]
    told = ["rules_figures", "--seed", "7", *few, "--out", str(tmp_path)]
    monkeypatch.setattr(sys, "argv", told)
    assert rules_figures.main() == 1
    assert "too few: 1 of 200" in (tmp_path / "figures.md").read_text("utf-8")
    assert (tmp_path / "figures.json").is_file()
