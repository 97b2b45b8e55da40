"""Every rule file says both yes and no, as its own examples tell."""

import pytest

from extractor.check.examples import outcome
from extractor.check.loading import rules
from extractor.check.rule import Example, Outcome, Rule

CASES = [(rule, example) for rule in rules() for example in rule.examples]


@pytest.mark.parametrize(
    ("rule", "example"), CASES, ids=[f"{r.id}:{e.line}" for r, e in CASES]
)
def test_an_example_comes_out_as_it_says(rule: Rule, example: Example) -> None:
    assert outcome(rule, example) is example.expects, example.says


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_a_rule_has_three_examples_of_yes_and_three_of_no(rule: Rule) -> None:
    said = [example.expects for example in rule.examples]
    assert said.count(Outcome.OBJECTS) >= 3
    assert said.count(Outcome.CLEAR) >= 3


@pytest.mark.parametrize(
    "rule", [r for r in rules() if r.needs], ids=lambda rule: rule.id
)
def test_a_rule_cannot_tell_without_what_it_needs(rule: Rule) -> None:
    objecting = next(e for e in rule.examples if e.expects is Outcome.OBJECTS)
    for path in rule.needs:
        doubtful = Example("", Outcome.CANNOT_TELL, objecting.view, {path: 0.0}, 0)
        assert outcome(rule, doubtful) is Outcome.CANNOT_TELL, path


def test_a_silenced_rule_exists() -> None:
    ids = {rule.id for rule in rules()}
    silenced = {name for rule in rules() for name in rule.silences}
    assert silenced - {"*"} <= ids


def test_the_rules_of_the_policy_are_all_there() -> None:
    """Ids appear in gold data and reports: none may vanish or change its name."""
    assert [rule.id for rule in rules()] == PINNED


PINNED = """
authority_purpose_mismatch beyond_subpoena_reach bulk_targets catch_all
civil_not_domesticated class_of_people content_needs_warrant
contradictory_packet court_lacks_power
device_serial_missing emergency_incomplete emergency_not_urgent
emergency_unverified_sender entire_account expired expressive_material foreign_authority
fraud_scope geofence ip_range_dump linked_accounts_sweep location_needs_warrant
long_date_range missing_attachment no_date_range no_issuing_authority no_offence_nexus
no_target_identifier nondisclosure_no_end nondisclosure_too_long
nondisclosure_without_order not_binding_process not_served_through_portal
open_ended_range order_too_long preservation_asks_disclosure preservation_future_data
preservation_too_long prospective_needs_order restricted_process reverse_keyword
sensitive_target shield_law_subject short_deadline undated unfilled_form
unreadable_pages unsigned wrong_recipient
""".split()  # noqa: SIM905  # forty-nine quoted words would be longer
