"""The closed vocabularies are pinned: to add to one is a change of contract."""

import json
from pathlib import Path

from extractor.check import profiles
from extractor.check.loading import rules
from extractor.errors import BY_CODE
from extractor.facts import Fields
from extractor.taxonomy.categories import categories
from extractor.taxonomy.instruments import labels

GOLDEN = Path(__file__).with_name("registry.json")
ROOT = Path(__file__).parents[2]


def registry() -> dict[str, list[str]]:
    return {
        "instruments": sorted(labels()),
        "categories": sorted(category.id for category in categories()),
        "fields": list(Fields.__slots__),
        "rules": sorted(rule.id for rule in rules()),
        "profiles": sorted(profiles()),
    }


def test_no_label_field_rule_or_profile_comes_or_goes_unseen() -> None:
    assert registry() == json.loads(GOLDEN.read_text("utf-8"))


def test_every_refusal_code_is_documented() -> None:
    told = (ROOT / "docs" / "result.md").read_text("utf-8")
    # Wrong models and rules refuse to start at all: no upload is refused with them.
    uploads = set(BY_CODE) - {"error", "bad_model", "bad_rule"}
    assert {code for code in uploads if f"`{code}`" not in told} == set()
