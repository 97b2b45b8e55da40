from pathlib import Path

from service.access.matrix import written

PAGE = Path(__file__).parents[3] / "docs" / "security.md"


def test_the_page_has_the_roles_of_the_code() -> None:
    text = PAGE.read_text("utf-8")
    assert written(text) == text
    assert "| `read_restricted` |  |  | ● |  |  |" in text
