"""Word documents, read as they print."""

import pytest

from extractor.document import MarkKind
from extractor.errors import (
    Broken,
    ExtractorError,
    Hostile,
    PasswordProtected,
    TooLarge,
    UnsupportedType,
)
from extractor.read.limits import Limits
from tests.read.opened import codes, document, source, texts
from tests.read.word import package, paragraph, root, zipped

NUMBERING = root(
    "numbering",
    "".join(
        f'<w:abstractNum w:abstractNumId="{n}">'
        + "".join(
            f'<w:lvl w:ilvl="{i}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
            f'<w:lvlText w:val="{text}"/><w:pPr><w:ind w:left="{720 * (i + 1)}" '
            f'w:hanging="360"/></w:pPr></w:lvl>'
            for i, (start, style, text) in enumerate(levels)
        )
        + "</w:abstractNum>"
        for n, levels in enumerate(
            (
                (
                    (1, "decimal", "%1."),
                    (1, "lowerLetter", "%2."),
                    (1, "lowerRoman", "(%3)"),
                ),
                ((1, "bullet", "\uf0b7"),),
                ((3, "upperRoman", "%1."), (1, "decimal", "%1.%2")),
            )
        )
    )
    + "".join(
        f'<w:num w:numId="{i + 1}"><w:abstractNumId w:val="{i}"/></w:num>'
        for i in range(3)
    )
    + '<w:num w:numId="9"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="1"/></w:lvlOverride></w:num>',
)


def item(text: str, num: int, level: int = 0) -> str:
    return paragraph(
        text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'
    )


def run(inner: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{inner}</w:r>"


def lines(body: str, **parts: bytes) -> list[str]:
    text = "\n".join(texts(package(body, dict(parts))))
    return [line for line in text.split("\n") if line]


def test_list_numbers_are_rebuilt_and_count_per_level() -> None:
    body = (
        item("Names", 1)
        + item("first", 1, 1)
        + item("deep", 1, 2)
        + item("deeper", 1, 2)
        + item("second", 1, 1)
        + item("Addresses", 1)
        + item("again first", 1, 1)
    )
    assert lines(body, numbering=NUMBERING) == [
        "1. Names",
        "a. first",
        "(i) deep",
        "(ii) deeper",
        "b. second",
        "2. Addresses",
        "a. again first",
    ]


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([("x", 2, 0)], ["• x"]),
        ([("x", 3, 0), ("y", 3, 1)], ["III. x", "III.1 y"]),
        ([("x", 1, 0), ("y", 9, 0), ("z", 9, 0)], ["1. x", "1. y", "2. z"]),
        ([("x", 77, 0)], ["x"]),
        ([("x", 0, 0)], ["x"]),
    ],
    ids=["symbol bullet", "compound", "restarted", "unknown list", "list removed"],
)
def test_a_marker(items: list[tuple[str, int, int]], expected: list[str]) -> None:
    body = "".join(item(*each) for each in items)
    assert lines(body, numbering=NUMBERING) == expected


def test_a_list_number_may_come_from_the_style() -> None:
    styles = root(
        "styles",
        '<w:style w:type="paragraph" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="M"><w:basedOn w:val="L"/></w:style>',
    )
    body = paragraph("one", '<w:pStyle w:val="L"/>') + paragraph(
        "two", '<w:pStyle w:val="M"/>'
    )
    assert lines(body, numbering=NUMBERING, styles=styles) == ["1. one", "2. two"]


