"""Text that may go into a database: no half characters, no control characters."""

import unicodedata
from typing import Annotated, Any

from pydantic import AfterValidator, Field, JsonValue

_ALLOWED = frozenset("\n\r\t")
_NEVER = frozenset(("Cc", "Cs"))
"""Control characters, those above 127 too, and half characters."""
_DEPTH = 12


def is_plain(text: str) -> bool:
    """Whether it holds only what a person types."""
    return not any(
        character not in _ALLOWED and unicodedata.category(character) in _NEVER
        for character in text
    )


def plain(text: str) -> str:
    """The text, or ValueError where it holds what no person types."""
    if not is_plain(text):
        raise ValueError("control and half characters are not allowed")
    return text


def plain_json(value: Any, depth: int = 0) -> Any:  # noqa: ANN401 - JSON
    """The same for every text within a JSON value, which may not nest for ever."""
    if depth > _DEPTH:
        raise ValueError("nested too deeply")
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, dict):
        return {plain(k): plain_json(v, depth + 1) for k, v in value.items()}
    if isinstance(value, list):
        return [plain_json(item, depth + 1) for item in value]
    if isinstance(value, int) and abs(value) > 2**53:
        raise ValueError("numbers have 53 bits at most")
    return value


Short = Annotated[str, AfterValidator(plain), Field(max_length=200)]
"""A name, a label, a search."""

Long = Annotated[str, AfterValidator(plain), Field(max_length=10_000)]
"""A remark, a reason."""

Reason = Annotated[str, AfterValidator(plain), Field(max_length=2_000)]
"""Why somebody did something."""

Json = Annotated[JsonValue, AfterValidator(plain_json)]
"""Any JSON of plain texts."""
