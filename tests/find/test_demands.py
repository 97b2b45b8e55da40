"""What is asked, split into items; what papers say besides is left out."""

from datetime import date

import pytest

from extractor.facts import DateRange
from extractor.find.demands import find_demands
from extractor.find.paragraphs import Mark, paragraphs
from extractor.packet import Role, Scope
from tests.build import document, scope


def texts(read: Scope) -> list[str]:
    return [d.text for d in find_demands(read)]


RIDER = """GRAND JURY SUBPOENA
You must bring with you the following:
SEE THE ATTACHED RIDER. Personal appearance is not required if the records are sent.
Failure to attend will constitute contempt of court.
\fRIDER
Definitions
1. "Account" means any account records held by the company.
Records to be produced
Please provide the following records for the period May 1, 2024 to May 31, 2024:
1. Subscriber name and address;
2. Log-in records, including:
   a. IP addresses;
   b. session times;
II. Billing records; and
12. Orders placed from the account.
Certification
Please sign the enclosed declaration of custodian of records.
"""


def test_a_riders_items_are_the_demands_and_nothing_else() -> None:
    read = scope(RIDER, Role.INSTRUMENT, Role.ATTACHMENT)
    assert texts(read) == [
        "Subscriber name and address;",
        "Log-in records, including:",
        "IP addresses;",
        "session times;",
        "Billing records; and",
        "Orders placed from the account.",
    ]


def test_items_keep_their_page_their_lead_and_its_period() -> None:
    first = find_demands(scope(RIDER, Role.INSTRUMENT, Role.ATTACHMENT))[0]
    assert (first.id, first.page) == ("d1", 2)
    assert first.lead_in.startswith("Please provide the following records")
    assert first.date_range.value == DateRange(date(2024, 5, 1), date(2024, 5, 31))


