"""Scores of single pages go in; the likeliest run of roles comes out (Viterbi)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from extractor.packet import Role


class Link(StrEnum):
    """How a page hangs together with the one before."""

    RUNS_ON = "runs on"
    PLAIN = "plain"
    FRESH = "fresh"
    LEAVES_FORM = "leaves form"


@dataclass(frozen=True, slots=True)
class Joint:
    """Between two pages: how they hang together, and whether the later has a head.

    A head is a title, a caption or a form's code: what an instrument starts with.
    """

    link: Link
    has_head: bool


CHANGE = {
    Link.RUNS_ON: 3.7,
    Link.PLAIN: 1.2,
    Link.FRESH: 0.3,
    Link.LEAVES_FORM: 0.0,
}
"""What a change of role costs; a page that says little stays with the one before."""
STAY_ON_FORM = 2.5
"""What it costs to take a page without a form's code for more of the form."""

NO_REASON = 0.5
"""What a change costs more on a page that shows nothing of the new role."""
NOTHING_KNOWN = 0.1
"""A first page that shows nothing is "other"."""
OPENING = 1.0
"""What calling a page an instrument must be worth, where none came before."""

HEADLESS = 2.0
"""What that costs more on a page without a head."""

Scores = Mapping[Role, float]

# Roles a packet does not open or go on with for no reason.
_UNLIKELY_AFTER = {
    (Role.COVER_LETTER, Role.RETURN): 1.0,
    (Role.RETURN, Role.COVER_LETTER): 0.5,
    (Role.OTHER, Role.AFFIDAVIT): 0.5,
}


def cost(before: Role, after: Role, joint: Joint) -> float:
    """What going from one page's role to the next page's costs."""
    if before is after:
        left = joint.link is Link.LEAVES_FORM and before is Role.INSTRUMENT
        return STAY_ON_FORM * left
    opening = OPENING + HEADLESS * (not joint.has_head)
    unlikely = _UNLIKELY_AFTER.get((before, after), 0.0)
    return CHANGE[joint.link] + opening * (after is Role.INSTRUMENT) + unlikely


def likeliest(pages: Sequence[Scores], joints: Sequence[Joint]) -> tuple[Role, ...]:
    """The roles of all pages; `joints[i]` is between page i and page i + 1."""
    if not pages:
        return ()
    best = {r: pages[0][r] - OPENING * (r is Role.INSTRUMENT) for r in Role}
    best[Role.OTHER] += NOTHING_KNOWN
    back: list[dict[Role, Role]] = []
    for scores, joint in zip(pages[1:], joints, strict=True):
        came = {role: _from(best, role, joint) for role in Role}
        best = {
            role: best[came[role]]
            - cost(came[role], role, joint)
            - NO_REASON * (came[role] is not role and scores[role] <= 0)
            + scores[role]
            for role in Role
        }
        back.append(came)
    return _trace(best, back)


def _from(best: Mapping[Role, float], role: Role, joint: Joint) -> Role:
    # Ties go to the same role, then to the order of Role: the result is stable.
    return max(Role, key=lambda r: (best[r] - cost(r, role, joint), r is role))


def _trace(
    best: Mapping[Role, float], back: list[dict[Role, Role]]
) -> tuple[Role, ...]:
    role = max(Role, key=lambda r: best[r])
    path = [role]
    for came in reversed(back):
        role = came[role]
        path.append(role)
    return tuple(reversed(path))
