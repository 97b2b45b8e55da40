"""A result as tables: rows of texts go to the terminal and to Markdown alike."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.table import Table

from training.evaluation.result import Result
from training.evaluation.scores import HEADLINE, Score
from training.evaluation.slices import TITLES as SLICE_TITLES
from training.evaluation.titles import TITLES
from training.evaluation.trust import TARGET

_VERDICTS = ("right", "wrong", "missed", "invented")
_MOST_ERRORS = 400
_NAMES = {"ece": "ECE"}
_BRIEF = frozenset({"half", "media", "reading quality"})


@dataclass(frozen=True, slots=True)
class Rows:
    """A table as texts; all but the first `left` columns are figures."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left: int = 1

    def rich(self) -> Table:
        """For the terminal."""
        table = Table(title=self.title, title_justify="left", title_style="bold")
        for index, column in enumerate(self.columns):
            figures = index >= self.left
            table.add_column(column, justify="right" if figures else "left")
        for row in self.rows:
            table.add_row(*row)
        return table

    def markdown(self) -> str:
        """For a Markdown file."""
        line = ["---" if i < self.left else "---:" for i in range(len(self.columns))]
        rows = [self.columns, tuple(line), *(tuple(map(_cell, r)) for r in self.rows)]
        body = "\n".join(f"| {' | '.join(row)} |" for row in rows)
        return f"## {self.title}\n\n{body}\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def figure(score: Score | None) -> str:
    """A figure with its interval."""
    if score is None:
        return "-"
    if score.interval is None:
        return f"{score.value:.3f}"
    return f"{score.value:.3f} [{score.interval.low:.3f}, {score.interval.high:.3f}]"


def tables(told: Result) -> Iterator[Rows]:
    """Every table of a result that has rows."""
    made = (
        bars(told),
        main(told),
        verdicts(told),
        coverage(told),
        *slices(told),
        causes(told),
    )
    yield from (table for table in made if table.rows)


def brief(told: Result) -> Iterator[Rows]:
    """What fits a terminal: no slice of many values."""
    few = (t for t in slices(told) if t.columns[0] in _BRIEF)
    made = (main(told), verdicts(told), coverage(told), *few, causes(told), bars(told))
    yield from (table for table in made if table.rows)


def main(told: Result) -> Rows:
    """All scores."""
    rows = tuple(
        (s.measure.group, s.measure.title, figure(s), str(s.of)) for s in told.scores
    )
    columns = ("", "scored", "figure [95 %]", "of")
    return Rows(f"Scores over {told.packets} packets", columns, rows, 2)


def bars(told: Result) -> Rows:
    """Bars, met or missed."""
    groups = tuple(told.bars[0].by_group) if told.bars else ()
    rows = tuple(
        (
            b.title,
            b.bar.says,
            *(f"{figure(b.by_group[g])} {b.verdict(g)}" for g in groups),
        )
        for b in told.bars
    )
    return Rows("Bars", ("measure", "bar", *groups), rows)


def verdicts(told: Result) -> Rows:
    """How single and set-valued labels fail: wrong, missed and invented apart."""
    rows = []
    for what, title in TITLES.items():
        for kind in ("answer", "set"):
            counts = [told.counts.get(f"{kind}/{what}/{v}", 0.0) for v in _VERDICTS]
            null, apart = (
                told.counts.get(f"{stem}/{what}/given", 0.0)
                for stem in ("null", "apart")
            )
            if sum(counts):
                rows.append(
                    (
                        title,
                        *(f"{n:.0f}" for n in counts),
                        f"{null:.0f}",
                        f"{apart:.0f}",
                    )
                )
    columns = ("label", *_VERDICTS, "given, gold null", "on no process")
    return Rows("Right, wrong, missed, invented", columns, tuple(rows))


def coverage(told: Result) -> Rows:
    """What could be taken unseen."""
    rows = tuple(
        (
            TITLES[c.what],
            f"{c.threshold:.2f}",
            f"{c.taken} of {c.of}",
            f"{c.wrong}",
            "-" if c.reaching is None else f"{c.reaching:.2f}",
            f"{c.reached}",
        )
        for c in told.coverages
    )
    columns = ("label", "threshold", "taken unseen", "of these wrong")
    target = (f"threshold for {TARGET:.0%} here", "it takes")
    return Rows("Taken without a person looking", (*columns, *target), rows)


def slices(told: Result) -> Iterator[Rows]:
    """Headline scores of every slice."""
    for name, title in SLICE_TITLES.items():
        found = [s for s in told.slices if s.slice_name == name]
        shown = [h for h in HEADLINE if any(h in s.scores for s in found)]
        rows = tuple(
            (s.value, str(s.packets), *(_short(s.scores.get(h)) for h in shown))
            for s in found
        )
        columns = (
            title,
            "packets",
            *(_NAMES.get(h) or TITLES.get(h, h) for h in shown),
        )
        yield Rows(f"By {title}", columns, rows)


def _short(score: Score | None) -> str:
    return "-" if score is None else f"{score.value:.3f} ({score.of})"


def causes(told: Result) -> Rows:
    """What kinds of error there are, the most frequent first."""
    rows = tuple(
        (TITLES.get(what, what), cause, str(count))
        for (what, cause), count in told.causes.items()
    )
    return Rows("Causes of error", ("label", "cause", "errors"), rows, 2)


def errors(told: Result) -> Rows:
    """Every error, one a row."""
    rows = tuple(
        (
            e.id,
            TITLES.get(e.answer.what, e.answer.what),
            e.answer.verdict.value,
            _clipped(e.gold),
            _clipped(e.found),
            e.answer.cause,
        )
        for e in told.errors[:_MOST_ERRORS]
    )
    columns = ("packet", "label", "verdict", "gold", "found", "cause")
    return Rows("Errors", columns, rows, 6)


def _clipped(text: str, most: int = 70) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def markdown(told: Result) -> str:
    """The whole result as a Markdown file."""
    about = told.about
    lines = [
        f"# Evaluation of {about.gold}",
        "",
        f"{told.packets} packets, checked as {about.provider}. Screened by "
        f"{about.fingerprint} ({_versions(told)}).",
    ]
    if told.held_back:
        lines.append(
            f"{told.held_back} packets ({about.held_back}) are held back: they count "
            "in every score, their errors are not listed."
        )
    body = [*(t.markdown() for t in tables(told)), errors(told).markdown()]
    return "\n".join(lines) + "\n\n" + "\n".join(body)


def _versions(told: Result) -> str:
    return ", ".join(f"{k} {v}" for k, v in told.about.versions.items() if v)
