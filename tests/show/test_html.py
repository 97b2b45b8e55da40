"""The page to look at: whole in itself, safe, and every claim tied to its box."""

import base64
import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html as markup
from reportlab.pdfgen import canvas

from extractor.batch import Outcome
from extractor.document import Document
from extractor.facts import Field, RunnerUp
from extractor.read import ReadOptions, read
from extractor.report import Disposition
from extractor.show import wording, write_html
from tests.build import document
from tests.show import made

QUIET = ReadOptions(jobs=1)


def written(folder: Path, *outcomes: Outcome) -> str:
    path = folder / "report.html"
    write_html(path, outcomes, QUIET)
    return path.read_text(encoding="utf-8")


@pytest.fixture
def paper() -> Document:
    return document(made.PAPER, "grand-jury.txt")


@pytest.fixture
def outcome(paper: Document, tmp_path: Path) -> Outcome:
    return made.outcome(paper, made.grand_jury(paper), tmp_path / "none.txt")


@pytest.fixture
def page(outcome: Outcome, tmp_path: Path) -> str:
    return written(tmp_path, outcome, made.refused())


def test_the_page_needs_nothing_from_outside(page: str) -> None:
    tree = markup.document_fromstring(page)
    loaded = [*tree.xpath("//@src"), *tree.xpath("//@href"), *tree.xpath("//@action")]
    assert all(target.startswith(("#", "data:image/jpeg;base64,")) for target in loaded)
    assert not re.search(r"url\(|@import", page)


def test_only_the_two_blocks_of_the_page_may_run_or_style(page: str) -> None:
    tree = markup.document_fromstring(page)
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none';")
    for block in (*tree.xpath("//script"), *tree.xpath("//style")):
        digest = hashlib.sha256(block.text_content().encode()).digest()
        assert f"'sha256-{base64.b64encode(digest).decode()}'" in policy
    assert not tree.xpath("//@style")
    assert not [a for e in tree.iter() for a in e.keys() if a.startswith("on")]  # noqa: SIM118


def test_what_the_document_says_is_never_markup(page: str) -> None:
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert len(markup.document_fromstring(page).xpath("//script")) == 1


def test_every_claim_has_a_row_and_a_box_on_the_page_it_names(page: str) -> None:
    tree = markup.document_fromstring(page)
    boxes = tree.xpath("//rect[@data-claim]")
    rows = tree.xpath("//button[@data-claim]")
    keys = {row.get("data-claim") for row in rows}
    assert len(keys) > 10
    assert keys == {box.get("data-claim") for box in boxes}
    for row in rows:
        for at in row.xpath("./span[@class='at']|./span/span[@class='at']"):
            number = at.text_content().split("\u2009")[-1]
            key = row.get("data-claim")
            assert tree.xpath(f"//figure[@id='f0-p{number}']//*[@data-claim='{key}']")


def test_boxes_can_be_reached_and_named_without_a_mouse(page: str) -> None:
    boxes = markup.document_fromstring(page).xpath("//rect[@tabindex]")
    assert boxes
    for box in boxes:
        assert box.get("role") == "button"
        assert box.get("aria-label").strip(": ")


@pytest.mark.parametrize(
    "text",
    [
        "Narrow",
        "A person must look",
        "the period has no end",
        "Grand jury subpoena",
        "Inception to present",
        "2 March 2026",
        "Odile Marrow, Clerk, as text",
        "Requested, no end stated",
        "Communications content",
        "Name the first and the last day of the period you need.",
        "cannot tell",
        "Looked for, not found",
        "A script was not run.",
        "Do not tell the user.",
        "Page 7–39",
        "The file has more pages than are read.",
        "holiday.xlsx",
        "Refused: unsupported_type",
        "bubblewrap",
    ],
)
def test_the_page_says(page: str, text: str) -> None:
    shown = markup.document_fromstring(page).text_content()
    assert text.lower() in " ".join(shown.split()).lower()


def test_a_page_without_a_picture_shows_its_words_in_their_places(
    page: str, paper: Document
) -> None:
    tree = markup.document_fromstring(page)
    words = tree.xpath("//figure[@id='f0-p1']//text")
    assert [w.text_content() for w in words] == [w.text for w in paper.pages[0].words]
    assert float(words[0].get("x")) == paper.words[0].box.left


