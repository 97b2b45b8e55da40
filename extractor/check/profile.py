"""A provider's settings: a name or a path goes in, a Profile comes out."""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from extractor.check.files import LOADER, folder
from extractor.errors import BadRule
from extractor.report import Severity


@dataclass(frozen=True, slots=True)
class Override:
    """A rule switched off, or its severity changed, and why."""

    because: str
    disabled: bool = False
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes to the sender: what stands at the head and the foot of a letter."""

    name: str = ""
    unit: str = ""
    address: tuple[str, ...] = ()
    signatory: str = ""


@dataclass(frozen=True)
class Profile:
    """A provider as the rules know it. `guideline` maps rule ids to its sections."""

    id: str
    title: str
    entities: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    home_countries: tuple[str, ...] = ("US",)
    home_states: tuple[str, ...] = ()
    portal: str = ""
    content_months: int = 12
    record_months: int = 36
    bulk: int = 25
    subpoena_reach: tuple[str, ...] = ()
    guideline: dict[str, str] = field(default_factory=dict)
    rules: dict[str, Override] = field(default_factory=dict)
    letterhead: Letterhead = Letterhead()

    def __hash__(self) -> int:
        return hash(self.id)


_TUPLES = frozenset(
    ("entities", "agents", "strangers", "home_countries", "home_states")
) | {"subpoena_reach"}
_COUNTS = frozenset(("content_months", "record_months", "bulk"))
_KNOWN = frozenset(Profile.__dataclass_fields__) - {"id"}


@lru_cache
def load_profile(name_or_path: str | Path) -> Profile:
    """The profile of a shipped name ("amazon"), or of a YAML file.

    Raises:
        BadRule: there is no such profile, or its file is wrong.
    """
    name = str(name_or_path)
    if name.endswith((".yaml", ".yml")):
        return _parse(Path(name).stem, _text(Path(name)))
    file = folder("profiles").joinpath(f"{name}.yaml")
    if not name.isidentifier() or not file.is_file():
        raise BadRule(f"No profile {name!r}; there are: {', '.join(profiles())}.")
    return _parse(name, file.read_text("utf-8"))


def profiles() -> tuple[str, ...]:
    """The names of the shipped profiles."""
    found = (file.name for file in folder("profiles").iterdir())
    return tuple(sorted(n.removesuffix(".yaml") for n in found if n.endswith(".yaml")))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise BadRule(f"Profile file {path.name} cannot be read.") from None


def _parse(name: str, text: str) -> Profile:
    try:
        content = yaml.load(text, LOADER)  # noqa: S506  # a safe loader
        return _profile(name, content)
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        raise BadRule(f"Profile {name}, line {line}: not YAML.") from None
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise BadRule(f"Profile {name}: {error}.") from None


def _profile(name: str, content: dict[str, Any]) -> Profile:
    unknown = sorted(set(content) - _KNOWN)
    if unknown:
        raise ValueError(f"unknown setting {', '.join(unknown)}")
    _check_values(content)
    settings: dict[str, Any] = {
        k: tuple(v) if k in _TUPLES else v for k, v in content.items()
    }
    settings["rules"] = {
        rule_id: _override(rule_id, entry)
        for rule_id, entry in content.get("rules", {}).items()
    }
    settings["letterhead"] = _letterhead(content.get("letterhead") or {})
    return Profile(id=name, **settings)


def _letterhead(entry: dict[str, Any]) -> Letterhead:
    if unknown := sorted(set(entry) - set(Letterhead.__slots__)):
        raise ValueError(f"letterhead: unknown {', '.join(unknown)}")
    return Letterhead(**{**entry, "address": tuple(entry.get("address", ()))})


def _check_values(content: dict[str, Any]) -> None:
    """Refuse a setting of the wrong kind: it would be ignored, or fail later."""
    for key in _COUNTS & set(content):
        if type(content[key]) is not int or content[key] < 1:
            raise ValueError(f"{key} must be a whole number from 1")
    for key in _TUPLES & set(content):
        if not isinstance(content[key], list):
            raise TypeError(f"{key} must be a list")
    strange = sorted(set(content.get("rules", {})) - _rule_ids())
    if strange:
        raise ValueError(f"rules names no rule: {', '.join(strange)}")


@lru_cache(maxsize=1)
def _rule_ids() -> frozenset[str]:
    return frozenset(f.name.removesuffix(".yaml") for f in folder("rules").iterdir())


def _override(rule_id: str, entry: dict[str, Any]) -> Override:
    if set(entry) - {"because", "disabled", "severity"}:
        raise ValueError(f"rule {rule_id}: unknown key")
    if not entry.get("because"):
        raise ValueError(f"rule {rule_id} is changed without a reason (because)")
    severity = entry.get("severity")
    return Override(
        because=entry["because"],
        disabled=entry.get("disabled", False),
        severity=Severity(severity) if severity else None,
    )
