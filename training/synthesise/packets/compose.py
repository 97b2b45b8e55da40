"""A story told on pages: a form's parts and blocks go in, marked sheets come out."""

import random
import re
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from training.synthesise.packets.asking import Asking
from training.synthesise.packets.marks import bare
from training.synthesise.packets.people import on
from training.synthesise.packets.slots import BLANK, Words
from training.synthesise.packets.story import Story
from training.synthesise.packets.wording import choose, fill, load
from training.synthesise.paper import Block


@dataclass(frozen=True, slots=True)
class Sheets:
    """A part of the packet: its type, its official form, its blocks, marks in place."""

    part: str
    form: str | None
    blocks: tuple[Block, ...]
    named: str = ""


@dataclass
class Composer:
    """Puts a story into words; what it used is known afterwards from the marks."""

    story: Story
    words: Words
    rng: random.Random
    has_rider: bool
    inked: bool = True

    def parts(self) -> tuple[Sheets, ...]:
        """All parts in the order in which they lie in the packet."""
        out: list[Sheets] = []
        if self._is_returned():
            out.append(self._part(load("common")["returned"], ""))
        for entry in self.story.plan.form["parts"]:
            if self.rng.random() >= entry.get("share", 1.0):
                continue
            part = self._shared(entry)
            if part is not None and not self._is_left_out(entry):
                out.append(self._part(part, entry.get("named", "")))
        return tuple(out)

    def _is_returned(self) -> bool:
        """Now and then the recipient's own letter lies on top of what it was served."""
        kind = self.story.plan.form["instrument"]
        return kind in _RETURNED and self.rng.random() < _RETURNED_SHARE

    def _shared(self, entry: Mapping[str, Any]) -> Mapping[str, Any] | None:
        common = load("common")
        if "cover" in entry:
            return dict(common["cover"][entry["cover"]])
        if "certificate" in entry:
            return dict(common["certificate"])
        if "rider" in entry:
            return self._rider(common["rider"]) if self.has_rider else None
        return entry

    def _rider(self, rider: Mapping[str, Any]) -> Mapping[str, Any]:
        """The rider; one that contradicts its face says so in its head."""
        if not self.story.plan.has("contradiction"):
            return rider
        title, _, *asked = rider["blocks"]
        return {**rider, "blocks": [title, {"center": self._contrary()}, *asked]}

    def _contrary(self) -> str:
        """Another number than the face has; another day where it has no number."""
        number = bare(self.words.slots["case"])
        last = re.search(r"\d(?=\D*$)", number)
        if last is None:
            earlier = self.story.days.issued - timedelta(
                days=self.rng.randrange(20, 90)
            )
            return f"Dated: {on(earlier, self.words.style)}"
        other = (int(last.group()) + self.rng.randrange(1, 9)) % 10
        return f"Case No. {number[: last.start()]}{other}{number[last.end() :]}"

    def _is_left_out(self, entry: Mapping[str, Any]) -> bool:
        plan = self.story.plan
        spoilt = plan.has("missing_attachment", "unfilled_form")
        if plan.has("unfilled_form") and entry.get("part") == "attachment":
            return True
        return spoilt and ("rider" in entry or bool(entry.get("attached")))

    def _part(self, part: Mapping[str, Any], named: str) -> Sheets:
        blocks = [b for raw in part["blocks"] for b in self._block(raw)]
        form = self._fill(part.get("form", "")) or None
        return Sheets(part["part"], form, tuple(blocks), named)

    def _block(self, raw: Mapping[str, Any]) -> Iterator[Block]:
        """The drawn blocks of one written block, none where its condition fails."""
        if self.rng.random() >= raw.get("share", 1.0) or not self._stands(raw):
            return
        kind, content = next(iter(raw.items()))
        special = _SPECIAL.get(kind)
        if special is not None:
            yield from special(self, content)
            return
        filled = self._content(content)
        if "marks" in raw:
            filled = self.story.marks.put("nondisclosure", "ordered", filled)
        yield from _whole(kind, filled)

    def _stands(self, raw: Mapping[str, Any]) -> bool:
        return ("if" not in raw or self._flag(raw["if"])) and not (
            "unless" in raw and self._flag(raw["unless"])
        )

    def _flag(self, name: str) -> bool:
        story = self.story
        flags = {
            "never": False,
            "offence": story.offence is not None,
            "due": story.days.due is not None,
            "agency_form": bool(self.words.slots["agency_form"]),
            "extra": story.plan.has("keep_discloses", "future_keep"),
        }
        return flags[name]

    def _content(self, content: Any) -> Any:  # noqa: ANN401 - YAML
        if isinstance(content, list):
            return [self._content(c) for c in content]
        if isinstance(content, dict):
            return {k: self._content(v) for k, v in content.items()}
        return self._fill(str(content))

    def _fill(self, text: str) -> str:
        asking = self.asking
        slots = self.words.slots | asking.slots()
        return fill(text, slots, self.rng, self.story.marks)

    @property
    def asking(self) -> Asking:
        """What words the demands."""
        return Asking(self.story, self.words, self.rng, has_rider=self.has_rider)

    def gag(self, content: str) -> Iterator[Block]:
        """A wish or an order of secrecy, as planned."""
        key = self._secrecy(content)
        if key is None:
            return
        data = load("defects")["gag"]
        terms = data["long" if key == "long" else "terms"]
        texts = data["order" if key == "long" else key]
        slots = {"gag_term": self.rng.choice(terms)[1]}
        text = choose(self.rng.choice(texts), self.rng)
        filled = fill(text, self.words.slots | slots, self.rng, self.story.marks)
        kind = "requested" if key == "letter" else "ordered"
        yield "p", self.story.marks.put("nondisclosure", kind, filled)

    def _secrecy(self, content: str) -> str | None:
        plan = self.story.plan
        if content == "letter":
            return "letter" if plan.has("gag_letter") else None
        for defect, key in (("gag_endless", "endless"), ("gag_long", "long")):
            if plan.has(defect):
                return key
        wanted = plan.form.get("gagged", False) or self.rng.random() < 0.3
        return "order" if wanted else None

    def sign(self, content: str) -> Iterator[Block]:
        """A signature block: signed by hand or in type, or left open."""
        plan = self.story.plan
        if content == "judge" and plan.has("no_issuing_authority"):
            content = "attorney"
        name, title = self.words.signers.get(content, ("", ""))
        block: dict[str, Any] = {"by": name, "title": title}
        if plan.has("unsigned", "unfilled_form"):
            block = _UNSIGNED.get(content, block)
        elif name:
            marked = self.story.marks.put("issuing_officer", f"{name}/{title}", name)
            how = "ink" if self.inked and self.rng.random() < 0.5 else "text"
            block = {"by": marked, "title": title, how: True}
        if content in ("judge", "clerk") and self.rng.random() < _SEALED and self.inked:
            yield "seal", "SEAL"
        yield "sign", block

    def targets(self, content: str) -> Iterator[Block]:
        """The list of targets, where there are too many for a sentence."""
        del content
        yield from self.asking.target_list()

    def demands(self, content: str) -> Iterator[Block]:
        """The demands, in the style that the form wants."""
        yield from self.asking.blocks(content)

    def extra(self, content: object) -> Iterator[Block]:
        """What a preservation letter asks beyond keeping."""
        del content
        texts = load("defects")["preservation"]
        for defect in ("keep_discloses", "future_keep"):
            if self.story.plan.has(defect):
                yield "p", self.rng.choice(texts[defect])

    def contact(self, content: object) -> Iterator[Block]:
        """Whom to call in an emergency."""
        del content
        plan, common = self.story.plan, load("common")
        key = "danger_contact"
        if plan.has("emergency_incomplete"):
            key = "no_contact"
        if plan.has("free_mail"):
            key = "free_contact"
        yield "p", self._fill(common[key])