def test_a_pdf_shows_its_pages_as_pictures(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    drawing = canvas.Canvas(str(path))
    for number, text in enumerate(made.PAPER.split("\f")):
        if number:
            drawing.showPage()
        for row, line in enumerate(text.splitlines()):
            drawing.drawString(72, 760 - 16 * row, line)
    drawing.save()
    read_back = read(path.read_bytes(), path.name, QUIET)
    made_of = made.outcome(read_back, made.grand_jury(read_back), path)
    tree = markup.document_fromstring(written(tmp_path, made_of))
    assert len(tree.xpath("//image[starts-with(@href, 'data:image/jpeg')]")) == 2
    assert not tree.xpath("//svg//text")


def test_an_upload_that_is_gone_still_has_its_report(tmp_path: Path) -> None:
    paper = document(made.PAPER, "gone.pdf")
    gone = made.outcome(paper, made.grand_jury(paper), tmp_path / "gone.pdf")
    assert "26-GJ-118" in written(tmp_path, gone)


def test_the_same_outcomes_give_the_same_page(outcome: Outcome, tmp_path: Path) -> None:
    assert written(tmp_path, outcome) == written(tmp_path, outcome)


def test_nothing_screened_is_said(tmp_path: Path) -> None:
    assert "Nothing was screened." in written(tmp_path)


def test_restricted_process_shows_no_page_and_no_word_of_it(
    paper: Document, tmp_path: Path
) -> None:
    diverted = Disposition("restricted", ("cleared staff",), ())
    report = replace(made.grand_jury(paper), disposition=diverted)
    page = written(tmp_path, made.outcome(paper, report, tmp_path / "none.txt"))
    assert "data:image/jpeg" not in page
    assert not markup.document_fromstring(page).xpath("//text")


def test_a_page_without_picture_is_drawn_from_its_words(page: str) -> None:
    assert markup.document_fromstring(page).xpath("//text")


def test_doubtful_values_are_marked_and_come_first(
    paper: Document, tmp_path: Path
) -> None:
    doubts = ("instruments/0/fields/nondisclosure", "instruments/0/jurisdiction/court")
    report = made.grand_jury(paper)
    report = replace(report, review=replace(report.review, uncertain=doubts))
    page = written(tmp_path, made.outcome(paper, report, tmp_path / "none.txt"))
    tree = markup.document_fromstring(page)
    rows = tree.xpath("//*[contains(@class, 'doubtful')]")
    assert [row[0].text_content() for row in rows] == ["Court", "Secrecy"]
    assert all("check this" in row.text_content() for row in rows)
    (heading,) = tree.xpath("//h4[text()='Fields']")
    assert heading.getnext()[0].text_content() == "Secrecy"


def test_nothing_is_marked_that_is_not_in_doubt(page: str) -> None:
    assert "check this" not in page
    assert "look once" not in page


def test_a_nearly_sure_value_that_wants_a_look_is_not_called_unsure() -> None:
    assert wording.doubt(94) == "check this"
    assert wording.doubt(99) == "nearly sure, look once"


def test_what_came_second_is_shown_and_lights_its_place(
    paper: Document, tmp_path: Path
) -> None:
    report = made.grand_jury(paper)
    (instrument,) = report.instruments
    shown = instrument.fields.case_number.evidence
    others = (
        RunnerUp("fields/case_number", Field("26 <b>GJ</b> 7", 0.12, shown)),
        RunnerUp("jurisdiction/county", Field("Larch County", 0.2, shown)),
        RunnerUp("type", Field("trial_subpoena", 0.08, shown)),
    )
    instruments = (replace(instrument, runner_ups=others),)
    report = replace(report, instruments=instruments)
    page = written(tmp_path, made.outcome(paper, report, tmp_path / "none.txt"))
    tree = markup.document_fromstring(page)
    offered = tree.xpath("//p[@class='others']")
    assert [" ".join(o.text_content().split()) for o in offered] == [
        "orTrial subpoena 8%",
        "orLarch County 20%",
        "or26 <b>GJ</b> 7 12%",
    ]
    row = offered[1].getprevious()
    assert [part.text_content() for part in row[:2]] == ["County", "not found"]
    key = offered[2].find("button").get("data-claim")
    assert tree.xpath(f"//rect[@data-claim='{key}']")
