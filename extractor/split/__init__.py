"""A document goes in, its parts come out: which pages are instrument, rider, letter."""
