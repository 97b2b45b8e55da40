"""The verb `tecum reply`: a report goes in, a drafted letter comes out."""

import sys
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.console import Console

from extractor import wire
from extractor.check.profile import load_profile
from extractor.check.reply.compose import draft
from extractor.check.reply.letter import Kind, Reply
from extractor.check.reply.markdown import to_markdown
from extractor.check.reply.plain import day
from extractor.check.reply.word import to_docx
from extractor.errors import ExtractorError
from extractor.report import Report

_ERR = Console(stderr=True)
_USAGE = 2


class Format(StrEnum):
    """How the letter is written."""

    DOCX = "docx"
    MD = "md"


ReportArgument = Annotated[
    Path, typer.Argument(help="A report of `tecum screen --json`; - is stdin.")
]
ToOption = Annotated[
    Format | None, typer.Option("--to", help="Format; else what --out ends with.")
]
OutOption = Annotated[
    Path | None, typer.Option(help="File to write; without it, stdout (Markdown).")
]
KindOption = Annotated[
    Kind | None, typer.Option(help="Kind of letter; else what the disposition asks.")
]
ProviderOption = Annotated[
    str | None, typer.Option(help="Whose letter; else the provider of the report.")
]
DateOption = Annotated[
    str | None, typer.Option(help="Day of the letter, YYYY-MM-DD; else left blank.")
]


def reply(  # noqa: PLR0913, PLR0917 - each parameter is an option of the command
    report: ReportArgument,
    to: ToOption = None,
    out: OutOption = None,
    kind: KindOption = None,
    provider: ProviderOption = None,
    date: DateOption = None,
) -> None:
    """Draft the letter that answers a report: a draft for counsel, never sent."""
    form = _format(to, out)
    dated = day(_day(date)) if date else ""
    try:
        read = _report(report)
        profile = load_profile(provider or read.provider)
        letter = draft(read, profile, kind, dated=dated)
    except ExtractorError as error:
        _ERR.print(f"[red]{error.code}[/red] {error}", highlight=False)
        raise typer.Exit(_USAGE) from error
    _write(letter, form, out)


def _format(to: Format | None, out: Path | None) -> Format:
    if to is Format.DOCX and out is None:
        raise typer.BadParameter("a DOCX letter needs --out FILE")
    if to is None:
        return Format.DOCX if out and out.suffix.lower() == ".docx" else Format.MD
    return to


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise typer.BadParameter(
            f"{text!r} is no day; write it as 2026-03-31"
        ) from None


def _report(path: Path) -> Report:
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text("utf-8")
        return wire.from_json(text)
    except (OSError, UnicodeDecodeError):
        raise typer.BadParameter(f"{path} cannot be read") from None
    except ValidationError:
        raise typer.BadParameter(
            f"{path} is no report; make one with `tecum screen FILE --json REPORT`"
        ) from None


def _write(letter: Reply, form: Format, out: Path | None) -> None:
    if out is None:
        sys.stdout.write(to_markdown(letter))
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    if form is Format.DOCX:
        out.write_bytes(to_docx(letter))
    else:
        out.write_text(to_markdown(letter), encoding="utf-8")
    _ERR.print(f"Wrote {out}: {letter.title}.", highlight=False, markup=False)
