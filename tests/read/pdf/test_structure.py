"""Files that are damaged, locked, active or built to exhaust their reader."""

import io
import time
import zlib
from collections.abc import Callable

import pikepdf
import pytest

from extractor.errors import (
    Broken,
    Empty,
    ExtractorError,
    Hostile,
    NoPages,
    PasswordProtected,
    TooLarge,
)
from extractor.read.limits import Limits
from extractor.read.pdf.source import PdfSource
from tests.read.pdf.make import PROSE, changed, lines, pdf, plan, prose, read

Change = Callable[[pikepdf.Pdf], None]
PLAIN = pdf(lambda c: lines(c, *PROSE), prose)


def _codes(data: bytes) -> set[str]:
    return {note.code for note in PdfSource(data, Limits()).notes}


def test_a_plain_file_gives_no_notes() -> None:
    assert _codes(PLAIN) == set()


def _nothing(opened: pikepdf.Pdf) -> None:
    del opened


def test_an_empty_password_opens_and_is_noted() -> None:
    locked = changed(
        PLAIN, _nothing, encryption=pikepdf.Encryption(owner="key", user="")
    )
    assert _codes(locked) == {"encrypted"}
    assert read(locked) == "\n".join(PROSE)


def test_a_password_is_refused() -> None:
    locked = changed(
        PLAIN, _nothing, encryption=pikepdf.Encryption(owner="key", user="word")
    )
    with pytest.raises(PasswordProtected):
        PdfSource(locked, Limits())


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", Empty),
        (b"%", Broken),
        (b"%PDF-1.7\n", Broken),
        (b"%PDF-1.7\n" + b"\x00\xff" * 2000, Broken),
        (PLAIN[:300], Broken),
    ],
)
def test_what_cannot_be_opened_has_a_code(
    data: bytes, error: type[ExtractorError]
) -> None:
    with pytest.raises(error):
        PdfSource(data, Limits())


def test_a_file_without_its_last_bytes_is_read() -> None:
    assert read(PLAIN[:-400]) == "\n".join(PROSE)


def test_a_file_that_only_pikepdf_opens_is_repaired() -> None:
    # PDFium looks for the header in the first kilobyte only.
    source = PdfSource(b"\n" * 1500 + PLAIN, Limits())
    assert len(source) == 2


def test_a_file_without_pages_is_refused() -> None:
    file = io.BytesIO()
    pikepdf.new().save(file)
    with pytest.raises((NoPages, Broken)):
        PdfSource(file.getvalue(), Limits())


def _open_script(opened: pikepdf.Pdf) -> None:
    opened.Root.OpenAction = pikepdf.Dictionary(
        S=pikepdf.Name.JavaScript, JS="app.alert(1)"
    )


def _launch(opened: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="run.exe")
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action
    )
    opened.pages[0].Annots = pikepdf.Array([link])


def _attach(opened: pikepdf.Pdf) -> None:
    opened.attachments["notes.txt"] = b"a file inside the file"


def _submit(opened: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.SubmitForm, F="https://heron.example")
    opened.pages[0].AA = pikepdf.Dictionary(O=action)


def _xfa(opened: pikepdf.Pdf) -> None:
    form = pikepdf.Dictionary(Fields=pikepdf.Array(), XFA=pikepdf.String("<xdp/>"))
    opened.Root.AcroForm = form


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (_open_script, "a script"),
        (_launch, "a launch action"),
        (_attach, "embedded files"),
        (_submit, "a form that submits itself"),
        (_xfa, "an XFA form"),
    ],
)
def test_active_content_is_noted_and_does_not_run(change: Change, named: str) -> None:
    data = changed(PLAIN, change)
    (note,) = PdfSource(data, Limits()).notes
    assert note.code == "active_content"
    assert named in note.message
    assert read(data) == "\n".join(PROSE)


def test_a_bookmark_to_the_first_page_is_not_active() -> None:
    def open_at(opened: pikepdf.Pdf) -> None:
        opened.Root.OpenAction = pikepdf.Array([opened.pages[0].obj, pikepdf.Name.Fit])

    assert _codes(changed(PLAIN, open_at)) == set()


def _flate(data: bytes, times: int) -> bytes:
    for _ in range(times):
        data = zlib.compress(data, 9)
    return data


def _bomb(times: int) -> Change:
    packed = _flate(bytes(300 << 20), times)

    def change(opened: pikepdf.Pdf) -> None:
        stream = opened.make_stream(b"")
        names = pikepdf.Array([pikepdf.Name.FlateDecode] * times)
        stream.write(packed, filter=names)
        opened.pages[0].Contents = stream

    return change


@pytest.mark.slow
@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_stream_that_unpacks_beyond_the_limit_is_refused(times: int) -> None:
    data = changed(PLAIN, _bomb(times), compress_streams=False)
    begun = time.monotonic()
    with pytest.raises(TooLarge):
        PdfSource(data, Limits())
    assert time.monotonic() - begun < 5


