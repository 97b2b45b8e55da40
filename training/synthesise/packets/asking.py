"""How a packet asks: demands as list, table, prose or capitals, with their marks."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from training.synthesise.packets.demands import Demand
from training.synthesise.packets.slots import Words, identified
from training.synthesise.packets.story import Story
from training.synthesise.packets.wording import choose, fill, load
from training.synthesise.paper import Block

_PLAIN = frozenset(
    {"testimony", "prospective_metadata", "prospective_content", "all_records"}
)
_RECORDS = frozenset(
    [
        "record",
        "document",
        "list",
        "log",
        "usage",
        "copie",
        "information",
        "contact",
        "basic",
        "customer",
        "subscriber",
        "billing",
        "an",
        "a",
        "audio",
        "hardware",
        "registration",
    ]
)
_ROMAN = [
    "i",
    "ii",
    "iii",
    "iv",
    "v",
    "vi",
    "vii",
    "viii",
    "ix",
    "x",
    "xi",
    "xii",
    "xiii",
    "xiv",
    "xv",
    "xvi",
    "xvii",
    "xviii",
    "xix",
    "xx",
]
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Asking:
    """Words the demands of a story; every demand's words are marked with its number."""

    story: Story
    words: Words
    rng: random.Random
    has_rider: bool

    def slots(self) -> dict[str, str]:
        """The slots that speak of demands."""
        own = self.words.slots
        rider = choose(self.rng.choice(load("phrasing")["rider_ref"]), self.rng)
        period = own["span"]
        return {
            "rider_ref": rider.format(rider=own["rider"]) if self.has_rider else "",
            "period_clause": f", {own['period']}" if own["period"] else "",
            "time_period": f" Time period: {period}." if period else "",
            "asked": self._asked(),
            "pen": self._first(),
            "wire": self._first(),
            "serial_words": self.serial(),
        }

    def blocks(self, style: str) -> Iterator[Block]:
        """The demands in a style: list, plain, keep, rider, face or any."""
        if not self.story.demands or (style == "face" and self.has_rider):
            return
        if style in ("list", "plain", "keep"):
            yield from self._items(dated=style == "list" and self.rng.random() < 0.15)
            return
        shapes = ("list", "list", "table") if style == "rider" else _SHAPES
        yield from self._shaped(self.rng.choice(shapes))

    def _shaped(self, shape: str) -> Iterator[Block]:
        demands = self.story.demands
        closed = self.story.period.stated and not self._is_open()
        if shape in ("prose", "caps") and len(demands) > 5:
            shape = "list"
        if shape == "caps" and not closed:
            shape = "prose"
        if shape == "caps":
            yield "p", self._paragraph("caps").upper()
        elif shape == "prose":
            yield "p", self._paragraph("prose" if self._period() else "prose_undated")
        else:
            yield "p", self._lead()
            yield from self.target_list()
            yield from self._table() if shape == "table" else self._items(dated=False)

    def _is_open(self) -> bool:
        period = self.story.period
        return isinstance(period.start, str) or isinstance(period.end, str)

    def _period(self) -> str:
        return self.words.slots["period"]

    def _lead(self) -> str:
        key = "lead" if self._period() else "lead_undated"
        frame = self.rng.choice(load("phrasing")[key])
        return fill(frame, self.words.slots, self.rng, self.story.marks)

    def _paragraph(self, key: str) -> str:
        frame = self.rng.choice(load("phrasing")[key])
        slots = self.words.slots | {"asked": self._whole()}
        text = fill(frame, slots, self.rng, self.story.marks)
        return text[:1].upper() + text[1:]

    def _whole(self) -> str:
        """All demands as one, so marked: a paragraph is one demand."""
        numbers = ",".join(str(i) for i in range(len(self.story.demands)))
        joined = self._joined([d.words for d in self.story.demands])
        return self.story.marks.put("demand", numbers, joined)

    def _asked(self) -> str:
        return self._whole() if self.story.demands else ""

    def _first(self) -> str:
        """The one demand of an order for live data."""
        demands = self.story.demands
        return self.story.marks.put("demand", "0", demands[0].words) if demands else ""

    def _joined(self, words: list[str]) -> str:
        if len(words) < 2:
            return "".join(words)
        return "; ".join(words[:-1]) + f"; and {words[-1]}"

    def _items(self, *, dated: bool) -> Iterator[Block]:
        """A numbered list, now and then some items below a heading item."""
        number = self._numbers(self.rng.choice(load("phrasing")["number"]))
        ending = self.rng.choice((";", ".", ""))
        last = len(self.story.demands) - 1
        for index, demand in enumerate(self.story.demands):
            words = self._item(demand, dated=dated)
            marked = self.story.marks.put("demand", str(index), words)
            stop = "." if index == last and ending else ending
            joint = " and" if index == last - 1 and ending == ";" else ""
            yield "items", [f"{next(number)} {marked}{stop}{joint}"]

    def _item(self, demand: Demand, *, dated: bool) -> str:
        phrasing = load("phrasing")
        frame = self.rng.choice(phrasing["item"])
        # "Records showing records of" is nobody's wording.
        telling = demand.words.split()[0].lower().rstrip("s") in _RECORDS
        special = demand.tags or _PLAIN.intersection(demand.categories) or telling
        special = special or demand.terse
        words = demand.words if special else frame.format(np=demand.words)
        if dated and self._period() and demand.timed and not self._is_open():
            words = f"{words}, {self._period()}"
        return words[:1].upper() + words[1:]

    def _numbers(self, frame: str) -> Iterator[str]:
        for index in count():
            letter = _LETTERS[index % 26] * (1 + index // 26)
            roman = _ROMAN[index] if index < len(_ROMAN) else str(index + 1)
            yield frame.format(n=index + 1, l=letter, r=roman)

    def _table(self) -> Iterator[Block]:
        """A table with a demand a row and its period beside it."""
        span = self.words.slots["span"]
        head = ["No.", "Records", "Period"] if span else ["No.", "Records"]
        rows = [head]
        for index, demand in enumerate(self.story.demands):
            words = self.story.marks.put("demand", str(index), demand.words)
            row = [str(index + 1), words]
            rows.append([*row, span if demand.timed else ""] if span else row)
        yield "grid", rows

    def target_list(self) -> Iterator[Block]:
        """The targets one a line, where there are too many for a sentence."""
        story = self.story
        if len(story.targets) < 4:
            return
        marked = [identified(story, t) for t in story.targets]
        if self.rng.random() < 0.5:
            head = ["No.", "Account"]
            yield "grid", [head, *([str(i), m] for i, m in enumerate(marked, 1))]
        else:
            yield "lines", marked

    def serial(self) -> str:
        """The serial number of a recovered device, or that there is none."""
        story = self.story
        if story.plan.has("no_serial"):
            return "The number on its back has been scratched off."
        found = [t for t in story.targets if t.kind == "device_serial"]
        shown = identified(story, found[0]) if found else ""
        return f"It bears serial number {shown}."


_SHAPES = ("list", "list", "prose", "caps", "table")
