"""What is type and what is a pen's scrawl that the engine took for letters."""

import pytest

from extractor.read.engines import Token
from extractor.read.ink import stretched


def token(text: str, width: int, height: int) -> Token:
    return Token(text, 0, 0, width, height, 0.6, (1, 1), (1, 1, 1))


@pytest.mark.parametrize(
    ("text", "width", "height", "is_scrawl"),
    [
        ("Ww", 217, 29, True),
        ("M", 80, 24, True),
        ("W", 34, 24, False),
        ("Sacramento", 128, 21, False),
        # Leaders, blanks and dashes are as wide as the printer likes.
        ("______", 400, 4, False),
        ("—", 30, 3, False),
        ("", 10, 10, False),
    ],
)
def test_letters_far_wider_than_type_are_a_scrawl(
    text: str, width: int, height: int, is_scrawl: bool
) -> None:
    assert stretched(token(text, width, height)) is is_scrawl
