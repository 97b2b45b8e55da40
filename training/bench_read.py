"""Reading speed and accuracy against other readers, on generated pages, in one run.

`python -m training.bench_read` prints a table and says pass or fail for every bar.
"""

import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from rapidfuzz.distance import Levenshtein
from rich.console import Console
from rich.table import Table

from extractor.read import ReadOptions, read
from extractor.read.child import collect_rarely
from extractor.read.limits import Limits
from extractor.read.open import open_source
from training import bench_pages, bench_rivals
from training.bench_watch import Cost, measure
from training.synthesise import damage

CACHE = Path(".cache") / "bench_read"
SCANNED, PRINTED = 52, 208
# The slow rivals see a share of the pages: one scan of every kind, 52 printed pages.
_SCANNED_SLOW, _PRINTED_SLOW = 13, 52
_JOBS = 2
_LONG, _SHORT = 100, 25


@dataclass(frozen=True, slots=True)
class Row:
    """One reader on one set."""

    reader: str
    pages: int
    pages_per_s: float
    cpu_s_per_page: float
    cer: float
    cer_upright: float
    memory_mib: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A target and what was reached."""

    says: str
    reached: str
    met: bool


@dataclass(frozen=True, slots=True)
class Set:
    """Pages with their known text; `upright` tells those that need no turning."""

    pdf: bytes
    texts: tuple[str, ...]
    upright: tuple[bool, ...]

    def first(self, count: int) -> "Set":
        """The first pages."""
        pdf = bench_rivals.pages_of(self.pdf, count)
        return Set(pdf, self.texts[:count], self.upright[:count])


def scanned_set() -> Set:
    """Scans of every kind of damage, drawn once and kept."""
    sheets = bench_pages.sheets(SCANNED)
    kinds = bench_pages.kinds(SCANNED)
    pdf = _kept(
        "scans.pdf",
        lambda: bench_pages.scanned(list(bench_pages.scans(SCANNED))),
    )
    upright = tuple(damage.PRESETS[kind].turn == 0 for kind in kinds)
    return Set(pdf, tuple(sheet.text for sheet in sheets), upright)


def printed_set() -> Set:
    """Born-digital pages."""
    sheets = bench_pages.sheets(PRINTED)
    texts = tuple(sheet.text for sheet in sheets)
    return Set(bench_pages.printed(sheets), texts, (True,) * PRINTED)


def _kept(name: str, make: Callable[[], bytes]) -> bytes:
    """A generated file, made anew when what makes it has changed."""
    makers = (bench_pages.__file__, damage.__file__)
    code = b"".join(Path(str(file)).read_bytes() for file in makers)
    path = CACHE / f"{hashlib.sha256(code).hexdigest()[:16]}-{SCANNED}-{name}"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(make())
    return path.read_bytes()


def error_rate(read_texts: Sequence[str], texts: Sequence[str]) -> float:
    """Character error rate over pages, whitespace made even."""
    wrong = total = 0
    for index, text in enumerate(texts):
        expected = " ".join(text.split())
        got = read_texts[index] if index < len(read_texts) else ""
        wrong += Levenshtein.distance(" ".join(got.split()), expected)
        total += len(expected)
    return wrong / total if total else 0.0


def row(name: str, pages: Set, reader: Callable[..., list[str]], *options: str) -> Row:
    """Run a reader over a set."""
    texts, cost = measure(partial(reader, pages.pdf, *options))
    count = len(pages.texts)
    straight = [index for index in range(count) if pages.upright[index]]
    texts += [""] * (count - len(texts))
    return Row(
        name,
        count,
        count / cost.wall_s,
        cost.cpu_s / count,
        error_rate(texts, pages.texts),
        error_rate([texts[i] for i in straight], [pages.texts[i] for i in straight]),
        cost.memory_mib,
    )


def ours(pdf: bytes) -> list[str]:
    """The whole reading pipeline, sandbox included."""
    document = read(pdf, "bench.pdf", ReadOptions(jobs=_JOBS))
    return [document.page_text(page.number) for page in document.pages]


def our_words(pdf: bytes) -> list[str]:
    """Words with boxes by our PDF reader alone, set up as in its child."""
    collect_rarely()
    source = open_source(pdf, Limits())
    pages = [source.plan(index).page for index in range(len(source))]
    return [" ".join(word.text for word in page.words) for page in pages]


def scan_rows(pages: Set) -> list[Row]:
    """Our reader first, then the others, on scans."""
    rows = [row("tecum", pages, ours)]
    if bench_rivals.has_ocrmypdf():
        program, careful = bench_rivals.ocrmypdf, ("--deskew", "--rotate-pages")
        rows.append(row("ocrmypdf", pages, program))
        rows.append(row("ocrmypdf deskew+rotate", pages, program, *careful))
    some = pages.first(_SCANNED_SLOW)
    rows.append(row("pytesseract", some, bench_rivals.plain_pytesseract))
    return rows


def print_rows(pages: Set) -> list[Row]:
    """Our reader alone and behind its sandbox, then pdfplumber, on printed pages.

    These runs last a second or two, which other work upsets: each has three tries.
    """
    some = pages.first(_PRINTED_SLOW)
    return [
        _fastest("tecum, in process", pages, our_words),
        _fastest("tecum, sandboxed", pages, ours),
        _fastest("pdfplumber", some, bench_rivals.pdfplumber_words),
    ]


def _fastest(name: str, pages: Set, reader: Callable[..., list[str]]) -> Row:
    tries = [row(name, pages, reader) for _ in range(3)]
    return max(tries, key=lambda tried: tried.pages_per_s)


def start_up_s(pdf: bytes) -> float:
    """Least time of five to start a child and read a printed page."""
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        read(pdf, "page.pdf", ReadOptions(jobs=1))
        times.append(time.perf_counter() - begun)
    return min(times)


def memory(pdf: bytes) -> tuple[Cost, Cost]:
    """Cost of a long scan and of a short one."""
    long, short = (
        measure(partial(ours, bench_rivals.pages_of(pdf, count)))[1]
        for count in (_LONG, _SHORT)
    )
    return long, short


def bars(
    scans: list[Row], prints: list[Row], start_s: float, costs: tuple[Cost, Cost]
) -> list[Bar]:
    """Every target of the reading stage."""
    us, by_name = scans[0], {r.reader: r for r in scans}
    found = []
    if "ocrmypdf" in by_name:
        found.append(_faster(us, by_name["ocrmypdf"], 3))
        found.append(_faster(us, by_name["ocrmypdf deskew+rotate"], 5))
    ratio = prints[0].pages_per_s / prints[-1].pages_per_s
    long, short = costs
    flat = long.memory_mib / short.memory_mib
    return [
        *found,
        Bar("words with boxes >= 8x pdfplumber", f"{ratio:.1f}x", ratio >= 8),
        Bar("start-up with sandbox <= 0.4 s", f"{start_s:.2f} s", start_s <= 0.4),
        Bar(
            f"memory of {_LONG} scanned pages <= 700 MB, flat",
            f"{long.memory_mib:.0f} MiB, {flat:.2f}x that of {_SHORT} pages",
            long.memory_mib <= 700e6 / 2**20 and flat <= 1.15,
        ),
    ]


def _faster(us: Row, other: Row, times: int) -> Bar:
    ratio = us.pages_per_s / other.pages_per_s
    reached = f"{ratio:.1f}x, CER {us.cer:.4f} against {other.cer:.4f}"
    return Bar(
        f">= {times}x {other.reader} at no higher CER",
        reached,
        ratio >= times and us.cer <= other.cer,
    )


def _table(title: str, rows: list[Row]) -> Table:
    table = Table(title=title)
    for column in ("reader", "pages", "pages/s", "CPU s/page", "CER", "CER upright"):
        table.add_column(column, justify="left" if column == "reader" else "right")
    table.add_column("MiB", justify="right")
    for r in rows:
        figures = (f"{r.pages_per_s:.2f}", f"{r.cpu_s_per_page:.3f}", f"{r.cer:.4f}")
        last = (f"{r.cer_upright:.4f}", f"{r.memory_mib:.0f}")
        table.add_row(r.reader, str(r.pages), *figures, *last)
    return table


def main() -> int:
    """Measure, print, write the figures; 1 where a bar is missed."""
    console = Console()
    scans, prints = scanned_set(), printed_set()
    scan_figures, print_figures = scan_rows(scans), print_rows(prints)
    start_s = start_up_s(prints.first(1).pdf)
    reached = bars(scan_figures, print_figures, start_s, memory(scans.pdf))
    load = os.getloadavg()[0]
    console.print(_table("Scanned pages", scan_figures))
    console.print(_table("Born-digital pages", print_figures))
    for bar in reached:
        console.print(f"{'pass' if bar.met else 'FAIL'}  {bar.says}: {bar.reached}")
    if not bench_rivals.has_ocrmypdf():
        console.print("ocrmypdf is not installed: apt-get install ocrmypdf")
    console.print(f"Load average at the end: {load:.1f} on {os.cpu_count()} cores")
    figures = {
        "scanned": [asdict(r) for r in scan_figures],
        "printed": [asdict(r) for r in print_figures],
        "bars": [asdict(bar) for bar in reached],
    }
    (CACHE / "figures.json").write_text(json.dumps(figures, indent=1))
    return 0 if all(bar.met for bar in reached) else 1


if __name__ == "__main__":
    sys.exit(main())
