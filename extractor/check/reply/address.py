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
    """Address and e-mail, of somebody named and not of the provider itself."""
    if contact is None or not (contact.name or contact.agency or contact.email):
        return []
    address = plain(contact.address, 200)
    own = any(line in address for line in matter.profile.letterhead.address)
    return ["" if own else address, plain(contact.email, 120)]


def _contact(instrument: Instrument | None) -> Contact | None:
    return instrument.fields.requesting_contact.value if instrument else None


def _name(instrument: Instrument | None) -> str:
    """The person to answer: the contact, else the issuer, but no judge or clerk."""
    if instrument is None:
        return ""
    contact = _contact(instrument)
    if contact and contact.name:
        return plain(contact.name, 80)
    return "" if _is_of_the_court(instrument) else _issuer(instrument)


def _issuer(instrument: Instrument) -> str:
    officer = instrument.fields.issuing_officer.value
    return plain(officer.name, 80) if officer else ""


def _is_of_the_court(instrument: Instrument) -> bool:
    signature = instrument.fields.signature.value
    officer = instrument.fields.issuing_officer.value
    title = (officer.title or "").lower() if officer else ""
    by_title = any(word in title for word in common()["court_officers"])
    return by_title or bool(signature and signature.signer in _BENCH)
