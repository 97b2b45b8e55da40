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
    numbers = _pages(scope, *_SPEAKING)
    return scope.document.only(numbers) if numbers else scope.document


def returns(scope: Scope) -> Document:
    """The pages of its proofs of service; may have none."""
    return scope.document.only(_pages(scope, Role.RETURN))


def _pages(scope: Scope, *roles: Role) -> tuple[int, ...]:
    return tuple(
        number
        for part in scope.parts
        if part.owner == scope.part and part.role in roles
        for number in part.pages
    )
