"""Documents for tests, made from plain text the way the reader makes them."""

from extractor.document import Document, assemble
from extractor.packet import Part, Role, Scope
from extractor.read.plain import lay_out, split_pages


def document(text: str, filename: str = "test.txt") -> Document:
    """A document of plain text; form feeds separate pages."""
    pages = tuple(lay_out(t, i + 1) for i, t in enumerate(split_pages(text)))
    return assemble(Document("0" * 64, filename, "text", pages, "", ()))


def scope(text: str, *roles: Role) -> Scope:
    """A scope whose pages have the given roles, all owned by part 0."""
    read = document(text)
    parts = tuple(
        Part(role, (page.number,), owner=0)
        for role, page in zip(roles or (Role.INSTRUMENT,), read.pages, strict=True)
    )
    return Scope(0, parts, read)
