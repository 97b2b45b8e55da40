"""Where a request stands, told to whoever sent it in; nothing of the casework."""

from dataclasses import dataclass

from service.cases.states import State

_S = State
_STEPS = ("Received", "Read", "Looked at", "Answered")
_TOLD: dict[State, tuple[int, str, str]] = {
    _S.RECEIVED: (0, "It has arrived.", "It is read within minutes."),
    _S.QUEUED: (0, "It waits to be read.", "It is read within minutes."),
    _S.READING: (1, "It is being read now.", "Then a person looks at it."),
    _S.SCREENED: (2, "It has been read.", "A person looks at it next."),
    _S.NEEDS_REVIEW: (2, "It has been read.", "A person looks at it next."),
    _S.IN_REVIEW: (2, "A person is looking at it.", "An answer follows."),
    _S.DECIDED: (3, "It has been decided.", "The answer is on its way."),
    _S.CLOSED: (4, "It is closed.", "Nothing more is to be done."),
    _S.FAILED: (0, "It could not be read yet.", "It is tried again by itself."),
    _S.REFUSED: (0, "The file cannot be used.", "Send it again as another file."),
    _S.CANCELLED: (0, "It was called off.", "Send it again if that was a mistake."),
    _S.DELETED: (4, "It was deleted.", "It had been kept as long as it had to be."),
}


@dataclass(frozen=True, slots=True)
class Status:
    """`steps` are names, and whether each is done, now or to come."""

    says: str
    after: str
    steps: tuple[tuple[str, str], ...]
    is_moving: bool


def told(state: State) -> Status:
    """A state in words for the sender."""
    at, says, after = _TOLD[state]
    steps = tuple((name, _when(i, at)) for i, name in enumerate(_STEPS))
    moving = state in (_S.RECEIVED, _S.QUEUED, _S.READING)
    return Status(says, after, steps, moving)


def _when(step: int, at: int) -> str:
    if step < at:
        return "done"
    return "now" if step == at else "to come"