_SEALED = 0.12
_RETURNED_SHARE = 0.03
_RETURNED = ("search_warrant", "grand_jury_subpoena", "administrative_subpoena")
_UNSIGNED: dict[str, dict[str, str]] = {
    "judge": {"by": "Judge's signature", "title": "Printed name and title"},
    "clerk": {"by": "Signature of Clerk or Deputy Clerk", "title": ""},
    "counsel": {"by": "Attorney's signature", "title": ""},
}
_SPECIAL: dict[str, Callable[[Composer, Any], Iterator[Block]]] = {
    "gag": Composer.gag,
    "sign": Composer.sign,
    "targets": Composer.targets,
    "demands": Composer.demands,
    "extra": Composer.extra,
    "contact": Composer.contact,
}


def _whole(kind: str, filled: Any) -> Iterator[Block]:  # noqa: ANN401 - YAML
    """A block as one or, where it holds several lines, as many."""
    if kind == "lines":
        yield kind, [x for line in filled for x in line.split("\n")]
    elif kind in ("center", "title", "bold", "right", "mast"):
        for line in filled.split("\n"):
            if bare(line).strip():
                yield kind, line
    elif kind == "caption":
        filled = {k: [y for x in v for y in _narrow(x)] for k, v in filled.items()}
        yield (
            kind,
            {
                k: [x for x in v if bare(x).strip() or k == "right"]
                for k, v in filled.items()
            },
        )
    elif filled and bare(str(filled)).strip(f" {BLANK}."):
        yield kind, filled


def _narrow(line: str) -> list[str]:
    """A caption's line as the lines that its column holds."""
    return textwrap.wrap(line, 34, break_on_hyphens=False) or [line]
