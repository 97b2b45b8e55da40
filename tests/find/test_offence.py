"""The offence, in the paper's own words."""

import pytest

from extractor.find.offence import find_offence
from tests.build import scope


@pytest.mark.parametrize(
    ("text", "offence"),
    [
        (
            "in regard to alleged violations of federal criminal law, including:\n"
            "18 U.S.C. §§ 1343, 1349\nand not to depart the Grand Jury",
            "18 U.S.C. §§ 1343, 1349",
        ),
        (
            "evidence of violations of Penal Code 530.5, occurring since",
            "Penal Code 530.5",
        ),
        ("Offense: Identity theft\n\nPlease produce", "Identity theft"),
        (
            "an investigation into wire fraud and money laundering.",
            "wire fraud and money laundering",
        ),
        (
            "the crime of burglary in the second degree.",
            "burglary in the second degree",
        ),
        ('the criminal offence of "Forgery", contrary to', "Forgery"),
        (
            "Fraud by false representation, contrary to section 2 of the Act",
            "Fraud by false representation",
        ),
    ],
)
def test_an_offence_is_quoted(text: str, offence: str) -> None:
    field = find_offence(scope(text))
    assert field.value == offence
    assert field.evidence


@pytest.mark.parametrize(
    "text",
    ["", "a violation of this order is contempt", "the investigation of the account"],
)
def test_no_offence_is_invented(text: str) -> None:
    assert find_offence(scope(text)).value is None
