"""Citations in one normal form, through OCR's slips; forms' own citations left out."""

import pytest

from extractor.find.statutes import citations, find_statutes, sections
from extractor.packet import Role
from extractor.taxonomy.cues import Cue, cues
from tests.build import document, scope


def read(text: str) -> list[str]:
    return [field.value or "" for field in find_statutes(scope(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18 U.S.C. § 2703(d)", ["18 USC 2703(d)"]),
        ("18 U.S.C. S 2703(d)", ["18 USC 2703(d)"]),
        ("7 U.S.C. ~ 2024(b)", ["7 USC 2024(b)"]),
        ("18 U.S.C. 52703(d)", ["18 USC 2703(d)"]),
        ("2l U.S.C. 841(a)(l) and 846", ["21 USC 841(a)(1)", "21 USC 846"]),
        ("18 U.S.C. 922(a)(l)(A)", ["18 USC 922(a)(1)(A)"]),
        ("Neb. Rev. Stat. § 28-1,234", ["Neb. Rev. Stat. 28-1,234"]),
        (
            "R.I. Gen. Laws § 11-52.1-7, unlawful by § 11-52.1-2 and § 12",
            ["R.I. Gen. Laws 11-52.1-7", "R.I. Gen. Laws 11-52.1-2"],
        ),
        (
            "18 U.S.C. §§ 1591, 1594(c), 2422(b), and 371",
            ["18 USC 1591", "18 USC 1594(c)", "18 USC 2422(b)", "18 USC 371"],
        ),
        ("U.S.C. §§ 875(c), 2", ["18 USC 875(c)", "18 USC 2"]),
        ("18 U.S.C. § 2703(0(1),", ["18 USC 2703(f)(1)"]),
        ("(i8 ULS.C. $5486)", ["18 USC 3486"]),
        ("18 U.S.C. § 2705(b)(2), (3), (5).", ["18 USC 2705(b)"]),
        (
            "18 U.S.C. § 2703(c)(1)(A) and (d)",
            ["18 USC 2703(c)(1)(A)", "18 USC 2703(d)"],
        ),
        ("18 U.S.C. § 1030 and 18 U.S.C. § 1343", ["18 USC 1030", "18 USC 1343"]),
        ("18 U.S.C. §§ 3121 et seq.", ["18 USC 3121"]),
        ("Title 18, United States Code, Section 1343", ["18 USC 1343"]),
        ("18 U.S.C. § 2703(c)(2), 2 copies", ["18 USC 2703(c)(2)"]),
        (
            "18 U.S.C. § 2705 and 18 U.S.C. § 2705(b)",
            ["18 USC 2705", "18 USC 2705(b)"],
        ),
        (
            "section 487.012 and subsection 487.012(1) of the Criminal Code",
            ["CA Criminal Code 487.012(1)"],
        ),
        ("18 U.S.C. §§ 1704 and 17O8", ["18 USC 1704", "18 USC 1708"]),
        ("17 N.N.C. § 317", ["17 N.N.C. 317"]),
        ("Mich. Comp. Laws § 750.218", ["MCL 750.218"]),
        ("Fed. R. Civ. P. 30(b)(6), 45", ["FRCP 30(b)(6)", "FRCP 45"]),
        ("Ariz. R. Crim. P. 15.1(e)", ["Ariz. R. Crim. P. 15.1"]),
        ("STATE OF COLORADO subpoena (Crim. P. 17)", ["Colo. R. Crim. P. 17"]),
        (
            "Maryland Code, Courts and Judicial Proceedings, § 10-408",
            ["Md. Code, Cts. & Jud. Proc. 10-408"],
        ),
        (
            "18 U.S.C. § 2703(d); FURTHER ORDERED under Section 2705(b)",
            ["18 USC 2703(d)", "18 USC 2705(b)"],
        ),
        (
            "Dublin: section 4, Criminal Damage (Data) Act 1991, and "
            "section 9 of the same Act",
            [
                "IE Criminal Damage (Data) Act 1991 s. 4",
                "IE Criminal Damage (Data) Act 1991 s. 9",
            ],
        ),
        (
            "Crown Court. Terrorism Act 2000, section 38. Fraud Act 2006, section 2. "
            "Under section 40 of the Act",
            [
                "GB Terrorism Act 2000 s. 38",
                "GB Fraud Act 2006 s. 2",
                "GB Terrorism Act 2000 s. 40",
            ],
        ),
        ("Art. 17 GDPR", ["EU 2016/679 art. 17"]),
        ("Under Regulation (EU) 2022/2065", ["EU 2022/2065"]),
        ("Polish police: art. 190 § 1 k.k.", ["PL Penal Code art. 190"]),
        ("u/s 66(C) IT Act, India", ["IN IT Act s. 66C"]),
        ("K.S.A. 22-2502", ["K.S.A. 22-2502"]),
        ("18 Pa.C.S. § 3921", ["18 Pa.C.S. 3921"]),
        ("§ 934.42, Fla. Stat.", ["Fla. Stat. 934.42"]),
        ("section 7602 of the Internal Revenue Code", ["26 USC 7602"]),
        ("Fed. R. Crim. P. 41(e)(2)(B)", ["FRCrP 41"]),
        ("Rule 45 of the Federal Rules of Civil Procedure", ["FRCP 45"]),
        (
            "California Code of Civil Procedure, §§ 2020.410–2020.440",
            ["Cal. Code Civ. Proc. 2020.410-2020.440"],
        ),
        (
            "Texas: Code of Criminal Procedure art. 18.21",
            ["Tex. Code Crim. Proc. 18.21"],
        ),
        ("Section 934.23, Florida Statutes", ["Fla. Stat. 934.23"]),
        ("725 ILCS 5/108-4(a)", ["725 ILCS 5/108-4(a)"]),
        ("section 487.014(1) of the Criminal Code", ["CA Criminal Code 487.014(1)"]),
        ("§§ 94, 95 und 98 StPO", ["DE StPO 94", "DE StPO 95", "DE StPO 98"]),
        (
            "articles 77-1-1 et 60-1 du code de procédure pénale",
            [
                "FR Code de procédure pénale art. 77-1-1",
                "FR Code de procédure pénale art. 60-1",
            ],
        ),
        ("Brasil: artigo 22 da Lei nº 12.965/2014", ["BR Lei 12.965/2014 art. 22"]),
        ("U/s 91 Cr.P.C.", ["IN CrPC s. 91"]),
        (
            "Spain: artículo 588 ter j de la Ley de Enjuiciamiento Criminal",
            ["ES LECrim art. 588 ter j"],
        ),
        (
            "Tex. Bus. & Com. Code §§ 17.41 and 17.47",
            ["Tex. Bus. & Com. Code 17.41", "Tex. Bus. & Com. Code 17.47"],
        ),
        (
            "section 521.051 of the Texas Business and Commerce Code",
            ["Tex. Bus. & Com. Code 521.051"],
        ),
        (
            "California: section 17500 of the Business and Professions Code",
            ["Cal. Bus. & Prof. Code 17500"],
        ),
        ("California Government Code section 11180", ["Cal. Gov. Code 11180"]),
        (
            "SS 542.261 and 542.271 RSMo",
            ["Mo. Rev. Stat. 542.261", "Mo. Rev. Stat. 542.271"],
        ),
        ("section 2913.04 of the Ohio Revised Code", ["Ohio R.C. 2913.04"]),
        ("Section 13A-8-192, Code of Alabama", ["Ala. Code 13A-8-192"]),
        ("§ 100k Abs. 3 StPO", ["DE StPO 100k(3)"]),
        ("India, IT Act: u/s 66-C IT Act", ["IN IT Act s. 66C"]),
        ("Cherokee Nation Code Title 22", ["Cherokee Nation Code tit. 22"]),
        (
            "chapter 12B of the San Francisco Administrative Code",
            ["S.F. Admin. Code ch. 12B"],
        ),
    ],
)
def test_a_citation_takes_its_normal_form(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "28 U.S.C. § 1746",
        "an adverse result listed in 18 U.S.C. § 2705 (except for delay of trial)",
        "Springfield, IL 62701, USCIS 12",
        "Penal Code section 5",
        "Fed. R. Crim. P. 4.1",
        "section 5 of this agreement",
        "contents, as defined in 18 U.S.C. § 2510(8)",
        "an officer within the meaning of 18 U.S.C. § 2510(7)",
        "redactions under 5 U.S.C. § 552(b)(6)",
        "IN: Failure to comply: Section 210 BNS",
    ],
)
def test_boilerplate_and_other_numbers_are_left_out(text: str) -> None:
    assert read(text) == []


