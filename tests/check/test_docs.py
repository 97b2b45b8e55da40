"""The page on rules knows every path, list and rule there is."""

from pathlib import Path

import pytest

from extractor.check.loading import rules
from extractor.check.phrases import lists
from extractor.check.profile import load_profile
from extractor.check.view import schema

PAGE = (Path(__file__).parents[2] / "docs" / "rules.md").read_text("utf-8")
PATHS = [path for path in schema() if not path.startswith("demand.words.")]


@pytest.mark.parametrize("name", [*PATHS, *lists()])
def test_what_a_rule_may_read_is_documented(name: str) -> None:
    assert f"| `{name}` |" in PAGE


def test_every_rule_of_the_guidelines_is_in_the_table() -> None:
    named = load_profile("amazon").guideline
    assert not [rule for rule in named if f"`{rule}`" not in PAGE]
    assert {rule.id for rule in rules()} >= {"catch_all", "unsigned"}
