"""The shipped sample packets, written byte for byte the same."""

import json
from pathlib import Path
from typing import Any

from training.synthesise.pack import pack
from training.synthesise.packets.gold import parts_of
from training.synthesise.paper import Paper

_FICTION = "All people, cases and accounts are fictitious."

_GOLD_MEDIA = {
    "pdf": "born_digital",
    "encrypted": "born_digital",
    "fax": "scan",
    "jpeg": "image",
    "png": "image",
}


def write(paper: Paper, folder: Path) -> None:
    """Write one sample into its own folder below `folder`."""
    home = folder / paper.slug
    home.mkdir(parents=True, exist_ok=True)
    ending, data = pack(paper)
    source = home / f"source.{ending}"
    source.write_bytes(data)
    gold = json.dumps(_gold(paper, source.name), indent=1, ensure_ascii=False)
    (home / "gold.json").write_text(gold + "\n", encoding="utf-8")
    about = f"# {paper.slug}\n\n{paper.about.strip()}\n\n{_FICTION}\n"
    (home / "ABOUT.md").write_text(about, encoding="utf-8")


def _gold(paper: Paper, file: str) -> dict[str, Any]:
    return {
        "id": paper.slug,
        "file": file,
        "media": _GOLD_MEDIA.get(paper.media, paper.media),
        "pages": len(paper.sheets),
        "authenticity": "mock",
        "truncated": False,
        "parts": parts_of(paper.sheets),
        **paper.gold,
    }
