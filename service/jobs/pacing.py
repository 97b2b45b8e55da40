"""Progress told at a pace that does not burden the database."""

import time
from collections.abc import Callable


class Paced:
    """Calls `tell(done, total)` at most every `every_s` seconds, and for the last."""

    def __init__(self, tell: Callable[[int, int], None], every_s: float) -> None:
        self._tell = tell
        self._every_s = every_s
        self._last = float("-inf")

    def __call__(self, done: int, total: int) -> None:
        """So many of so many are through."""
        if done < total and time.monotonic() - self._last < self._every_s:
            return
        self._tell(done, total)
        self._last = time.monotonic()
