"""What the pages reach for: the database and who is looking."""

from typing import Annotated

from fastapi import Depends, Request

from service.access.access import access_of
from service.access.principal import Principal
from service.cases.roles import Permission
from service.store.engine import Store


def store_of(request: Request) -> Store:
    """The database of the application a request came to."""
    return access_of(request).store


StoreOf = Annotated[Store, Depends(store_of)]


def rights(who: Principal) -> dict[str, bool]:
    """What a page may offer; the service asks again when it is done."""
    return {
        "open": who.may(Permission.READ_ALL),
        "review": who.may(Permission.REVIEW),
        "decide": who.may(Permission.DECIDE),
        "confirm": who.may(Permission.CONFIRM),
        "assign": who.may(Permission.ASSIGN),
        "reprocess": who.may(Permission.REPROCESS),
        "original": who.may(Permission.READ_ORIGINAL),
        "audit": who.may(Permission.READ_AUDIT),
        "export": who.may(Permission.EXPORT),
        "learn": who.may(Permission.LEARN),
        "administer": who.may(Permission.ADMINISTER),
    }
