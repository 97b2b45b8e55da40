"""Report values (JSON) in the words a person reads."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from extractor.show.wording import DISPOSITIONS, TONES, doubt, plain, runs

_SURE = ((0.85, "high", "sure"), (0.6, "fair", "fairly sure"), (0.0, "low", "unsure"))
_MAILBOX = ("name", "agency", "email", "phone", "address")


def said(value: object) -> str:
    """A field's JSON value in one line; empty for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, Mapping):
        return _of_mapping(value)
    if isinstance(value, list | tuple):
        return "; ".join(said(item) for item in value)
    return day(str(value))


def _of_mapping(value: Mapping[str, Any]) -> str:
    if "start" in value:
        start, end = (day(value.get(edge)) or "open" for edge in ("start", "end"))
        return f"{start} to {end}"
    if "signer" in value:
        found = "in ink" if value.get("how") == "ink" else "as text"
        return _joined(
            value.get("by"), plain(value["signer"]), day(value.get("on")), found
        )
    if "kind" in value:
        return _secrecy(value)
    parts = [value.get(key) for key in ("name", "title", *_MAILBOX[1:])]
    return _joined(*parts)


def _secrecy(value: Mapping[str, Any]) -> str:
    kind, until = value["kind"], value.get("until")
    if kind == "none":
        return "None"
    end = f"until {until}" if until else "no end stated"
    return _joined(plain(kind), value.get("authority"), end)


def _joined(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def day(text: str | None) -> str:
    """An ISO day as "12 May 2026"; any other text as it is."""
    if not text:
        return ""
    try:
        when = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{when.day} {when:%B %Y}"


def sure_level(confidence: float) -> str:
    """`high`, `fair` or `low`."""
    return next(level for floor, level, _ in _SURE if confidence >= floor)


def sure_word(confidence: float) -> str:
    """How sure, in words."""
    return next(word for floor, _, word in _SURE if confidence >= floor)


def moment(when: datetime | str | None) -> str:
    """A time as "2026-05-12 14:03 UTC"; empty for none."""
    if when is None:
        return ""
    if isinstance(when, str):
        when = datetime.fromisoformat(when)
    return f"{aware(when).astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def aware(when: datetime) -> datetime:
    """The time with its zone; a database without zones stores UTC."""
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def span(seconds: float) -> str:
    """A length of time in its largest fitting unit: "3 min", "5 h", "2 d"."""
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds / size:.0f} {unit}"
    return f"{max(seconds, 0):.0f} s"


def size(count: int) -> str:
    """Bytes for people: "120 KiB", "50 MiB"."""
    if count < 1 << 20:
        return f"{count / (1 << 10):.0f} KiB"
    return f"{count / (1 << 20):.3g} MiB"


def disposition(value: str | None) -> str:
    """A disposition in words."""
    return DISPOSITIONS.get(value or "", plain(value))


def tone(value: str | None) -> str:
    """A disposition's colour class."""
    return TONES.get(value or "", "route")


FILTERS: dict[str, Callable[..., str]] = {
    "plain": plain,
    "said": said,
    "day": day,
    "runs": runs,
    "moment": moment,
    "span": span,
    "size": size,
    "disposition": disposition,
    "tone": tone,
    "doubt": doubt,
    "sure_level": sure_level,
    "sure_word": sure_word,
}
