import pytest

from extractor.taxonomy import instruments
from extractor.taxonomy.instruments import Form, InstrumentType

_TAXONOMY = """search_warrant search_warrant_application grand_jury_subpoena
trial_subpoena administrative_subpoena civil_subpoena records_order pen_trap_order
interception_order nondisclosure_order preservation_request emergency_request
national_security_process mutual_assistance_request foreign_order
device_return_request fraud_referral informal_request not_legal_process"""


def test_the_types_are_those_of_the_taxonomy() -> None:
    assert sorted(instruments.labels()) == sorted(_TAXONOMY.split())


@pytest.mark.parametrize("kind", instruments.instrument_types(), ids=lambda k: k.id)
def test_every_type_says_on_whose_authority_and_gives_an_example(
    kind: InstrumentType,
) -> None:
    assert kind.authority
    assert kind.titles
    assert kind.cues
    assert kind.examples


@pytest.mark.parametrize("form", instruments.forms(), ids=lambda f: f.id)
def test_every_form_is_known_by_its_examples_and_is_of_a_known_type(form: Form) -> None:
    assert form.instrument in instruments.labels()
    assert form.authority
    assert form.examples
    assert all(form.is_named_in(example) for example in form.examples)


@pytest.mark.parametrize("form", instruments.forms(), ids=lambda f: f.id)
def test_no_form_answers_to_the_code_of_another(form: Form) -> None:
    others = [f for f in instruments.forms() if f.id != form.id]
    assert not [f.id for f in others if any(map(f.is_named_in, form.examples))]


@pytest.mark.parametrize("text", ["PAGE 93", "RAO 9310", "AOL 93", ""])
def test_plain_text_names_no_form(text: str) -> None:
    assert not [form.id for form in instruments.forms() if form.is_named_in(text)]
