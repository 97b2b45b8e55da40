import pytest

from extractor.taxonomy.signs import shown, signs
from tests.build import document

EXAMPLES = [(sign.id, text) for sign in signs() for text in sign.examples]


@pytest.mark.parametrize(("sign", "text"), EXAMPLES)
def test_every_sign_is_seen_in_its_examples(sign: str, text: str) -> None:
    assert sign in shown(document(text).words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("File No. 22 CRS 51023", ("criminal_case",)),
        ("No. 3:24-cr-00118", ("criminal_case",)),
        ("CR2024", ("criminal_case",)),
        ("No. 3:24-cv-00118", ("civil_case",)),
        ("the CR team of the company", ()),
        ("", ()),
    ],
)
def test_the_letters_of_a_docket_tell_the_case(
    text: str, expected: tuple[str, ...]
) -> None:
    assert shown(document(text).words) == expected


def test_every_sign_says_on_what_authority() -> None:
    assert all(sign.authority and sign.examples for sign in signs())
