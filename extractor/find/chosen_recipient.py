"""Whom a paper commands, wording and a learned choice taken together."""

import re

from extractor.facts import Field, field_at
from extractor.find.choice import Chosen, Nominee, choice_model, choose
from extractor.find.named import nominees
from extractor.find.recipient import find_recipient
from extractor.packet import Scope

MODEL = "recipient"


def choose_recipient(scope: Scope) -> Field[str]:
    """What wording says; a learned choice where it says nothing, or nothing likely."""
    worded, model = find_recipient(scope), choice_model(MODEL)
    if model is None:
        return worded
    named = nominees(scope)
    chosen = choose(model, named, worded.value)
    return worded if chosen is None else _field(chosen, named, model.name)


def _field(chosen: Chosen, named: tuple[Nominee, ...], source: str) -> Field[str]:
    nominee = chosen.nominee
    value = _bare(nominee.value, named)
    return field_at(nominee.document, value, nominee.span, source, chosen.chance)


def _bare(value: str, named: tuple[Nominee, ...]) -> str:
    """A name without what its line adds: the company alone, if it names one."""
    wholes = (n.value for n in named if "f whole company" in n.grams)
    inside = [
        whole
        for whole in wholes
        if re.search(rf"(?<!\w){re.escape(whole)}(?!\w)", value, re.IGNORECASE)
    ]
    return max(inside, key=len, default=value)
