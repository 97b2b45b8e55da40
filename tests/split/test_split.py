import pytest

from extractor.packet import Part, Role
from extractor.split import split
from extractor.split.rules import role_rules
from tests.build import document

LETTER = """Office of the Harbor County Prosecutor
March 3, 2024
Meridian Telecom LLC, Attn: Legal Department
Re: Grand Jury Subpoena
Dear Custodian:
Enclosed please find a grand jury subpoena. In lieu of appearing you may send
the records to my office. If you have any questions please contact me.
Sincerely, Orla Fenwick"""
SUBPOENA = """UNITED STATES DISTRICT COURT
for the Western District of Somewhere
SUBPOENA TO TESTIFY BEFORE A GRAND JURY
To: Meridian Telecom LLC
YOU ARE COMMANDED to appear before the grand jury on April 9, 2024 and to bring
the records listed in the attached rider. Date: March 3, 2024. Clerk of Court"""
RIDER = """RIDER
For the account of Tobin Osei, from January 1, 2023 to June 30, 2023:
1. Subscriber name and address
2. Records of session times and durations
3. Means and source of payment"""
RIDER_GOES_ON = """4. Device identifiers
5. All correspondence with customer service about the account"""
CERTIFICATE = """DECLARATION OF CUSTODIAN OF RECORDS
I am the custodian of records of the business named below. The records were made at
or near the time of the occurrence by a person with knowledge, and kept in the
course of regularly conducted business activity. Rules 902(11) and 803(6)."""
WARRANT = """AO 93 (Rev. 11/13) Search and Seizure Warrant
UNITED STATES DISTRICT COURT
SEARCH AND SEIZURE WARRANT
To: Any authorized law enforcement officer
I find that the affidavit establishes probable cause to search: See Attachment A
YOU ARE COMMANDED to execute this warrant on or before May 2, 2024"""
RETURN = """AO 93 (Rev. 11/13) Search and Seizure Warrant (Page 2)
RETURN
Date and time warrant executed:
Copy of warrant and inventory left with:
Inventory made in the presence of:
Executing officer's signature"""
APPLICATION = """AO 106 (Rev. 04/10) Application for a Search Warrant
UNITED STATES DISTRICT COURT
APPLICATION FOR A SEARCH WARRANT
I request a search warrant and state under penalty of perjury that I have reason to
believe that records are there. The basis for the search under Fed. R. Crim. P. 41(c)
is evidence of a crime."""
AFFIDAVIT = """AFFIDAVIT IN SUPPORT OF AN APPLICATION FOR A SEARCH WARRANT
I, Ines Quist, being duly sworn, depose and state:
1. I have been a special agent since 2015. Based on my training and experience such
records show who used the account."""
AFFIDAVIT_GOES_ON = """2. In March the victim lost money to a man who called himself
a dealer. The man wrote from the account and asked for a transfer to a bank abroad.
3. The bank said that the transfer was taken out the next day."""
GAG = """UNITED STATES DISTRICT COURT
NONDISCLOSURE ORDER
IT IS ORDERED under 18 U.S.C. 2705(b) that Meridian Telecom shall not notify any person
of the existence of the attached subpoena for one year. SO ORDERED March 3, 2024.
United States Magistrate Judge"""
OPINION = """UNITED STATES DISTRICT COURT
MEMORANDUM OPINION AND ORDER
Before the Court is the motion to quash a grand jury subpoena. For the foregoing
reasons the motion is denied. The court denies the request. See 123 F.3d 456."""
ANSWER = """Meridian Telecom LLC
Dear Agent Quist: in response to your subpoena we have conducted a diligent search.
The responsive records are enclosed. Sincerely, custodian"""
STATE_WARRANT = """IN THE COUNTY COURT OF LARK COUNTY
SEARCH WARRANT
To any peace officer: you are commanded to search the records of Meridian Telecom LLC.
Given under my hand March 3, 2024. Bram Teller, County Judge"""
STATE_AFFIDAVIT = """COUNTY OF LARK        )      AFFIDAVIT FOR SEARCH WARRANT
                      )      No. SW-24-118
I, Petra Locke, being sworn, say: a bicycle was sold from the account on March 1.
I ask that a warrant be issued. Sworn to this day, Bram Teller, Judge"""
FAX_COVER = """LARK COUNTY SHERIFF
TO: Meridian Telecom emergency desk
FROM: Sgt. Noor Kowal
PAGES: 2
RE: missing man"""
EMERGENCY = """EMERGENCY DISCLOSURE REQUEST
There is a danger of death or serious physical injury. A man of 81 is missing in the
snow. Please give us the last location of his telephone. Sgt. Noor Kowal"""
ORDER_APPLICATION = """UNITED STATES DISTRICT COURT
IN RE APPLICATION FOR AN ORDER
APPLICATION
Comes now the United States and moves this Court for an order under section 2703(d).
WHEREFORE the United States prays for the entry of the attached order."""
ORDER = """UNITED STATES DISTRICT COURT
ORDER
The court finds specific and articulable facts. IT IS ORDERED under 18 U.S.C. 2703(d)
that Meridian Telecom LLC disclose the records in Attachment A. SO ORDERED."""
CERTIFICATE_ABROAD = """EUROPEAN PRODUCTION ORDER CERTIFICATE (EPOC)
Regulation (EU) 2023/1543
SECTION A: Issuing authority
Issuing State: Ireland
SECTION B: Addressee
Meridian Telecom LLC"""
CERTIFICATE_SECTIONS = """SECTION C: Deadlines
within 10 days
SECTION D: Electronic evidence to be produced
subscriber data of the account"""
OPEN_FORM = """CANADA                   Form 5.005
PRODUCTION ORDER FOR DOCUMENTS
To Meridian Telecom LLC: Whereas I am satisfied that there are reasonable grounds to
believe that an offence was committed, you are ordered to produce the invoices."""
SIGNED_PAGE = """The invoices must be handed to Constable Quist within 30 days.
Dated at Port Calder, March 3, 2024
Justice of the Peace"""
SECOND_PAGE = """The name, address, e-mail address, and telephone number of the attorney
representing Ines Quist, who issues or requests this subpoena, are:
Hana Pellow, 12 Quay Street, Port Calder
Notice to the person who issues or requests this subpoena: serve it on each party."""
VERIFICATION = """VERIFICATION
I, ________, being duly sworn, say that I am ________ of the company and that the
answers are true. Subscribed and sworn before me ________ Notary Public"""
ENDORSEMENT = """LARK COUNTY
ENDORSEMENT ON APPLICATION FOR SEARCH WARRANT
The magistrate has relied on the word of Inv. Locke. Bram Teller"""
SUMMONS_RIDER = """Attachment to Summons HB-2024-118
It is requested that the company provide for the account:
- the name and address
- the log-in addresses from May 1, 2023 until May 31, 2023"""
BRIEF_LETTER = """Harbor City Police
To: Meridian Telecom LLC
Re: case 24-118
Three papers go with this sheet. Call me if the volume asks for more time.
Det. Wanda Grieve"""
CIVIL_FACE = """AO 88A (Rev. 12/20) Subpoena to Testify at a Deposition
UNITED STATES DISTRICT COURT
SUBPOENA TO TESTIFY AT A DEPOSITION IN A CIVIL ACTION
YOU ARE COMMANDED to appear and to bring the invoices. Date: March 3, 2024"""
BATES = "MTL00004711"
SHEET = "EXHIBIT A"


