"""The roles of the pages become runs, the runs parts, each with its owner."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.document import Document
from extractor.packet import Part, Role
from extractor.split import forms
from extractor.split.score import reasons, totals
from extractor.split.sequence import Joint, Link, likeliest
from extractor.split.view import View, counts_on, goes_on, is_letter, view
from extractor.taxonomy.instruments import APPLICATION, NO_PROCESS, Form

NEW_TITLE_LINES = 12
EXPECTED = 1.5
LETTER_BEFORE = 2.0
BEFORE = (Role.COVER_LETTER, Role.MAIL_BODY, Role.OTHER)
"""Roles that belong to the instrument that follows them."""

WITH_FORM = (Role.INSTRUMENT, Role.OTHER)

Run = tuple[Role, tuple[View, ...]]


def split(document: Document) -> tuple[Part, ...]:
    """Say what every page is for, and whose; empty for a document without pages."""
    views = tuple(view(document, page) for page in document.pages)
    roles = page_roles(document, views)
    return owned(tuple(_part(run) for run in runs(views, roles)))


def page_roles(document: Document, views: Sequence[View]) -> tuple[Role, ...]:
    """The role of each page, by its own scores and its neighbours'."""
    scores = [totals(reasons(document, page)) for page in views]
    joints = [
        Joint(_link(before, after), after.has_head) for before, after in pairwise(views)
    ]
    for before, joint, points in zip(views, joints, scores[1:], strict=False):
        points[_expected(before)] += EXPECTED * (joint.link is Link.LEAVES_FORM)
    for (page, following), points in zip(pairwise(views), scores, strict=False):
        points[Role.COVER_LETTER] += LETTER_BEFORE * _goes_before(page, following)
    return _promoted(likeliest(scores, joints))


def _goes_before(page: View, following: View) -> bool:
    """True for a letter without a title or command, right before process."""
    process = following.form is not None or bool(_kinds(following))
    return process and is_letter(page) and not _kinds(page) and not _commands(page)


def _link(before: View, after: View) -> Link:
    if before.page.file != after.page.file:
        return Link.FRESH
    if counts_on(before, after) or _closes_what_was_open(before, after):
        return Link.RUNS_ON
    if before.form is not None and after.form is None:
        return Link.LEAVES_FORM
    if goes_on(before, after):
        return Link.RUNS_ON
    return Link.FRESH if after.is_fresh else Link.PLAIN


def _closes_what_was_open(before: View, after: View) -> bool:
    """True for the page with the date and signature that the page before lacks."""
    headless = not after.titles and not after.instrument_titles and not after.is_fresh
    return headless and after.closes and not before.closes


def _expected(before: View) -> Role:
    """What follows an official form: an application's affidavit, else its rider."""
    applies = before.form is not None and before.form.instrument == APPLICATION
    return Role.AFFIDAVIT if applies else Role.ATTACHMENT


def _promoted(roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """An affidavit served alone is the application itself."""
    if Role.INSTRUMENT in roles or Role.AFFIDAVIT not in roles:
        return roles
    return tuple(Role.INSTRUMENT if r is Role.AFFIDAVIT else r for r in roles)


def runs(views: Sequence[View], roles: Sequence[Role]) -> tuple[Run, ...]:
    """Neighbouring pages of one role, cut where another instrument starts."""
    found: list[Run] = []
    for page, role in zip(views, roles, strict=True):
        if found and found[-1][0] is role and not _starts(found[-1], page):
            found[-1] = (role, (*found[-1][1], page))
        else:
            found.append((role, (page,)))
    return tuple(found)


def _starts(run: Run, page: View) -> bool:
    """True when the page opens another instrument than the run before it."""
    role, before = run
    if role is not Role.INSTRUMENT or page.is_later_page:
        return False
    if page.page.file != before[-1].page.file:
        return True
    titles = _kinds(page)
    if not titles or goes_on(before[-1], page):
        return False
    anew = titles.isdisjoint(set().union(*map(_kinds, before)))
    return anew or _commands(page)


def _kinds(page: View) -> set[str]:
    """The instrument types whose titles stand at the head of a page."""
    return {t.key for t in page.instrument_titles if t.first < NEW_TITLE_LINES}


def _commands(page: View) -> bool:
    strong = ("instrument|2.0|", "instrument|2|")
    return any(hit.key.startswith(strong) for hit in page.cues)


def _part(run: Run) -> Part:
    role, pages = run
    numbers = tuple(page.page.number for page in pages)
    form = _form(role, pages)
    fillable = role is Role.INSTRUMENT or form is not None
    blank = fillable and forms.is_blank(pages)
    return Part(role, numbers, form.id if form else None, blank)


def _form(role: Role, pages: Sequence[View]) -> Form | None:
    """The form of an instrument, or of another paper that is a form of its own."""
    form = forms.official_form(pages) if role in WITH_FORM else None
    other = form is not None and form.instrument == NO_PROCESS
    return form if other is (role is Role.OTHER) else None


def owned(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Give every part the instrument it belongs to."""
    return tuple(
        replace(part, owner=_owner(parts, index)) for index, part in enumerate(parts)
    )


def _owner(parts: tuple[Part, ...], index: int) -> int | None:
    if parts[index].role is Role.INSTRUMENT:
        return index
    held = [i for i, part in enumerate(parts) if part.role is Role.INSTRUMENT]
    before = [i for i in held if i < index]
    after = [i for i in held if index < i]
    ordered = (after[:1], before[-1:])
    if parts[index].role not in BEFORE:
        ordered = (before[-1:], after[:1])
    return next((i for group in ordered for i in group), None)
