"""Mail: the body, then every attachment, as pages of one packet."""

import base64
import io
from email.message import EmailMessage

import pytest
from PIL import Image

from extractor.errors import ExtractorError, Hostile, UnsupportedType
from extractor.read.body import html_text
from extractor.read.limits import Limits
from tests.read.opened import codes, document, source, texts
from tests.read.word import package, paragraph


def message(body: str = "Please find the request attached.") -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Det. Ines Corvo <icorvo@police.example>"
    mail["To"] = "legal@provider.example"
    mail["Subject"] = "Records request"
    mail["Date"] = "Mon, 04 Mar 2024 10:00:00 +0000"
    mail["MIME-Version"] = "1.0"
    mail.set_content(body)
    return mail


HEADINGS = (
    "From: Det. Ines Corvo <icorvo@police.example>\n"
    "To: legal@provider.example\n"
    "Date: Mon, 04 Mar 2024 10:00:00 +0000\n"
    "Subject: Records request"
)


def png(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("L", (width, height), 255).save(out, "PNG")
    return out.getvalue()


def test_the_body_is_the_first_page_under_its_headings() -> None:
    assert texts(message("Hello.\n\nBye.").as_bytes()) == [
        f"{HEADINGS}\n\nHello.\n\nBye."
    ]


def test_attachments_follow_with_their_names_and_numbers() -> None:
    mail = message()
    mail.add_attachment("first\fsecond", filename="rider.txt")
    mail.add_attachment(
        package(paragraph("WARRANT")),
        maintype="application",
        subtype="octet-stream",
        filename="warrant.pdf",
    )
    read = document(mail.as_bytes())
    assert [page.file for page in read.pages] == [
        "",
        "rider.txt",
        "rider.txt",
        "warrant.pdf",
    ]
    assert [page.number for page in read.pages] == [1, 2, 3, 4]
    assert read.page_text(4) == "WARRANT"
    assert all(w.box.page == p.number for p in read.pages for w in p.words)


def test_a_mail_in_a_mail_is_read_with_what_it_carries() -> None:
    inner = message("Inner body.")
    inner.add_attachment("The rider.", filename="rider.txt")
    mail = message()
    mail.add_attachment(inner)
    read = document(mail.as_bytes())
    assert [page.file for page in read.pages] == [
        "",
        "Records request",
        "Records request > rider.txt",
    ]
    assert "Inner body." in read.page_text(2)


def test_an_attachment_that_does_not_open_is_a_failing_page_and_a_note() -> None:
    mail = message()
    mail.add_attachment(
        b"\x00\x01\x02", maintype="application", subtype="x", filename="a.bin"
    )
    mail.add_attachment("still read", filename="b.txt")
    opened = source(mail.as_bytes())
    assert codes(opened.notes) == ["unsupported_type"]
    with pytest.raises(UnsupportedType):
        opened.plan(1)
    assert opened.plan(2).page.number == 3


@pytest.mark.parametrize(
    ("plain", "rich", "shown"),
    [
        ("short but whole", "<p>short but <b>whole</b></p>", "short but whole"),
        ("see HTML", "<p>" + "Preserve the account. " * 9 + "</p>", "Preserve"),
    ],
    ids=["plain is preferred", "unless it is a stub"],
)
def test_of_two_versions_of_the_body_one_is_read(
    plain: str, rich: str, shown: str
) -> None:
    mail = message(plain)
    mail.add_alternative(rich, subtype="html")
    (text,) = texts(mail.as_bytes())
    assert shown in text
    assert (plain in text) is (shown in plain)


@pytest.mark.parametrize(
    ("source_text", "text"),
    [
        ("<p>One</p><p>Two<br>Three</p>", "One\n\nTwo\nThree"),
        ("<ul><li>a<li>b</ul>", "• a\n• b"),
        ("<table><tr><td>k<td>v</table>", "k v"),
        ("<style>p{}</style><script>x()</script><p>seen</p>", "seen"),
        ("<p>seen<span style='display: none'>not</span> too</p>", "seen too"),
        ("<img src=http://example.org/x.png alt=no>seen", "seen"),
        ("", ""),
        ("<b>" * 5000 + "deep", "deep"),
    ],
)
def test_html_reads_as_it_shows(source_text: str, text: str) -> None:
    assert html_text(source_text) == text


def test_a_logo_in_the_signature_is_passed_over_and_said() -> None:
    mail = message()
    mail.add_related(png(200, 80), maintype="image", subtype="png", cid="<logo>")
    opened = source(mail.as_bytes())
    assert len(opened) == 1
    assert codes(opened.notes) == ["attachment_ignored"]


def test_an_encoded_header_and_name_are_shown_readable() -> None:
    mail = message()
    data = mail.as_bytes().replace(
        b"Subject: Records request", b"Subject: =?utf-8?q?D=C3=A9cision_=C3=A0_suivre?="
    )
    assert "Subject: Décision à suivre" in texts(data)[0]


@pytest.mark.parametrize(
    "header",
    [
        b"=?utf-8?b?!!!?=",
        b"=?no-such-charset?q?x?=",
        b"\xff\xfe\x00 raw",
        b"x" * 100_000,
    ],
)
def test_a_broken_header_never_stops_the_mail(header: bytes) -> None:
    data = message().as_bytes().replace(b"Records request", header)
    assert "Please find" in texts(data)[0]


def test_an_unknown_charset_is_read_as_well_as_can_be() -> None:
    data = (
        b"From: a\nMIME-Version: 1.0\nContent-Type: text/plain; charset=bogus\n\n"
        b"caf\xe9"
    )
    assert texts(data)[0].endswith("café")


def nested(levels: int) -> bytes:
    data = b"From: x\nMIME-Version: 1.0\n\nbottom"
    for _ in range(levels):
        head = b"From: x\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n"
        data = head + data
    return data


def test_mail_within_mail_stops_at_the_limit_with_its_code() -> None:
    assert len(source(nested(3))) == 4
    opened = source(nested(4))
    assert "hostile" in codes(opened.notes)
    with pytest.raises(Hostile):
        opened.plan(len(opened) - 1)


@pytest.mark.parametrize(
    "data",
    [
        nested(3000),
        b"From: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
        + b"--b\n\nx\n" * 400
        + b"--b--",
        b"From: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
        + b"--b\n\nx\n" * 6000,
        b"From: x\nMIME-Version: 1.0\nX: " + b"y" * (2 << 20) + b"\n\nx",
    ],
    ids=["bottomless", "many parts", "many boundaries", "huge header"],
)
def test_mail_built_to_exhaust_its_reader_is_hostile(data: bytes) -> None:
    with pytest.raises(Hostile):
        source(data)


def test_the_name_of_an_attachment_is_made_fit_to_show() -> None:
    mail = message()
    for name in ("../../etc/passwd", "invoice\u202efdp.exe", ".."):
        mail.add_attachment("text", filename=name)
    read = document(mail.as_bytes())
    names = [page.file for page in read.pages[1:]]
    assert names == ["passwd", "invoice fdp.exe", "attachment 3"]


def test_a_base64_mail_attached_against_the_standard_is_read() -> None:
    inner = base64.encodebytes(message("Encoded inside.").as_bytes())
    data = (
        b"From: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
        b"--b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
        + inner
        + b"--b--\n"
    )
    assert "Encoded inside." in document(data).text


def test_every_size_limit_holds_for_attachments_too() -> None:
    mail = message()
    mail.add_attachment("y" * 5000, filename="big.txt")
    opened = source(mail.as_bytes(), Limits(upload=8000))
    assert len(opened) == 2
    with pytest.raises(ExtractorError):
        source(mail.as_bytes(), Limits(upload=4000))
