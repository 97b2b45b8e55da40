"""The shelf of learned models: versions in folders, which are current, what was done.

`models/<name>/<version>/` holds an artefact, `current.toml` names the version in use of
each model, `history.jsonl` has a line for every promotion and rollback.
"""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from extractor.artefacts import CURRENT, MANIFEST, MODELS, current
from training.evaluation.files import write_text

HISTORY = "history.jsonl"
Versions = Mapping[str, str]


class NoSuchModel(LookupError):
    """A model or a version of it that is not on the shelf."""


class NothingToDo(LookupError):
    """There is nothing to promote, or nothing to go back to."""


@dataclass(frozen=True, slots=True)
class Event:
    """A model that another version came into use of; `at` is a time in UTC.

    `before` is None where none was in use. `reason` is a person's word where a
    promotion was forced; `figures` is what was compared, before and after.
    """

    event: str
    name: str
    before: str | None
    version: str | None
    at: str
    reason: str = ""
    figures: Mapping[str, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Why:
    """When something is changed, why, and the figures it rests on."""

    at: str
    reason: str = ""
    figures: Mapping[str, tuple[float, float]] = field(default_factory=dict)


def versions(name: str, models: Path = MODELS) -> tuple[str, ...]:
    """A model's versions, oldest first."""
    found = (p.name for p in (models / name).glob("*") if (p / MANIFEST).is_file())
    return tuple(sorted((v for v in found if v.isdigit()), key=int))


def names(models: Path = MODELS) -> tuple[str, ...]:
    """All models on the shelf."""
    folders = (p.name for p in models.glob("*") if p.is_dir())
    return tuple(sorted(name for name in folders if versions(name, models)))


def following(name: str, models: Path = MODELS) -> str:
    """The number the next version gets."""
    told = versions(name, models)
    return str(int(told[-1]) + 1) if told else "1"


def manifest(name: str, version: str, models: Path = MODELS) -> dict[str, Any]:
    """What an artefact says of itself.

    Raises:
        NoSuchModel: it is not there.
    """
    path = models / name / version / MANIFEST
    if not path.is_file():
        known = ", ".join(versions(name, models)) or "none"
        raise NoSuchModel(f"There is no {name}@{version}; versions there: {known}.")
    told: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return told


def same(name: str, files: Mapping[str, str], models: Path = MODELS) -> str | None:
    """The newest version whose files have these hashes."""
    for version in reversed(versions(name, models)):
        if manifest(name, version, models)["files"] == files:
            return version
    return None


def candidates(models: Path = MODELS) -> dict[str, str]:
    """The newest version of every model that is newer than the one in use."""
    used = current(models)
    newest = {name: versions(name, models)[-1] for name in names(models)}
    return {n: v for n, v in newest.items() if int(v) > int(used.get(n, "0"))}


def wanted(told: Sequence[str], models: Path = MODELS) -> dict[str, str]:
    """Versions as a person names them: "asked@2", "asked 2", "asked" for the newest.

    Raises:
        NoSuchModel: one is not on the shelf.
    """
    found: dict[str, str] = {}
    for each in _joined(told):
        name, _, version = each.partition("@")
        known = versions(name, models)
        if not known:
            there = ", ".join(names(models))
            raise NoSuchModel(f"There is no model {name!r}; there are: {there}.")
        found[name] = version or known[-1]
        manifest(name, found[name], models)
    return found


def _joined(told: Sequence[str]) -> list[str]:
    """A number belongs to the name before it."""
    found: list[str] = []
    for each in told:
        if each.isdigit() and found and "@" not in found[-1]:
            found[-1] += f"@{each}"
        else:
            found.append(each)
    return found


def promote(changed: Versions, why: Why, models: Path = MODELS) -> None:
    """Make versions the current ones, and remember it; other models stay."""
    used = current(models)
    write_current({**used, **changed}, models)
    for name, version in sorted(changed.items()):
        before = used.get(name)
        told = Event("promote", name, before, version, why.at, why.reason, why.figures)
        remember(told, models)


def write_current(used: Versions, models: Path = MODELS) -> None:
    """Write which version of each model is in use."""
    lines = [f'{name} = "{used[name]}"\n' for name in sorted(used)]
    text = "".join(lines)
    tomllib.loads(text)  # a name that would spoil the file is an error here
    write_text(models / CURRENT, text)


def remember(event: Event, models: Path = MODELS) -> None:
    """Add a line to the history."""
    line = json.dumps(asdict(event), ensure_ascii=False)
    with (models / HISTORY).open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")


def history(models: Path = MODELS) -> tuple[Event, ...]:
    """Everything that was done, oldest first."""
    path = models / HISTORY
    if not path.is_file():
        return ()
    lines = path.read_text("utf-8").splitlines()
    return tuple(Event(**json.loads(line)) for line in lines if line)


def undo(name: str | None, why: Why, models: Path = MODELS) -> tuple[Event, ...]:
    """Go back to what was in use before the last promotion that still holds.

    Of one model, or of all that were promoted together last.

    Raises:
        NothingToDo: nothing was ever promoted, or all of it was undone.
    """
    standing = [e for e in _standing(models) if name in (None, e.name)]
    if not standing:
        raise NothingToDo("Nothing was promoted that could be taken back.")
    last = [standing[-1]] if name else [e for e in standing if e.at == standing[-1].at]
    used = {**current(models)}
    told = []
    for e in last:
        told.append(
            Event("rollback", e.name, used.pop(e.name, None), e.before, *_said(why))
        )
        if e.before is not None:
            used[e.name] = e.before
    write_current(used, models)
    for event in told:
        remember(event, models)
    return tuple(told)


def _said(why: Why) -> tuple[str, str]:
    return why.at, why.reason


def _standing(models: Path) -> list[Event]:
    """Promotions that were not taken back, oldest first."""
    standing: list[Event] = []
    for event in history(models):
        if event.event == "rollback":
            undone = next(e for e in reversed(standing) if e.name == event.name)
            standing.remove(undone)
        else:
            standing.append(event)
    return standing
