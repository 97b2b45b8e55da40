"""What finding yields: values with confidence and the words they were read from."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, Literal, TypeVar

from extractor.document import Document
from extractor.geometry import Box, Span

T = TypeVar("T")
_RUNNER_UPS = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words on a page that show a value; box in page points, left top right bottom.

    `source` names who read it: "rule:dates", "model:instrument@1".
    """

    page: int
    box: tuple[float, float, float, float]
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """A value, how sure we are (0..1), its evidence. None: looked for, not found."""

    value: T | None
    confidence: float
    evidence: tuple[Evidence, ...] = ()

    def __post_init__(self) -> None:
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence outside 0..1: {self.confidence}")
        if self.value is not None and not self.evidence:
            raise ValueError(f"a value without evidence: {self.value!r}")


def absent(confidence: float = 0.5) -> Field[T]:
    """A field that was looked for and not found."""
    return Field(None, round(confidence, 3))


def corners(box: Box) -> tuple[float, float, float, float]:
    """Left, top, right, bottom in points, to a tenth."""
    left, top, right, bottom = (
        round(edge, 1) for edge in (box.left, box.top, box.right, box.bottom)
    )
    return left, top, right, bottom


def evidence(document: Document, span: Span, source: str) -> tuple[Evidence, ...]:
    """Evidence for a span: one entry a line, at most eight lines."""
    quotes: dict[tuple[int, int], list[str]] = {}
    for word in document.words_in(span):
        quotes.setdefault((word.box.page, word.line), []).append(word.text)
    return tuple(
        Evidence(box.page, corners(box), " ".join(quote), source)
        for box, quote in zip(document.boxes(span), quotes.values(), strict=True)
    )[:8]


def field_at(
    document: Document, value: T, span: Span, source: str, confidence: float
) -> Field[T]:
    """A field with a span as evidence, confidence scaled by how well it was read."""
    # Finders add up signs of a value: together they make it certain, never more.
    sure = min(confidence, 1.0) * (0.5 + 0.5 * document.confidence(span))
    shown = evidence(document, span, source)
    return Field(value, round(sure, 3), shown) if shown else absent()


Edge = date | Literal["inception", "present"] | None
"""One end of a date range: a day, an open end in the demand's own words, or none."""


@dataclass(frozen=True, slots=True)
class DateRange:
    """The period a demand asks for, both ends included."""

    start: Edge
    end: Edge


@dataclass(frozen=True, slots=True)
class Officer:
    """Who issued the paper."""

    name: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to answer."""

    name: str | None
    agency: str | None
    email: str | None
    phone: str | None
    address: str | None


class Signer(StrEnum):
    """In what capacity a paper is signed."""

    JUDGE = "judge"
    CLERK = "clerk"
    ATTORNEY = "attorney"
    AGENT = "agent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature that is there; `how` says whether as text ("/s/") or as ink."""

    by: str | None
    signer: Signer
    on: date | None
    how: Literal["text", "ink"]


@dataclass(frozen=True, slots=True)
class Nondisclosure:
    """Secrecy asked or ordered; `until` a day, a period in words, or None."""

    kind: Literal["none", "requested", "ordered"]
    authority: str | None
    until: str | None


@dataclass(frozen=True, slots=True)
class Identifier:
    """A target identifier, normalised; `kind` is one of the taxonomy's kinds."""

    kind: str
    value: Field[str]


@dataclass(frozen=True, slots=True)
class Demand:
    """One item of what must be produced; `lead_in` the words that open its list."""

    id: str
    page: int
    box: tuple[float, float, float, float]
    text: str
    categories: tuple[Field[str], ...]
    date_range: Field[DateRange]
    identifiers: tuple[Identifier, ...]
    lead_in: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the paper that rules lean on beside its fields.

    `kind` says what they tell (how it was served, a blank left empty, who is in
    danger, what another part says of the case); `value` is what is made of them.
    """

    kind: str
    value: Field[str]


@dataclass(frozen=True, slots=True)
class Place:
    """A court or an agency as printed, and where its power comes from.

    `level` is federal, state, local, tribal, foreign or international; `subdivision` is
    ISO 3166-2; `court_id` the courts-db id.
    """

    name: str
    country: str | None
    level: str | None
    subdivision: str | None = None
    court_id: str | None = None
    county: str | None = None


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one instrument (taxonomy, section 4)."""

    case_number: Field[str]
    date_issued: Field[date]
    date_due: Field[date]
    date_range: Field[DateRange]
    recipient: Field[str]
    issuing_officer: Field[Officer]
    requesting_contact: Field[Contact]
    statutes: tuple[Field[str], ...]
    offence: Field[str]
    signature: Field[Signature]
    seal: Field[str]
    nondisclosure: Field[Nondisclosure]
    delivery: Field[str]
    attachments_referenced: tuple[Field[str], ...]
    attachments_present: tuple[Field[str], ...]


WITHHELD = Fields(
    case_number=absent(),
    date_issued=absent(),
    date_due=absent(),
    date_range=absent(),
    recipient=absent(),
    issuing_officer=absent(),
    requesting_contact=absent(),
    statutes=(),
    offence=absent(),
    signature=absent(),
    seal=absent(),
    nondisclosure=absent(),
    delivery=absent(),
    attachments_referenced=(),
    attachments_present=(),
)
"""Fields of which nothing is said."""


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """A value that came second, third or fourth in a field.

    `field` is its place in the instrument, "fields/case_number"; where the field is a
    list, the value is one more for it.
    """

    field: str
    value: Field[str]


def runner_ups(
    field: str, chosen: Collection[str], others: Iterable[Field[str]]
) -> tuple[RunnerUp, ...]:
    """The likeliest others that say something new, at most three."""
    told = {folded(value) for value in chosen}
    found: list[RunnerUp] = []
    for other in sorted(others, key=lambda o: -o.confidence):
        if other.value and folded(other.value) not in told:
            told.add(folded(other.value))
            found.append(RunnerUp(field, other))
    return tuple(found[:_RUNNER_UPS])


def folded(value: str) -> str:
    """A value by its letters and figures alone, to tell whether two say the same."""
    return "".join(c for c in value.casefold() if c.isalnum())


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the finders say of one instrument, nothing of it decided yet."""

    part: int
    fields: Fields
    courts: tuple[Field[Place], ...]
    agencies: tuple[Field[Place], ...]
    identifiers: tuple[Identifier, ...]
    demands: tuple[Demand, ...]
    passages: tuple[Passage, ...] = ()
    unclaimed: tuple[Demand, ...] = ()
    """Sentences no rule took for a demand; most of them are none."""
    runner_ups: tuple[RunnerUp, ...] = ()
