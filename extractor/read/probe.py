"""What reading finds on this machine, what is missing, and the command that gets it."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.read import landlock, sandbox, tools
from extractor.read.places import PROGRAM, environment
from extractor.read.sandbox import Level
from extractor.read.versions import installed

_LANGUAGES = {"eng": "tesseract-ocr-eng", "osd": "tesseract-ocr-osd"}


@dataclass(frozen=True, slots=True)
class Probed:
    """One thing looked for; `remedy` is the command that gets it, empty when there."""

    name: str
    value: str
    ok: bool
    remedy: str = ""


def probe() -> tuple[Probed, ...]:
    """Sandbox, OCR engines and their languages."""
    return tuple(_probe())


def _probe() -> Iterator[Probed]:
    level = sandbox.level("auto")
    walled = level is not Level.RLIMITS
    yield Probed("sandbox", level.value, walled, "" if walled else _apt("bubblewrap"))
    if level is not Level.BUBBLEWRAP:
        yield Probed("bubblewrap", *_bubblewrap())
    abi = landlock.version()
    yield Probed("landlock", f"ABI {abi}" if abi else "none", bool(abi) or walled)
    yield from _engines()


def _bubblewrap() -> tuple[str, bool, str]:
    if tools.output(("bwrap", "--version")) is None:
        return "missing", False, _apt("bubblewrap")
    allow = "sysctl -w kernel.unprivileged_userns_clone=1"
    return "present, but not allowed to make a namespace", False, allow


def _engines() -> Iterator[Probed]:
    said = tools.output((PROGRAM, "--version"), environment("/")) or ""
    found = re.match(r"tesseract v?(\S+)", said)
    remedy = "" if found else _apt("tesseract-ocr")
    yield Probed("tesseract", found[1] if found else "missing", bool(found), remedy)
    for library in ("tesserocr", "pytesseract"):
        there = installed(library)
        remedy = "" if there else f"{sys.executable} -m pip install {library}"
        yield Probed(library, there or "missing", bool(there), remedy)
    yield Probed(
        "rapidocr", installed("rapidocr") or "not installed (optional)", ok=True
    )
    if found:
        yield from _languages()


def _languages() -> Iterator[Probed]:
    said = tools.output((PROGRAM, "--list-langs"), environment("/")) or ""
    there = said.splitlines()[1:]
    for language, name in _LANGUAGES.items():
        ok = language in there
        value = "present" if ok else "missing"
        yield Probed(f"language {language}", value, ok, "" if ok else _apt(name))
    more = sorted(set(there) - set(_LANGUAGES))
    yield Probed("further languages", ", ".join(more) or "none", ok=True)


def _apt(name: str) -> str:
    return f"sudo apt-get install {name}"