def roles(*pages: str) -> list[str]:
    parts = split(document("\f".join(pages)))
    return [part.role.value for part in parts for _ in part.pages]


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ([SUBPOENA], ["instrument"]),
        (
            [LETTER, SUBPOENA, RIDER, RIDER_GOES_ON, CERTIFICATE],
            ["cover_letter", "instrument", "attachment", "attachment", "certificate"],
        ),
        ([WARRANT, RETURN, RIDER], ["instrument", "return", "attachment"]),
        (
            [APPLICATION, AFFIDAVIT, AFFIDAVIT_GOES_ON],
            ["instrument", "affidavit", "affidavit"],
        ),
        ([SUBPOENA, BATES], ["instrument", "other"]),
        ([SHEET, SUBPOENA], ["other", "instrument"]),
        ([STATE_AFFIDAVIT, STATE_WARRANT], ["affidavit", "instrument"]),
        ([STATE_WARRANT, STATE_AFFIDAVIT], ["instrument", "affidavit"]),
        ([STATE_WARRANT, ENDORSEMENT], ["instrument", "other"]),
        ([FAX_COVER, EMERGENCY], ["cover_letter", "instrument"]),
        ([ORDER_APPLICATION, ORDER, RIDER], ["other", "instrument", "attachment"]),
        ([CERTIFICATE_ABROAD, CERTIFICATE_SECTIONS], ["instrument", "instrument"]),
        ([OPEN_FORM, SIGNED_PAGE], ["instrument", "instrument"]),
        ([CIVIL_FACE, SECOND_PAGE], ["instrument", "instrument"]),
        ([SUBPOENA, RIDER, VERIFICATION], ["instrument", "attachment", "certificate"]),
        ([WARRANT, RETURN, SUMMONS_RIDER], ["instrument", "return", "attachment"]),
        ([BRIEF_LETTER, WARRANT], ["cover_letter", "instrument"]),
        ([LETTER], ["cover_letter"]),
        ([OPINION], ["other"]),
        ([BATES], ["other"]),
    ],
)
def test_every_page_gets_its_role(pages: list[str], expected: list[str]) -> None:
    assert roles(*pages) == expected


