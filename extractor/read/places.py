"""Which paths the reading child needs, under any layout of Python and system."""

import os
import shutil
import sys
import sysconfig
from functools import cache
from pathlib import Path

import extractor

PROGRAM = "tesseract"
_SYSTEM = (
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/etc/ld.so.cache",
    "/etc/fonts",
    "/usr/share/fonts",
)
_MARKS = ("puremagic", "pypdfium2", "pdfplumber", "lxml", "numpy", "PIL", "cv2")
_LANGUAGES = (
    "/usr/share/tesseract-ocr",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
)


def interpreter() -> str:
    """The interpreter behind all links of a virtual environment."""
    return os.path.realpath(sys.executable)


def package() -> Path:
    """The folder of our own package."""
    return Path(extractor.__file__).resolve().parent


def libraries() -> tuple[str, ...]:
    """The folders our libraries are installed in, first found first."""
    standard = sysconfig.get_paths()
    listed = [standard["purelib"], standard["platlib"], *sys.path]
    kept = [path for path in listed if any(Path(path, n).is_dir() for n in _MARKS)]
    return tuple(dict.fromkeys(kept))


def _python() -> list[str]:
    prefixes = dict.fromkeys((sys.prefix, sys.base_prefix, sys.base_exec_prefix))
    inside = [
        str(Path(prefix, name))
        for prefix in prefixes
        for name in ("lib", "lib64", "pyvenv.cfg")
    ]
    return [interpreter(), *inside, *libraries(), str(package())]


def recogniser() -> list[str]:
    """The OCR program and the folders of its language data, where present."""
    program = shutil.which(PROGRAM)
    data = os.environ.get("TESSDATA_PREFIX", "")
    found = [program, os.path.realpath(program)] if program else []
    return [*found, *_LANGUAGES, *([data] if data else [])]


@cache
def readable() -> tuple[str, ...]:
    """Every path the child may read: no home, no configuration, no other project."""
    wanted = dict.fromkeys((*_SYSTEM, *_python(), *recogniser()))
    there = [path for path in wanted if os.path.lexists(path)]
    return tuple(path for path in there if not _covered(path, there))


def _covered(path: str, others: list[str]) -> bool:
    return any(path.startswith(other.rstrip("/") + "/") for other in others)


def environment(scratch: str) -> dict[str, str]:
    """The child's whole environment; one thread each, the pool uses the cores."""
    program = shutil.which(PROGRAM)
    folders = [str(Path(program).parent)] if program else []
    data = os.environ.get("TESSDATA_PREFIX")
    return {
        "PATH": os.pathsep.join(dict.fromkeys((*folders, "/usr/bin", "/bin"))),
        "HOME": scratch,
        "TMPDIR": scratch,
        "LANG": "C.UTF-8",
        "OMP_THREAD_LIMIT": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONHASHSEED": "0",
        **({"TESSDATA_PREFIX": data} if data else {}),
    }
