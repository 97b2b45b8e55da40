"""A reply as data: every sentence knows the finding, duty or field it comes from."""

from dataclasses import dataclass
from enum import StrEnum

from extractor.errors import ExtractorError


class Kind(StrEnum):
    """What a letter is for; each has its wording in `letters/<kind>.yaml`."""

    OBJECTION = "objection"
    INFORMATION = "information"
    REDIRECT = "redirect"
    PRESERVATION = "preservation"
    EMERGENCY = "emergency"
    ACKNOWLEDGEMENT = "acknowledgement"


class Source(StrEnum):
    """Where a sentence comes from."""

    FINDING = "finding"
    OBLIGATION = "obligation"
    DEADLINE = "deadline"
    DISPOSITION = "disposition"
    DEMAND = "demand"
    FIELD = "field"
    WORDING = "wording"


class Style(StrEnum):
    """How a paragraph is set."""

    HEADING = "heading"
    TEXT = "text"
    NUMBERED = "numbered"
    BULLET = "bullet"
    COLUMNS = "columns"
    """The head of a table: one sentence a cell."""
    ROW = "row"
    """A row of the table above it: one sentence a cell."""


@dataclass(frozen=True, slots=True)
class Because:
    """The reason of a sentence.

    `id` is a rule, a duty, a deadline, a disposition, a demand's id, a field's name or
    the wording line; `index` the place in the report's list, where there is one.
    """

    source: Source
    id: str
    index: int | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """Plain text, never marked up. `numbers` are the references to show behind it."""

    text: str
    because: tuple[Because, ...]
    strong: bool = False
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences set together."""

    style: Style
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        """The sentences in a row."""
        return " ".join(sentence.text for sentence in self.sentences)

    @property
    def because(self) -> tuple[Because, ...]:
        """All reasons of its sentences, each once."""
        return tuple(dict.fromkeys(b for s in self.sentences for b in s.because))


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of the list at the end: what is behind a number; `mark` says draft."""

    number: int
    because: Because
    title: str
    authority: str
    guideline: str
    mark: str = ""

    @property
    def name(self) -> str:
        """Its title, its id, and whether it is a draft."""
        return f"{self.title} ({', '.join(filter(None, (self.because.id, self.mark)))})"


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands above the text: sender, day, way, addressee, subject, greeting."""

    sender: tuple[str, ...]
    day: str
    via: str
    to: tuple[str, ...]
    subject: tuple[tuple[str, str], ...]
    greeting: str


@dataclass(frozen=True, slots=True)
class Reply:
    """A drafted letter. `banner` says that it is a draft; it is never left out."""

    kind: Kind
    title: str
    banner: str
    continued: str
    opening: Opening
    paragraphs: tuple[Paragraph, ...]
    signature: tuple[str, ...]
    references_title: str
    references_lead: str
    references: tuple[Reference, ...]


class NoReply(ExtractorError):
    """There is no letter to draft for this report."""

    code = "no_reply"
    says = "No letter is drafted for this report."
