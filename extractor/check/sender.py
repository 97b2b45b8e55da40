"""Who seems to send an emergency request: signs that an address is not what it says.

None of them proves anything, nor does their absence: a genuine address may be stolen.
"""

import re
from collections.abc import Iterable, Iterator

from extractor.check.files import read
from extractor.check.phrases import fold
from extractor.report import Instrument

_SMALL = frozenset(
    ("of", "the", "and", "for", "department", "office", "division", "unit", "county")
)
_FEWEST = 3
_NUMBER = re.compile(r"\bnumbers?\s*[:(]?\s*(\+?\(?\d[\d().\s-]{7,18}\d)")
_DIALLED = 10
"""So many last digits tell a number, with its country's code or without."""
_OFFICE = 2
"""So many initials name an office at least: PD, SO."""


def signals(instrument: Instrument, beside: Iterable[Instrument]) -> tuple[str, ...]:
    """What speaks against the sender, each in a few words.

    `beside` are the papers of the same request, one of which may give a number to call.
    """
    contact = instrument.fields.requesting_contact.value
    email = (contact.email or "").casefold() if contact else ""
    sender = next(iter(_said(instrument, "sender")), "").casefold()
    agency = instrument.jurisdiction.agency.value or ""
    found = [
        signal
        for address in dict.fromkeys(a for a in (email, sender) if a)
        for signal in _of_address(address, agency)
    ]
    if email and sender and host(email) != host(sender):
        found.append(f"it came from {sender}, and answers are asked to {email}")
    if not any(map(has_call_back, (instrument, *beside))):
        found.append("no number to call back is given")
    return tuple(dict.fromkeys(found))


def _of_address(address: str, agency: str) -> Iterator[str]:
    if is_free(address):
        yield f"{address} is at a free mail service"
    elif _looks_official(host(address)):
        yield f"{address} only looks like a public body's address"
    elif _is_strange(host(address), agency):
        yield f"{address} shows no link to {agency}"


def has_call_back(instrument: Instrument) -> bool:
    """True where a telephone number to verify the sender by is given."""
    contact = instrument.fields.requesting_contact.value
    said = [*_said(instrument, "call_back"), contact.phone or "" if contact else ""]
    targets = _targets(instrument)
    return any(number and _digits(number) not in targets for number in said)


def _targets(instrument: Instrument) -> frozenset[str]:
    """The telephone numbers asked about: whoever verifies a sender calls another."""
    named = [i.value.value or "" for i in instrument.identifiers if i.kind == "phone"]
    if not named:
        return frozenset()
    asked = (f"{d.lead_in} {d.text}" for d in instrument.demands)
    beside = (m[1] for text in asked for m in _NUMBER.finditer(text))
    return frozenset(map(_digits, (*named, *beside)))


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)[-_DIALLED:]


def is_free(address: str) -> bool:
    """True for a mail service anybody can sign up for."""
    return host(address) in read("senders.yaml")["free_mail"]


def host(address: str) -> str:
    """The domain of an address."""
    return address.rpartition("@")[2].strip().casefold()


def _is_official(domain: str) -> bool:
    return domain.endswith(tuple(read("senders.yaml")["official"]))


def _looks_official(domain: str) -> bool:
    labels = set(re.split(r"[.-]", domain.rpartition(".")[0]))
    known = (*read("senders.yaml")["official"], *read("senders.yaml")["reserved"])
    looks = bool(labels & set(read("senders.yaml")["lookalike"]))
    return looks and not domain.endswith(tuple(known))


def _is_strange(domain: str, agency: str) -> bool:
    """True where a domain holds neither a word nor the initials of its agency."""
    words = re.findall(r"\w+", re.sub(r"['’]s?\b", "", agency.casefold()))
    telling = [fold(w) for w in words if w not in _SMALL and len(w) >= _FEWEST]
    if not telling or _is_official(domain):
        return False
    name = fold(re.sub(r"[\W_]", "", domain.rpartition(".")[0]))
    own = {
        fold(label)
        for label in re.split(r"[.-]", domain.rpartition(".")[0])
        if len(label) >= _FEWEST
    }
    if own & {fold(label) for label in read("senders.yaml")["shared"]}:
        return False
    return not _is_short_for(words, own) and not any(w[:5] in name for w in telling)


def _is_short_for(words: list[str], labels: set[str]) -> bool:
    """True where a label holds initials, or ends in those of the office: "elmpd"."""
    every = fold("".join(w[0] for w in words))
    telling = fold("".join(w[0] for w in words if w not in {"of", "the", "and"}))
    return any(
        initials in label or label in initials or label.endswith(initials[-_OFFICE:])
        for label in labels
        for initials in (every, telling)
    )


def _said(instrument: Instrument, kind: str) -> tuple[str, ...]:
    return tuple(p.value.value or "" for p in instrument.passages if p.kind == kind)
