import pytest

from extractor.taxonomy.headings import TitleBook, lines
from tests.build import document

BOOK = TitleBook(
    {"subpoena": ["subpoena duces tecum"], "warrant": ["search warrant for records"]}
)


def found(text: str) -> list[str]:
    return [title.key for title in BOOK.find(lines(document(text).words))]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("SUBPOENA DUCES TECUM", "subpoena"),
        ("SUBPOENA DUCES TECUM No. 24-118", "subpoena"),
        ("SUBPOENA DUCES TECUM PURSUANT TO C.R.S. 16-3-301", "subpoena"),
        ("ORLA FENWICK, Defendant  )     SUBPOENA DUCES TECUM", "subpoena"),
        ("Orla Fenwick           |   SUBPOENA DUCES TECUM", "subpoena"),
        (
            "THE STATE       *     SEARCH WARRANT\nCOUNTY OF LARK  *     FOR RECORDS",
            "warrant",
        ),
    ],
)
def test_a_title_is_found_beside_a_caption_and_before_its_number(
    text: str, key: str
) -> None:
    assert key in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "We had a subpoena duces tecum under way when the case was settled.",
        "Name        subpoena duces tecum      search warrant for records      other",
        "",
    ],
)
def test_a_sentence_or_a_choice_in_small_letters_is_no_title(text: str) -> None:
    assert found(text) == []