CASES = {
    "two things in one command": (
        "Under 18 USC 2703(f) you are directed to preserve the messages of the account "
        "and also to retain every order it places.",
        ["preserve the messages of the account", "retain every order it places."],
    ),
    "a command that says to whom first": (
        "You are hereby directed to provide to the Federal Bureau of Investigation "
        "the name and address of the account holder.",
        ["the name and address of the account holder."],
    ),
    "a question after a question": (
        "Could you tell me the shipping address of the order and whether the account "
        "has been closed?",
        ["the shipping address of the order", "whether the account has been closed?"],
    ),
    "numbers of two levels": (
        "You must disclose:\n5.1 order history of the account\n5.2 payment cards",
        ["order history of the account", "payment cards"],
    ),
    "letters with a slash": (
        "Please provide the following:\na/ order history;\nb/ payment cards.",
        ["order history;", "payment cards."],
    ),
    "Roman numbers with a dash": (
        "Produce the following:\nI - order history;\nII - payment cards.",
        ["order history;", "payment cards."],
    ),
    "numbers in words": (
        "Produce the following:\nPRIMERO.- order history.\nSEGUNDO.- payment cards.",
        ["order history.", "payment cards."],
    ),
    "marks that OCR set apart from their stop": (
        "Produce the following:\na . order history\nii . payment cards",
        ["order history", "payment cards"],
    ),
    "stars": (
        "Produce the following:\n* order history\n* payment cards",
        ["order history", "payment cards"],
    ),
    "boxes typed with a line": (
        "Produce the following:\n__X__ Order history\n_____ Voice recordings",
        ["Order history"],
    ),
    "a lead that adds whose data, and no colon": (
        "You must furnish the following, for account 12-A (kitchen)\n"
        "A. Order history\nB. Names of the other adults on the account",
        ["Order history", "Names of the other adults on the account"],
    ),
    "an item that ends with a short word": (
        "Produce the following:\n1. Order history of Vale Boats, Inc.\n2. Card data",
        ["Order history of Vale Boats, Inc.", "Card data"],
    ),
    "what is not asked": (
        "Produce the following:\n1. Order history.\n"
        "No message text or photograph is requested.",
        ["Order history."],
    ),
    "a face that points to a block": (
        "You are commanded to produce the records asked for in Block 6.",
        [],
    ),
    "offences before the command": (
        "there is cause to think that an offense was committed, to wit:\n"
        "Unlawful use of account records\n"
        "You are commanded to produce the order history of the account.",
        ["the order history of the account."],
    ),
    "bullets": (
        "Produce the following information:\n• Purchase history;\n• Gift card records;",
        ["Purchase history;", "Gift card records;"],
    ),
    "bullets on their own line": (
        "Produce the following information:\n•\nPurchase history;\n•\nIP logs;",
        ["Purchase history;", "IP logs;"],
    ),
    "one sentence on the face": (
        "YOU ARE COMMANDED to produce doorbell video of the night of 3 May 2025.",
        ["doorbell video of the night of 3 May 2025."],
    ),
    "a sentence after a colon": (
        "You must produce the following: all purchase records of the customer.",
        ["all purchase records of the customer."],
    ),
    "capitals of a subpoena duces tecum": (
        "DUCES TECUM: FURNISH THE ORDER HISTORY AND PAYMENT RECORDS OF THE BUYER\n"
        "NAMED BELOW.\nYOU MAY COMPLY BY MAILING THE RECORDS TO THE CLERK.",
        ["FURNISH THE ORDER HISTORY AND PAYMENT RECORDS OF THE BUYER NAMED BELOW."],
    ),
    "a lead whose items only name the targets": (
        "Produce records of transactions with the following:\n• Iris Moth\n• Jo Vale",
        ["Produce records of transactions with the following:"],
    ),
    "a letter": (
        "Please preserve for 90 days all e-mails of the account iris@example.net. "
        "Do not disclose this letter. Thank you for your help.",
        [
            "Please preserve for 90 days all e-mails of the account iris@example.net.",
        ],
    ),
    "the seized part only narrows": (
        "I. Information to be disclosed by the Provider\n"
        "The Provider is required to disclose the following information:\n"
        "a. The content of all e-mails;\n"
        "II. Information to be seized by the government\n"
        "(a) E-mails about counterfeit stamps;",
        ["The content of all e-mails;"],
    ),
    "a warrant that says to wit": (
        "there is now located certain information, to wit:\n"
        "S3 objects and disk images of the account",
        ["S3 objects and disk images of the account"],
    ),
    "boxes that are checked": (
        "Types of information:\n[X] IP address logs\n[ ] Contents of e-mails\n"
        "☒ Purchase history\n☐ Voice recordings",
        ["IP address logs", "Purchase history"],
    ),
    "boxes behind an item's mark": (
        "Produce the following:\n1. [X] Order history\n2. [ ] Voice recordings",
        ["Order history"],
    ),
    "numbered requests": (
        "DOCUMENTS REQUESTED\nREQUEST NO. 1: All communications with Jo Vale.\n"
        "REQUEST NO. 2: Disbursements to the seller.",
        ["All communications with Jo Vale.", "Disbursements to the seller."],
    ),
    "rows of a table": (
        "Records to be produced\nItem   Description\n"
        "1      Order history\n2      Payment cards on file",
        ["Order history", "Payment cards on file"],
    ),
    "a command that breaks off": (
        "You are ordered to furnish to the inspector ;\n"
        "the sign-up date and the payment cards of the buyer",
        ["the sign-up date and the payment cards of the buyer"],
    ),
    "definitions and instructions left out": (
        'DEFINITIONS\n1. "Records" means all records.\nINSTRUCTIONS\n'
        "1. Produce all documents as they are kept.\nDOCUMENTS REQUESTED\n"
        "1. Order history.",
        ["Order history."],
    ),
    "a mail without process": (
        "Hello. Could you kindly send me the name and postal address of the buyer? "
        "Also the order history. My number is below. Thank you.",
        [
            "the name and postal address of the buyer?",
            "Also the order history.",
        ],
    ),
    "an emergency form's question": (
        "3. Why is there no time? The note names tonight.\n"
        "4. What records are needed, and why?\n"
        "(a) the last IP address of the tablet;\n(b) the registered address.",
        ["the last IP address of the tablet;", "the registered address."],
    ),
    "interrogatories and documents": (
        "INTERROGATORIES\n1. State the name of each person who opened the account.\n"
        "DOCUMENTS\n1. Each version of the product listing.\n"
        "2. Notices of violation sent to the shop.",
        [
            "State the name of each person who opened the account.",
            "Each version of the product listing.",
            "Notices of violation sent to the shop.",
        ],
    ),
    "a command without its colon, right before its items": (
        "The court orders that the company shall within 7 days produce to the officer\n"
        "1. the order history;\n2. the delivery addresses.",
        ["the order history;", "the delivery addresses."],
    ),
    "items nobody has a word for stay among those that have": (
        "Produce the following:\n1. Payment records;\n2. Order history;\n"
        "3. Appliance warranties.",
        ["Payment records;", "Order history;", "Appliance warranties."],
    ),
    "headings that OCR misread": (
        'DEFlNlTlONS\n1. "Records" means all records.\nITEMS TO BE PR0DUCED\n'
        "1. Order history.",
        ["Order history."],
    ),
    "a label with its value is a target": (
        "SCHEDULE\nAccount holder: Iris Moth, born 4 May 1980\n"
        "(a) payment cards on file",
        ["payment cards on file"],
    ),
    "what the government later seizes of it": (
        "The provider shall disclose:\na. E-mails of the account;\n\n"
        "Part Two. The agents may only seize records that show the theft of stamps.",
        ["E-mails of the account;"],
    ),
    "a preamble that speaks of the investigation": (
        "Pursuant to an investigation of mail theft, please provide for the account: "
        "billing address; credit cards.",
        ["billing address;", "credit cards."],
    ),
    "a German letter": (
        "Es wird um Auskunft zu dem Kundenkonto ersucht:\n"
        "1. Name und Anschrift des Kontoinhabers;\n2. Bestellungen.",
        ["Name und Anschrift des Kontoinhabers;", "Bestellungen."],
    ),
    "a French requisition": (
        "Prions de bien vouloir nous communiquer pour le compte :\n"
        "- moyens de paiement ;\n- adresses IP de connexion.",
        ["moyens de paiement ;", "adresses IP de connexion."],
    ),
    "a Spanish order": (
        "Se sirva remitir a este Juzgado lo siguiente:\n- los datos del titular;\n"
        "- las direcciones IP de acceso.",
        ["los datos del titular;", "las direcciones IP de acceso."],
    ),
    "a label that goes on": (
        "RECORDS SOUGHT: Subscriber records and log-in history",
        ["Subscriber records and log-in history"],
    ),
    "a passive": (
        "All messages, photos and files of the account shall be disclosed.",
        ["All messages, photos and files of the account shall be disclosed."],
    ),
    "a hold": (
        "Please place a litigation hold on the messages and backups of the user.",
        ["Please place a litigation hold on the messages and backups of the user."],
    ),
    "a question": (
        "I try to help my neighbour. Whose account ordered the ladder?",
        ["Whose account ordered the ladder?"],
    ),
    "parts between semicolons": (
        "Produce the name and address of the user; means of payment; session times.",
        [
            "Produce the name and address of the user;",
            "means of payment;",
            "session times.",
        ],
    ),
    "an appearance": (
        "YOU ARE COMMANDED to appear and testify before the grand jury.",
        ["YOU ARE COMMANDED to appear and testify before the grand jury."],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_demands_are_found_in_every_form(text: str, expected: list[str]) -> None:
    assert texts(scope(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Failure to produce the records is contempt of court.",
        "You are requested not to disclose the existence of this subpoena.",
        "Please provide the records in electronic format if possible.",
        "Please contact Detective Vale with any questions about the records.",
        "Produce the records described in Attachment A.",
        "This is not a request to keep records that arise after today.",
        "FOR AN ORDER DIRECTING A COMPANY TO PRODUCE RECORDS ) Case No. 4",
        "Records shall be produced in a form in which they are legible.",
        "STREET ADDRESS:\nMAILING ADDRESS:\nTELEPHONE NO.:",
        "The court finds probable cause to believe that records exist.",
        "Personal appearance to testify is not required if the records are sent.",
    ],
)
def test_what_asks_for_nothing_yields_no_demand(text: str) -> None:
    assert find_demands(scope(text)) == ()


def test_an_appearance_is_no_demand_where_records_will_do() -> None:
    read = scope(
        "YOU ARE COMMANDED to appear and testify before the grand jury and produce:\n"
        "1. Payment records\n"
        "In lieu of appearing you may comply by mailing the records."
    )
    assert texts(read) == ["Payment records"]


def test_a_witness_appears_and_a_custodian_only_sends() -> None:
    command = (
        "YOU ARE COMMANDED to appear and testify, and to bring with you:\n1. Notes"
    )
    summons = "TO: {}\n" + command + " and payment records"
    witness, custodian = (
        [d.text for d in find_demands(scope(summons.format(name)))]
        for name in ("Iris Moth", "Example Bank, N.A., Custodian of Records")
    )
    assert any("testify" in text for text in witness)
    assert not any("testify" in text for text in custodian)


def test_identifiers_belong_to_the_demand_that_names_them() -> None:
    read = scope(
        "Produce the following records:\n"
        "1. Orders of the account iris.moth@example.net;\n2. Log-in times;"
    )
    found = [[i.value.value for i in d.identifiers] for d in find_demands(read)]
    assert found == [["iris.moth@example.net"], []]


def test_marks_of_items_are_told_apart() -> None:
    read = document("1. one\n(a) two\n• three\niv. four\n\nJ. Vale\n\nPlain text")
    marks = [p.mark for p in paragraphs(read)]
    assert marks[:4] == [Mark.DIGIT, Mark.LETTER, Mark.BULLET, Mark.ROMAN]
    assert marks[4:] == [Mark.NONE, Mark.NONE]


def test_page_numbers_and_stamps_belong_to_no_paragraph() -> None:
    read = document("Page 2 of 5\nABCD00012345\nThe text.\n3")
    assert [p.text for p in paragraphs(read)] == ["The text."]


LISTS = [
    (
        "Evidence of it is held by Example Stores, Inc. in the account of the buyer, "
        "namely :\n(1) name and address of the holder\n(2) means of payment used",
        ["name and address of the holder", "means of payment used"],
    ),
    (
        "Produce records for the following accounts:\n1. alex.roe@mail.example\n"
        "Please provide the following:\n1. Billing records;",
        ["Billing records;"],
    ),
    (
        "Please provide the following:\n1. Billing records;\n"
        "These records are evidence of a theft.",
        ["Billing records;"],
    ),
    (
        "I say the following. The facts are these:\n1. Orders were placed with a card.",
        [],
    ),
    (
        "You are required to produce the following:\n+---+----------+\n"
        "| 1 | Billing records |\n| 2 | Login records |",
        ["Billing records |", "Login records |"],
    ),
    (
        "( ) All subscriber records of the buyer\n(X) Produce all billing records",
        ["Produce all billing records"],
    ),
    (
        "INTERROGATORIES\nINTERROGATORY NO. 1. State the date the account was opened.\n"
        "INTERROGATORY NO. 2. Identify the person who opened the account.",
        [
            "State the date the account was opened.",
            "Identify the person who opened the account.",
        ],
    ),
    (
        "Produce all billing records of the account. including refunds.",
        ["Produce all billing records of the account. including refunds."],
    ),
]


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_lists_are_known_by_their_items(text: str, expected: list[str]) -> None:
    assert texts(scope(text)) == expected


def test_a_command_that_breaks_off_at_bring_opens_a_list() -> None:
    read = scope(
        "You are commanded to be and appear before the court on May 5 and to bring\n"
        "\nDeposit slips of the account ending 4410\n\nWitness my hand"
    )
    assert [d.text for d in find_demands(read)] == [
        "Deposit slips of the account ending 4410"
    ]


def test_degrees_and_dashes_number_items() -> None:
    read = document("1° premier\n2º) segundo\n3 - troisième\n\nPlain text")
    assert [p.mark for p in paragraphs(read)][:3] == [Mark.DIGIT] * 3


def test_a_line_that_says_the_period_closes_no_list() -> None:
    read = scope(
        "Provide the following records:\nRelevant period: May 1 to June 1, 2024\n"
        "1. Log-in times and IP addresses;\n2. Bank card numbers;"
    )
    assert len(find_demands(read)) == 2


def test_an_aside_makes_no_statement_of_an_item() -> None:
    read = scope(
        "What information, and how does it help:\n\n"
        "Video of the front door camera (the owner is abroad and cannot consent)."
    )
    assert any("Video" in d.text for d in find_demands(read))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Please produce the following for telephone number (206) 555-0162 and the "
            "subscriber of telephone number (206) 555-0104:\n"
            "1. Billing records;\n2. Log-in records.",
            ["Billing records;", "Log-in records."],
        ),
        (
            "Affiant has probable cause to believe that Sample Inc. holds records of "
            "the account that are evidence of theft, namely:\n"
            "1. Billing records;\n2. Log-in records.",
            ["Billing records;", "Log-in records."],
        ),
        (
            "IT IS FURTHER ORDERED that the devices shall not collect the contents of "
            "any communication, and that the provider shall furnish the technical "
            "assistance necessary to install them.",
            [],
        ),
        ("You shall not tell the account holder of the records produced.", []),
    ],
)
def test_whose_data_it_is_and_what_is_forbidden_are_no_demands(
    text: str, expected: list[str]
) -> None:
    assert texts(scope(text, Role.INSTRUMENT)) == expected


