"""Signatures: as text, as ink, as what OCR makes of ink, and blank lines."""

from dataclasses import replace
from datetime import date

import pytest

from extractor.document import Document, Mark, MarkKind, assemble
from extractor.facts import Signer
from extractor.find.ink import is_scribble, pen_on_rule
from extractor.find.signature import find_officer, find_signature
from extractor.geometry import Box, Span
from extractor.packet import Part, Role, Scope
from tests.build import document, scope

BLOCK = (
    "SO ORDERED.\nDated: March 4, 2024\n{mark}\n"
    "ALEX B. ROE\nUnited States Magistrate Judge"
)


def with_media(text: str, media: str, *marks: Mark) -> Scope:
    read = document(text)
    pages = tuple(replace(page, marks=marks) for page in read.pages)
    remade: Document = assemble(replace(read, pages=pages, media=media))
    return Scope(0, (Part(Role.INSTRUMENT, (1,), owner=0),), remade)


@pytest.mark.parametrize(
    "mark",
    [
        "/s/ Alex B. Roe",
        "/s",
        "Digitally signed by Alex Roe",
        "(sgd.) Alex B. Roe",
        "[signature illegible]",
        "gez. Alex B. Roe",
        "__Alex Roe__",
        "(original signed)",
        "sl Alex B. Roe",
        "e-signed Judge Alex B. Roe",
        "( s ) Alex B. Roe",
    ],
)
def test_a_text_mark_signs(mark: str) -> None:
    field = find_signature(scope(BLOCK.format(mark=mark)))
    assert field.value is not None
    assert field.value.how == "text"
    assert field.value.signer is Signer.JUDGE
    assert field.value.on == date(2024, 3, 4)
    assert field.confidence > 0.8


def test_the_issuer_may_sign_on_the_page_of_the_proof_of_service() -> None:
    text = (
        "SUBPOENA\nproduce the records\f/s/ Alex B. Roe\n"
        "(SIGNATURE OF PERSON ISSUING SUBPOENA)\nPROOF OF SERVICE"
    )
    packet = scope(text, Role.INSTRUMENT, Role.RETURN)
    assert find_signature(packet).value is not None
    served = text.replace("PERSON ISSUING SUBPOENA", "SERVER")
    packet = scope(served, Role.INSTRUMENT, Role.RETURN)
    assert find_signature(packet).value is None


def test_a_draft_that_says_so_is_unsigned() -> None:
    text = "{}Dated: March 4, 2024\nALEX B. ROE\nUnited States Magistrate Judge"
    assert find_signature(scope(text.format(""))).value is not None
    assert find_signature(scope(text.format("UNSIGNED DRAFT\n"))).value is None


def test_ink_by_the_title_signs_and_is_shown() -> None:
    ink = Mark(MarkKind.INK, Box(1, 60, 80, 140, 100))
    field = find_signature(with_media(BLOCK.format(mark=""), "scan", ink))
    assert field.value is not None
    assert field.value.how == "ink"
    assert field.evidence[-1].box == (60, 80, 140, 100)


@pytest.mark.parametrize(
    "box",
    [Box(1, 60, 700, 140, 720), Box(1, 60, 80, 63, 100)],
)
def test_ink_elsewhere_does_not_sign(box: Box) -> None:
    packet = with_media(BLOCK.format(mark=""), "scan", Mark(MarkKind.INK, box))
    assert find_signature(packet).value is None


@pytest.mark.parametrize(("above", "signs"), [(4.0, True), (60.0, False)])
def test_a_stroke_right_above_a_name_signs_whatever_the_title(
    above: float, signs: bool
) -> None:
    text = "ANORDNUNG\n\n\n\nWien, am 10.11.2024\nAlex B. Roe\nOberamtsrat"
    read = document(text)
    start = text.index("Alex")
    name = read.boxes(Span(start, start + len("Alex B. Roe")))[0]
    foot = name.top - above
    mark = Mark(MarkKind.DRAWING, Box(1, name.left, foot - 20, name.left + 90, foot))
    assert (find_signature(with_media(text, "pdf", mark)).value is not None) is signs


def test_ocrs_scribble_above_the_title_counts_as_ink_but_less() -> None:
    field = find_signature(with_media(BLOCK.format(mark="Jf4~ o8r-|"), "scan"))
    assert field.value is not None
    assert field.value.how == "ink"
    assert field.confidence < 0.6


def test_a_name_beside_the_date_is_the_clerks() -> None:
    face = "CLERK OF COURT\nDate: 3/4/24      L. Example-Roe\n  Signature of Clerk"
    field = find_signature(scope(f"Produce the records.\n\n{face}"))
    assert field.value is not None
    assert field.value.by == "L. Example-Roe"


def test_a_plain_texts_filled_block_may_be_signed() -> None:
    field = find_signature(scope(BLOCK.format(mark="")))
    assert field.value is not None
    assert field.confidence < 0.5


@pytest.mark.parametrize(
    ("kind", "signed"),
    [(MarkKind.IMAGE, True), (MarkKind.INK, True), (MarkKind.DRAWING, False)],
)
def test_a_picture_under_the_last_words_may_be_a_signature(
    kind: MarkKind, *, signed: bool
) -> None:
    mark = Mark(kind, Box(1, 60, 60, 400, 160))
    field = find_signature(with_media("The decision is final.", "scan", mark))
    assert (field.value is not None) is signed
    assert field.confidence < 0.65


