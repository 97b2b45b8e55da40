"""A result goes in, one self-contained page to look at comes out."""

from training.evaluation.page.compose import write_page

__all__ = ["write_page"]
