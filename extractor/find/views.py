"""Views of a scope that several finders share."""

from extractor.document import Document
from extractor.packet import Role, Scope

_SPEAKING = (
    Role.INSTRUMENT,
    Role.ATTACHMENT,
    Role.AFFIDAVIT,
    Role.COVER_LETTER,
    Role.MAIL_BODY,
)


def speaking(scope: Scope) -> Document:
    """All pages in which the paper's authors speak: no return, no certificate."""
    numbers = tuple(
        number
        for part in scope.parts
        if part.owner == scope.part and part.role in _SPEAKING
        for number in part.pages
    )
    return scope.document.only(numbers) if numbers else scope.document
