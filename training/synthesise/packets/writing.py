"""Packets to files: docs/, their text beside them, and gold.jsonl."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from training.synthesise.pack import pack
from training.synthesise.packets.labelled import LabelledPacket


def write(packets: Iterable[LabelledPacket], folder: Path) -> int:
    """Write packets below a folder; how many were written.

    `docs/<id>.<ending>` is the upload, `text/<id>.json` its plain text with labels and
    demands, `gold.jsonl` one line each.
    """
    for name in ("docs", "text"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    written = 0
    with (folder / "gold.jsonl").open("w", encoding="utf-8") as lines:
        for packet in packets:
            lines.write(json.dumps(_write(packet, folder), ensure_ascii=False) + "\n")
            written += 1
    return written


def _write(packet: LabelledPacket, folder: Path) -> dict[str, Any]:
    ending, data = packed(packet)
    file = f"docs/{packet.id}.{ending}"
    (folder / file).write_bytes(data)
    truth = json.dumps(sidecar(packet), ensure_ascii=False, indent=1)
    (folder / "text" / f"{packet.id}.json").write_text(truth + "\n", encoding="utf-8")
    return {"id": packet.id, "file": file, **packet.gold}


def packed(packet: LabelledPacket) -> tuple[str, bytes]:
    """The upload's ending and bytes; a text file is the labelled text."""
    if packet.media == "text":
        return "txt", packet.text.encode()
    return pack(packet.paper)


def sidecar(packet: LabelledPacket) -> dict[str, Any]:
    """The plain text with its labels and demands, for training."""
    return {
        "id": packet.id,
        "text": packet.text,
        "labels": [
            {"name": x.name, "value": x.value, "start": x.start, "end": x.end}
            for x in packet.labels
        ],
        "demands": [
            {
                "start": d.start,
                "end": d.end,
                "page": d.page,
                "text": d.text,
                "categories": list(d.categories),
                "arguable": list(d.arguable),
                "tags": list(d.tags),
                "date_range": list(d.range) if d.range else None,
            }
            for d in packet.demands
        ],
    }
