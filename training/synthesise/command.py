"""`tecum synthesise`: the shipped samples, and packets by the thousand."""

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import track

from training.synthesise import samples as shipped
from training.synthesise.packets import Quality, Wanted, draw
from training.synthesise.packets.writing import write
from training.synthesise.paper import papers

synthesise = typer.Typer(
    help="Write labelled packets: the shipped samples, or as many new ones as wanted.",
    no_args_is_help=True,
)


@synthesise.command()
def samples(
    folder: Annotated[Path, typer.Argument(help="Where the samples go.")] = Path(
        "samples"
    ),
) -> None:
    """Write every shipped sample: source, gold.json and ABOUT.md."""
    for paper in track(papers(), description="Writing samples"):
        shipped.write(paper, folder)


@synthesise.command()
def packets(  # noqa: PLR0913, PLR0917 - one for each option
    out: Annotated[Path, typer.Option(help="Where docs/ and gold.jsonl go.")],
    seed: Annotated[int, typer.Option(help="The first packet's seed.")] = 1,
    count: Annotated[int, typer.Option(min=1, help="How many packets.")] = 100,
    scans: Annotated[float, typer.Option(min=0, max=1, help="Share of scans.")] = 0.35,
    clean: Annotated[  # noqa: FBT002 - a flag of the command line
        bool, typer.Option("--clean", help="Only packets nothing is wrong with.")
    ] = False,
    defects: Annotated[  # noqa: FBT002 - a flag of the command line
        bool, typer.Option("--defects", help="Only packets with something wrong.")
    ] = False,
    text_only: Annotated[  # noqa: FBT002 - a flag of the command line
        bool, typer.Option("--text-only", help="Text files only; no PDF is drawn.")
    ] = False,
) -> None:
    """Draw labelled packets; the same seed gives the same bytes."""
    if clean and defects:
        raise typer.BadParameter("--clean and --defects exclude each other")
    quality = Quality.CLEAN if clean else Quality.MIXED
    wanted = Wanted(Quality.DEFECTS if defects else quality, scans, text_only)
    seeds = track(range(seed, seed + count), description="Drawing packets")
    written = write((draw(s, wanted) for s in seeds), out)
    typer.echo(f"{written} packets in {out}")
