"""A letter says what the report says, to whom the paper names, and nothing else."""

import io
import re
from dataclasses import replace
from datetime import date
from zipfile import ZipFile

import pytest
from docx import Document
from lxml import etree
from markdown_it import MarkdownIt

from extractor.check import check, load_profile
from extractor.check.obligations import duties
from extractor.check.reply import (
    Kind,
    NoReply,
    Reply,
    Source,
    draft,
    to_docx,
    to_markdown,
)
from extractor.check.reply.plain import plain, spoken
from extractor.check.reply.wording import common, letters, questions
from extractor.check.view import schema
from extractor.facts import Contact, Nondisclosure
from extractor.report import Answer, Deadline, Item, Report, Standing
from tests.check.packets import EMAIL, SPRING, Paper, demand, packet

DAY = date(2024, 6, 14)
AMAZON = load_profile("amazon")
MESSAGES = demand(
    "All messages sent by the account.", "communications_content", during=SPRING
)
NAMES = demand("Name and address of the holder;", "subscriber_identity", number=2)
CONTACT = Contact(
    "Ines Varga", "Port Marlow Police", "ivarga@marlow.example", None, None
)


def report(*papers: Paper, received: date | None = DAY, **made: object) -> Report:
    found = packet(*papers, **made)  # type: ignore[arg-type]
    said = check(found, AMAZON, received)
    return Report(
        document=found.document,
        parts=found.parts,
        instruments=found.instruments,
        primary=found.primary,
        identifiers=found.identifiers,
        categories=found.categories,
        findings=said.findings,
        obligations=said.obligations,
        disposition=said.disposition,
        review=said.review,
        versions={"tecum": "0"},
        timings_ms={},
        provider="amazon",
        received=received.isoformat() if received else None,
        deadlines=said.deadlines,
        answer=said.answer,
    )


def letter(*papers: Paper, kind: Kind | None = None, **made: object) -> Reply:
    return draft(report(*papers, **made), AMAZON, kind)


NARROW = Paper(demands=(MESSAGES, NAMES), contact=CONTACT)
EVERY = {
    Kind.OBJECTION: NARROW,
    Kind.INFORMATION: Paper(demands=(NAMES,), issued=None),
    Kind.REDIRECT: Paper("foreign_order", (NAMES,), country="DE", level="foreign"),
    Kind.PRESERVATION: Paper("preservation_request", (NAMES,), contact=CONTACT),
    Kind.EMERGENCY: Paper("emergency_request", (NAMES,), contact=CONTACT),
    Kind.ACKNOWLEDGEMENT: Paper("search_warrant", (NAMES,)),
}


@pytest.mark.parametrize("kind", Kind)
def test_the_disposition_chooses_the_kind_of_letter(kind: Kind) -> None:
    assert letter(EVERY[kind]).kind is kind


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("about", Kind)
def test_every_sentence_is_traceable(kind: Kind, about: Kind) -> None:
    source = report(EVERY[about])
    written = draft(source, AMAZON, kind)
    known = {line.id for one in letters() for line in (*one.opening, *one.closing)}
    for sentence in (s for p in written.paragraphs for s in p.sentences):
        assert sentence.text
        assert sentence.because
        for because in sentence.because:
            if because.source is Source.FINDING:
                assert source.findings[because.index or 0].rule == because.id
            if because.source is Source.OBLIGATION:
                assert source.obligations[because.index or 0].id == because.id
            if because.source is Source.WORDING and ".section" not in because.id:
                assert (
                    because.id in known | {"item_columns"} or "checklist" in because.id
                )


def test_every_objection_of_the_report_stands_in_the_letter_with_its_authority() -> (
    None
):
    source = report(replace(NARROW, secrecy=Nondisclosure("requested", None, None)))
    written = draft(source, AMAZON)
    told = {b.id for p in written.paragraphs for b in p.because}
    assert {f.rule for f in source.findings} <= told
    assert len(source.findings) >= 2
    by_id = {entry.because.id: entry for entry in written.references}
    for finding in source.findings:
        assert by_id[finding.rule].authority == finding.authority
        assert by_id[finding.rule].guideline == finding.guideline
        assert finding.narrowing in to_markdown(written)


def test_a_number_in_the_text_is_an_entry_of_the_list_and_the_other_way_round() -> None:
    written = letter(NARROW)
    shown = {n for p in written.paragraphs for s in p.sentences for n in s.numbers}
    assert shown == {entry.number for entry in written.references}


