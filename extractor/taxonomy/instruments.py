"""The instrument types and official forms as data; loaded once, read by all stages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

FOREIGN = "foreign_order"
NO_PROCESS = "not_legal_process"
APPLICATION = "search_warrant_application"

_CONFUSED = str.maketrans({"O": "0", "I": "1", "L": "1"})


@dataclass(frozen=True, slots=True)
class Cue:
    """Phrases that speak for something, and how much (log-odds).

    `kind_only`: they tell which instrument it is, not that it is one at all.
    """

    weight: float
    phrases: tuple[str, ...]
    kind_only: bool = False


@dataclass(frozen=True, slots=True)
class InstrumentType:
    """One instrument type; `rank` orders which of a packet's is primary."""

    id: str
    name: str
    authority: str
    rank: int
    titles: tuple[str, ...]
    cues: tuple[Cue, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """An official form, known by its printed code or, failing that, by a cue."""

    id: str
    instrument: str
    authority: str
    pattern: re.Pattern[str]
    cues: tuple[str, ...]
    examples: tuple[str, ...]

    def is_named_in(self, text: str) -> bool:
        """True when the code is printed in a line of text."""
        return self.pattern.search(confuse(text)) is not None


def confuse(text: str) -> str:
    """Upper case, with the letters O, I and L read as the digits they look like."""
    return text.upper().translate(_CONFUSED)


def _read(name: str) -> Any:  # noqa: ANN401  # YAML is untyped; read into types below
    return yaml.safe_load(files("extractor.taxonomy").joinpath(name).read_text("utf-8"))


def _cues(entries: list[Mapping[str, Any]]) -> tuple[Cue, ...]:
    return tuple(
        Cue(
            float(e["weight"]),
            tuple(map(str, e["phrases"])),
            bool(e.get("kind_only", False)),
        )
        for e in entries
    )


@lru_cache(maxsize=1)
def instrument_types() -> tuple[InstrumentType, ...]:
    """All types in the order of the taxonomy."""
    return tuple(
        InstrumentType(
            id=key,
            name=entry["name"],
            authority=entry["authority"],
            rank=int(entry["rank"]),
            titles=tuple(map(str, entry["titles"])),
            cues=_cues(entry["cues"]),
            examples=tuple(entry["examples"]),
        )
        for key, entry in _read("instruments.yaml").items()
    )


@lru_cache(maxsize=1)
def labels() -> tuple[str, ...]:
    """The ids of all types."""
    return tuple(kind.id for kind in instrument_types())


@lru_cache(maxsize=1)
def ranks() -> Mapping[str, int]:
    """Type id to rank, lowest first."""
    return {kind.id: kind.rank for kind in instrument_types()}


@lru_cache(maxsize=1)
def forms() -> tuple[Form, ...]:
    """All official forms."""
    return tuple(
        Form(
            id=entry["id"],
            instrument=entry["instrument"],
            authority=entry["authority"],
            pattern=re.compile(_confused_pattern(entry["pattern"])),
            cues=tuple(entry.get("cues", ())),
            examples=tuple(entry["examples"]),
        )
        for entry in _read("forms.yaml")
    )


def _confused_pattern(pattern: str) -> str:
    r"""The pattern as it matches after `confuse`; escapes such as \b are kept."""
    return re.sub(r"(?<!\\)[A-Z]", lambda m: m.group().translate(_CONFUSED), pattern)


@dataclass(frozen=True, slots=True)
class Speaks:
    """What a phrase found in a text speaks for."""

    instrument: str
    weight: float
    kind_only: bool
    phrase: str


@lru_cache(maxsize=1)
def phrases() -> Mapping[str, tuple[str, ...]]:
    """Key `type|weight|kind only|phrase` to its one phrase, for a phrase book."""
    return {
        f"{kind.id}|{cue.weight}|{cue.kind_only}|{phrase}": (phrase,)
        for kind in instrument_types()
        for cue in kind.cues
        for phrase in cue.phrases
    }


def speaks(key: str) -> Speaks:
    """What the key of a phrase stands for."""
    instrument, weight, kind_only, phrase = key.split("|", 3)
    return Speaks(instrument, float(weight), kind_only == "True", phrase)


@lru_cache(maxsize=1)
def titles() -> Mapping[str, tuple[str, ...]]:
    """Type id to its titles, for a title book."""
    return {kind.id: kind.titles for kind in instrument_types()}
