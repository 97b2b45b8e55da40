"""The words of the trade: every word this package's own wording is made of."""

import re
from functools import lru_cache
from importlib import resources

_ESCAPE = re.compile(r"\\[A-Za-z]")
_WORD = re.compile(r"[A-Za-z]{4,}")


@lru_cache
def vocabulary() -> frozenset[str]:
    """The words of the YAML files, lower case, of four letters at least."""
    folder = resources.files("extractor.taxonomy")
    texts = (f.read_text() for f in folder.iterdir() if f.name.endswith(".yaml"))
    return frozenset(
        word.lower() for text in texts for word in _WORD.findall(_ESCAPE.sub(" ", text))
    )
