"""What routes ask for: who is calling, and whether they may.

@router.get("/requests/{request_id}")
def status(request_id: str, who: CurrentUser) -> ...:        # anybody signed in
@router.post("/requests", dependencies=[require(Permission.SUBMIT)])
def submit(who: Annotated[Principal, require(Permission.SUBMIT)]) -> ...:
"""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from service.access.errors import NotAllowed, NotSignedIn
from service.access.principal import Principal, Via, principal
from service.access.scope import principal_of
from service.cases.errors import NotFound as CaseNotFound
from service.cases.roles import Permission
from service.store import audit, requests
from service.store import schema as tables
from service.store.engine import Store

_CONTENT = frozenset(
    ("report", "findings", "reply", "original", "pages", "page", "panel", "similar")
)
"""Of restricted process only cleared staff see these, whoever sent it in."""


def current_user(request: Request) -> Principal:
    """Who is calling.

    Raises:
        NotSignedIn: Nobody known.
    """
    who = principal_of(request.scope)
    if who is None:
        raise NotSignedIn
    return who


def in_browser(who: Annotated[Principal, Depends(current_user)]) -> Principal:
    """Who is calling with a browser session: a token must not make more tokens.

    Raises:
        NotAllowed: By an API token.
    """
    if who.via is not Via.SESSION:
        raise NotAllowed("An API token cannot do this; sign in with a browser.")
    return who


CurrentUser = Annotated[Principal, Depends(current_user)]
InBrowser = Annotated[Principal, Depends(in_browser)]


def require(*needed: Permission) -> Any:  # noqa: ANN401 - what Depends gives
    """A dependency that gives the principal where they have all these permissions."""
    return Depends(_Guard(needed))


def permitted(*needed: Permission) -> Callable[[Principal], Principal]:
    """The same as a plain function, for code that has the principal already."""
    return _Guard(needed)


class _Guard:
    """Callable, so that tests can read off a route what it needs."""

    def __init__(self, needed: tuple[Permission, ...]) -> None:
        self.needed = needed

    def __call__(self, who: CurrentUser) -> Principal:
        for permission in self.needed:
            if not who.may(permission):
                raise NotAllowed(f"It needs the permission “{permission}”.")
        return who


def may_see(who: Principal, row: tables.Request) -> bool:
    """Whether a request already loaded is one they may see."""
    sees = who.sees
    return (
        (sees.restricted or not row.restricted)
        and (sees.submitter is None or row.submitter_id == sees.submitter)
        and (
            sees.matters is None
            or row.matter_id is None
            or row.matter_id in sees.matters
        )
    )


def could_see(session: Session, user_id: str, row: tables.Request) -> bool:
    """Whether a user who is not calling now would see a request: to give it to them."""
    user = session.get(tables.User, user_id)
    if user is None or user.disabled:
        return False
    return may_see(principal(session, user, Via.SESSION, ""), row)


def seen_request(
    store: Store, who: Principal, request_id: str, what: str = "request"
) -> tables.Request:
    """A request for somebody who reads it; a restricted one goes to the audit log.

    Args:
        store: The database.
        who: Who reads.
        request_id: Which.
        what: What of it is read: "request", "report", "original", "page" ...

    Raises:
        service.cases.errors.NotFound: There is none, or none they may see.
    """
    with store.read() as db:
        row = requests.get(db, request_id, who.sees)
    if row.restricted and what in _CONTENT and not who.may(Permission.READ_RESTRICTED):
        # Who sent it in may know that it arrived, not what was made of it.
        raise CaseNotFound
    if row.restricted:
        with store.begin() as db:
            audit.record(
                db, who.user_id, "restricted.read", f"request/{row.id}",
                what=what, via=str(who.via),
            )  # fmt: skip
    return row
