"""A packet on paper: pages of blocks, written as YAML, with its gold beside them."""

from dataclasses import dataclass, field
from importlib import resources
from typing import Any

import yaml

HINT, UNHINT = "\ue002", "\ue003"
"""Around the small italic words by which forms say what to fill in."""

Block = tuple[str, Any]
"""A block's kind and its content; `training.synthesise.draw` knows the kinds."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: what part of the packet it belongs to, its official form, its blocks.

    `damage` names a preset when this page arrives as a scan, None when as text.
    """

    part: str
    blocks: tuple[Block, ...]
    form: str | None = None
    damage: str | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole sample: slug, what it shows, the media it is packed in, its pages."""

    slug: str
    about: str
    media: str
    sheets: tuple[Sheet, ...]
    gold: dict[str, Any]
    options: dict[str, Any] = field(default_factory=dict)


def parse(text: str) -> Paper:
    """A paper from its YAML; a sheet's blocks are a list of one-key mappings."""
    raw = yaml.safe_load(text)
    sheets = tuple(
        Sheet(
            part=sheet["part"],
            blocks=tuple(next(iter(block.items())) for block in sheet["blocks"]),
            form=sheet.get("form"),
            damage=sheet.get("damage", raw.get("damage")),
        )
        for sheet in raw["sheets"]
    )
    return Paper(
        raw["slug"],
        raw["about"],
        raw["media"],
        sheets,
        raw["gold"],
        raw.get("options", {}),
    )


def papers() -> tuple[Paper, ...]:
    """All papers shipped with the generator, by slug."""
    folder = resources.files("training.synthesise") / "shipped"
    texts = (f.read_text("utf-8") for f in folder.iterdir() if f.name.endswith(".yaml"))
    return tuple(sorted((parse(text) for text in texts), key=lambda p: p.slug))


def lines(sheet: Sheet) -> list[str]:
    """A sheet as plain lines, for mail, text and word processors."""
    return [line for kind, content in sheet.blocks for line in _lines(kind, content)]


def _lines(kind: str, content: Any) -> list[str]:  # noqa: ANN401 - YAML
    if kind in {"lines", "items"}:
        return [*content, ""]
    if kind == "caption":
        return [*content["left"], "", *content["right"], ""]
    if kind in {"table", "grid", "boxes"}:
        return ["   ".join(row) for row in content] + [""]
    if kind == "sign":
        mark = f"/s/ {content['by']}" if content.get("text") else "_" * 30
        return [mark, content["by"], content["title"], ""]
    if kind == "fields":
        return [f"{label}: {value}" for label, value in content.items()] + [""]
    return [""] * content if kind == "space" else [str(content), ""]
