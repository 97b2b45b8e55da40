"""A wrong rule or profile file is refused, by name and line."""

from datetime import date
from pathlib import Path

import pytest

from extractor.check import check, load_profile, profiles, rules_version
from extractor.check.expressions import LONGEST, Unreadable, compiled
from extractor.check.loading import parse, rules
from extractor.errors import BadRule
from tests.check.packets import SPRING, Paper, demand, packet

GOOD = """\
id: sample
title: A sample
severity: note
scope: demand
status: draft
authority: 18 USC 2703
when: demand.identifiers > 3
message: It names {demand.identifiers} targets.
examples:
  - says: four
    expects: objects
    view: {demand: {identifiers: 4}}
"""


def test_a_good_file_loads() -> None:
    assert parse("sample.yaml", GOOD).id == "sample"


@pytest.mark.parametrize(
    ("good", "bad", "says"),
    [
        (
            "demand.identifiers > 3",
            "demand.identifirs > 3",
            "line 7: when: unknown demand.identifirs",
        ),
        (
            "demand.identifiers > 3",
            "demand.identifiers >",
            "line 7: when: expression does not parse",
        ),
        ("demand.identifiers > 3", "lucky > 3", "unknown lucky"),
        (
            "demand.identifiers > 3",
            "demand.id == '' || 'nosuch' in demand.words",
            "unknown nosuch",
        ),
        ("demand.identifiers > 3", "open('x').size() > 0", "unknown open"),
        (
            "demand.identifiers > 3",
            "demand.text.reverse() == ''",
            "unknown demand.text.reverse",
        ),
        ("demand.identifiers > 3", "true" + " && true" * LONGEST, "longer than"),
        ("{demand.identifiers}", "{demand.nosuch}", "line 8: message: unknown slot"),
        ("severity: note", "severity: fatal", "line 3: severity"),
        ("scope: demand", "scope: page", "line 4: scope"),
        ("status: draft", "status: done", "line 5: status"),
        ("title: A sample", "title: ''", "line 2: title"),
        ("id: sample", "id: other", "line 1: id"),
        ("authority: 18 USC 2703\n", "", "lacks authority"),
        ("status: draft", "status: draft\ncolour: red", "line 6: unknown key colour"),
        ("status: draft", "status: draft\nneeds: {demand.nosuch: 1}", "line 6: needs"),
        ("status: draft", "status: draft\nshow: [demand.nosuch]", "line 6: show"),
        ("expects: objects", "expects: maybe", "line 10: example"),
        ("title: A sample", "title: [", "not YAML"),
    ],
)
def test_a_wrong_file_is_refused(good: str, bad: str, says: str) -> None:
    with pytest.raises(BadRule) as refusal:
        parse("sample.yaml", GOOD.replace(good, bad))
    assert "sample.yaml, line" in refusal.value.detail
    assert says in refusal.value.detail


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words"])
def test_a_file_that_is_no_mapping_is_refused(text: str) -> None:
    with pytest.raises(BadRule):
        parse("sample.yaml", text)


def test_a_variable_of_a_comprehension_is_known() -> None:
    compiled("demand.classes.exists(c, c == 'content')")
    with pytest.raises(Unreadable):
        compiled("demand.classes.exists(c, d == 'content')")


PROFILE = """\
title: Northwind
entities: [Northwind Mail LLC]
content_months: 6
rules:
  catch_all: {disabled: true, because: asked by counsel}
  undated: {severity: block, because: house rule}
"""


def test_a_third_profile_is_one_file(tmp_path: Path) -> None:
    file = tmp_path / "northwind.yaml"
    file.write_text(PROFILE)
    profile = load_profile(str(file))
    assert profile.id == "northwind"
    assert profile.content_months == 6
    assert profile.rules["catch_all"].disabled


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("title: Northwind\n", ""),
        ("content_months", "content_moons"),
        (", because: asked by counsel", ""),
        ("severity: block", "severity: fatal"),
        ("disabled: true", "of: true"),
        ("[Northwind Mail LLC]", "["),
        ("[Northwind Mail LLC]", "Northwind Mail LLC"),
        ("content_months: 6", "content_months: six"),
        ("content_months: 6", "content_months: 0"),
        ("catch_all:", "catch_everything:"),
    ],
)
def test_a_wrong_profile_is_refused(tmp_path: Path, good: str, bad: str) -> None:
    file = tmp_path / "northwind.yaml"
    file.write_text(PROFILE.replace(good, bad, 1))
    with pytest.raises(BadRule):
        load_profile(str(file))


def test_a_profile_that_weighs_a_rule_otherwise_says_why(tmp_path: Path) -> None:
    file = tmp_path / "northwind.yaml"
    file.write_text(PROFILE)
    asked = demand("Any and all orders", "purchase_history", during=SPRING)
    undated = packet(Paper(demands=(asked,), issued=None, recipient="Northwind Mail"))
    verdict = check(undated, load_profile(file), date(2024, 6, 14))
    (found,) = (f for f in verdict.findings if f.rule == "undated")
    assert found.severity == "block"
    assert found.guideline == "block here, because house rule"
    assert "catch_all" not in {f.rule for f in verdict.findings}


@pytest.mark.parametrize("name", ["nosuch", "../amazon", "", "nosuch.yaml"])
def test_a_profile_that_is_not_there_is_refused(name: str) -> None:
    with pytest.raises(BadRule):
        load_profile(name)


def test_shipped_profiles_name_only_rules_that_are_there() -> None:
    ids = {rule.id for rule in rules()}
    duties = {"preserve_now", "notify_customer", "seek_reimbursement", "return_device"}
    for name in profiles():
        profile = load_profile(name)
        assert set(profile.rules) <= ids
        assert set(profile.guideline) <= ids | duties | {"expedite_emergency"}


def test_the_version_is_short_and_steady() -> None:
    assert rules_version() == rules_version()
    assert len(rules_version()) == 12
