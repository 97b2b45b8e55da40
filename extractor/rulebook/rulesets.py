"""Which rules: the shipped ones, or those with a folder of drafts laid over them."""

from dataclasses import dataclass
from pathlib import Path

from extractor.check import files
from extractor.check.loading import RuleFile, parse
from extractor.check.rule import Rule
from extractor.errors import BadRule


@dataclass(frozen=True, slots=True)
class Source:
    """A rule file's text, and where it lies for the reader of a message."""

    name: str
    text: str
    place: str

    def rule(self) -> Rule:
        """The rule; BadRule names the file and line where it does not load."""
        return parse(self.name, self.text)

    def file(self) -> RuleFile:
        """The file as written, with its lines."""
        return RuleFile(self.name, self.text)


def sources(drafts: Path | None = None) -> tuple[Source, ...]:
    """Every rule file by name; a file of `drafts` stands for the shipped one.

    Raises:
        BadRule: the folder cannot be read, or holds no rule.
    """
    shipped = {
        name: Source(name, text, f"extractor/check/rules/{name}")
        for name, text in files.texts("rules")
    }
    laid = {**shipped, **_drafts(drafts)} if drafts else shipped
    return tuple(laid[name] for name in sorted(laid))


def rule_set(drafts: Path | None = None) -> tuple[Rule, ...]:
    """The rules of `sources`, loaded."""
    return tuple(source.rule() for source in sources(drafts))


def _drafts(folder: Path) -> dict[str, Source]:
    found = sorted(folder.glob("*.yaml"))
    if not found:
        raise BadRule(f"{folder} holds no rule file (*.yaml).")
    return {path.name: _draft(path) for path in found}


def _draft(path: Path) -> Source:
    try:
        return Source(path.name, path.read_text("utf-8"), str(path))
    except (OSError, UnicodeDecodeError):
        raise BadRule(f"Rule file {path.name} cannot be read.") from None
