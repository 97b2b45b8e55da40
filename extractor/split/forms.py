"""Pages of an instrument go in; out come its official form, and whether it is blank."""

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from extractor.split.view import View
from extractor.taxonomy.instruments import Form, forms
from extractor.taxonomy.phrases import squash

HEAD, FOOT = 4, 6
LIKENESS = 96.0
FEWEST_BLANKS = 3

# Dates that belong to the form, not to a filling: revisions, enactments.
_PRINTED = re.compile(
    r"\brev\b|\brevised|amended|adopted|approved|effective|current to|edition"
    r"|\bform\b|\bc\. \d|\bstat\.",
    re.IGNORECASE,
)
_MONTHS = (
    "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|janv|avr|juin|juil|mai|okt|dez"
)
_FILLED = re.compile(
    r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b"
    rf"|\b(?:{_MONTHS})[a-z]*\.? ?\d{{1,2}}(?:st|nd|rd|th)?,? ?\d{{4}}"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\.? (?:day of )?(?:{_MONTHS})[a-z]*,? \d{{4}}"
    r"|[\w.+-]+@[\w-]+\.\w{2,}|\(\d{3}\) ?\d{3}-\d{4}|\b\d{3}-\d{3}-\d{4}\b"
    r"|\b\d{1,2}:\d{2} ?[ap]\.?m|\bcase (?:no|number)\.?:? *\w*\d{2,}"
    r"|\bsee (?:the )?(?:attach|rider|schedule|exhibit)|\b\d{1,2}:\d{2}-\w{2}-\d+"
    r"|\b\d{5}(?:-\d{4})?$",
    re.IGNORECASE,
)
_BLANK = re.compile(
    r"_{3,}|\.{6,}|\( *(?:name|date|time|place|specify|insert|identify|describe|"
    r"signature|briefly|address|judge|territorial|title|city|state|form|type or print"
    r")[^)]*\)|\bblank line\b|\[ *\]",
    re.IGNORECASE,
)


def official_form(pages: Iterable[View]) -> Form | None:
    """The form whose code, or failing that whose cue, is printed on the pages."""
    seen = tuple(pages)
    edges = [
        line.text for page in seen for line in page.lines[:HEAD] + page.lines[-FOOT:]
    ]
    named = [form for form in forms() if any(map(form.is_named_in, edges))]
    return named[0] if named else _by_cue(seen)


def _by_cue(pages: Sequence[View]) -> Form | None:
    heads = [squash(" ".join(x.text for x in page.lines[:10])) for page in pages]
    for form in forms():
        cues = [squash(cue) for cue in form.cues]
        if any(fuzz.partial_ratio(c, h) >= LIKENESS for c in cues for h in heads if h):
            return form
    return None


def is_blank(pages: Iterable[View]) -> bool:
    """True when blanks are there to fill and none is filled."""
    seen = tuple(pages)
    fields = [f for page in seen for f in page.page.form_fields if f.value != "Off"]
    if any(field.value.strip(" -_") not in {"", "Yes", "Off"} for field in fields):
        return False
    text = [line.text for page in seen for line in page.lines]
    blanks = sum(len(_BLANK.findall(line)) for line in text)
    labels = sum(line.rstrip().endswith(":") for line in text)
    is_form = official_form(seen) is not None or blanks >= FEWEST_BLANKS
    enough = blanks + labels >= FEWEST_BLANKS
    return is_form and enough and not any(map(is_filled, text))


def is_filled(line: str) -> bool:
    """True for a line with a date, number or address somebody wrote in."""
    return bool(_FILLED.search(line)) and not _PRINTED.search(line)
