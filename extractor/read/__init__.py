"""Bytes of an upload in, a Document out; parsing happens in a child process."""

from extractor.read.options import ReadOptions
from extractor.read.probe import Probed, probe
from extractor.read.reading import pictures, read

__all__ = ["Probed", "ReadOptions", "pictures", "probe", "read"]
