"""Outcomes in; a page to look at, or a table on the terminal, out."""

from extractor.show.html import write_html
from extractor.show.table import checks, table

__all__ = ["checks", "table", "write_html"]
