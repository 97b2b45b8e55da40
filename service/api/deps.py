"""What every route reaches for: the desk, the request somebody may see."""

from typing import Annotated, Any, cast

from fastapi import Depends, Path, Request

from service.access.guard import CurrentUser, seen_request
from service.api.schemas import ID, ProblemBody
from service.desk import Desk
from service.store import schema as tables

PROBLEM = "application/problem+json"


def desk_of(request: Request) -> Desk:
    """The desk of the application a request came to."""
    return cast("Desk", request.app.state.desk)


DeskOf = Annotated[Desk, Depends(desk_of)]
RequestId = Annotated[
    str,
    Path(
        pattern=ID,
        description="Id of a request.",
        examples=["01KB2V6M3Q8T0WDH4RZ5XN7C9E"],
    ),
]


class Seen:
    """A dependency: the request, where the caller may see it; what of it is audited."""

    def __init__(self, what: str) -> None:
        self._what = what

    def __call__(
        self, desk: DeskOf, who: CurrentUser, request_id: RequestId
    ) -> tables.Request:
        """The row.

        Raises:
            NotFound: there is none, or none they may see.
        """
        return seen_request(desk.store, who, request_id, self._what)


def problems(**more: str) -> dict[int | str, dict[str, Any]]:
    """The errors of a route for OpenAPI: status (`s409="..."`) and when it comes."""
    known = {
        "s401": "Nobody is signed in, or the token is bad.",
        "s403": "The role or the token's scope does not allow it.",
        "s422": "A value cannot be used; `detail` says which.",
        "s429": "Too many requests; `Retry-After` says when again.",
        **more,
    }
    told: dict[int | str, dict[str, Any]] = {
        int(name[1:]): _problem(says) for name, says in sorted(known.items())
    }
    return {**told, "default": _problem("Any other error.")}


def _problem(says: str) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{ProblemBody.__name__}"}
    return {"description": says, "content": {PROBLEM: {"schema": schema}}}


GONE = "There is no such request, or none you may see."
"""What a 404 means everywhere."""