def test_a_bare_attachments_items_are_demands() -> None:
    text = (
        "GRAND JURY SUBPOENA\nYou must also bring with you: SEE ATTACHMENT.\n"
        "\fATTACHMENT TO GRAND JURY SUBPOENA\n"
        "1. The order and delivery record of the parcel.\n"
        "2. The name and street address of the person who placed it.\n"
    )
    read = scope(text, Role.INSTRUMENT, Role.ATTACHMENT)
    assert len(texts(read)) == 2


def test_a_typed_signature_is_no_item() -> None:
    read = scope(
        "YOU ARE COMMANDED to produce:\n\n1. Name of the account holder.\n"
        "2. Records of log-in times.\n\n/s/ Wynn Harrow, Clerk of Court\n",
        Role.INSTRUMENT,
    )
    assert texts(read) == ["Name of the account holder.", "Records of log-in times."]


TITLED = """ORDER
ATTACHMENT A
I. The Account
The order applies to the account of Wren Alder, wren@alder.example.
II. Records to be disclosed
The company is required to disclose the following:
A. Information about the subscriber:
1. Names and addresses;
2. Means of payment;
B. Orders placed in May 2024.
"""


def test_a_title_above_items_is_no_demand_of_its_own() -> None:
    assert texts(scope(TITLED)) == [
        "Names and addresses;",
        "Means of payment;",
        "Orders placed in May 2024.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1. Order history;\nFor the account of Wren Alder, e-mail wren@alder.example",
        "1. Order history;\n- end of Schedule B -",
        "1. Order history;\nIch bitte, den Kunden nicht zu unterrichten.",
        "1. Order history;\nThe company shall furnish the police all necessary help.",
    ],
)
def test_what_is_said_below_a_list_is_no_item_of_it(text: str) -> None:
    assert texts(scope(f"Please produce the following:\n{text}")) == ["Order history;"]
