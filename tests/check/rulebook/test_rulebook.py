"""`tecum rules`: what a lawyer and a pipeline of checks see."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner, Result

from extractor import wire
from extractor.check import load_profile
from extractor.check.loading import rules as shipped
from extractor.rulebook import change, gold, lint, pages, tally, truth
from extractor.rulebook.command import rules
from extractor.rulebook.reports import NoReports, Stored, stored
from extractor.rulebook.rulesets import sources
from tests.check.reply.test_reply import NARROW, report
from tests.check.test_matrix import CELLS
from tests.check.test_matrix import expected as pinned

ROOT = Path(__file__).parents[3]
RULE = "many_names.yaml"
VIEW = "view:\n      instrument: {type: trial_subpoena, targets: "
TEXT = f"""id: many_names
title: Many names
severity: object
scope: instrument
status: draft
authority: >-
  Fed. R. Crim. P. 17(c)(2)
applies: >-
  instrument.targets > 2
when: >-
  instrument.targets > 3
show: [instrument.identifiers]
message: >-
  The {{instrument.title}} names {{instrument.targets}} targets.
narrowing: >-
  Say which matter most.
examples:
  - says: four
    expects: objects
    {VIEW}4}}
  - says: five
    expects: objects
    {VIEW}5}}
  - says: many
    expects: objects
    {VIEW}90}}
  - says: three
    expects: clear
    {VIEW}3}}
  - says: two
    expects: clear
    {VIEW}2}}
  - says: one
    expects: clear
    {VIEW}1}}
