"""A page view goes in; out come the reasons for each role and their sum."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractor.document import Document
from extractor.packet import Role
from extractor.split import rules
from extractor.split.view import View
from extractor.taxonomy import instruments
from extractor.taxonomy.headings import Title
from extractor.taxonomy.instruments import APPLICATION, NO_PROCESS
from extractor.taxonomy.phrases import Hit
from extractor.taxonomy.script import foreign_share

MOST_PHRASES = 3
INSTRUMENT_TITLE = 4.0
FORM_CODE = 2.5
COMMAND = 2.0
FORMALITY = 0.8
"""The weights by which the rules mark commands, and the forms of a letter."""
NO_WORDS, FEW_WORDS = 4, 8
FOREIGN_SCRIPT = 2.0
FAX_COVER = 4.0

MAIL = frozenset({"eml", "mail"})


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
        *_by_script(document, page),
        *_by_medium(document, page),
    )


def totals(found: Iterable[Reason]) -> dict[Role, float]:
    """The points of each role."""
    sums = dict.fromkeys(Role, 0.0)
    for reason in found:
        sums[reason.role] += reason.points
    return sums


def _by_emptiness(page: View) -> Iterator[Reason]:
    if page.word_count < NO_WORDS:
        yield Reason(Role.OTHER, 6.0, "hardly any words")
    elif page.word_count < FEW_WORDS:
        yield Reason(Role.OTHER, 2.0, "few words")


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
    sworn = {t.first for t in page.titles if t.key == Role.AFFIDAVIT.value}
    found = [t for t in page.instrument_titles if t.first not in sworn]
    if not found:
        return
    best = max(found, key=lambda t: (t.likeness * page.height(t), -t.first))
    role = Role.OTHER if best.key == NO_PROCESS else Role.INSTRUMENT
    points = INSTRUMENT_TITLE * best.likeness * page.height(best)
    if page.is_later_page or _under_another(page, best) or _talks_about(page):
        points *= 0.4
    yield Reason(role, points, f"title: {best.text}")


def _under_another(page: View, title: Title) -> bool:
    """True where the heading of a rider or certificate stands above the title."""
    roles = {Role.ATTACHMENT.value, Role.CERTIFICATE.value, Role.RETURN.value}
    return any(t.key in roles and t.first < title.first for t in page.titles)


def _talks_about(page: View) -> bool:
    """True for a letter that commands nothing: its title is what it is about."""
    start = f"{Role.INSTRUMENT}|{COMMAND}|"
    commands = any(hit.key.startswith(start) for hit in page.cues)
    return _formalities(page) > 0 and not commands


def _formalities(page: View) -> int:
    """How many of the forms of a letter (salutation, close) a page keeps."""
    start = f"{Role.COVER_LETTER}|{FORMALITY}|"
    return len({hit.key for hit in page.cues if hit.key.startswith(start)})


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
        role = Role.COVER_LETTER if _formalities(page) > 1 else Role.OTHER
        yield Reason(role, 0.7 * min(against, 8.0), "cues: no process")


def _telling(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Cues that tell that a page is an instrument at all."""
    return (hit for hit in hits if not instruments.speaks(hit.key).kind_only)


def _by_form(page: View) -> Iterator[Reason]:
    if page.form is not None and not page.is_later_page:
        role = Role.OTHER if page.form.instrument == NO_PROCESS else Role.INSTRUMENT
        yield Reason(role, FORM_CODE, f"form: {page.form.id}")


def _by_script(document: Document, page: View) -> Iterator[Reason]:
    """Nobody writes to the provider in another script but to ask for something."""
    opens = page.page.number == document.pages[0].number
    if opens and page.lines and foreign_share(page.text) > 0.4:
        yield Reason(Role.INSTRUMENT, FOREIGN_SCRIPT, "foreign script")


def _by_medium(document: Document, page: View) -> Iterator[Reason]:
    if page.is_mail:
        yield Reason(Role.COVER_LETTER, 1.0, "printed mail")
    if page.is_cover and page.page.number != document.pages[-1].number:
        yield Reason(Role.COVER_LETTER, FAX_COVER, "cover of a fax")
    if document.media not in MAIL or page.page.file:
        return
    carries = any(other.file for other in document.pages)
    yield Reason(Role.MAIL_BODY, 4.0 if carries else 0.0, "body of the mail")


def _grouped(hits: Iterable[Hit]) -> dict[tuple[str, float], list[str]]:
    """Owner and weight to its distinct phrases, the first few only."""
    groups: dict[tuple[str, float], list[str]] = {}
    for hit in hits:
        owner, weight, phrase = hit.key.split("|", 2)  # any flag stays in the phrase
        seen = groups.setdefault((owner, float(weight)), [])
        if phrase not in seen and len(seen) < MOST_PHRASES:
            seen.append(phrase)
    return groups
