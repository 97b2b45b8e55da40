"""Is a correction's value of the shape its place has? The types come after that."""

import json
from functools import cache
from typing import Any

from extractor.packet import Role
from extractor.taxonomy.categories import categories
from extractor.taxonomy.instruments import labels
from service.cases.corrections import Kind
from service.cases.errors import BadValue
from service.cases.place import Place

_MOST_CHARS = 20_000
_MOST_ITEMS = 500


def refuse_misshapen(kind: Kind, path: str, after: object, place: Place) -> None:
    """Refuse a value that cannot stand at its place.

    Raises:
        BadValue: and why.
    """
    _refuse_large(after)
    match kind:
        case Kind.SET:
            _set(path, after, place)
        case Kind.ADD:
            _refuse_unless(path.endswith("/demands"), "Add to an instrument's demands.")
            _pieces([after])
        case Kind.SPLIT:
            _refuse_unless(_is_demand(path), "Only a demand can be split.")
            _pieces(after, least=2)
        case Kind.MERGE:
            _refuse_unless(path.endswith("/demands"), "Merge an instrument's demands.")
            _merge(after, place)
        case Kind.REMOVE:
            _refuse_unless(_is_demand(path), "Only a demand can be removed.")
        case Kind.UNDO | Kind.SETTLE:
            raise BadValue("Undo and settle name an event, not a place.")


def _refuse_unless(condition: object, message: str) -> None:
    if not condition:
        raise BadValue(message)


def _refuse_large(after: object) -> None:
    try:
        text = json.dumps(after, allow_nan=False)
    except (ValueError, TypeError, RecursionError):
        raise BadValue("It is no JSON value.") from None
    _refuse_unless(len(text) <= _MOST_CHARS, "It is too long.")
    _refuse_unless("\\u0000" not in text, "It holds a character nobody can read.")


def _is_demand(path: str) -> bool:
    return path.split("/")[-2:-1] == ["demands"]


def _set(path: str, after: object, place: Place) -> None:
    _refuse_unless(not _is_demand(path), "Say which value of the demand.")
    _refuse_unless(not path.endswith("/demands"), "Add, split or merge demands.")
    if isinstance(place.value, list):
        _refuse_unless(isinstance(after, list), "A list is wanted.")
        _refuse_unless(len(list(after)) <= _MOST_ITEMS, "The list is too long.")  # type: ignore[call-overload]
    _refuse_unknown(path, after)
    if path.endswith("/identifiers"):
        for item in after:  # type: ignore[attr-defined]
            _identifier(item)


def _refuse_unknown(path: str, after: object) -> None:
    """Names out of closed vocabularies must be of them."""
    if path.startswith("instruments/") and path.endswith("/type"):
        _refuse_unless(after in (None, *labels()), "There is no such instrument.")
    elif path.startswith("parts/") and path.endswith("/type"):
        _refuse_unless(after in part_types(), "There is no such kind of part.")
    elif path.endswith("/categories"):
        _categories(after)


@cache
def part_types() -> tuple[str, ...]:
    """What a part can be: an instrument or a role."""
    roles = (role.value for role in Role if role is not Role.INSTRUMENT)
    return (*labels(), *roles)


@cache
def _category_ids() -> frozenset[str]:
    return frozenset(category.id for category in categories())


def _categories(after: Any) -> None:  # noqa: ANN401 - JSON
    known = isinstance(after, list) and all(
        isinstance(name, str) and name in _category_ids() for name in after
    )
    _refuse_unless(known, "There is no such category.")
    _refuse_unless(len(set(after)) == len(after), "A category is named twice.")


def _identifier(item: object) -> None:
    good = (
        isinstance(item, dict)
        and set(item) == {"kind", "value"}
        and all(isinstance(part, str) and part for part in item.values())
    )
    _refuse_unless(good, "An identifier has a kind and a value.")


def _pieces(pieces: Any, least: int = 1) -> None:  # noqa: ANN401 - JSON
    count = len(pieces) if isinstance(pieces, list) else 0
    _refuse_unless(least <= count <= _MOST_ITEMS, f"{least} or more are wanted.")
    for piece in pieces:
        allowed = isinstance(piece, dict) and set(piece) <= {
            "text",
            "page",
            "box",
            "categories",
        }
        _refuse_unless(allowed, "A demand has text, page, box and categories.")
        text = piece.get("text")
        _refuse_unless(isinstance(text, str) and text.strip(), "A demand has a text.")
        if "categories" in piece:
            _categories(piece["categories"])


def _merge(after: Any, place: Place) -> None:  # noqa: ANN401 - JSON
    ids = after.get("ids") if isinstance(after, dict) else None
    good = (
        isinstance(ids, list) and len(ids) >= 2 and len(set(map(str, ids))) == len(ids)
    )
    _refuse_unless(good, "Two or more demands are merged.")
    known = {demand["id"] for demand in place.value}
    _refuse_unless(all(i in known for i in ids or ()), "There is no such demand.")
    text = after.get("text")
    _refuse_unless(text is None or isinstance(text, str), "A demand has a text.")