def test_surviving_items_are_produced_and_blocked_ones_are_not() -> None:
    page = to_markdown(letter(NARROW))
    assert re.search(r"\| 1 \| “All messages .* Not produced", page)
    assert re.search(r"\| 2 \| “Name and address .* Will be produced as asked", page)


def test_it_is_addressed_from_the_fields_and_marked_as_a_draft() -> None:
    page = to_markdown(letter(replace(NARROW, court="Superior Court, Marlow County")))
    assert page.startswith("> **Draft for counsel.")
    told = ("Port Marlow Police", "24-0117", "June 10, 2024", AMAZON.portal)
    for text in ("Dear Ines Varga:", "Superior Court, Marlow County", *told):
        assert text in page


def test_a_judge_or_clerk_is_not_written_to() -> None:
    page = to_markdown(letter(Paper(demands=(MESSAGES,))))
    assert "To whom it may concern:" in page
    assert "The officer or attorney responsible for the grand jury subpoena" in page


def test_the_day_is_left_to_counsel_unless_given() -> None:
    source = report(NARROW)
    assert r"\[date of the letter\]" in to_markdown(draft(source, AMAZON))
    assert "May 2, 2025" in to_markdown(draft(source, AMAZON, dated="May 2, 2025"))


def test_a_preservation_counts_from_the_day_of_receipt_or_says_so() -> None:
    paper = EVERY[Kind.PRESERVATION]
    assert "existed on June 14, 2024, are kept until September 12, 2024" in to_markdown(
        letter(paper)
    )
    assert "are kept for 90 days from that day" in to_markdown(
        letter(paper, received=None)
    )


def test_what_cannot_be_told_is_asked() -> None:
    page = to_markdown(
        letter(replace(NARROW, type_confidence=0.2), kind=Kind.INFORMATION)
    )
    assert "Say what kind of process this is" in page


def test_restricted_process_gets_no_letter() -> None:
    with pytest.raises(NoReply, match="cleared staff"):
        letter(Paper("national_security_process"))


def test_a_paper_that_asks_nothing_is_asked_what_it_asks() -> None:
    page = to_markdown(letter(Paper("not_legal_process")))
    assert "What is asked" in page


def test_a_note_for_the_house_stays_in_the_house() -> None:
    source = report(NARROW)
    inward = replace(source.findings[0], rule="sensitive_target", title="Journalist")
    page = to_markdown(draft(replace(source, findings=(inward,)), AMAZON))
    assert "Journalist" not in page


HOSTILE = (
    "<script>alert(1)</script> [click](http://evil.example) ![x](y) | col | `code` "
    "# head *bold* $x$ &amp; https://evil.example www.evil.example"
    "\x00\x0b\u202egnp.exe\u200b\ufeff\n\n# heading\n- list\n1. one"
)


def test_words_of_the_paper_are_never_markup() -> None:
    hostile = demand(HOSTILE, "communications_content", during=SPRING)
    officer = Contact(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    page = to_markdown(letter(Paper(demands=(hostile,), contact=officer)))
    assert not re.search(r"(?<!\\)[<\[`*|$]\s*(script|click|code|bold|col|x\])", page)
    assert not re.search(r"https?://|www\.", page)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u200b\u202e\ufeff]", page)
    assert "\n# heading" not in page
    assert "\n- list" not in page


def test_words_of_the_paper_make_a_word_file_neither_broken_nor_active() -> None:
    hostile = demand(HOSTILE + " ]]> <w:fldSimple/>", "communications_content")
    paper = Paper(demands=(hostile,), contact=Contact(HOSTILE, None, None, None, None))
    data = to_docx(letter(paper))
    with ZipFile(io.BytesIO(data)) as parts:
        for name in parts.namelist():
            if name.endswith(".xml"):
                etree.fromstring(parts.read(name))
        body = parts.read("word/document.xml").decode()
    assert "<w:fldSimple" not in body
    assert "<w:hyperlink" not in body
    assert "&lt;script&gt;" in body


def test_half_a_character_is_left_out() -> None:
    assert plain("a\ud800b\x07") == "ab"


