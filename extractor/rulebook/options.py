"""What the verbs share: options, and how they end."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from extractor.errors import ExtractorError
from extractor.rulebook.shown import ERR

T = TypeVar("T")
FAILED, USAGE = 1, 2

ProviderOption = Annotated[
    str, typer.Option(help="Whose policy: a profile's name or its YAML file.")
]
DraftsOption = Annotated[
    Path | None,
    typer.Option("--rules", help="Folder of rule files laid over the shipped ones."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def loaded(load: Callable[[], T]) -> T:
    """What `load` gives; a wrong rule or profile file is said, and ends with 2."""
    try:
        return load()
    except ExtractorError as error:
        ERR.print(f"{error.code}: {error}", style="red", markup=False)
        raise typer.Exit(USAGE) from error


def end(*, ok: bool) -> None:
    """End with 1 where something does not hold."""
    if not ok:
        raise typer.Exit(FAILED)
