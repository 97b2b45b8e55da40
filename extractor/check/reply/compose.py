"""A report goes in, a drafted letter comes out."""

from collections.abc import Iterable, Iterator

from extractor.check.profile import Profile
from extractor.check.reply import findings, items
from extractor.check.reply.address import opening, said
from extractor.check.reply.letter import (
    Because,
    Kind,
    NoReply,
    Paragraph,
    Reply,
    Sentence,
    Source,
    Style,
)
from extractor.check.reply.matter import FIELDS, Matter, matter, primary
from extractor.check.reply.references import numbered, references
from extractor.check.reply.wording import Letter, Line, Section, common, letters, slots
from extractor.report import Report

_RESTRICTED = "restricted"
_BULLETS = {"duties": findings.duties, "deadlines": findings.deadlines}


def draft(
    report: Report, profile: Profile, kind: Kind | None = None, *, dated: str = ""
) -> Reply:
    """The letter that answers a report, of the kind its disposition calls for.

    `dated` is the day as it shall stand in the letter; empty leaves it to counsel.

    Raises:
        NoReply: the report is of restricted process, which nothing leaves the house on.
    """
    if report.disposition.value == _RESTRICTED:
        raise NoReply("Restricted process goes to cleared staff, who answer it.")
    letter = _letter(kind or default_kind(report))
    about = matter(report, profile)
    body = tuple(_body(about, letter))
    entries = references(report, profile, body)
    shared, head = common(), profile.letterhead
    return Reply(
        kind=letter.kind,
        title=letter.title,
        banner=" ".join(shared["banner"].split()),
        continued=shared["continued"],
        opening=opening(about, dated),
        paragraphs=numbered(body, entries),
        signature=(
            shared["closing"],
            head.signatory or shared["signatory"],
            head.name or profile.title,
        ),
        references_title=shared["references_title"],
        references_lead=shared["references_lead"],
        references=entries,
    )


def default_kind(report: Report) -> Kind:
    """The kind a report's primary instrument and disposition call for."""
    instrument = primary(report)
    asked = instrument.type.value if instrument else None
    by_type = (letter.kind for letter in letters() if asked in letter.types)
    value = report.disposition.value
    fitting = (letter.kind for letter in letters() if value in letter.dispositions)
    return next(by_type, None) or next(fitting, Kind.INFORMATION)


def _letter(kind: Kind) -> Letter:
    return next(letter for letter in letters() if letter.kind is kind)


def _body(about: Matter, letter: Letter) -> Iterator[Paragraph]:
    yield from _text(about, letter.opening)
    for section in letter.sections:
        content = tuple(_content(about, letter, section))
        lead = tuple(_text(about, section.lead))
        if content or (section.show == "nothing" and _is_wanted(about, section)):
            yield Paragraph(Style.HEADING, (_sentence(about, section.heading),))
            yield from (*lead, *content)
    yield from _text(about, letter.closing)


def _is_wanted(about: Matter, section: Section) -> bool:
    asked = any(instrument.demands for instrument in about.report.instruments)
    return section.only == "no_demand" and not asked


def _content(about: Matter, letter: Letter, section: Section) -> Iterable[Paragraph]:
    match section.show:
        case "items":
            return items.table(about, section)
        case "findings":
            return _set(Style.NUMBERED, findings.objections(about, section))
        case "questions":
            return _set(Style.NUMBERED, findings.doubts(about))
        case "checklist":
            lines = ((_sentence(about, line),) for line in letter.checklist)
            return _set(Style.BULLET, lines)
        case shown:
            return _set(Style.BULLET, _BULLETS.get(shown, _nothing)(about))


def _nothing(_: Matter) -> Iterator[tuple[Sentence, ...]]:
    return iter(())


def _set(style: Style, groups: Iterable[tuple[Sentence, ...]]) -> Iterator[Paragraph]:
    return (Paragraph(style, group) for group in groups)


def _text(about: Matter, lines: tuple[Line, ...]) -> Iterator[Paragraph]:
    """The lines that apply, as one paragraph."""
    value = about.report.disposition.value
    wanted = (line for line in lines if not line.only or value in line.only)
    sentences = tuple(s for line in wanted if (s := _sentence(about, line)).text)
    if sentences:
        yield Paragraph(Style.TEXT, sentences)


def _sentence(about: Matter, line: Line) -> Sentence:
    return Sentence(said(line, about), tuple(_because(about, line)))


def _because(about: Matter, line: Line) -> Iterator[Because]:
    """The duty, deadline or disposition it speaks for, its fields, itself."""
    if line.because == "disposition":
        yield Because(Source.DISPOSITION, about.report.disposition.value)
    for source, listed in (
        (Source.OBLIGATION, about.report.obligations),
        (Source.DEADLINE, about.report.deadlines),
    ):
        ids = [entry.id for entry in listed]
        if line.because in ids:
            yield Because(source, line.because, ids.index(line.because))
    for slot in slots(line.say):
        if slot in FIELDS:
            yield Because(Source.FIELD, FIELDS[slot])
    yield Because(Source.WORDING, line.id)
