"""What a text does: it asks, opens a list, points elsewhere, speaks of other things."""

import re

from extractor.taxonomy.categories import (
    asks_for_data,
    asks_narrowly,
    kinds_named,
    labels,
)
from extractor.taxonomy.mending import printed
from extractor.taxonomy.wording import heading, wording

_TELLING = 8
_ASIDE = re.compile(
    r"\s?\([^()]*\)"
    r"|\s(?:(?<!such )as|while|once|until|after|before|since)\s(?:and when\s)?"
    r"(?:they|it|these|those|each|you|we|he|she)\b[^.;:]*",
    re.IGNORECASE,
)
"""What a sentence says besides: "(the Account)", "as they are created"."""
_LABEL = 4
_HEADING_LETTERS = 110
_PART_LETTERS = 160


def says(key: str, text: str) -> bool:
    """True where a text has wording of one kind, slips of the OCR forgiven."""
    return bool(wording(key).search(printed(text)))


def speaks_besides(text: str) -> bool:
    """True for what papers say besides asking: warnings, certificates, contacts."""
    told = wording("preamble").sub("", printed(text))
    if wording("asks_still").search(told):
        return False
    return bool(wording("besides").search(told) or wording("defines").search(told))


def names_thing(text: str) -> bool:
    """True for a text that names a thing one can ask for."""
    hinted = len(text.split()) <= _LABEL and bool(kinds_named(text))
    return hinted or says("things", text) or asks_for_data(text)


def asks(text: str) -> bool:
    """True for a text that asks by a verb of its own."""
    return says("asks", text) and not speaks_besides(text)


def opens(text: str, *, marked: bool = False) -> bool:
    """True for "produce the following:" and for items that have items of their own."""
    if not says("opens", text):
        return False
    if marked or says("asks", text):
        return True
    return says("leads", text) and names_thing(text) and not speaks_besides(text)


def points_elsewhere(text: str) -> bool:
    """True when a sentence only points to an attachment."""
    return says("points_to", text)


def leads_on(text: str) -> bool:
    """True for a command that breaks off before it says what it wants."""
    if opens(text):
        return not points_elsewhere(text)
    return asks(text) and not names_thing(text) and text[-1:] not in ".!?"


def tells(text: str) -> bool:
    """True for a statement: a whole sentence with a subject and what it is or does."""
    return text[-1:] == "." and says("tells", _ASIDE.sub("", text))


def announces_facts(text: str) -> bool:
    """True for "The facts are these:", below which a paper tells and asks nothing."""
    listed = text.endswith(":") and says("namely", text)
    return says("facts", text) and not listed


def is_attachment_title(text: str) -> bool:
    """True for the title of an attachment, whoever's name stands in it."""
    short = len(text) <= _HEADING_LETTERS and text[-1:] not in ".;:"
    return short and text.isupper() and says("attachment_title", text)


def only_appears(text: str) -> bool:
    """True for a text that wants a witness and nothing else."""
    return {n.category.id for n in kinds_named(text)} == {"testimony"}


def says_more(text: str) -> bool:
    """True for a lead that names data itself, beyond a command to appear."""
    return asks_narrowly(text) and not only_appears(text)


def lead_says_more(text: str) -> bool:
    """True for a lead that names data beside its items, whoever's data they are."""
    if not (text.endswith(":") or says("announced", text)):
        return says_more(text)
    if only_whose(text):
        return False
    own = printed(text)
    for key in ("commanding", "form_words", "whose"):
        own = wording(key).sub(" ", own)
    return says_more(own)


def only_whose(text: str) -> bool:
    """True for "For the account of X, e-mail Y": whose data, and nothing of which."""
    found = wording("only_whose").match(printed(text))
    if found is None or asks(text) or says("of_whom_what", text):
        return False
    return not asks_for_data(labels().sub(" ", text[found.end() :]))


def is_demand(text: str, *, asked: bool) -> bool:
    """True for a sentence that asks by itself, or names data where all is `asked`."""
    data = asks_for_data(text)
    telling = len(text.split()) >= _TELLING and not text.isupper()
    asked = asked or text.endswith("?")
    wants = asks(text) or (asked and data and not speaks_besides(text))
    label = text.endswith(":") and not asks(text)
    pointless = points_elsewhere(text) or only_appears(text) or is_caption(text)
    pointless = pointless or only_whose(text)
    return (
        wants and (data or telling) and names_thing(text) and not (label or pointless)
    )


def is_caption(text: str) -> bool:
    """True for the caption of a case, which may say what was applied for."""
    letters = [c for c in text if c.isalpha()]
    shouts = sum(c.isupper() for c in letters) > 0.7 * len(letters)
    return shouts and says("captions", text)


def is_label(text: str) -> bool:
    """True for a heading that goes on to say what is asked: "Records sought: ..."."""
    plain = printed(text)
    title = heading("asking_headings").match(plain)
    return title is not None and asks_for_data(plain[title.end() :])


def breaks_off(text: str) -> bool:
    """True for a command or an announcement that ends before it says what it wants."""
    announces = says("leads", text) and names_thing(text) and not speaks_besides(text)
    hangs = text[-1:].isalpha() or (says("announced", text) and text[-1:] not in ".;?!")
    return hangs and (asks(text) or announces)


def heading_kind(text: str) -> str:
    """`other` above what asks nothing, `asking`, `part` above any other part."""
    plain = printed(text)
    if len(text) <= _HEADING_LETTERS:
        if heading("other_headings").match(plain) and not wording("asks").match(plain):
            return "other"
        asking = heading("asking_headings").match(plain)
        if asking and not text.rstrip().endswith("."):
            return "asking"
    titled = len(text) <= _PART_LETTERS and text[-1:] not in ".;:,"
    return "part" if titled and wording("part_title").match(plain) else ""
