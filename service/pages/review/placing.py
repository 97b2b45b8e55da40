"""Who may see a request, how long it is kept, and what may be changed of that."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.access.principal import Principal
from service.cases.roles import Permission
from service.cases.states import State, may
from service.store.schema import Matter, Request


@dataclass(frozen=True, slots=True)
class Placing:
    """`matters` are ids and names it may be put into; `may_*` is what is offered."""

    matter: str
    matter_id: str
    matters: tuple[tuple[str, str], ...]
    restricted: bool
    held: bool
    may_place: bool
    may_hold: bool
    may_delete: bool

    @property
    def offers(self) -> bool:
        """True where anything may be changed."""
        return self.may_place or self.may_hold or self.may_delete


def place(session: Session, request: Request, who: Principal) -> Placing:
    """Where a request stands, for whoever looks at it."""
    now_in = session.get(Matter, request.matter_id) if request.matter_id else None
    may_place = who.may(Permission.ASSIGN)
    ends = may(request.state, State.DELETED) and not request.legal_hold
    return Placing(
        matter=now_in.name if now_in else "",
        matter_id=request.matter_id or "",
        matters=_matters(session, who) if may_place else (),
        restricted=request.restricted,
        held=request.legal_hold,
        may_place=may_place,
        may_hold=who.may(Permission.HOLD),
        may_delete=who.may(Permission.ADMINISTER) and ends,
    )


def _matters(session: Session, who: Principal) -> tuple[tuple[str, str], ...]:
    """Those one is a member of; administrators know the names of all."""
    query = select(Matter.id, Matter.name).order_by(Matter.name)
    mine = who.sees.matters
    if mine is not None and not who.may(Permission.ADMINISTER):
        query = query.where(Matter.id.in_(mine))
    return tuple((row[0], row[1]) for row in session.execute(query))
