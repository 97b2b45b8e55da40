"""The tables of the terminal."""

from pathlib import Path

from rich.console import Console, RenderableType

from extractor.read import Probed
from extractor.show import checks, table
from tests.build import document
from tests.show import made


def printed(shown: RenderableType) -> str:
    console = Console(width=200)
    with console.capture() as capture:
        console.print(shown)
    return capture.get()


def test_each_file_has_its_row() -> None:
    paper = document(made.PAPER, "grand-jury.txt")
    screened = made.outcome(paper, made.grand_jury(paper), Path("none"))
    rows = printed(table((screened, made.refused("[bold]x.xlsx"))))
    for text in (
        "grand-jury.txt",
        "Grand jury subpoena 98%",
        "US federal",
        "Subscriber identity",
        "1 block, 1 object, 1 cannot tell",
        "Narrow",
        "0.9 s",
        "[bold]x.xlsx",
        "refused: unsupported_type",
    ):
        assert text in rows


def test_what_is_missing_comes_with_its_remedy() -> None:
    rows = printed(
        checks(
            (
                Probed("sandbox", "bubblewrap", ok=True),
                Probed("tesseract", "missing", ok=False, remedy="apt install x"),
            )
        )
    )
    assert "bubblewrap" in rows
    assert "apt install x" in rows
