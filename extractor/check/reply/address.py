"""Whom a letter goes to and what it is about, from the fields of the paper."""

from extractor.check.reply.letter import Opening
from extractor.check.reply.matter import Matter
from extractor.check.reply.plain import plain
from extractor.check.reply.wording import Line, common, fill, slots, subject
from extractor.facts import Contact, Signer
from extractor.report import Instrument

_BENCH = (Signer.JUDGE, Signer.CLERK)


def opening(matter: Matter, dated: str) -> Opening:
    """Everything above the text; `dated` is empty where counsel dates the letter."""
    head = matter.profile.letterhead
    lines = tuple(filter(None, (head.name, head.unit, *head.address)))
    name = _name(matter.instrument)
    name = "" if name.lower() in _targets(matter) else name
    return Opening(
        sender=lines or (common()["no_sender"],),
        day=dated or common()["no_date"],
        via=said(Line("via", common()["via"]), matter) if matter.profile.portal else "",
        to=_to(matter, name),
        subject=_subject(matter),
        greeting=_greeting(name),
    )


def said(line: Line, matter: Matter) -> str:
    """A line with its slots filled; its other wording, or nothing, if one is empty."""
    for text in (line.say, line.otherwise):
        if text and all(matter.slots.get(slot) for slot in slots(text)):
            return fill(text, matter.slots)
    return ""


def _subject(matter: Matter) -> tuple[tuple[str, str], ...]:
    rows = ((line.label, said(line, matter)) for line in subject())
    return tuple((label, text[:1].upper() + text[1:]) for label, text in rows if text)


def _greeting(name: str) -> str:
    shared = common()
    return fill(shared["dear"], {"name": name}) if name else shared["to_whom"]


def _to(matter: Matter, name: str) -> tuple[str, ...]:
    unnamed = fill(common()["no_name"], matter.slots)
    contact = _contact(matter.instrument)
    agency = plain((contact.agency if contact else "") or matter.slots["agency"], 160)
    # An agency read together with its officer names both.
    both = agency if name and name in agency else ""
    lines = [both] if both else [name or unnamed, agency]
    return tuple(dict.fromkeys(filter(None, [*lines, *_reach(contact, matter)])))


def _reach(contact: Contact | None, matter: Matter) -> list[str]:
    """Address and e-mail of somebody named: not the provider's, never a target's."""
    if contact is None or not (contact.name or contact.agency):
        return []
    address = plain(contact.address, 200)
    own = any(line in address for line in matter.profile.letterhead.address)
    email = plain(contact.email, 120)
    targeted = email.lower() in _targets(matter)
    return ["" if own else address, "" if targeted else email]


def _targets(matter: Matter) -> set[str]:
    """All that the packet targets: a letter there would tip somebody off."""
    found = (
        identifier.value.value
        for instrument in matter.report.instruments
        for identifier in (
            *instrument.identifiers,
            *(i for demand in instrument.demands for i in demand.identifiers),
        )
    )
    return {value.lower() for value in found if value}


def _contact(instrument: Instrument | None) -> Contact | None:
    return instrument.fields.requesting_contact.value if instrument else None


def _name(instrument: Instrument | None) -> str:
    """The person to answer: the contact, else the issuer, but no judge or clerk."""
    if instrument is None:
        return ""
    contact = _contact(instrument)
    if contact and (name := _person(contact.name)):
        return name
    return "" if _is_of_the_court(instrument) else _issuer(instrument)


def _issuer(instrument: Instrument) -> str:
    officer = instrument.fields.issuing_officer.value
    return _person(officer.name) if officer else ""


def _person(name: str | None) -> str:
    """A name without badge or bar numbers; empty where it looks like none."""
    words = [w for w in plain(name, 80).split() if not any(c.isdigit() for c in w)]
    known = common()["not_names"]
    is_none = len(words) < 2 or any(word.lower() in known for word in words)
    return "" if is_none else " ".join(words)


def _is_of_the_court(instrument: Instrument) -> bool:
    signature = instrument.fields.signature.value
    officer = instrument.fields.issuing_officer.value
    title = (officer.title or "").lower() if officer else ""
    by_title = any(word in title for word in common()["court_officers"])
    return by_title or bool(signature and signature.signer in _BENCH)
