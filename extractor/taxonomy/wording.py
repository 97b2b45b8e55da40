"""How papers ask and what they say besides, as compiled patterns."""

import re
from functools import cache
from typing import Any, cast

from extractor.taxonomy.jurisdictions import load


@cache
def _data(name: str) -> dict[str, Any]:
    return cast("dict[str, Any]", load(name))


@cache
def wording(key: str, name: str = "demand_wording.yaml") -> re.Pattern[str]:
    """One pattern of a wording file, case ignored."""
    return re.compile(_data(name)[key], re.IGNORECASE)