@pytest.mark.parametrize("text", [LETTER, OPINION, ANSWER, BATES])
def test_papers_that_only_speak_of_process_are_no_instrument(text: str) -> None:
    assert "instrument" not in roles(text)


def test_an_affidavit_served_alone_is_the_application() -> None:
    assert roles(AFFIDAVIT, AFFIDAVIT_GOES_ON) == ["instrument", "instrument"]


def test_a_second_instrument_is_a_part_of_its_own() -> None:
    parts = split(document("\f".join([SUBPOENA, GAG, RIDER])))
    assert [(p.role.value, p.pages, p.owner) for p in parts] == [
        ("instrument", (1,), 0),
        ("instrument", (2,), 1),
        ("attachment", (3,), 1),
    ]


def test_a_letter_belongs_to_the_instrument_after_it() -> None:
    parts = split(document("\f".join([LETTER, SUBPOENA])))
    assert [part.owner for part in parts] == [1, 1]


def test_a_part_without_any_instrument_has_no_owner() -> None:
    assert split(document(LETTER)) == (Part(Role.COVER_LETTER, (1,)),)


def test_the_printed_form_is_named() -> None:
    assert [p.form for p in split(document(WARRANT))] == ["AO 93"]


BLANK = """AO 110 (Rev. 06/09) Subpoena to Testify Before a Grand Jury
UNITED STATES DISTRICT COURT
for the ____________ District of ____________
SUBPOENA TO TESTIFY BEFORE A GRAND JURY
To: (name of person)
YOU ARE COMMANDED to appear before the grand jury
Place: ________ Date and Time: ________
CLERK OF COURT Signature: ____________"""


@pytest.mark.parametrize(
    ("text", "blank"),
    [
        (BLANK, True),
        (BLANK.replace("Date and Time: ________", "Date and Time: May 4, 2024"), False),
        (SUBPOENA, False),
    ],
)
def test_a_form_is_blank_only_while_nothing_is_filled_in(
    text: str, *, blank: bool
) -> None:
    assert [part.is_blank for part in split(document(text))] == [blank]


def test_the_title_may_be_garbled() -> None:
    noisy = SUBPOENA.replace("GRAND JURY", "GRAND JUBY").replace("SUBPOENA", "SUBP0FNA")
    assert roles(noisy, RIDER) == ["instrument", "attachment"]


def test_a_page_without_words_does_not_break_the_packet() -> None:
    assert roles(SUBPOENA, " ", RIDER) == ["instrument", "other", "attachment"]


def test_a_document_without_pages_has_no_parts() -> None:
    assert split(document("x").only(())) == ()


def test_two_runs_agree() -> None:
    packet = "\f".join([LETTER, SUBPOENA, RIDER, GAG, CERTIFICATE])
    assert split(document(packet)) == split(document(packet))


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("COUNTY ATTORNEY SUBPOENA FOR BANK RECORDS", "instrument"),
        ("ORDER DENYING THE APPLICATION", "other"),
    ],
)
def test_an_unknown_heading_is_read_by_its_noun(heading: str, role: str) -> None:
    text = f"{heading}\nThe records of Tobin Osei kept since May are in question here."
    assert roles(text) == [role]


def test_a_printed_mail_with_an_attachment_line_is_a_letter() -> None:
    mail = "From: a@b.example\nTo: c@d.example\nSubject: letter\nAttachments: one.pdf\n"
    assert roles(mail + "Please see the attached letter. Thank you, Ines") == [
        "cover_letter"
    ]


def test_the_text_of_the_rule_behind_a_form_is_no_instrument() -> None:
    form = "AO 88B (Rev. 12/20) Subpoena to Produce Documents"
    rule = """Federal Rule of Civil Procedure 45 (c), (d), (e), and (g)
(c) Place of Compliance. (1) For a Trial, Hearing, or Deposition. A subpoena may command
a person. (d) Protecting a Person Subject to a Subpoena; Enforcement."""
    face = f"""{form}
UNITED STATES DISTRICT COURT
SUBPOENA TO PRODUCE DOCUMENTS, INFORMATION, OR OBJECTS
YOU ARE COMMANDED to produce the documents at the office of counsel on May 4, 2024."""
    pages = [face, RIDER, f"{form} (Page 3)\n{rule}"]
    assert roles(*pages) == ["instrument", "attachment", "other"]


EXAMPLES = [(rule.role, text) for rule in role_rules() for text in rule.examples]


@pytest.mark.parametrize(("role", "text"), EXAMPLES)
def test_every_role_is_told_by_its_examples(role: Role, text: str) -> None:
    told = roles(SUBPOENA, text)[1]
    assert told == role.value


def test_every_role_that_pages_show_has_an_example() -> None:
    shown = {role for role, _ in EXAMPLES}
    assert set(Role) - shown == {Role.MAIL_BODY}  # the reader says so, not the words