def test_a_word_file_has_real_headings_lists_and_tables_and_repeats() -> None:
    written = letter(NARROW)
    data = to_docx(written)
    word = Document(io.BytesIO(data))
    styles = [p.style.name for p in word.paragraphs if p.style is not None]
    assert {
        "Heading 1",
        "Heading 2",
        "List Number",
        "List Bullet",
        "Draft Banner",
    } <= set(styles)
    assert "Draft for counsel" in word.paragraphs[0].text
    assert [len(t.columns) for t in word.tables] == [2, 3, 4]
    assert to_docx(written) == data


def test_numbered_lists_start_anew_under_each_heading() -> None:
    gagged = replace(NARROW, secrecy=Nondisclosure("requested", None, None))
    word = Document(io.BytesIO(to_docx(letter(gagged))))
    numbered = [p for p in word.paragraphs if p.style and p.style.name == "List Number"]
    ids = {p._p.pPr.numPr.numId.val for p in numbered}
    assert len(ids) == 2


def test_the_wording_knows_only_what_there_is() -> None:
    assert set(common()["duties"]) <= {duty.id for duty in duties()}
    paths = schema()
    for path in questions():
        assert path in paths or any(p.startswith(f"{path}.") for p in paths), path


def test_known_deadlines_are_told_with_their_authority_and_unknown_ones_are_not() -> (
    None
):
    basis, law = "90 days from 2024-06-14", "18 USC 2703(f)(2)"
    until = date(2024, 9, 12)
    ends = Deadline("kept", 0, "Preservation ends", until, basis, law, "reviewed")
    open_one = replace(ends, id="answer", title="Answer due", due=None)
    source = replace(report(NARROW), deadlines=(ends, open_one))
    page = to_markdown(draft(source, AMAZON))
    assert (
        "**Preservation ends: September 12, 2024.** 90 days from June 14, 2024." in page
    )
    assert "18 USC 2703(f)(2)" in page
    assert "Answer due" not in page.split("## ", 1)[1]


def test_the_checker_s_standing_of_an_item_is_the_letter_s_answer() -> None:
    source = report(NARROW)
    item = Item("d2", 0, "Name", Standing.HOLD, (), ())
    page = to_markdown(draft(replace(source, answer=Answer((item,))), AMAZON))
    assert re.search(r"\| 2 \| “Name and address .* Not yet answered", page)


def test_days_are_written_out_but_not_in_the_paper_s_words() -> None:
    assert spoken("due on 2026-03-20") == "due on March 20, 2026"
    assert (
        spoken("“log of 2026-03-20”, 2026-99-99") == "“log of 2026-03-20”, 2026-99-99"
    )


def test_the_provider_s_own_address_is_not_the_sender_s() -> None:
    own = Contact("Ines Varga", None, None, None, ", ".join(AMAZON.letterhead.address))
    written = letter(replace(NARROW, contact=own))
    assert written.opening.to == ("Ines Varga",)


def test_a_letter_never_goes_to_the_target_s_own_address() -> None:
    target = str(EMAIL.value.value)
    contact = Contact("Ines Varga", "Port Marlow Police", target.upper(), None, None)
    written = letter(replace(NARROW, contact=contact))
    assert written.opening.to == ("Ines Varga", "Port Marlow Police")
    nobody = letter(
        replace(NARROW, contact=Contact(None, None, "x@y.example", None, None))
    )
    assert len(nobody.opening.to) == 1


@pytest.mark.parametrize(
    ("read", "greeted"),
    [("Ines Varga #4417", "Dear Ines Varga"), ("WSBA No", "To whom it may concern")],
)
def test_badges_are_no_names(read: str, greeted: str) -> None:
    written = letter(replace(NARROW, contact=Contact(read, None, None, None, None)))
    assert written.opening.greeting == greeted


def test_a_rendered_letter_holds_no_tag_that_is_not_ours() -> None:
    hostile = demand(HOSTILE, "communications_content", during=SPRING)
    paper = Paper(demands=(hostile,), contact=Contact(*(HOSTILE,) * 5))
    page = MarkdownIt("commonmark").enable("table").render(to_markdown(letter(paper)))
    ours = "blockquote br code h1 h2 li ol p strong table tbody td th thead tr ul"
    assert set(re.findall(r"<(\w+)", page)) <= set(ours.split())


def test_a_draft_rule_is_marked_as_one() -> None:
    source = report(NARROW)
    drafts = tuple(replace(f, status="draft") for f in source.findings)
    assert "(content_needs_warrant)" in to_markdown(draft(source, AMAZON))
    page = to_markdown(draft(replace(source, findings=drafts), AMAZON))
    assert "(content_needs_warrant, draft)" in page
