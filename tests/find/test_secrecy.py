"""Gags: ordered, asked for, or something that only sounds alike."""

import pytest

from extractor.find.secrecy import find_nondisclosure
from extractor.packet import Role
from tests.build import scope

ORDERED = (
    "IT IS FURTHER ORDERED that Example Inc. shall not notify any person of the "
    "existence of this warrant for 180 days.",
    "Pursuant to 18 U.S.C. § 2705(b), you are commanded not to notify the subscriber.",
    "SEARCH WARRANT\nThe court finds cause. The provider is prohibited from notifying "
    "the account holder.",
    "PRODUCTION ORDER\nYou are prohibited, under subsection 487.0191(1), from "
    "disclosing the existence of this order. Justice of the Peace",
    "IT IS ORDERED that the carrier give all assistance, and not disclose the "
    "interception to any person.",
    "In accordance with 18 U.S.C. § 2709(c)(1), I certify that a disclosure may "
    "result in a danger to national security.",
    "ORDERED that notification by the provider to the subscriber be delayed a year.",
    "The Provider is directed to refrain from notifying the user. IT IS SO ORDERED",
    "IT IS ORDERED that the provider not disclose the existence of this order",
    "DISTRICT JUDGE\nThe existence of this subpoena shall\n not be disclosed.",
    "European Production Order\nThe addressee shall refrain from informing the user.",
    "COUR DU QUÉBEC\nIl vous est interdit de révéler l'existence de cet ordre.",
    "IT IS FURTHER ORDERED that Example Inc. (the Provider)\n\n shall not disclose the "
    "existence of this order.",
    "The provider shall withhold notice of this warrant from the user. BY THE COURT:",
    "IT IS ORDERED that notice to the customer be precluded for one year.",
    "ORDERED that the company keep this order and the fact of its service confidential",
    "IT IS ORDERED:\n\nThat Example Inc. shall not, before May 4, 2031, notify any "
    "person of the existence of this order. BY THE COURT:",
    "The respondent must not alter the data, nor disclose the making of this "
    "application or the existence of this order. CROWN COURT",
    "IT IS ORDERED that no notice of this Order be given to the subscriber.",
    "31 U.S.C. 5318(g)(2) prohibits notifying any person that this request was made.",
    "JUIZ DE DIREITO\nA empresa deverá manter sigilo sobre esta ordem.",
)
REQUESTED = (
    "The customer must not be told of this request.",
    "Se ruega mantener la confidencialidad.",
    "Dear Custodian:\nYou are prohibited from disclosing this request.\nSincerely,",
    "Please do not notify the account holder of this subpoena.",
    "It is requested that you not disclose the existence of this summons.",
    "REQUEST FOR NON-DISCLOSURE",
    "The government requests that the Court order the Provider not to disclose the "
    "existence of this order to any person.",
    "Nous vous prions de ne pas informer le titulaire du compte.",
    "This matter should be kept confidential.",
    "Please keep the fact of this inquiry secret.",
    "IN THE CIRCUIT COURT OF EXAMPLE COUNTY\nYOU ARE NOT TO DISCLOSE THE EXISTENCE OF "
    "THIS SUBPOENA.\nAssistant State Attorney",
    "We would be grateful if you did not inform your customer of this enquiry.",
    "Please treat this letter as strictly confidential.",
    "We ask you dont tell the customer about this letter.",
    "I'd rather his family not hear about it yet.",
    "We ask that the user not learn of this request.",
    "We would ask that you hold off notifying the user until then.",
    "You are requested not to close the account or otherwise tip off the user.",
    "We ask you not to bring it to the attention of your customer.",
)
NONE = (
    "",
    "The officer executing this warrant to delay notice to the person who is searched.",
    "Do not disclose the contents of any communication.",
    "If you are not the intended recipient you must not disclose this communication.",
    "This warrant is filed under seal.",
    "[ ] You are ordered not to disclose this subpoena until ____.",
    "Please disclose the records to the undersigned.",
    "The information you provide will be kept confidential by this office.",
    "The custodian shall keep the records under seal until opened by the court.",
    "The court has not been asked to delay notice.",
    "DETERMINO a quebra de sigilo de dados da conta.",
    "Section 2702 forbids a provider to disclose the records of a customer.",
)


@pytest.mark.parametrize("text", ORDERED)
def test_an_order_is_ordered(text: str) -> None:
    value = find_nondisclosure(scope(text)).value
    assert value is not None
    assert value.kind == "ordered"


def test_an_order_may_be_an_instrument_of_its_own() -> None:
    text = "Search the account.\fORDERED that Example Inc. not disclose this warrant."
    packet = scope(text, Role.INSTRUMENT, Role.OTHER)
    value = find_nondisclosure(packet).value
    assert value is not None
    assert value.kind == "ordered"


@pytest.mark.parametrize("text", REQUESTED)
def test_a_wish_is_requested(text: str) -> None:
    value = find_nondisclosure(scope(text)).value
    assert value is not None
    assert value.kind == "requested"


@pytest.mark.parametrize("text", NONE)
def test_what_sounds_alike_is_absent(text: str) -> None:
    assert find_nondisclosure(scope(text)).value is None


@pytest.mark.parametrize(
    ("words", "until"),
    [
        (
            "for a period of one year from the date of this Order.",
            "one year from the date of this Order",
        ),
        ("for 90 days.", "90 days"),
        ("until further order of the Court.", "until further order of the Court"),
        ("indefinitely.", "indefinitely"),
        ("at all.", None),
    ],
)
def test_its_end_is_read_in_the_papers_words(words: str, until: str | None) -> None:
    text = f"It is ordered that you shall not disclose this order to any person {words}"
    value = find_nondisclosure(scope(text)).value
    assert value is not None
    assert value.until == until


def test_its_ground_is_read() -> None:
    value = find_nondisclosure(scope(ORDERED[1])).value
    assert value is not None
    assert value.authority == "18 USC 2705(b)"


def test_a_cover_letters_wish_counts() -> None:
    packet = scope(f"SUBPOENA\f{REQUESTED[2]}", Role.INSTRUMENT, Role.COVER_LETTER)
    assert find_nondisclosure(packet).value is not None


def test_an_order_outweighs_a_wish() -> None:
    packet = scope(f"{ORDERED[0]}\f{REQUESTED[2]}", Role.INSTRUMENT, Role.COVER_LETTER)
    value = find_nondisclosure(packet).value
    assert value is not None
    assert value.kind == "ordered"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("By order of the Judge, no person served shall disclose it.", "ordered"),
        ("The Court's secrecy order forbids telling any person of it.", "ordered"),
        (
            "The respondent must not, save with the leave of a judge, disclose the "
            "making of this order.",
            "ordered",
        ),
        ("Det är förbjudet att röja föreläggandet.", "ordered"),
        ("本照会に関する事項をみだりに漏らさないよう求めます。", "requested"),
    ],
)
def test_orders_told_of_and_wording_abroad_are_heard(text: str, kind: str) -> None:
    value = find_nondisclosure(scope(text)).value
    assert value is not None
    assert value.kind == kind
