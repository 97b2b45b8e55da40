"""Long work as it is watched: bars with the time left, or plain lines into a file."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

T = TypeVar("T")


class Watch:
    """One bar for each stage; where no one watches, a line as a stage begins."""

    def __init__(self, console: Console, *, quiet: bool = False) -> None:
        self._console = console
        self._says = not quiet and not console.is_terminal
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
            console=console,
            disable=quiet or not console.is_terminal,
        )

    def __enter__(self) -> "Watch":
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def over(self, items: Iterable[T], about: str, total: int) -> Iterator[T]:
        """The same items, counted as they pass."""
        step = self.steps(about, total)
        for item in items:
            yield item
            step()

    def steps(self, about: str, total: int) -> Callable[[], None]:
        """A stage of so many steps; what is returned is called after each."""
        if self._says:
            self._console.print(f"{about} ({total})", highlight=False)
        task = self._progress.add_task(about, total=total)
        return lambda: self._progress.advance(task)
