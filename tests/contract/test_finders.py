"""What every finder keeps to, on every shipped sample."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path

import pytest

from extractor import find, split
from extractor.document import Document
from extractor.facts import Evidence, Facts
from extractor.packet import Scope, scopes
from extractor.read import ReadOptions, read
from tests.build import scope

SAMPLES = Path(__file__).parents[2] / "samples"
# Read by text layer alone: what is tested here is finding, not recognising.
READ = tuple(
    path
    for path in sorted(SAMPLES.glob("*/source.*"))
    if path.suffix in {".pdf", ".docx", ".eml", ".txt"}
    and "scan" not in path.parent.name
)


@cache
def opened(path: Path) -> Document:
    return read(path.read_bytes(), path.name, ReadOptions())


def found(document: Document) -> tuple[Facts, ...]:
    return tuple(find.find(s) for s in scopes(document, split.split(document)))


def evidence_in(node: object) -> Iterator[Evidence]:
    if isinstance(node, Evidence):
        yield node
    elif isinstance(node, tuple):
        for item in node:
            yield from evidence_in(item)
    elif is_dataclass(node):
        for part in fields(node):
            yield from evidence_in(getattr(node, part.name))


@pytest.mark.parametrize("path", READ, ids=lambda p: p.parent.name)
def test_evidence_quotes_words_that_stand_in_its_box(path: Path) -> None:
    document = opened(path)
    pages = {page.number: page for page in document.pages}
    for shown in evidence_in(found(document)):
        page = pages[shown.page]
        left, top, right, bottom = shown.box
        inside = [
            word.text
            for word in page.words
            if left - 1 <= word.box.left
            and word.box.right <= right + 1
            and top - 1 <= word.box.top
            and word.box.bottom <= bottom + 1
        ]
        assert set(shown.text.split()) <= set(" ".join(inside).split()), shown


@pytest.mark.parametrize("path", READ, ids=lambda p: p.parent.name)
def test_finding_twice_finds_the_same(path: Path) -> None:
    document = opened(path)
    assert found(document) == found(document)


@pytest.mark.parametrize("text", ["", " \n\n ", "\f\f", "lorem ipsum dolor sit amet"])
def test_where_nothing_stands_nothing_is_found(text: str) -> None:
    nothing: Scope = scope(text.replace("\f", ""))
    assert list(evidence_in(find.find(nothing))) == []
