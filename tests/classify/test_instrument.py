import pytest

from extractor.classify.instrument import classifier, classify_instrument
from extractor.classify.primary import primary
from extractor.facts import Evidence, Field, absent
from extractor.packet import Scope
from extractor.taxonomy import instruments
from tests.build import scope

EXAMPLES = [
    (kind.id, text) for kind in instruments.instrument_types() for text in kind.examples
]


@pytest.mark.parametrize(("label", "text"), EXAMPLES)
def test_every_type_is_told_by_its_examples(label: str, text: str) -> None:
    assert classify_instrument(scope(text)).value == label


def test_the_labels_are_the_taxonomy() -> None:
    assert classifier().labels == instruments.labels()


@pytest.mark.parametrize(("label", "text"), EXAMPLES)
def test_the_evidence_is_words_of_the_page(label: str, text: str) -> None:
    del label
    read = scope(text)
    field = classify_instrument(read)
    assert field.evidence
    assert all(e.text in " ".join(read.document.text.split()) for e in field.evidence)


@pytest.mark.parametrize("text", ["", "qwe rty 12", "~ ~ ~", "lunch on Friday?"])
def test_noise_is_not_told_with_confidence(text: str) -> None:
    field = classify_instrument(scope(text))
    assert field.value in {None, "not_legal_process"} or field.confidence < 0.7


def test_a_packet_without_an_instrument_page_is_rather_no_process() -> None:
    read = scope("Please see the attached. Thank you.")
    alone = Scope(0, (), read.document)
    assert classify_instrument(alone).value == "not_legal_process"


def test_a_garbled_title_is_still_told() -> None:
    text = EXAMPLES[[label for label, _ in EXAMPLES].index("grand_jury_subpoena")][1]
    noisy = text.replace("GRAND JURY", "GBAND JURV").replace("grand jury", "qrand jury")
    assert classify_instrument(scope(noisy)).value == "grand_jury_subpoena"


def told(value: str | None) -> Field[str]:
    shown = (Evidence(1, (0.0, 0.0, 1.0, 1.0), "x", "test"),)
    return Field(value, 0.9, shown) if value else absent()


@pytest.mark.parametrize(
    ("types", "index"),
    [
        (("nondisclosure_order", "grand_jury_subpoena"), 1),
        (("search_warrant_application", "search_warrant"), 1),
        (("records_order", "search_warrant"), 0),
        (("preservation_request", "informal_request"), 0),
        ((None, "informal_request"), 1),
        ((None,), 0),
        ((), 0),
    ],
)
def test_binding_process_is_primary(types: tuple[str | None, ...], index: int) -> None:
    assert primary(tuple(told(kind) for kind in types)) == index
