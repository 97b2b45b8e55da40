"""Whether an address names the provider: the recipient and a profile go in."""

import re
from functools import lru_cache

from rapidfuzz import fuzz

from extractor.check.phrases import fold
from extractor.check.profile import Profile
from extractor.facts import Field, absent
from extractor.taxonomy.recipients import pattern

_SURE, _PERHAPS = 88, 76
_SHORT = 5
"""A name of fewer letters must be printed exactly: OCR makes too many such words."""
_WORD = re.compile(r"\w+")
_SPACED = re.compile(r"\b(?:\w ){2,}\w\b")
_FORMS = "inc llc ltd corp corporation co company plc gmbh sarl lp the"
# What an address says beside a name; without more, nobody is named.
_ADDRESS = """
any authorized authorised law enforcement officer officers peace every all to
custodian of records record keeper legal department dept compliance team attn
attention subpoena process unit response center centre online internet service
services provider providers electronic communications registered agent for c o care
po box street avenue road suite floor north south east west whom it may concern dear
com www sir madam sirs sheriff marshal constable state united states county city and
or other in this federal local within person persons general counsel investigations law
enforcement
"""


# "1, Records of ...": an item of a list that was taken for the addressee.
_ITEM = re.compile(r"\W{0,2}(?:\d{1,2}|[ivx]{1,4}|[a-z])[.,)]\s+(?=\w+\s+[a-z])")


def names_provider(recipient: Field[str], profile: Profile) -> Field[bool]:
    """Whether the recipient is an entity of the profile; absent if none is told."""
    words = _folded(recipient.value or "")
    told = recipient.value and not _ITEM.match(recipient.value)
    if not recipient.value or not told or not profile.entities or not words:
        return absent(recipient.confidence)
    strangers, entities = _names(profile.strangers), _names(profile.entities)
    if (
        _best(words, strangers) < _SURE
        and (likeness := _best(words, entities)) >= _PERHAPS
    ):
        return _named(recipient, likeness)
    # Officers who serve or execute a paper are addressed beside the company it names.
    if pattern("officers").match(recipient.value) or not _somebody(words, profile):
        return absent(recipient.confidence)
    return Field(
        value=False, confidence=recipient.confidence, evidence=recipient.evidence
    )


def _named(recipient: Field[str], likeness: float) -> Field[bool]:
    """True for a sure likeness; a doubtful one is a no that nobody may build on."""
    sure = likeness >= _SURE
    scale = likeness / 100 if sure else 0.4
    return Field(sure, round(recipient.confidence * scale, 3), recipient.evidence)


def _best(words: tuple[str, ...], names: tuple[tuple[str, ...], ...]) -> float:
    return max((_likeness(words, name) for name in names), default=0.0)


def _likeness(words: tuple[str, ...], name: tuple[str, ...]) -> float:
    """The best likeness of a name to as many neighbouring words."""
    wanted = "".join(name)
    windows = (
        "".join(words[start : start + size])
        for size in range(max(1, len(name) - 1), len(name) + 2)
        for start in range(len(words) - size + 1)
    )
    if len(wanted) < _SHORT:
        return 100.0 if wanted in windows else 0.0
    return max((fuzz.ratio(wanted, window) for window in windows), default=0.0)


def _somebody(words: tuple[str, ...], profile: Profile) -> bool:
    """True where words remain that neither address nor merely pass on."""
    agents = {word for name in _names(profile.agents) for word in name}
    plain = agents | set(_folded(_ADDRESS)) | set(_folded(_FORMS))
    return any(len(w) > 2 and not w.isdigit() and w not in plain for w in words)


@lru_cache
def _names(names: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Names as folded words without their legal form; a short one keeps its form."""
    forms = set(_folded(_FORMS))
    found = []
    for name in names:
        words = _folded(name)
        core = tuple(w for w in words if w not in forms)
        found.append(core if len("".join(core)) >= _SHORT else words)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=256)
def _folded(text: str) -> tuple[str, ...]:
    whole = _SPACED.sub(lambda m: m.group().replace(" ", ""), text)
    return tuple(fold(word) for word in _WORD.findall(whole))
