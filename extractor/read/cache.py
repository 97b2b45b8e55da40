"""Pages read before, by what was read and by what: a second run is instant."""

import hashlib
import json
import os
import tempfile
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path

from extractor.document import Document, Gap, assemble
from extractor.read import codec, places, protocol
from extractor.read.codec import Json, Malformed
from extractor.read.filename import shown
from extractor.read.options import ReadOptions
from extractor.read.versions import installed

_LIBRARIES = (
    "lxml",
    "numpy",
    "opencv-python-headless",
    "pdfplumber",
    "pikepdf",
    "pillow",
    "puremagic",
    "pypdfium2",
    "pytesseract",
    "rapidocr",
    "tesserocr",
)
_PASSING = {"timed_out", "out_of_memory", "reader_crashed", "no_ocr_engine"}
"""Gaps that another run may not have: such a reading is not kept."""


def key(blank: Document, options: ReadOptions) -> str:
    """A name for this reading: the bytes, the readers, the options that matter."""
    if options.cache is None:
        return ""
    limits = sorted(asdict(options.limits).items())
    chosen = [options.ocr, options.engine, limits, blank.sandbox]
    told = json.dumps([blank.sha256, _readers(), chosen])
    return hashlib.sha256(told.encode()).hexdigest()


def load(blank: Document, name: str, options: ReadOptions) -> Document | None:
    """The document read before; None where there is none that can be believed."""
    if options.cache is None:
        return None
    try:
        raw = json.loads(_path(options.cache, name).read_bytes())
        return _decode(raw, blank, options)
    except (OSError, ValueError, RecursionError):
        return None


def store(document: Document, name: str, options: ReadOptions) -> None:
    """Keep a document; a folder that cannot be written keeps nothing."""
    if options.cache is None or any(gap.code in _PASSING for gap in document.gaps):
        return
    path = _path(options.cache, name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Renamed into place: a reader sees a whole entry or none.
        descriptor, written = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(json.dumps(_encode(document, options)).encode())
        Path(written).replace(path)
    except OSError:
        return


def _path(folder: Path, name: str) -> Path:
    return folder / name[:2] / f"{name}.json"


def _encode(document: Document, options: ReadOptions) -> Json:
    return {
        "media": document.media,
        "ocr": document.ocr,
        "pages": [codec.encode_page(p, options.limits) for p in document.pages],
        "gaps": [[gap.page, gap.code] for gap in document.gaps],
        "notes": [codec.encode_note(note) for note in document.notes],
    }


def _decode(raw: Json, blank: Document, options: ReadOptions) -> Document:
    try:
        pages = tuple(
            codec.decode_page(page, int(page["number"]), options.limits)
            for page in raw["pages"]
        )
        gaps = tuple(Gap(int(page), shown(code)) for page, code in raw["gaps"])
        most = max([p.number for p in pages] + [g.page for g in gaps])
        told = {"media": raw["media"], "pages": most, "notes": raw["notes"]}
        opened = protocol.opened(told)
        engine = protocol.engine({"engine": raw["ocr"]})
    except (KeyError, TypeError, AttributeError) as error:
        raise Malformed from error
    return assemble(
        replace(
            blank,
            media=opened.media,
            pages=pages,
            gaps=gaps,
            notes=opened.notes,
            ocr=engine,
        )
    )


@cache
def _readers() -> str:
    """What reads: our own sources, the libraries, the programs and language data."""
    seen = hashlib.sha256()
    for path in _sources():
        seen.update(path.read_bytes())
    for library in _LIBRARIES:
        seen.update(f"{library} {installed(library)}\n".encode())
    for path in sorted(_engine_files()):
        there = path.stat()
        seen.update(f"{path} {there.st_size} {there.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def _sources() -> list[Path]:
    folder = places.package()
    within = (p for p in (folder / "read").rglob("*") if p.suffix != ".pyc")
    shapes = (folder / "document.py", folder / "geometry.py")
    return sorted(path for path in (*within, *shapes) if path.is_file())


def _engine_files() -> set[Path]:
    return {
        file
        for path in map(Path, places.recogniser())
        for file in ([path] if path.is_file() else path.rglob("*.traineddata"))
    }
