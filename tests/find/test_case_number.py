"""The case number: by its form, by its label, never a phone or form number."""

import pytest

from extractor.find.case_number import find_case_number
from extractor.packet import Role
from tests.build import scope


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Case No. 1:21-sw-00123", "1:21-sw-00123"),
        ("United States v. A. Roe, 20 Cr. 330 (XYZ)", "20 Cr. 330 (XYZ)"),
        ("Civil Action No. 15-cv-07 433-ABC", "15-cv-07433-ABC"),
        ("GJ No. 2021R00123-004", "2021R00123-004"),
        ("No. SW-21-0456", "SW-21-0456"),
        ("SUPERIOR COURT\nCASE NUMBER:\n24CV01234", "24CV01234"),
        ("CAUSE NO. D-1-DC-23-123456", "D-1-DC-23-123456"),
        ("Case No: 2023-CF-001234-A-O", "2023-CF-001234-A-O"),
        ("Index No. 451234/2023", "451234/2023"),
        ("In the matter of case number(s}: 31E-XX-123456", "31E-XX-123456"),
        ("Our Ref: ABC/2023/0456\nTel: 555-123-4567", "ABC/2023/0456"),
        ("Aktenzeichen: 123 Js 4567/23", "123 Js 4567/23"),
        ("№ 2а-205/2020\nРЕШЕНИЕ", "2а-205/2020"),
        ("CASE NO. CR 23-00123-ABC", "CR 23-00123-ABC"),
        ("SUBPOENA DUCES TECUM 05-123", "05-123"),
        ("FGJ 07-103(ABC)", "FGJ 07-103(ABC)"),
        ("Index No.: 451234/2023", "451234/2023"),
        ("DOCKET: ABC-L-001234-24", "ABC-L-001234-24"),
        ("File No.  23 CRS 201744", "23 CRS 201744"),
        ("Case Number: 2025 SO 41", "2025 SO 41"),
        ("No. 25-5011MB", "25-5011MB"),
        ("Case No. 24-mj-6014-01-ABC", "24-mj-6014-01-ABC"),
        ("Case: 2:24-mj-00123-ABC-DE", "2:24-mj-00123-ABC-DE"),
        ("Grand Jury Control No. 2024-GJ-2 (XY) 0061", "2024-GJ-2 (XY) 0061"),
        (
            "FORM X                 CASE NUMBER:\n"
            "FOR RECORDS            37-2024-00918000-AB-CD-EFG",
            "37-2024-00918000-AB-CD-EFG",
        ),
        ("CID No. 2025-AG-0212", "2025-AG-0212"),
        ("Re: BR 24-0919", "BR 24-0919"),
        ("Subject: Case 24-001234", "24-001234"),
        ("our referral 25-00123", "25-00123"),
        ("DR 24-012345", "DR 24-012345"),
        ("lncident #  24-OOO812", "24-000812"),
        ("In reply refer to: 196D-XX-1234567", "196D-XX-1234567"),
        ("Case ID: 5812345", "5812345"),
        ("case number is 24-55512", "24-55512"),
        ("FIR No. 0123/2024", "0123/2024"),
        ("PV n° 2024/01234", "2024/01234"),
        ("Proc. pen. n. 1281/24", "1281/24"),
        ("Kei-So No. 24-1187", "24-1187"),
        ("Geschäftszeichen: 120 Js 1234/24", "120 Js 1234/24"),
        ("Court File No. 27-CR-24-1234", "27-CR-24-1234"),
        ("Commonwealth v. Roe, CP-51-CR-0001234-2024", "CP-51-CR-0001234-2024"),
        ("Case No.(s)   24-M55M-00123", "24-M55M-00123"),
        ("SEARCH WARRANT\nNo. FECR 123456", "FECR 123456"),
        ("Cause No.  DV-IS  24 - 0113", "DV-IS 24-0113"),
        ("RE :   LOST HIKER  -  25-001234", "25-001234"),
        ("Re: Theft, complaint 2411-00456", "2411-00456"),
        ("In the Matter of Example Advisers LLC (X-01234)", "X-01234"),
        ("Docket Number\n(Issuing Authority):\nMD-000123-24", "MD-000123-24"),
        ("Ref. QPR-TAB-INT 2031-0612", "QPR-TAB-INT 2031-0612"),
        ("Grand Jury No. CR 31-GJ-0071", "CR 31-GJ-0071"),
        ("Case No. 31 MISC 06 0277", "31 MISC 06 0277"),
        ("File number of the issuing authority: .... RC 10/552-31", "RC 10/552-31"),
        ("Docket No. K0RSC-FS-2O31-OOO17", "KORSC-FS-2031-00017"),
        ("N° 500-01-2345O7-241", "500-01-234507-241"),
        ("W sprawie RSD-45/24", "RSD-45/24"),
        ("PRODUCTION ORDER\nOrder No. 6146/2024\nTo: Example", "6146/2024"),
        ("Carpeta de investigaci6n AB/2024/4946", "AB/2024/4946"),
        ("New Zealand Police, file 241130/1234", "241130/1234"),
        ("Subpoena No, E24-XYZ-00123", "E24-XYZ-00123"),
        ("Notitienummer: AB12.L1.001234/2031", "AB12.L1.001234/2031"),
        ("Pre-trial inquiry no. 1234/R/005678/31", "1234/R/005678/31"),
        ("Nomor : B/1234/VII/RES.1.2./2031/Contoh", "B/1234/VII/RES.1.2./2031/Contoh"),
        ("Diligencias Previas 0001234 /2031", "0001234/2031"),
        ("Case no.: 2031 Hyeongje 1234", "2031 Hyeongje 1234"),
        ("第 0123 号", "0123"),
        ("File ref.: PO I Ds 12.2031", "PO I Ds 12.2031"),
        ("Article 1-203 Serial 31-AB-0012", "31-AB-0012"),
        ("S U B P O E N A   E2031-0123", "E2031-0123"),
        ("Indictment 2031-GS-40-01234", "2031-GS-40-01234"),
        ("SUBPOENA\n2031-EXMPL-00123\nIn the Matter of A", "2031-EXMPL-00123"),
        ("State Police Troop X No. DTX 3100 12345", "DTX 3100 12345"),
        ("Adv. Pro. No. 31-01234 (ABC)", "31-01234 (ABC)"),
        ("Case Ref – 2024/AB/113", "2024/AB/113"),
        (
            "GJ Original No. 2023 GJ 045 (A1)\nUSAO No. 2023FEL001234",
            "2023 GJ 045 (A1)",
        ),
        ("l.dz. AB-C-0123/24\nsprawa RSD-45/24", "RSD-45/24"),
        ("Case No. CR 24-00031 QRS\nSUBPOENA", "CR 24-00031 QRS"),
        ("Case No.  4:22MJ 17-QRS", "4:22MJ 17-QRS"),
        ("USAO No. 2024R01234 / GJ-24-5-12", "GJ-24-5-12"),
        ("Item No. B-12345-24", "B-12345-24"),
    ],
)
def test_a_case_number_is_told_as_it_is_meant(text: str, number: str) -> None:
    field = find_case_number(scope(text))
    assert field.value == number
    assert field.evidence


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Case No. ______",
        "Case No. 1:20-",
        "Tel. No. 312-555-0100",
        "Public Records Request No. 19-372",
        "Public Records Request No.: 19-372",
        "Badge No. 24-1234",
        "BAR NO. 24123",
        "12 Example Street #200",
        "Exhibit No. 24-1234",
        "Form 2039 (Rev. 10-2010) page 3",
        "pursuant to 18 U.S.C. 2703(d) and Rule 41",
        "EXAMPLE00012345",
        "at 10:30 on 3/4/2024",
        "Code of Procedure No. 141/2031",
        "Executive Order No. 12345",
        "Date issued: 03-MAR-2031",
        "District Court Form No. 41.13",
    ],
)
def test_other_numbers_are_no_case_number(text: str) -> None:
    assert find_case_number(scope(text)).value is None


