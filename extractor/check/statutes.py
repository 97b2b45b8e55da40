"""What a cited statute is for: a power, secrecy, or an offence."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from extractor.check.files import read
from extractor.check.phrases import any_match

_SECTION = re.compile(r"(\d+)\s*U\.?\s*S\.?\s*C\.?[A\s§.]*(\d+)", re.IGNORECASE)


def section(citation: str) -> tuple[int, int] | None:
    """Title and section of a citation of the United States Code."""
    match = _SECTION.search(citation)
    return (int(match[1]), int(match[2])) if match else None


def imposes_secrecy(authority: str) -> bool:
    """True where the cited law itself imposes secrecy."""
    return _within(section(authority), "secrecy")


def is_procedure(citation: str) -> bool:
    """True for a section that gives a power and names no offence."""
    return _within(section(citation), "procedure")


def _within(found: tuple[int, int] | None, group: str) -> bool:
    return _is_in(found, _ranges(group))


def _is_in(
    found: tuple[int, int] | None, ranges: Iterable[tuple[int, int, int]]
) -> bool:
    return found is not None and any(
        title == found[0] and first <= found[1] <= last for title, first, last in ranges
    )


@lru_cache
def _ranges(group: str) -> tuple[tuple[int, int, int], ...]:
    return tuple(_range(entry) for entry in read("statutes.yaml")[group])


def _range(entry: str) -> tuple[int, int, int]:
    numbers = [int(n) for n in re.findall(r"\d+", entry)]
    return numbers[0], numbers[1], max(numbers[1:])


def power_subjects(citations: tuple[str, ...]) -> tuple[str, ...]:
    """What the administrative powers among the citations are for."""
    cited = {section(citation) for citation in citations}
    powers: list[dict[str, Any]] = read("statutes.yaml")["powers"]
    return tuple(
        subject
        for entry in powers
        if section(entry["cites"]) in cited
        for subject in entry["subjects"]
    )


def offence_subjects(citations: tuple[str, ...]) -> tuple[str, ...]:
    """What the offences among the citations are about, where the table knows them."""
    cited = [section(citation) for citation in citations]
    about: dict[str, list[str]] = read("statutes.yaml")["offences"]
    return tuple(
        subject
        for subject, entries in about.items()
        if any(_is_in(one, map(_range, entries)) for one in cited)
    )


@lru_cache(maxsize=512)
def subjects(text: str) -> tuple[str, ...]:
    """The subjects an offence or purpose speaks of."""
    lists: dict[str, list[str]] = read("statutes.yaml")["subjects"]
    return tuple(name for name, words in lists.items() if any_match(tuple(words), text))