INK = '<w:t xml:space="preserve">{}</w:t>'


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (
            f"<w:del>{run('<w:delText>gone</w:delText>')}</w:del>"
            + run(INK.format("stays")),
            "stays",
        ),
        (f"<w:ins>{run(INK.format('put in'))}</w:ins>", "put in"),
        (f"<w:moveFrom>{run(INK.format('old place'))}</w:moveFrom>", ""),
        (run("<w:t>a</w:t><w:tab/><w:t>b</w:t>"), "a b"),
        (run("<w:t>a</w:t><w:br/><w:t>b</w:t>"), "a\nb"),
        (run("<w:t>non</w:t><w:noBreakHyphen/><w:t>party</w:t>"), "non-party"),
        (run("<w:t>shout</w:t>", "<w:caps/>"), "SHOUT"),
        (run("<w:t>seen</w:t>") + run("<w:t>unseen</w:t>", "<w:vanish/>"), "seen"),
        (run("<w:tab/><w:tab/>", '<w:u w:val="single"/>'), "________"),
        (
            run('<w:sym w:font="Wingdings" w:char="F0FE"/>') + run("<w:t> yes</w:t>"),
            "[X] yes",
        ),
        (run("<w:t>☐ no</w:t>"), "[ ] no"),
        (
            run(
                '<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>'
                '<w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar>'
            )
            + run("<w:instrText> FORMCHECKBOX </w:instrText>")
            + run('<w:fldChar w:fldCharType="end"/>')
            + run("<w:t> sealed</w:t>"),
            "[X] sealed",
        ),
        (
            run('<w:fldChar w:fldCharType="begin"/>')
            + run("<w:instrText> HYPERLINK x </w:instrText>")
            + run('<w:fldChar w:fldCharType="separate"/>')
            + run("<w:t>a@example.org</w:t>")
            + run('<w:fldChar w:fldCharType="end"/>'),
            "a@example.org",
        ),
        ("<w:hyperlink>" + run("<w:t>link</w:t>") + "</w:hyperlink>", "link"),
        (
            "<w:sdt><w:sdtPr><w:alias w:val='n'/></w:sdtPr><w:sdtContent>"
            + run("<w:t>control</w:t>")
            + "</w:sdtContent></w:sdt>",
            "control",
        ),
    ],
    ids=[
        "deletion",
        "insertion",
        "moved away",
        "tab",
        "line break",
        "hyphen",
        "capitals",
        "hidden",
        "line to write on",
        "symbol check mark",
        "check box",
        "form check box",
        "field result",
        "link",
        "content control",
    ],
)
def test_a_run_reads_as_it_prints(inner: str, expected: str) -> None:
    assert "".join(texts(package(f"<w:p>{inner}</w:p>"))) == expected


def test_hidden_text_is_left_out_and_said() -> None:
    body = f"<w:p>{run('<w:t>secret</w:t>', '<w:vanish/>')}</w:p>" + paragraph("seen")
    assert codes(source(package(body)).notes) == ["hidden_text"]


PAGE = '<w:r><w:br w:type="page"/></w:r>'
SECTION = '<w:sectPr><w:type w:val="{}"/></w:sectPr>'


@pytest.mark.parametrize(
    ("body", "pages"),
    [
        (paragraph("a") + f"<w:p>{PAGE}</w:p>" + paragraph("b"), ["a", "b"]),
        (f"<w:p>{run('<w:t>a</w:t>')}{PAGE}{run('<w:t>b</w:t>')}</w:p>", ["a", "b"]),
        (paragraph("a") + paragraph("b", "<w:pageBreakBefore/>"), ["a", "b"]),
        (
            paragraph("a", SECTION.format("nextPage"))
            + paragraph("b")
            + SECTION.format("nextPage"),
            ["a", "b"],
        ),
        (
            paragraph("a", SECTION.format("nextPage"))
            + paragraph("b")
            + SECTION.format("continuous"),
            ["a\nb"],
        ),
        (
            f"<w:p>{run('<w:lastRenderedPageBreak/><w:t>a</w:t>')}</w:p>",
            ["a"],
        ),
        (paragraph("a") + f"<w:p>{PAGE}</w:p>" * 2 + paragraph("b"), ["a", "b"]),
    ],
    ids=[
        "break",
        "mid-paragraph",
        "before",
        "section",
        "continuous",
        "soft",
        "doubled",
    ],
)
def test_explicit_breaks_make_pages(body: str, pages: list[str]) -> None:
    assert texts(package(body)) == pages


