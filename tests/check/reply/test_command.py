"""`tecum reply`: from a report's file to a letter's file."""

import re
from io import BytesIO
from pathlib import Path

import pytest
import typer
from docx import Document
from typer.testing import CliRunner, Result

from extractor import wire
from extractor.check.reply.command import reply
from tests.check.packets import Paper
from tests.check.reply.test_reply import NARROW, report


def tecum(*arguments: object) -> Result:
    app = typer.Typer()
    app.command()(reply)
    return CliRunner().invoke(app, [str(a) for a in arguments])


def said(done: Result) -> str:
    """Standard error without the box around it."""
    return " ".join(re.sub(r"[│╭╮╰╯─]", " ", done.stderr).split())


@pytest.fixture
def made(tmp_path: Path) -> Path:
    path = tmp_path / "report.json"
    path.write_text(wire.to_json(report(NARROW)), "utf-8")
    return path


def test_a_letter_goes_to_standard_output_as_markdown(made: Path) -> None:
    done = tecum(made, "--date", "2024-06-20")
    assert done.exit_code == 0
    assert "June 20, 2024" in done.stdout
    assert "# Objections and proposed narrowing" in done.stdout


def test_the_file_s_ending_or_the_option_chooses_the_format(made: Path) -> None:
    out = made.with_name("letter.docx")
    assert tecum(made, "--out", out).exit_code == 0
    assert Document(BytesIO(out.read_bytes())).paragraphs
    text = made.with_name("letter.txt")
    assert tecum(made, "--out", text, "--to", "md").exit_code == 0
    assert text.read_text("utf-8").startswith("> **Draft for counsel")


def test_another_kind_and_another_provider_can_be_asked(made: Path) -> None:
    done = tecum(made, "--kind", "information", "--provider", "generic")
    assert "# Request for missing information" in done.stdout
    assert "Amazon" not in done.stdout.split("## Rules and authorities")[0]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--to", "docx"], "needs --out"),
        (["--date", "soon"], "no day"),
        (["--provider", "nobody"], "No profile"),
        (["--kind", "poem"], "poem"),
    ],
)
def test_a_wrong_option_is_said(made: Path, arguments: list[str], says: str) -> None:
    done = tecum(made, *arguments)
    assert done.exit_code == 2
    assert says in said(done)


def test_what_is_no_report_and_what_gets_no_letter_is_said(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    assert "cannot be read" in said(tecum(path))
    path.write_text("{}", "utf-8")
    assert "is no report" in said(tecum(path))
    restricted = report(Paper("national_security_process"))
    path.write_text(wire.to_json(restricted), "utf-8")
    done = tecum(path)
    assert done.exit_code == 2
    assert "no_reply" in said(done)