def _many_filters(opened: pikepdf.Pdf) -> None:
    stream = opened.make_stream(b"")
    stream.write(
        _flate(b" ", 12), filter=pikepdf.Array([pikepdf.Name.FlateDecode] * 12)
    )
    opened.pages[0].Contents = stream


def test_a_long_chain_of_filters_is_refused() -> None:
    with pytest.raises(Hostile):
        PdfSource(changed(PLAIN, _many_filters, compress_streams=False), Limits())


def _draws_itself(opened: pikepdf.Pdf) -> None:
    form = opened.make_stream(
        b"/Me Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form,
        BBox=[0, 0, 612, 792],
    )  # fmt: skip
    form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Me=form))
    page = opened.pages[0]
    page.Resources.XObject = pikepdf.Dictionary(Me=form)
    page.contents_add(b"/Me Do")


def test_a_form_that_draws_itself_ends() -> None:
    assert read(changed(PLAIN, _draws_itself)) == "\n".join(PROSE)


def test_a_page_tree_that_holds_itself_ends() -> None:
    # Written by hand: pikepdf mends such a tree before it saves it.
    start = PLAIN.index(b"/Kids [ ") + len(b"/Kids [ ")
    end = PLAIN.index(b"]", start)
    tree = PLAIN[: PLAIN.index(b"/Type /Pages")].rindex(b" obj")
    number = PLAIN[:tree].split()[-2]
    kids = (number + b" 0 R").ljust(end - start)
    with pytest.raises((Broken, Hostile, NoPages)):
        PdfSource(PLAIN[:start] + kids + PLAIN[end:], Limits()).plan(0)


@pytest.mark.parametrize(
    "box",
    [
        b"0 0 10000000 10000000",
        b"0 0 0 0",
        b"0 0 -5 9",
        b"9" * 30 + b".5 0 1 1",
        b"(a)",
    ],
)
def test_a_page_of_any_size_is_read_and_drawn_within_limits(box: bytes) -> None:
    def resize(opened: pikepdf.Pdf) -> None:
        opened.pages[0].obj["/MediaBox"] = pikepdf.Object.parse(b"[" + box + b"]")

    source = PdfSource(changed(PLAIN, resize), Limits(pixels=1_000_000))
    page = source.plan(0).page
    assert page.width > 0
    assert page.height > 0
    assert source.picture(0, 100)


def test_a_page_with_too_many_words_is_refused() -> None:
    def crowd(opened: pikepdf.Pdf) -> None:
        words = b"BT /F1 1 Tf 1 0 0 1 20 700 Tm " + b"(ab) Tj 2 0 Td " * 500 + b"ET"
        opened.pages[0].Contents = opened.make_stream(words)

    source = PdfSource(changed(PLAIN, crowd), Limits(page_words=300))
    with pytest.raises(TooLarge):
        source.plan(0)
    assert source.plan(1).page.words


@pytest.mark.slow
def test_three_million_text_operators_are_refused() -> None:
    def crowd(opened: pikepdf.Pdf) -> None:
        words = b"BT /F1 1 Tf 1 0 0 1 20 700 Tm " + b"(a) Tj " * 3_000_000 + b"ET"
        opened.pages[0].Contents = opened.make_stream(words)

    with pytest.raises(Hostile):
        PdfSource(changed(PLAIN, crowd), Limits())


@pytest.mark.slow
def test_a_hundred_thousand_pages_are_refused_quickly() -> None:
    file = io.BytesIO()
    count = 100_000
    kids = b" ".join([b"3 0 R"] * count)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>",
    ]
    file.write(b"%PDF-1.4\n")
    places = []
    for number, part in enumerate(parts, 1):
        places.append(file.tell())
        file.write(b"%d 0 obj%s endobj\n" % (number, part))
    start = file.tell()
    file.write(b"xref\n0 4\n0000000000 65535 f \n")
    file.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    file.write(b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start)
    begun = time.monotonic()
    with pytest.raises((TooLarge, Hostile)):
        PdfSource(file.getvalue(), Limits())
    assert time.monotonic() - begun < 20


def test_page_counts_that_disagree_are_noted() -> None:
    data = PLAIN.replace(b"/Count 2", b"/Count 9")
    assert data != PLAIN
    codes = _codes(data)
    assert codes <= {"page_count_disagrees", "repaired"}


def test_a_page_that_is_no_page_fails_alone() -> None:
    def spoil(opened: pikepdf.Pdf) -> None:
        opened.pages[0].obj["/Contents"] = pikepdf.Name.Nothing

    data = changed(PLAIN, spoil)
    assert plan(data, 0).page.words == ()
    assert plan(data, 1).page.words
