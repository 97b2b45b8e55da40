"""Costly answers that never change, kept for a while; the oldest asked for goes."""

import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

Json = dict[str, Any]


class Remembered:
    """At most `most` JSON objects by key; everybody gets a copy of their own."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, str] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Json]) -> Json:
        """The object of a key, made where it is not there yet."""
        with self._lock:
            text = self._kept.get(key)
            if text is not None:
                self._kept.move_to_end(key)
        if text is None:
            made = make()
            self._keep(key, json.dumps(made, ensure_ascii=False))
            return made
        found: Json = json.loads(text)
        return found

    def _keep(self, key: Hashable, text: str) -> None:
        with self._lock:
            self._kept[key] = text
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
