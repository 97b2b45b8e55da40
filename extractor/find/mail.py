"""E-mail addresses, as meant where OCR has broken them and nothing else fits."""

import re
from collections.abc import Iterator

from extractor.find.candidate import Candidate
from extractor.geometry import Span

_TLD = r"(?i:com|net|org|edu|gov|example|test)\b"
# OCR reads the at sign as a ring: (R), (C), or spelled out.
_RING = r"(?:@|®|©|\(at\)|\[at\])"
# Where a host of one word has lost its dot, or got a space for it.
_TORN_HOST = rf"[A-Za-z0-9-]+(?:\.[ ]|[ ]\.?[ ]?|,[ ]){_TLD}"
_EMAIL = re.compile(
    rf"(?<![\w+-])(?<!\S\.)(?P<name>(?:[A-Za-z0-9]|\|(?=[._][a-z]))[\w.+%-]{{0,63}}"
    rf"(?:[ ]?[!|](?=[ ]?@))?)\s?{_RING}\s?"
    rf"(?P<host>(?:[A-Za-z0-9-]+(?:\.|,(?={_TLD})|\s\.\s?|\.\s(?=(?:com|net|org|edu|gov|io|us|uk)\b)))+"
    rf"[A-Za-z]{{2,12}}\b|{_TORN_HOST})(?!@)"
)
# What stands before a name that goes on after a space, a comma or a stroke.
_DIGITS_FALLEN_OFF = re.compile(
    r"(?<![\w.+@-])[A-Za-z][\w+-]*(?:[._][\w+.-]*\w|[A-Za-z]\d{1,4})[ ]\Z"
)
_COMMA_FOR_DOT = re.compile(r"(?<![\w.+@,-])[a-z]{1,20},\Z")
_STROKE_FOR_ONE = re.compile(r"(?<![\w.+@-])[A-Za-z][\w.+-]*[a-z\d]!\Z")
# A dot with a space behind ends no sentence behind such a word or a mark.
_DOT_AND_SPACE = re.compile(
    r"(?i:\b(?:to|of|under|with|for|by|from|and|or|is|was|are|as|using|via|the|"
    r"e-?mail|addresse?s?|accounts?|mailbox(?:es)?|user|login|id)|[:,;(<\[\"“])\s{0,2}"
    r"(?P<head>(?-i:[a-z]{1,20}|[A-Z]{1,20})(?:\.[ ]|[ ]\.[ ]?))\Z"
)
_SPACE_AND_DOT = re.compile(r"(?<![\w.+@-])(?P<head>[A-Za-z][\w-]{0,30}[ ]\.)\Z")
_LINE_OF_TWO = re.compile(r"(?:^|\n)[ ]*(?P<head>[a-z]{2,20}\.[ ])\Z")
_ENDS_LINE = re.compile(r"[,;]?[ ]*(?:\n|\f|$)")
_LONGEST, _NUMBERED = 65, 5
_WORD_BEFORE = re.compile(r"([A-Za-z]+)[ ]\Z")
_STROKE = re.compile(r"\s?!|\s?\|$")
# Words no mailbox is called by: what stood between them and the sign was not read.
_NO_MAILBOX = re.compile(
    r"(?i:to|of|by|for|at|and|or|the|with|under|as|is|from|accounts?|address(?:es)?|"
    r"e?mail|users?|customers?|subscribers?|number|name|id|records?|request|\d{1,2})"
)
# A capital in a name else of small letters is a shape misread.
_SLIPS = (
    (re.compile(r"^[I|](?=[._])|(?<=[a-z._])[I|](?=[a-z._]|$)"), "l"),
    (re.compile(r"(?<=[a-z\d])[I|](?=\d)|(?<=\d)[I|]"), "1"),
    (re.compile(r"(?<=[a-z\d])S(?=\d)|(?<=\d)S"), "5"),
    (re.compile(r"(?<=[a-z\d])O(?=\d)|(?<=\d)O"), "0"),
)
# An "m" that fell apart, where a host ends in words that all hosts end in.
_SPLIT_M = re.compile(r"rn(?=ail\.)|(?<=\.co)rn$|(?<=\.exa)rn(?=ple$)")
_DOT = re.compile(r"[\s.,]+")


def emails(text: str) -> Iterator[Candidate]:
    """The e-mail addresses of a text, lower case, with plain slips of OCR mended."""
    for match in _EMAIL.finditer(text):
        whole = match.group()
        head, name = _torn_off(text, match), match["name"]
        torn = re.search(rf"\s{_RING}", whole) is not None
        unread = torn and _NO_MAILBOX.fullmatch(name)
        if "\n" not in whole and (head or not (unread or _is_rest(text, match))):
            value = f"{_name(_joined(head, name))}@{_host(match['host'])}"
            span = Span(match.start() - len(head), match.end())
            yield Candidate("email", value, span)


def _is_rest(text: str, match: re.Match[str]) -> bool:
    """True for the last digits of a name whose front stands apart: "JO VALE 135@"."""
    before = _WORD_BEFORE.search(text, 0, match.start())
    number = match["name"].isdigit() and len(match["name"]) < _NUMBERED
    if number and text[match.start() - 1 : match.start()] in ("!", "|"):
        return True
    return bool(number and before and not _NO_MAILBOX.fullmatch(before[1]))


def _torn_off(text: str, match: re.Match[str]) -> str:
    """What belongs to a name before a break, as printed; empty if it is whole."""
    name, patterns = match["name"], [_STROKE_FOR_ONE, _SPACE_AND_DOT]
    if name.isdigit() and len(name) < 4:
        patterns.append(_DIGITS_FALLEN_OFF)
    if name.islower() or name.isupper():
        patterns.append(_DOT_AND_SPACE)
    if name[0].islower():
        patterns.append(_COMMA_FOR_DOT)
        if _ENDS_LINE.match(text, match.end()):
            patterns.append(_LINE_OF_TWO)
    near = max(0, match.start() - _LONGEST)
    found = (p.search(text, near, match.start()) for p in patterns)
    heads = (m.groupdict().get("head") or m.group() for m in found if m)
    return next((h for h in heads if not _NO_MAILBOX.fullmatch(h.strip(" ."))), "")


def _joined(head: str, name: str) -> str:
    """A broken name as meant."""
    front = _DOT.sub(".", head) if head.strip()[-1:] in (".", ",") else head.rstrip()
    return _STROKE.sub("1", front + name)


def _name(printed: str) -> str:
    if re.search(r"[A-Z]", re.sub(r"[IOS]", "", printed)) is None:
        for slip, meant in _SLIPS:
            printed = slip.sub(meant, printed)
    return re.sub(r"\._|_\.", ".", printed.lower())


def _host(printed: str) -> str:
    """A host as meant: OCR has spoilt it where no host has such signs."""
    host = _DOT.sub(".", printed.lower())
    host = re.sub(r"(?<=[a-z])1+(?=[a-z])", lambda m: "l" * len(m.group()), host)
    host = re.sub(r"(?<=[a-z])0+(?=[a-z])", lambda m: "o" * len(m.group()), host)
    return _SPLIT_M.sub("m", host)
