import pytest

from extractor.taxonomy.headings import TitleBook, lines
from extractor.taxonomy.phrases import PhraseBook, skeletons, squash
from tests.build import document


@pytest.mark.parametrize(
    ("clean", "read"),
    [
        ("GRAND JURY", "GRAND-JURY"),
        ("subpoena", "SUBP0ENA"),
        ("commanded", "cornrnanded"),
        ("Application", "AppIication"),
        ("2703(d)", "27O3(d)"),
        ("Réquisition", "Requisition"),
        ("include", "indude"),
        ("Приложение", "ПРИЛОЖЕНИЕ"),
    ],
)
def test_a_misread_word_has_the_skeleton_of_the_word(clean: str, read: str) -> None:
    assert squash(clean) == squash(read)


@pytest.mark.parametrize(("one", "other"), [("2703", "2705"), ("warrant", "warranty")])
def test_different_words_keep_different_skeletons(one: str, other: str) -> None:
    assert skeletons(one) != skeletons(other)


def test_a_phrase_is_found_over_a_line_break_and_points_at_its_words() -> None:
    read = document("Now you are hereby\nC0MMANDED to appear.")
    hits = PhraseBook({"command": ["you are hereby commanded"]}).find(read.words)
    assert [read.quote(hit.span(read.words)) for hit in hits] == [
        "you are hereby\nC0MMANDED"
    ]


def test_a_book_of_no_words_finds_nothing() -> None:
    assert PhraseBook({"a": ["b c"]}).find(()) == ()


TITLES = TitleBook(
    {"subpoena": ["grand jury subpoena"], "warrant": ["search and seizure warrant"]}
)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("GRAND JURY SUBPOENA", ["subpoena"]),
        ("GRAND JURY\nSUBPOENA", ["subpoena"]),
        ("G R A N D  J U R Y  S U B P O E N A", ["subpoena"]),
        ("Grand Jurv Subpocna", ["subpoena"]),
        ("SEARCH AND SElZURE WARRANI", ["warrant"]),
        ("the grand jury subpoena was served on Monday and", []),
        ("JURY DUTY", []),
    ],
)
def test_a_title_is_read_through_noise_but_not_in_a_sentence(
    text: str, keys: list[str]
) -> None:
    found = TITLES.find(lines(document(text).words))
    assert sorted({title.key for title in found}) == keys