def test_a_long_document_without_breaks_comes_in_pages_and_loses_nothing() -> None:
    body = "".join(paragraph(f"line {n}") for n in range(1000))
    read = texts(package(body))
    assert len(read) == 4
    assert "\n".join(read).split("\n") == [f"line {n}" for n in range(1000)]


def table(*rows: tuple[str, ...]) -> str:
    def cell(text: str) -> str:
        return "<w:tc>" + "".join(paragraph(t) for t in text.split("|")) + "</w:tc>"

    grid = "".join('<w:gridCol w:w="3000"/>' for _ in rows[0])
    inner = "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{inner}</w:tbl>"


def test_a_row_of_short_cells_reads_across() -> None:
    read = document(package(table(("Name", "Riva Tamsin"), ("Phone", "555-0100"))))
    assert read.text == "Name Riva Tamsin\n\nPhone 555-0100"
    (found,) = read.pages[0].tables
    assert found.rows == (("Name", "Riva Tamsin"), ("Phone", "555-0100"))
    box, word = found.boxes[1][1], read.words[-1]
    assert box is not None
    assert box.touches(word.box)


def test_the_two_sides_of_a_caption_stay_apart() -> None:
    text = texts(package(table(("Ada Quill,|Plaintiff,|v.", ")|)|)", "Case No. 12-7"))))
    assert text == ["Ada Quill,\nPlaintiff,\nv.\n\n)\n)\n)\n\nCase No. 12-7"]


def test_a_cell_merged_downwards_reads_once() -> None:
    merged = (
        "<w:tbl><w:tblGrid><w:gridCol w:w='900'/><w:gridCol w:w='900'/></w:tblGrid>"
        f"<w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>{paragraph('both')}"
        f"</w:tc><w:tc>{paragraph('up')}</w:tc></w:tr>"
        f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph('ghost')}</w:tc>"
        f"<w:tc>{paragraph('down')}</w:tc></w:tr></w:tbl>"
    )
    assert texts(package(merged)) == ["both up\n\ndown"]


def test_headers_and_footers_stand_on_every_page_with_its_number() -> None:
    field = "<w:fldSimple w:instr=' {} '><w:r><w:t>99</w:t></w:r></w:fldSimple>"
    parts = {
        "header": root("hdr", paragraph("DRAFT")),
        "footer": root(
            "ftr",
            f"<w:p>{field.format('PAGE')}{run(INK.format(' of '))}"
            f"{field.format('NUMPAGES')}</w:p>",
        ),
    }
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rkheader"/>'
        '<w:footerReference w:type="default" r:id="rkfooter"/></w:sectPr>'
    )
    body = paragraph("a") + f"<w:p>{PAGE}</w:p>" + paragraph("b") + section
    assert texts(package(body, parts)) == [
        "DRAFT\n\na\n\n1 of 2",
        "DRAFT\n\nb\n\n2 of 2",
    ]


def test_a_footnote_stands_at_the_foot_of_its_page() -> None:
    notes = root(
        "footnotes", f'<w:footnote w:id="4">{paragraph("See the rider.")}</w:footnote>'
    )
    body = (
        "<w:p>"
        + run("<w:t>Produce</w:t>")
        + run('<w:footnoteReference w:id="4"/>')
        + run(INK.format(" it."))
        + "</w:p>"
    )
    assert lines(body, footnotes=notes) == ["Produce [1] it.", "[1] See the rider."]


def test_a_text_box_is_read_once() -> None:
    content = f"<w:txbxContent>{paragraph('STAMPED')}</w:txbxContent>"
    box = (
        f"<mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{content}</wps:txbx>"
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict>{content}</w:pict></mc:Fallback>"
        "</mc:AlternateContent>"
    )
    body = "<w:p>" + run("<w:t>Beside</w:t>") + run(box) + "</w:p>"
    assert lines(body) == ["Beside", "STAMPED"]


