"""Rule files: YAML goes in, rules come out; a wrong file is named, with its line."""

import hashlib
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

import yaml

from extractor.check import expressions, template
from extractor.check.expressions import Unreadable
from extractor.check.files import LOADER, folder, texts
from extractor.check.rule import Escalation, Example, Outcome, Rule, Scope
from extractor.errors import BadRule
from extractor.report import Severity

T = TypeVar("T")
_DATA = (
    *("abroad.yaml", "compel.yaml", "deadlines.yaml", "obligations.yaml"),
    *("phrases.yaml", "senders.yaml", "statutes.yaml"),
)
_REQUIRED = frozenset(
    ("id", "title", "severity", "scope", "status", "authority", "when", "message")
) | {"examples"}
_KNOWN = (
    _REQUIRED
    | frozenset(
        (
            "applies",
            "needs",
            "show",
            "escalates",
            "silences",
            "in_force",
            "jurisdiction",
        )
    )
    | {"narrowing", "source", "silences_when", "strikes"}
)
_ALWAYS: tuple[date | None, date | None] = (None, None)
_STATUS = ("draft", "reviewed")


class RuleFile:
    """One file's mapping, and the line each of its keys stands on."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        loader = LOADER(text)
        try:
            self._node = loader.get_single_node()
            self.content: dict[str, Any] = (
                loader.construct_document(self._node) if self._node else {}
            )
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            raise self.wrong("not YAML", getattr(mark, "line", 0) + 1) from None
        finally:
            loader.dispose()
        if not isinstance(self.content, dict):
            raise self.wrong("not a mapping", 1)

    def line(self, key: str) -> int:
        """The line a key of the mapping stands on, 1 where it is missing."""
        pairs = getattr(self._node, "value", ())
        return next((k.start_mark.line + 1 for k, _ in pairs if k.value == key), 1)

    def item_lines(self, key: str) -> tuple[int, ...]:
        """The line of each item of a list."""
        pairs = getattr(self._node, "value", ())
        lists = (value.value for k, value in pairs if k.value == key)
        return tuple(item.start_mark.line + 1 for item in next(lists, ()))

    def wrong(self, why: str, line: int) -> BadRule:
        """The refusal of this file."""
        return BadRule(f"{self.name}, line {line}: {why}.")

    def at(self, key: str, make: Callable[[Any], T]) -> T:
        """Make something of a key's value; a refusal names its line."""
        try:
            return make(self.content[key])
        except (Unreadable, ValueError, TypeError, KeyError, AttributeError) as error:
            raise self.wrong(f"{key}: {error}", self.line(key)) from None

    def maybe(self, key: str, make: Callable[[Any], T], default: T) -> T:
        """The same for a key that may be missing."""
        return self.at(key, make) if key in self.content else default


# The conditions asked of every subject.
_FIRST = ("applies", "when")


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Every rule of the package, by id."""
    return tuple(parse(name, text) for name, text in texts("rules"))


@lru_cache(maxsize=1)
def rules_version() -> str:
    """A short hash over the rule and data files: what judged a packet."""
    whole = hashlib.sha256()
    for name, text in (*texts("rules"), *texts("profiles"), *_data()):
        whole.update(f"{name}\0{text}\0".encode())
    return whole.hexdigest()[:12]


def _data() -> tuple[tuple[str, str], ...]:
    return tuple((name, folder(name).read_text("utf-8")) for name in _DATA)


def parse(name: str, text: str) -> Rule:
    """The rule of a file's text.

    Raises:
        BadRule: naming the file and the line.
    """
    file = RuleFile(name, text)
    _check_keys(file)
    return Rule(
        id=file.at("id", lambda v: _same(v, name)),
        title=file.at("title", _text),
        severity=file.at("severity", Severity),
        scope=file.at("scope", Scope),
        status=file.at("status", _status),
        authority=file.at("authority", _text),
        when=file.at("when", expressions.compiled),
        message=file.at("message", _template),
        narrowing=file.maybe("narrowing", _template, ""),
        applies=file.maybe("applies", expressions.compiled, None),
        needs=file.maybe("needs", _needs, {}),
        show=file.maybe("show", _paths, ()),
        escalates=file.maybe("escalates", _escalations, ()),
        silences=file.maybe("silences", lambda v: tuple(map(str, v)), ()),
        silences_when=file.maybe("silences_when", expressions.compiled, None),
        strikes=file.maybe("strikes", lambda v: _paths([v])[0], ""),
        in_force=file.maybe("in_force", _in_force, _ALWAYS),
        jurisdiction=file.maybe("jurisdiction", str, "US"),
        source=file.maybe("source", _text, ""),
        examples=_examples(file),
        reads=_read(file, _FIRST) | _reads_later(file),
        reads_later=_reads_later(file),
        asks=_asks(file),
    )


def _read(file: RuleFile, keys: tuple[str, ...]) -> frozenset[str]:
    conditions = [str(file.content.get(key, "")) for key in keys]
    return frozenset(path for c in conditions for path in expressions.read(c))


def _reads_later(file: RuleFile) -> frozenset[str]:
    graver = (
        expressions.read(str(e["when"])) for e in file.content.get("escalates", ())
    )
    return _read(file, ("silences_when",)).union(*graver)


def _asks(file: RuleFile) -> str:
    applies, when = (str(file.content.get(key, "true")) for key in _FIRST)
    return f"({applies}) ? (({when}) ? 2 : 1) : 0"


def _check_keys(file: RuleFile) -> None:
    missing = sorted(_REQUIRED - set(file.content))
    if missing:
        raise file.wrong(f"lacks {', '.join(missing)}", 1)
    for key in file.content:
        if key not in _KNOWN:
            raise file.wrong(f"unknown key {key}", file.line(key))


def _same(rule_id: str, name: str) -> str:
    if f"{rule_id}.yaml" != name:
        raise ValueError("id and file name differ")
    return rule_id


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("must be a text")
    return " ".join(value.split())


def _status(value: str) -> str:
    if value not in _STATUS:
        raise ValueError(f"must be one of {', '.join(_STATUS)}")
    return value


def _template(value: object) -> str:
    text = _text(value)
    template.check(text)
    return text


def _paths(value: list[str]) -> tuple[str, ...]:
    unknown = [path for path in value if path not in expressions.paths()]
    if unknown:
        raise Unreadable(f"unknown {', '.join(unknown)}")
    return tuple(value)


def _needs(value: dict[str, float]) -> dict[str, float]:
    _paths(list(value))
    return {path: float(minimum) for path, minimum in value.items()}


def _escalations(value: list[dict[str, str]]) -> tuple[Escalation, ...]:
    return tuple(
        Escalation(Severity(e["to"]), expressions.compiled(e["when"])) for e in value
    )


def _in_force(value: dict[str, date | None]) -> tuple[date | None, date | None]:
    return value.get("from"), value.get("to")


def _examples(file: RuleFile) -> tuple[Example, ...]:
    lines = file.item_lines("examples")
    found: list[dict[str, Any]] = file.at("examples", list)
    return tuple(_example(file, e, line) for e, line in zip(found, lines, strict=True))


def _example(file: RuleFile, entry: dict[str, Any], line: int) -> Example:
    try:
        return Example(
            says=str(entry["says"]),
            expects=Outcome(entry["expects"]),
            view=entry.get("view") or {},
            unsure=entry.get("unsure") or {},
            line=line,
        )
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise file.wrong(f"example: {error}", line) from None
