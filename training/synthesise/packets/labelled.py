"""A packet with its gold: sheets to draw, text with labels, everything known of it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from training.synthesise.packets.marks import Label
from training.synthesise.paper import Paper, Sheet


@dataclass(frozen=True, slots=True)
class Asked:
    """A demand as printed: its page and stretch of the text, and what it asks for.

    `range` is its period as gold writes it, None where it states none.
    """

    text: str
    page: int
    start: int
    end: int
    categories: tuple[str, ...]
    arguable: tuple[str, ...]
    tags: tuple[str, ...]
    range: tuple[str | None, str | None] | None


@dataclass(frozen=True)
class LabelledPacket:
    """A drawn packet. `text` is its plain text, pages parted by form feeds.

    `labels` are stretches of `text`: fields by their gold name ("case_number",
    "recipient", "date_issued", "identifier" with "kind=value", "statute", "demand" with
    its numbers ...); `gold` is one line of gold data; `paper` can be packed as a file.
    """

    id: str
    seed: int
    text: str
    labels: tuple[Label, ...]
    demands: tuple[Asked, ...]
    gold: dict[str, Any]
    sheets: tuple[Sheet, ...]
    media: str
    damage: str | None
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def paper(self) -> Paper:
        """The packet as a paper to be packed."""
        return Paper(self.id, "", self.media, self.sheets, self.gold, self.options)


def edges(start: date | str | None, end: date | str | None) -> list[str | None] | None:
    """A period as gold writes it; None where none is stated."""
    if start is None and end is None:
        return None
    return [None if e is None else str(e) for e in (start, end)]