@pytest.mark.parametrize("media", ["text", "scan", "pdf"])
def test_a_blank_line_is_no_signature(media: str) -> None:
    text = "Dated: ________\n__________________\nJudge's signature"
    assert find_signature(with_media(text, media)).value is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "U.S. Department of Example\nUnited States Attorney\nSouthern District",
        "Executed on ____\nExecuting officer's signature",
        "We ask the judge to sign this order and/or the clerk.",
    ],
)
def test_other_lines_are_no_block(text: str) -> None:
    assert find_signature(scope(text)).value is None
    assert find_officer(scope(text)).value is None


def test_the_judge_outranks_the_agent() -> None:
    text = (
        "Sworn before me\n/s/ Casey Doe\nSpecial Agent\n\n"
        "SO ORDERED\n/s/ Alex B. Roe\nUnited States Magistrate Judge"
    )
    value = find_signature(scope(text)).value
    assert value is not None
    assert (value.by, value.signer) == ("Alex B. Roe", Signer.JUDGE)


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        (BLOCK.format(mark="/s/"), "ALEX B. ROE", "United States Magistrate Judge"),
        ("Sincerely,\nCasey Doe\nDetective", "Casey Doe", "Detective"),
        (
            "Judge's signature\nCity: Example\nSworn to\nAlex B. Roe, Magistrate Judge",
            "Alex B. Roe",
            "Magistrate Judge",
        ),
    ],
)
def test_the_officer_is_named(text: str, name: str, title: str) -> None:
    value = find_officer(scope(text)).value
    assert value is not None
    assert (value.name, value.title) == (name, title)


@pytest.mark.parametrize("line", ["644r-a-ss, tra-v,", "Ka, lt01xO -8 att.", "~vx |M^"])
def test_scribble_is_known(line: str) -> None:
    assert is_scribble(line)


@pytest.mark.parametrize(
    "line",
    [
        "March 4, 2024",
        "Alex B. Roe",
        "Tel: 312-555-0100",
        "a.roe@mail.example",
        "not applicable):",
        "",
    ],
)
def test_print_is_no_scribble(line: str) -> None:
    assert not is_scribble(line)


def test_a_name_over_its_own_print_is_a_signature() -> None:
    for over in ("s Petra Brandvold", "» Petra Brundvold", "Petra Brandvold"):
        text = f"Dated January 26, 2024\n\n{over}\n\nPetra Brandvold\nDeputy Clerk"
        assert find_signature(scope(text)).value is not None, over
    once = "Dated January 26, 2024\n\n________\nPetra Brandvold\nDeputy Clerk"
    assert find_signature(scope(once)).value is None


@pytest.mark.parametrize(
    "text",
    [
        "SO ORDERED\n\n[signature]\nALEX B. ROE\nChief Judge",
        "Fait à Lyon\n/signé/ A. DUPONT",
        "LA JUEZ PRIMERO\nMTRA. ANA EJEMPLO ROSA\n(rúbrica)",
        "Date: 2 October 2031      Signature: A. van den Roe      Official stamp",
        "Assinado eletronicamente por: ANA B EJEMPLO - Juiz de Direito",
    ],
)
def test_copies_and_translations_that_tell_of_a_signature_are_signed(text: str) -> None:
    assert find_signature(scope(text)).value is not None


@pytest.mark.parametrize(
    "text",
    [
        "Date: 03/04/2024 ___A. Roel_________\nSignature of Clerk or Deputy Clerk",
        "Respectf lly,\n\n__Al x Roe___________\nDet. Alex B. Roe, #46",
        "ORIGINAL Signature: ___ Al x Ro d ______________\nAlex Roe\nTitle: Manager",
        "Sincerely,\n\nAlex Roe\nAlex Roe, Evidence Technician II",
        "DATE ISSUED MAR 4 2024 COMMISSIONER'S SIGNATURE [signature]",
        "Dated the 4th day of March 2024\nA. B. Roe ( S E A L )\nCoroner",
        "Savcı Alex Roe\ne-imzalıdır",
        "司法警察員 山田 [職印]",
        "~~ Alex Roe",
    ],
)
def test_a_hand_on_a_rule_a_seal_or_a_name_written_twice_signs(text: str) -> None:
    assert find_signature(with_media(text, "text")).value is not None


def test_a_name_behind_the_words_for_a_signature_signs_a_plain_text() -> None:
    text = "How will it help?\n_________\n\nSignature of officer D Roe\nPage 1 of 1"
    assert find_signature(with_media(text, "text")).value is not None


@pytest.mark.parametrize(
    ("line", "pen"),
    [
        ("__S. Al en-P rk______ Revenue Agent", "S. Al en-P rk"),
        ("BY THE COURT: ___A. Roe_____ Dated 2-6-24", "A. Roe"),
        ("____ District of ____", None),
        ("____ Judge ____ Clerk", None),
        ("this ___4th___ day of ___March___", None),
        ("______________", None),
    ],
)
def test_a_hand_on_a_printed_rule_is_told_from_a_forms_words(
    line: str, pen: str | None
) -> None:
    assert pen_on_rule(line) == pen
