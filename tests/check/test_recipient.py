"""Who is addressed: names in all their printed forms, and in damaged print."""

import pytest

from extractor.check import load_profile, names_provider
from extractor.facts import absent
from tests.check.packets import seen

AMAZON = load_profile("amazon")


@pytest.mark.parametrize(
    "printed",
    [
        "Amazon.com, Inc.",
        "AMAZON",
        "Amazon.com Services LLC, 410 Terry Avenue North, Seattle",
        "Custodian of Records, Amazon Web Services",
        "AWS",
        "Ring LLC",
        "Twitch Interactive, Inc.",
        "Arnazon.com, lnc.",
        "Arnaz0n.com",
        "Amazom.com Inc",
        "AMAZON.COM c/o Corporation Service Company",
        "Jane Alder, Legal Department, Amazon",
        "Audible, Inc.",
        "Whole Foods Market",
    ],
)
def test_an_entity_of_the_provider_is_the_provider(printed: str) -> None:
    found = names_provider(seen(printed), AMAZON)
    assert found.value is True
    assert found.confidence >= 0.5
    assert found.evidence


@pytest.mark.parametrize(
    "printed",
    [
        "Northwind Mail LLC",
        "Contoso Cloud, Inc., Custodian of Records",
        "First Harbor Bank",
        "Northwind c/o Corporation Service Company",
        "Amazon Watch",
        "Ringwood Telephone Company",
        "Audible Magic Corporation",
        "John Alder",
    ],
)
def test_somebody_else_is_not_the_provider(printed: str) -> None:
    found = names_provider(seen(printed), AMAZON)
    assert found.value is False
    assert found.confidence >= 0.4


@pytest.mark.parametrize(
    "printed",
    [
        "Any authorized law enforcement officer",
        "Custodian of Records",
        "To whom it may concern",
        "Corporation Service Company",
        "The Sheriff or any peace officer of the State",
        "Internet Service Provider, Legal Department",
        "1, Records of the account. of devices in use",
        "...",
    ],
)
def test_an_address_that_names_nobody_tells_nothing(printed: str) -> None:
    assert names_provider(seen(printed), AMAZON).value is None


def test_a_half_legible_name_is_nothing_to_build_on() -> None:
    found = names_provider(seen("Amaxon"), AMAZON)
    assert not found.value
    assert found.confidence < 0.4


def test_without_a_recipient_or_names_nothing_is_told() -> None:
    assert names_provider(absent(), AMAZON).value is None
    assert names_provider(seen("Amazon"), load_profile("generic")).value is None
