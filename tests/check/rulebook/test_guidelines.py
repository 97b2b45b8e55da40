"""The page on the guidelines has every sentence, and every rule a place."""

import re
from pathlib import Path

import yaml

from extractor.check import load_profile
from extractor.check.loading import rules
from extractor.check.obligations import duties
from extractor.check.profile import Profile

DOCS = Path(__file__).parents[3] / "docs"
PAGE = (DOCS / "guidelines.md").read_text("utf-8")
NAMED = set(re.findall(r"`([a-z_]+)`", PAGE))
RULES = {rule.id for rule in rules()}
SENTENCES = 22


def test_every_sentence_has_a_row_and_an_answer() -> None:
    rows = [
        line.split("|") for line in PAGE.splitlines() if re.match(r"\| \d+ \|", line)
    ]
    assert [int(row[1]) for row in rows] == list(range(1, SENTENCES + 1))
    assert all(row[4].strip() or row[5].strip() for row in rows)


def test_every_rule_and_obligation_has_a_place() -> None:
    assert RULES | {duty.id for duty in duties()} <= NAMED


def test_every_id_is_a_rule_an_obligation_or_a_setting() -> None:
    settings = set(Profile.__dataclass_fields__)
    assert RULES | {duty.id for duty in duties()} | settings >= NAMED


def test_the_profile_of_the_page_on_rules_loads(tmp_path: Path) -> None:
    page = (DOCS / "rules.md").read_text("utf-8")
    text = page[page.index("# northwind.yaml") :].split("```")[0]
    path = tmp_path / "northwind.yaml"
    path.write_text(text, "utf-8")
    profile = load_profile(path)
    assert set(yaml.safe_load(text)) | {"id"} == set(Profile.__dataclass_fields__)
    assert profile.letterhead.name == "Northwind Traders, Inc."
    assert set(yaml.safe_load(text)["rules"]) <= RULES