"""


def tecum(*arguments: object) -> Result:
    return CliRunner().invoke(rules, [str(a) for a in arguments])


def draft(folder: Path, text: str, name: str = RULE) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def stored_report(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "case.json").write_text(wire.to_json(report(NARROW)), "utf-8")
    return folder


def test_list_names_every_rule_and_what_the_profile_switched_off() -> None:
    told = json.loads(tecum("list", "--json", "--provider", "generic").stdout)
    assert [entry["id"] for entry in told] == [rule.id for rule in shipped()]
    off = {entry["id"]: entry["because"] for entry in told if entry["disabled"]}
    assert off["wrong_recipient"].startswith("no provider is named")


def test_show_tells_the_condition_and_refuses_an_unknown_rule() -> None:
    told = json.loads(tecum("show", "bulk_targets", "--json").stdout)
    assert "profile.bulk" in told["when"]
    assert "Very many targets" in tecum("show", "bulk_targets").stdout
    assert tecum("show", "no_such_rule").exit_code == 2


def test_the_shipped_rules_hold_and_the_table_agrees_with_the_pinned_one() -> None:
    done = tecum("test", "--json")
    told = json.loads(done.stdout)
    assert done.exit_code == 0, told
    assert told["cells"] == 19 * 23
    assert all({*truth.expected(i, c)} == pinned(i, c) for i, c in CELLS)


def test_a_wrong_example_fails_with_its_line(tmp_path: Path) -> None:
    wrong = TEXT.replace("expects: clear", "expects: objects", 1)
    line = TEXT[: TEXT.index("expects: clear")].count("\n")
    folder = draft(tmp_path / "drafts", wrong)
    done = tecum("test", "--rules", folder, "--json")
    (failed,) = json.loads(done.stdout)["failed"]
    assert done.exit_code == 1
    assert failed["place"] == f"{folder / RULE}:{line}"


def test_a_rule_that_lets_content_go_by_subpoena_breaks_the_table(
    tmp_path: Path,
) -> None:
    name = "content_needs_warrant.yaml"
    file = next(source.file() for source in sources() if source.name == name)
    lax = yaml.safe_dump({**file.content, "when": "false"})
    folder = draft(tmp_path / "drafts", lax, name)
    told = json.loads(tecum("test", "--rules", folder, "--json").stdout)
    assert {cell["expected"] for cell in told["wrong"]} == {"C"}


@pytest.mark.parametrize("text", ["when: [", "id: many_names", "- a list"])
def test_a_broken_file_ends_with_2_and_says_where(tmp_path: Path, text: str) -> None:
    folder = draft(tmp_path / "drafts", text)
    assert tecum("list", "--rules", folder).exit_code == 2
    assert f"{RULE}, line " in tecum("list", "--rules", folder).stderr


def test_the_shipped_rule_files_leave_nothing_to_mend() -> None:
    assert lint.problems(sources()) == ()


FIRST = "- says: four\n    expects: "
FAULTS = {
    "no full stop": ("title: Many names", "title: Many names."),
    "cites no": ("authority: >-", "authority: because we say so\nsource: >-"),
    "what would cure it": ("narrowing: >-", "source: >-"),
    "three are needed": (f"{FIRST}objects", f"{FIRST}clear"),
    "unknown nothing.at.all": ("when: >-", "when: nothing.at.all ||"),
    "no rule nobody": ("scope: instrument", "scope: instrument\nsilences: [nobody]"),
    "silences nothing": ("when: >-", "silences_when: 'true'\nwhen: >-"),
    "only a block on a demand": ("when: >-", "strikes: instrument.types\nwhen: >-"),
}


@pytest.mark.parametrize("says", FAULTS)
def test_lint_finds(tmp_path: Path, says: str) -> None:
    before, after = FAULTS[says]
    assert before in TEXT
    folder = draft(tmp_path / "drafts", TEXT.replace(before, after, 1))
    done = tecum("lint", "--rules", folder)
    assert done.exit_code == 1
    told = " ".join(done.stdout.split())
    assert says in told
    assert RULE in told


def test_coverage_counts_a_folder_of_reports(stored_report: Path) -> None:
    told = json.loads(tecum("coverage", stored_report, "--json").stdout)
    assert told["packets"] == 1
    assert told["rules"]["content_needs_warrant"]["fired"] == 1
    assert "geofence" in told["never"]
    assert "Never fired" in tecum("coverage", stored_report).stdout


def test_coverage_measures_against_labels() -> None:
    said = report(NARROW)
    objected = {f.rule for f in said.findings if f.verdict == "objects"}
    counted = tally.Tally({rule.id: tally.Count() for rule in shipped()})
    counted.add("a", said, frozenset(objected))
    counted.add(
        "b", said, frozenset(objected - {"content_needs_warrant"} | {"geofence"})
    )
    assert counted.counts["content_needs_warrant"].precision == 0.5
    assert counted.counts["geofence"].recall == 0.0
    assert ("geofence", "b", "missed") in counted.errors


def test_coverage_screens_a_gold_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = (ROOT / "samples" / "german-police-letter" / "source.txt").read_bytes()
    (tmp_path / "x.txt").write_bytes(letter)
    line = {
        "id": "x",
        "file": "x.txt",
        "received": "2026-06-01",
        "findings": ["foreign_authority"],
    }
    (tmp_path / "gold.jsonl").write_text(json.dumps(line) + "\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    done = tecum("coverage", tmp_path, "--json", "--floor", "0.9")
    assert json.loads(done.stdout)["rules"]["foreign_authority"]["right"] == 1
    assert done.exit_code == 0
    line["findings"] = ["geofence"]
    (tmp_path / "gold.jsonl").write_text(json.dumps(line) + "\n", "utf-8")
    assert tecum("coverage", tmp_path, "--floor", "0.9").exit_code == 1


def test_gold_without_labels_is_unlabelled_not_clean(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text('{"id": "x", "file": "x.txt"}\n', "utf-8")
    assert gold.labelled(tmp_path)[0].findings is None


def test_replay_under_the_same_policy_changes_nothing(stored_report: Path) -> None:
    done = tecum("replay", stored_report, "--against", "amazon")
    assert done.exit_code == 0
    assert "0 of 1 documents would change" in done.stdout


def test_replay_shows_what_a_draft_would_change(
    stored_report: Path, tmp_path: Path
) -> None:
    harsh = TEXT.replace("targets > 2", "targets > 0").replace("> 3", "> 0")
    harsh = harsh.replace("severity: object", "severity: block")
    folder = draft(tmp_path / "drafts", harsh)
    done = tecum("replay", stored_report, "--against", folder, "--json")
    (moved,) = json.loads(done.stdout)
    assert done.exit_code == 1
    assert (moved["before"], moved["after"]) == ("narrow", "reject")
    assert {"rule": "many_names", "before": "", "after": "block"} in moved[
        "differences"
    ]
    assert (
        "1 of 1 documents would change"
        in tecum("replay", stored_report, "--against", folder).stdout
    )


def test_replay_reads_another_provider_s_file(
    stored_report: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "northwind.yaml"
    mine.write_text("title: Northwind\nentities: [Northwind Traders]\n", "utf-8")
    (moved,) = json.loads(
        tecum("replay", stored_report, "--against", mine, "--json").stdout
    )
    assert "wrong_recipient" in {row["rule"] for row in moved["differences"]}


def test_replay_keeps_the_channel_the_paper_came_by() -> None:
    faxed = replace(report(NARROW), channel="fax")
    made = change.changed(Stored("x", faxed), load_profile("amazon"))
    assert "not_served_through_portal" in {row.rule for row in made.differences}


def test_what_is_no_report_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{}", "utf-8")
    with pytest.raises(NoReports, match=r"x\.json is no report"):
        stored(tmp_path)
    assert tecum("replay", tmp_path, "--against", "amazon").exit_code == 2


def test_the_pages_of_the_rules_are_up_to_date() -> None:
    assert pages.stale(ROOT / "docs" / "rules", pages.pages()) == (), "make rules-docs"


def test_a_stale_page_is_told_and_written(tmp_path: Path) -> None:
    (tmp_path / "gone.md").write_text("x", "utf-8")
    assert tecum("docs", "--out", tmp_path, "--check").exit_code == 1
    assert tecum("docs", "--out", tmp_path).exit_code == 0
    assert not (tmp_path / "gone.md").exists()
    assert tecum("docs", "--out", tmp_path, "--check").exit_code == 0
