"""A page view goes in; out come the reasons for each role and their sum."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractor.document import Document
from extractor.packet import Role
from extractor.split import rules
from extractor.split.view import View
from extractor.taxonomy import instruments
from extractor.taxonomy.headings import Title
from extractor.taxonomy.phrases import Hit

MOST_PHRASES = 3
INSTRUMENT_TITLE = 4.0
FORM_CODE = 2.5
FEW_WORDS = 8
SHEET_WORDS = 20

NO_PROCESS = "not_legal_process"
APPLICATION = "search_warrant_application"


@dataclass(frozen=True, slots=True)
class Reason:
    """Points for a role, and in a word why."""

    role: Role
    points: float
    why: str


def reasons(document: Document, page: View) -> tuple[Reason, ...]:
    """Everything that speaks for what the page may be."""
    return (
        *_by_emptiness(page),
        *_by_titles(page),
        *_by_cues(page),
        *_by_instrument_titles(page),
        *_by_instrument_cues(page),
        *_by_form(page),
        *_by_medium(document, page),
    )


def totals(found: Iterable[Reason]) -> dict[Role, float]:
    """The points of each role."""
    sums = dict.fromkeys(Role, 0.0)
    for reason in found:
        sums[reason.role] += reason.points
    return sums


def _by_emptiness(page: View) -> Iterator[Reason]:
    if page.word_count < FEW_WORDS:
        yield Reason(Role.OTHER, 6.0, "hardly any words")
    elif page.word_count < SHEET_WORDS and page.titles and not page.instrument_titles:
        yield Reason(Role.OTHER, 0.5, "few words")


def _by_titles(page: View) -> Iterator[Reason]:
    weights = rules.role_weights()
    for role in Role:
        found = [t for t in page.titles if t.key == role.value]
        if found:
            best = max(found, key=lambda t: t.likeness * page.height(t))
            points = weights[role] * best.likeness * page.height(best)
            yield Reason(role, points, f"title: {best.text}")


def _by_cues(page: View) -> Iterator[Reason]:
    for group, phrases in _grouped(page.cues).items():
        role, weight = group
        for phrase in phrases:
            yield Reason(Role(role), weight, f"cue: {phrase}")


def _by_instrument_titles(page: View) -> Iterator[Reason]:
    found = page.instrument_titles
    if not found:
        return
    best = max(found, key=lambda t: (t.likeness * page.height(t), -t.first))
    role = Role.OTHER if best.key == NO_PROCESS else Role.INSTRUMENT
    points = INSTRUMENT_TITLE * best.likeness * page.height(best)
    if page.is_later_page or _under_another(page, best):
        points *= 0.4
    yield Reason(role, points, f"title: {best.text}")


def _under_another(page: View, title: Title) -> bool:
    """True where the heading of a rider or certificate stands above the title."""
    roles = {Role.ATTACHMENT.value, Role.CERTIFICATE.value, Role.RETURN.value}
    return any(t.key in roles and t.first < title.first for t in page.titles)


def _by_instrument_cues(page: View) -> Iterator[Reason]:
    """The best type's cues only: a page that speaks of many types is an essay."""
    sums: dict[str, float] = {}
    for (kind, weight), phrases in _grouped(_telling(page.instrument_cues)).items():
        sums[kind] = sums.get(kind, 0.0) + weight * len(phrases)
    against = sums.pop(NO_PROCESS, 0.0)
    sums[APPLICATION] = sums.get(APPLICATION, 0.0) * 0.3
    kind = max(sorted(sums), key=lambda k: sums[k])
    if sums[kind]:
        yield Reason(Role.INSTRUMENT, 0.6 * min(sums[kind], 8.0), f"cues: {kind}")
    if against:
        yield Reason(Role.OTHER, 0.7 * min(against, 8.0), "cues: no process")


def _telling(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Cues that tell that a page is an instrument at all."""
    return (hit for hit in hits if not instruments.speaks(hit.key).kind_only)


def _by_form(page: View) -> Iterator[Reason]:
    if page.form is not None and not page.is_later_page:
        role = Role.OTHER if page.form.instrument == NO_PROCESS else Role.INSTRUMENT
        yield Reason(role, FORM_CODE, f"form: {page.form.id}")


def _by_medium(document: Document, page: View) -> Iterator[Reason]:
    if document.media in {"eml", "mail"} and not page.page.file:
        yield Reason(Role.MAIL_BODY, 4.0, "body of the mail")


def _grouped(hits: Iterable[Hit]) -> dict[tuple[str, float], list[str]]:
    """Owner and weight to its distinct phrases, the first few only."""
    groups: dict[tuple[str, float], list[str]] = {}
    for hit in hits:
        owner, weight, phrase = hit.key.split("|", 2)  # any flag stays in the phrase
        seen = groups.setdefault((owner, float(weight)), [])
        if phrase not in seen and len(seen) < MOST_PHRASES:
            seen.append(phrase)
    return groups
