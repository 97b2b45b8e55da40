"""The fields that are chosen among candidates by a learned model."""

from extractor.find.chosen_recipient import MODEL as RECIPIENT_MODEL
from extractor.find.named import nominees
from extractor.find.recipient import find_recipient
from extractor.packet import Scope
from training.evaluation.wording import within
from training.fit_choice import Task


def _recipient(scope: Scope) -> str | None:
    return find_recipient(scope).value


RECIPIENT = Task(
    name=RECIPIENT_MODEL,
    about="""\
A logistic regression that says of each name in a paper how likely it is the one whom
the paper commands. Candidates are what our wording finds, companies wherever they
stand, what follows a colon, and short lines of the first pages. It weighs the words and
lines around a name, its place on page and paper, its kind, how often it is printed, and
what our wording makes of it. Wording decides; the model is asked where wording finds no
recipient, or one that the model takes for very unlikely.

**Data.** Drawn packets, and packets by authors (all of `training/frozen`, odd lines of
the other sets), weighted up. In half of the papers our wording is hidden, for it knows
them by heart. No real document.

**Limits.** English for the most part; names of the first four pages of each part only.
""",
    nominees=nominees,
    worded=_recipient,
    label=("fields", "recipient"),
    agree=within,
)
