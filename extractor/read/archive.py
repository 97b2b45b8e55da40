"""A ZIP container read from memory under limits; nothing of it touches the disk."""

import io
import zipfile
import zlib

from extractor.errors import Broken, Hostile, PasswordProtected, TooLarge
from extractor.read.limits import Limits

_ENTRIES = 2000
_SMALL = 1 << 20
"""Below this a high ratio harms nobody: empty XML compresses a hundredfold."""
_CENTRAL_HEADER = b"PK\x01\x02"
_UNPACKING = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
)
_PLAIN_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


class Archive:
    """The entries of a ZIP by name. Raises Hostile or TooLarge before inflating."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        # Counted before the directory is parsed: that alone could exhaust memory.
        if data.count(_CENTRAL_HEADER) > _ENTRIES:
            raise Hostile(f"over {_ENTRIES} entries")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise Broken from error
        self._entries = {e.filename: e for e in self._zip.infolist() if _is_plain(e)}
        self.skipped = len(self._zip.infolist()) - len(self._entries)
        self._check_sizes(len(data), limits)

    def _check_sizes(self, size: int, limits: Limits) -> None:
        total = sum(entry.file_size for entry in self._zip.infolist())
        if total > _SMALL and total > limits.zip_ratio * size:
            raise Hostile(f"unpacks to over {limits.zip_ratio} times its size")
        if total > limits.unzipped:
            raise TooLarge(f"unpacks to {total} bytes, limit {limits.unzipped}")

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the entries, in the archive's order."""
        return tuple(self._entries)

    def read(self, name: str, most: int) -> bytes | None:
        """An entry's bytes, None where there is none; TooLarge over `most`."""
        entry = self._entries.get(name)
        if entry is None:
            return None
        if entry.flag_bits & 1:
            raise PasswordProtected
        if entry.compress_type not in _PLAIN_METHODS:
            raise Broken("unusual compression")
        return self._inflate(entry, most)

    def _inflate(self, entry: zipfile.ZipInfo, most: int) -> bytes:
        """Inflate with a stop, since the declared size may be a lie."""
        try:
            with self._zip.open(entry) as stream:
                data = stream.read(most + 1)
        except _UNPACKING as error:
            raise Broken from error
        if len(data) > most:
            raise TooLarge(f"a part of over {most} bytes")
        return data


def _is_plain(entry: zipfile.ZipInfo) -> bool:
    """False for a directory, or a name that climbs, starts at the root or hides."""
    name = entry.orig_filename
    climbs = ".." in name.replace("\\", "/").split("/")
    hidden = any(ord(c) < 32 for c in name)
    return not (entry.is_dir() or climbs or hidden or name.startswith(("/", "\\")))
