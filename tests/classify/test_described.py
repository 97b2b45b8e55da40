"""What a text names only to say which things it means is not asked for."""

import pytest

from extractor.classify.described import described


@pytest.mark.parametrize(
    ("text", "besides"),
    [
        ("Messages to the merchant about the payment card", {"billing_and_payment"}),
        (
            "Orders placed: item, price, card charged and delivery address",
            {"billing_and_payment", "contact_information"},
        ),
        (
            "All accounts linked to the first by cookie, telephone number or device",
            {"contact_information"},
        ),
    ],
)
def test_clauses_and_parts_are_not_asked_for(text: str, besides: set[str]) -> None:
    assert besides <= described(text)


@pytest.mark.parametrize(
    "text",
    [
        "Subscriber name, orders and log-in IP addresses",
        "Records that show the card used and the delivery address",
        "Subscriber information: name, address and date of birth",
        "Messages",
    ],
)
def test_a_plain_list_is_asked_for_whole(text: str) -> None:
    assert not described(text)


def test_an_address_book_of_addresses_to_deliver_to_is_no_stored_file() -> None:
    book = "The address book of the customer, that is, all shipping addresses saved"
    assert "stored_files" in described(book)
    assert "stored_files" not in described(f"{book}, and the photos uploaded")
    assert "stored_files" not in described("The address book and contacts synced")


def test_documents_that_show_something_are_no_stored_file() -> None:
    shows = "Documents that show the payment methods saved in the account"
    assert "stored_files" in described(shows)
    uploaded = "The payment methods and the documents stored in the account"
    assert "stored_files" not in described(uploaded)