def test_the_caption_wins_over_the_stamp_of_electronic_filing() -> None:
    text = (
        "Case 1:17-mc-00025-ABC  Document 24-1  Filed 12/16/16  Page 2 of 9\n"
        "UNITED STATES DISTRICT COURT\nCivil Action No. 15-cv-07433-DEF"
    )
    assert find_case_number(scope(text)).value == "15-cv-07433-DEF"


def test_a_riders_number_of_known_form_mends_the_faces_damaged_one() -> None:
    packet = scope(
        "SUBPOENA\nRef No. 2019801059.\fRIDER\nRef. No. 2019R01059",
        Role.INSTRUMENT,
        Role.ATTACHMENT,
    )
    assert find_case_number(packet).value == "2019R01059"


@pytest.mark.parametrize("docket", ["23) Mag. _4_O17", "24 MAG ____", "Case No. _____"])
def test_an_offices_number_takes_no_unread_dockets_place(docket: str) -> None:
    text = f"IN RE A WARRANT\nUSAO Reference No. 2019R01059\n{docket}\nORDER"
    assert find_case_number(scope(text)).value is None
    alone = text.replace(docket, "")
    assert find_case_number(scope(alone)).value == "2019R01059"


@pytest.mark.parametrize(
    "text",
    [
        "Investigation No. AB-31-0012   Subpoena No. CD-31-9912",
        "No. AB-31-0012\nD.C. No. 2:30-cv-00123-XYZ",
        "File No. AB-31-0012\n(Example PD Case 31C001234)",
    ],
)
def test_the_case_wins_over_the_number_of_a_paper_and_of_another_office(
    text: str,
) -> None:
    assert find_case_number(scope(text)).value == "AB-31-0012"
