"""Puts the figures of the last run into the page of figures; `python -m` runs it."""

import json
from pathlib import Path

from tests.service.load.figures import PATH, Figure

PAGE = Path("docs/service-figures.md")
_BEGIN, _END = "<!-- figures -->", "<!-- /figures -->"


def newest() -> list[Figure]:
    """The last figure of each thing measured, in the order first measured."""
    found: dict[tuple[str, str, str], Figure] = {}
    for line in PATH.read_text(encoding="utf-8").splitlines():
        figure = Figure(**json.loads(line))
        found[figure.group, figure.what, figure.on] = figure
    return list(found.values())


def table(figures: list[Figure]) -> str:
    """A table of Markdown for each group, a row for each thing and database."""
    parts = []
    for group in dict.fromkeys(f.group for f in figures):
        rows = "\n".join(_row(f) for f in figures if f.group == group)
        head = "| | on | median | p95 | worst | limit | | load |"
        line = "|---|---|--:|--:|--:|--:|---|--:|"
        parts.append(f"### {group}\n\n{head}\n{line}\n{rows}")
    return "\n\n".join(parts)


def _row(figure: Figure) -> str:
    limit = "" if figure.limit is None else f"{figure.limit:g}"
    numbers = " | ".join(f"{v:g}" for v in (figure.median, figure.p95, figure.worst))
    return (
        f"| {figure.what} | {figure.on} | {numbers} | {limit} "
        f"| {figure.unit} | {figure.load:g} |"
    )


def main() -> None:
    """Write the page anew between its marks."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(_BEGIN)
    after = rest.partition(_END)[2]
    shown = f"{before}{_BEGIN}\n{table(newest())}\n{_END}{after}"
    PAGE.write_text(shown, encoding="utf-8")


if __name__ == "__main__":
    main()
