"""The data files of this package."""

from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import yaml

# libyaml where it is built in: ten times the speed of the Python parser.
LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def folder(name: str) -> Traversable:
    """A folder of the package."""
    return resources.files("extractor.check").joinpath(name)


@lru_cache
def read(name: str) -> Any:  # noqa: ANN401  # YAML has no narrower type
    """The content of a data file beside this module."""
    return yaml.load(folder(name).read_text("utf-8"), LOADER)  # noqa: S506  # a safe loader


def texts(name: str) -> tuple[tuple[str, str], ...]:
    """File name and text of every YAML file in a folder, by name."""
    found = (f for f in folder(name).iterdir() if f.name.endswith(".yaml"))
    return tuple((f.name, f.read_text("utf-8")) for f in sorted(found, key=_name))


def _name(file: Traversable) -> str:
    return file.name