def test_a_lost_title_is_less_sure() -> None:
    (lost,) = citations(document("U.S.C. § 1343"))
    (whole,) = citations(document("18 U.S.C. § 1343"))
    assert lost.value == whole.value
    assert lost.sure < whole.sure


def test_each_statute_comes_once_with_its_first_place() -> None:
    (field,) = find_statutes(scope("18 U.S.C. § 1343 here\n18 U.S.C. § 1343 there"))
    assert len(field.evidence) == 1


def test_a_certificates_citations_do_not_count() -> None:
    packet = scope(
        "SUBPOENA under 18 U.S.C. § 1343\fCERTIFICATE under 18 U.S.C. § 1001",
        Role.INSTRUMENT,
        Role.CERTIFICATE,
    )
    assert [f.value for f in find_statutes(packet)] == ["18 USC 1343"]


@pytest.mark.parametrize("cue", cues("statutes"), ids=lambda c: c.id)
def test_every_family_makes_a_value_of_its_examples(cue: Cue) -> None:
    for example in cue.examples:
        match = cue.pattern.search(example)
        assert match is not None
        listed = match.groupdict().get("sections") or match.groupdict().get("sections2")
        assert "{section}" not in cue.value or sections(listed or "")


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("Czech Police. s. 209 of the Criminal Code", "CZ Criminal Code s. 209"),
        ("Turnhout: artikel 46bis Sv.", "BE Wetboek van Strafvordering art. 46bis"),
        ("Liège, art. 458 du Code pénal", "BE Code pénal art. 458"),
        (
            "Dublin. EXAMPLE JUSTICE ACT 1994, SECTION 63",
            "IE Example Justice Act 1994 s. 63",
        ),
        ("STATE OF WEST VIRGINIA W. Va. Code § 62-1A-3", "W. Va. Code 62-1A-3"),
        ("CONNECTICUT ORDER (C.G.S. § 54-47aa)", "Conn. Gen. Stat. 54-47aa"),
        ("STATE OF UTAH, violation of section 76-6-404", "Utah Code 76-6-404"),
        ("MONTANA: 46-4-301, MCA", "MCA 46-4-301"),
        ("Convention on Cybercrime, art. 29", "Budapest Convention art. 29"),
        ("Indonesia: Pasal 43 ayat (5) UU No. 1 Tahun 2024", "ID UU 1/2024 art. 43(5)"),
    ],
)
def test_a_law_is_its_own_countrys_or_states(text: str, cited: str) -> None:
    assert [found.value for found in find_statutes(scope(text))] == [cited]