def picture(width_pt: int, height_pt: int) -> str:
    return run(
        f'<w:drawing><wp:inline><wp:extent cx="{width_pt * 12700}" '
        f'cy="{height_pt * 12700}"/><a:blip r:embed="rp"/></wp:inline></w:drawing>'
    )


def test_a_small_picture_is_a_mark_where_it_stands() -> None:
    body = paragraph("Signed:") + f"<w:p>{picture(120, 36)}</w:p>" + paragraph("Judge")
    read = document(package(body, relations={"rp": ("image", "media/s.png")}))
    (mark,) = read.pages[0].marks
    assert mark.kind is MarkKind.IMAGE
    signed, judge = read.words[0].box, read.words[1].box
    assert signed.bottom <= mark.box.top
    assert mark.box.bottom <= judge.top


def test_a_scan_that_cannot_be_read_leaves_a_page_that_fails() -> None:
    body = paragraph("See scan") + f"<w:p>{picture(500, 700)}</w:p>"
    data = package(
        body,
        relations={"rp": ("image", "media/scan.emf")},
        extra={"word/media/scan.emf": b"\x01\x00\x00\x00" * 9},
    )
    opened = source(data)
    assert len(opened) == 2
    assert codes(opened.notes) == ["embedded_scan"]
    with pytest.raises(ExtractorError):
        opened.plan(1)


def test_macros_and_remote_templates_are_said() -> None:
    data = package(
        paragraph("x"),
        relations={"rt": ("attachedTemplate", "https://example.org/t.dotm")},
        extra={"word/vbaProject.bin": b"x", "../escape.txt": b"y", "/abs": b"z"},
    )
    assert codes(source(data).notes) == [
        "active_content",
        "active_content",
        "odd_names",
    ]


def test_a_paragraph_is_one_line_however_wide_and_every_word_has_its_box() -> None:
    read = document(package(paragraph("word " * 200)))
    assert read.text == " ".join(["word"] * 200)
    tops = {w.box.top for w in read.words}
    assert len(tops) > 5
    assert all(w.box.right <= read.pages[0].width for w in read.words)
    assert len({(w.box.left, w.box.top) for w in read.words}) == 200


DTD = b'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
DEEP = "<w:tbl><w:tr><w:tc>" * 90 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 90


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (package("", main=DTD + root("document", "<w:body>&b;</w:body>")), Hostile),
        (package(paragraph("x"), {"styles": DTD + root("styles", "")}), Hostile),
        (package("", main=(DTD.decode() + "<d/>").encode("utf-16-le")), Hostile),
        (package("", main=b"<w:document"), Broken),
        (package(DEEP), Broken),
        (package("x")[:-40], Broken),
        (zipped({"word/document.xml": b"<x/>"}), UnsupportedType),
        (zipped({"xl/workbook.xml": b"<x/>"}), UnsupportedType),
        (
            zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}),
            UnsupportedType,
        ),
        (package("x", extra={f"e{n}": b"" for n in range(2100)}), Hostile),
        (package("x", extra={"bomb": bytes(20 << 20)}), Hostile),
    ],
    ids=[
        "entities",
        "entities in styles",
        "entities in UTF-16",
        "not XML",
        "too deep",
        "truncated",
        "no content types",
        "workbook",
        "open document",
        "entries",
        "bomb",
    ],
)
def test_bad_packages_end_in_their_code(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        source(data)


def test_a_package_over_the_unzipped_limit_is_refused_before_inflating() -> None:
    data = package(paragraph("x"), extra={"big": bytes(3 << 20)})
    with pytest.raises(TooLarge):
        source(data, Limits(unzipped=1 << 20, zip_ratio=10**9))


def test_an_encrypted_package_needs_a_password() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)
    with pytest.raises(PasswordProtected):
        source(ole + "EncryptedPackage".encode("utf-16-le"))
