"""A packet's parts, and for each instrument the pages that speak for it."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from extractor.document import Document


class Role(StrEnum):
    """What a run of pages is for, before its instrument type is known."""

    INSTRUMENT = "instrument"
    ATTACHMENT = "attachment"
    AFFIDAVIT = "affidavit"
    CERTIFICATE = "certificate"
    RETURN = "return"
    COVER_LETTER = "cover_letter"
    MAIL_BODY = "mail_body"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Part:
    """A run of pages with one role.

    `pages` are page numbers; `form` the official form printed on it ("AO 110") or None;
    `owner` the index, in the packet's parts, of the instrument it belongs to (an
    instrument owns itself), None when it belongs to none.
    """

    role: Role
    pages: tuple[int, ...]
    form: str | None = None
    is_blank: bool = False
    owner: int | None = None


@dataclass(frozen=True)
class Scope:
    """What one instrument may be read from. `part` is its index in the parts."""

    part: int
    parts: tuple[Part, ...]
    document: Document

    @cached_property
    def face(self) -> Document:
        """The instrument's own pages; the whole document where there is none."""
        pages = self._pages(Role.INSTRUMENT)
        return self.document.only(pages) if pages else self.document

    @cached_property
    def rider(self) -> Document:
        """Its attachments, riders, schedules; may have no pages."""
        return self.document.only(self._pages(Role.ATTACHMENT))

    @cached_property
    def demanding(self) -> Document:
        """Face and rider: everything that can ask for something."""
        pages = self._pages(Role.INSTRUMENT, Role.ATTACHMENT)
        return self.document.only(pages) if pages else self.document

    @cached_property
    def covering(self) -> Document:
        """Cover letters and mail bodies served with it; may have no pages."""
        return self.document.only(self._pages(Role.COVER_LETTER, Role.MAIL_BODY))

    @cached_property
    def whole(self) -> Document:
        """Every page that belongs to it, whatever its role."""
        pages = self._pages(*Role)
        return self.document.only(pages) if pages else self.document

    def _pages(self, *roles: Role) -> tuple[int, ...]:
        return tuple(
            number
            for part in self.parts
            if part.owner == self.part and part.role in roles
            for number in part.pages
        )


def scopes(document: Document, parts: tuple[Part, ...]) -> tuple[Scope, ...]:
    """One scope per instrument; a packet without any is one scope over all of it."""
    found = tuple(
        Scope(index, parts, document)
        for index, part in enumerate(parts)
        if part.role is Role.INSTRUMENT
    )
    return found or (Scope(0, (), document),)
