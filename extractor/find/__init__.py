"""A scope goes in, facts come out: values with the words they were read from."""

from extractor.facts import Facts, Field, Fields, Identifier, Place
from extractor.find.agency import find_agencies
from extractor.find.attachments import find_present, find_referenced
from extractor.find.case_number import find_case_number
from extractor.find.chosen_recipient import choose_recipient
from extractor.find.contact import find_contact
from extractor.find.court import find_courts
from extractor.find.dates import find_date_due, find_date_issued
from extractor.find.delivery import find_delivery
from extractor.find.demands import as_demands, read_asks
from extractor.find.identifiers import find_identifiers
from extractor.find.offence import find_offence
from extractor.find.passages import find_passages
from extractor.find.period import find_date_range
from extractor.find.renewing import reload
from extractor.find.runners import runners
from extractor.find.seal import find_seal
from extractor.find.secrecy import find_nondisclosure
from extractor.find.signature import find_officer, find_signature
from extractor.find.statutes import find_statutes
from extractor.find.unclaimed import unclaimed
from extractor.packet import Scope

__all__ = ["find", "reload"]

_NUMBERS = frozenset({"account_id", "order_id", "device_serial", "username"})
"""Kinds of which a paper's own number has the form."""


def find(scope: Scope) -> Facts:
    """All that the finders say of one instrument."""
    agencies, asks = find_agencies(scope), read_asks(scope)
    fields = _fields(scope, agencies)
    return Facts(
        part=scope.part,
        fields=fields,
        courts=find_courts(scope),
        agencies=agencies,
        identifiers=_others(find_identifiers(scope), fields),
        demands=as_demands(scope, asks),
        passages=find_passages(scope),
        unclaimed=as_demands(scope, unclaimed(scope, asks), "u"),
        runner_ups=runners(scope, fields),
    )


def _others(found: tuple[Identifier, ...], fields: Fields) -> tuple[Identifier, ...]:
    """Identifiers but for the paper's own number and the company it commands."""
    number, recipient = fields.case_number.value, fields.recipient.value
    return tuple(
        i
        for i in found
        if not (
            (i.kind in _NUMBERS and _is_same(i.value.value, number))
            or (i.kind == "name" and _opens(i.value.value, recipient))
        )
    )


def _is_same(one: str | None, other: str | None) -> bool:
    return bool(one and other) and _plain(one or "") == _plain(other or "")


def _opens(one: str | None, other: str | None) -> bool:
    """Whether one of two names is how the other begins."""
    short, long = sorted((_plain(one or ""), _plain(other or "")), key=len)
    return bool(short) and long.startswith(short)


def _plain(value: str) -> str:
    return "".join(c for c in value.casefold() if c.isalnum())


def _fields(scope: Scope, agencies: tuple[Field[Place], ...]) -> Fields:
    return Fields(
        case_number=find_case_number(scope),
        date_issued=find_date_issued(scope),
        date_due=find_date_due(scope),
        date_range=find_date_range(scope),
        recipient=choose_recipient(scope),
        issuing_officer=find_officer(scope),
        requesting_contact=find_contact(scope, agencies),
        statutes=find_statutes(scope),
        offence=find_offence(scope),
        signature=find_signature(scope),
        seal=find_seal(scope),
        nondisclosure=find_nondisclosure(scope),
        delivery=find_delivery(scope),
        attachments_referenced=find_referenced(scope),
        attachments_present=find_present(scope),
    )
