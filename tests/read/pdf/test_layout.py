"""Reading order: what belongs together is read together."""

from reportlab.pdfgen.canvas import Canvas

from extractor.read.pdf.frame import Frame
from extractor.read.pdf.layout import lay_out
from extractor.read.pdf.text import Token
from tests.read.pdf.make import LETTER, PROSE, lines, pdf, plan, read

LEFT = (
    "In the Matter of the Search of",
    "(a grey notebook computer",
    "kept at 4 Quay Lane)",
)


def _caption(divider: str) -> str:
    def draw(canvas: Canvas) -> None:
        lines(canvas, *LEFT, left=80, top=120)
        for row in range(5):
            canvas.drawString(310, 792 - 106 - row * 14, divider)
        lines(canvas, "Case No. 31-mj-0042", left=340, top=134)
        lines(canvas, "SEARCH AND SEIZURE WARRANT", left=200, top=220)

    return read(pdf(draw))


def test_a_caption_with_a_column_of_brackets_is_read_side_by_side() -> None:
    expected = "\n".join(LEFT) + "\n\nCase No. 31-mj-0042\n\nSEARCH AND SEIZURE WARRANT"
    for divider in (")", "§", ":", "|"):
        assert _caption(divider) == expected


def test_a_caption_with_a_ruled_divider_is_read_side_by_side() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.line(310, 700, 310, 620)
        lines(canvas, *LEFT, left=80, top=110)
        lines(canvas, "Case No. 31-mj-0042", "UNDER SEAL", left=340, top=117)
        lines(canvas, *PROSE, top=240)

    caption = read(pdf(draw)).split("\n\n")[:2]
    assert caption == ["\n".join(LEFT), "Case No. 31-mj-0042\nUNDER SEAL"]


def test_a_caption_without_a_divider_is_read_side_by_side() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, *LEFT, left=80, top=110)
        lines(canvas, "Case No. 31-mj-0042", "UNDER SEAL", left=340, top=117)
        lines(canvas, "ORDER", left=290, top=190)

    expected = ["\n".join(LEFT), "Case No. 31-mj-0042\nUNDER SEAL", "ORDER"]
    assert read(pdf(draw)).split("\n\n") == expected


def test_lines_that_stand_in_pairs_stay_pairs() -> None:
    left, right = ("Office of Vane", "Bureau of Post", "Port Ansel"), ("a", "b", "c")

    def draw(canvas: Canvas) -> None:
        lines(canvas, *left, left=72)
        lines(canvas, *right, left=400)

    pairs = zip(left, right, strict=True)
    assert read(pdf(draw)) == "\n".join(map(" ".join, pairs))


def test_section_signs_inside_citations_divide_nothing() -> None:
    cited = [f"18 U.S.C. § {number} is the statute" for number in (11, 12, 13, 14)]
    assert read(pdf(lambda c: lines(c, *cited))) == "\n".join(cited)


def test_two_columns_of_prose_are_read_one_after_the_other() -> None:
    halves = [(text[:38].rsplit(" ", 1)[0]) for text in PROSE * 3]

    def draw(canvas: Canvas) -> None:
        lines(
            canvas, "A heading that runs over both of the columns of the page", top=72
        )
        lines(canvas, *halves, left=60, top=110)
        lines(canvas, *halves, left=330, top=113)

    head, left, right = read(pdf(draw)).split("\n\n")
    assert head.startswith("A heading")
    assert left == right == "\n".join(halves)


def test_labels_and_their_values_stay_on_one_line() -> None:
    pairs = [
        ("Case number:", "31-0042"),
        ("Date:", "2 May 2031"),
        ("To:", "Records desk"),
        ("From:", "Inspector Vane"),
        ("Pages:", "3"),
    ]

    def draw(canvas: Canvas) -> None:
        for row, (label, value) in enumerate(pairs):
            canvas.drawString(72, 700 - row * 14, label)
            canvas.drawString(250, 700 - row * 14, value)

    assert read(pdf(draw)) == "\n".join(" ".join(pair) for pair in pairs)


def test_line_numbers_of_pleading_paper_come_last() -> None:
    def draw(canvas: Canvas) -> None:
        for row in range(24):
            canvas.drawRightString(60, 720 - row * 24, str(row + 1))
            canvas.drawString(
                80, 720 - row * 24, f"line of the pleading {PROSE[row % 4]}"
            )

    text = read(pdf(draw))
    assert text.startswith("line of the pleading")
    assert text.endswith("22\n23\n24")
    assert f"{PROSE[0]}\nline" in text.replace("\n\n", "\n")


def test_a_numbered_list_keeps_its_numbers() -> None:
    items = [f"{n}. every record of session {n}" for n in range(1, 13)]
    assert read(pdf(lambda c: lines(c, *items))) == "\n".join(items)


def test_drawing_order_does_not_matter() -> None:
    def draw(canvas: Canvas) -> None:
        for row in (2, 0, 3, 1):
            canvas.drawString(72, 700 - row * 14, PROSE[row])

    assert read(pdf(draw)) == "\n".join(PROSE)


def test_a_gap_between_lines_opens_a_block() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, *PROSE[:2], top=90)
        lines(canvas, *PROSE[2:], top=160)

    assert read(pdf(draw)) == "\n\n".join(["\n".join(PROSE[:2]), "\n".join(PROSE[2:])])


def test_stamped_text_that_runs_up_the_margin_comes_last() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, *PROSE)
        canvas.rotate(90)
        canvas.drawString(300, -30, "received by clerk")

    assert read(pdf(draw)) == "\n".join(PROSE) + "\n\nreceived by clerk"


def _table(canvas: Canvas) -> None:
    canvas.grid([72, 200, 400], [700, 670, 620])
    canvas.drawString(80, 682, "Account")
    canvas.drawString(210, 682, "Records asked for")
    canvas.drawString(80, 650, "heron@mail.example")
    canvas.drawString(210, 650, "sessions of May")
    canvas.drawString(210, 636, "and of June")


def test_a_ruled_table_is_found_with_its_cells() -> None:
    (table,) = plan(pdf(_table)).page.tables
    assert table.rows == (
        ("Account", "Records asked for"),
        ("heron@mail.example", "sessions of May and of June"),
    )
    box = table.boxes[1][1]
    assert box is not None
    assert [round(x) for x in (box.left, box.top, box.right, box.bottom)] == [
        200, 122, 400, 172,
    ]  # fmt: skip


def test_a_cell_of_several_lines_is_read_whole() -> None:
    assert read(pdf(_table)).endswith(
        "heron@mail.example\n\nsessions of May\nand of June"
    )


def test_a_script_that_runs_from_the_right_is_read_from_the_right() -> None:
    texts = ("يوم", "12", "May", "تاريخ", "الأمر")
    tokens = [
        Token(t, 100 + 50 * i, 90, 140 + 50 * i, 102) for i, t in enumerate(texts)
    ]
    words = lay_out(tokens, Frame(1, 0, 0, *LETTER, 0))
    assert [w.text for w in words] == ["الأمر", "تاريخ", "12", "May", "يوم"]
