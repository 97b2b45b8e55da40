"""A document goes in, its parts come out: which pages are instrument, rider, letter."""

from extractor.split.parts import split

__all__ = ["split"]
