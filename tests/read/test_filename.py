"""A file name may be shown; it may not lie, nor reach a folder."""

import pytest

from extractor.read.filename import shown


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("warrant.pdf", "warrant.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\cases\\order.pdf", "order.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\x00b\x1b[31m\n.pdf", "ab[31m.pdf"),
        ("zero\u200bwidth.pdf", "zerowidth.pdf"),
        ("half\ud800.pdf", "half.pdf"),
        ("повестка № 5.pdf", "повестка № 5.pdf"),
        ("  spaced \t out .pdf ", "spaced out .pdf"),
        ("", "upload"),
        ("..", "upload"),
        ("folder/", "upload"),
        ("x" * 500 + ".pdf", "x" * 196 + ".pdf"),
        ("x" * 500, "x" * 200),
        ("x." + "y" * 500, "x." + "y" * 198),
    ],
)
def test_a_name_is_shown_without_what_misleads(name: str, expected: str) -> None:
    assert shown(name) == expected
