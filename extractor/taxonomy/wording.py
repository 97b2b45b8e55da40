"""How papers ask and what they say besides, as compiled patterns."""

import re
from functools import cache
from typing import Any, cast

from extractor.taxonomy.jurisdictions import load


@cache
def _data(name: str) -> dict[str, Any]:
    return cast("dict[str, Any]", load(name))


def _pattern(value: str | list[str]) -> str:
    """A pattern as it stands, or many as whole words."""
    if isinstance(value, str):
        return value
    return rf"(?<!\w)(?:{'|'.join(value)})(?!\w)"


@cache
def wording(key: str, name: str = "demand_wording.yaml") -> re.Pattern[str]:
    """One pattern of a wording file, case ignored."""
    return re.compile(_pattern(_data(name)[key]), re.IGNORECASE)


@cache
def heading(key: str, name: str = "demand_wording.yaml") -> re.Pattern[str]:
    """One pattern for headings, behind their number and the name of their part."""
    data = _data(name)
    opening = data["heading"] + data["part"]
    return re.compile(opening + _pattern(data[key]), re.IGNORECASE)
