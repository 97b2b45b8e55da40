"""A packet goes in; the subjects rules are evaluated on come out."""

from dataclasses import dataclass
from datetime import date

from extractor.check import demands, instruments
from extractor.check.compel import power
from extractor.check.demands import Setting
from extractor.check.profile import Profile
from extractor.check.rule import Scope
from extractor.check.secrecy import forbids_notice
from extractor.check.subject import Facet, Subject
from extractor.check.view import PacketView, ProfileView
from extractor.report import Instrument, Packet

POOR_QUALITY = 0.5
_SUPPORTING = frozenset(
    ("search_warrant_application", "informal_request", "not_legal_process")
)


@dataclass(frozen=True, slots=True)
class Intake:
    """How and when the packet came in."""

    received: date | None = None
    channel: str | None = None


def subjects(
    packet: Packet, profile: Profile, intake: Intake
) -> dict[Scope, tuple[Subject, ...]]:
    """By scope, everything there is to judge."""
    shared = {"packet": _packet(packet, intake), "profile": _profile(profile)}
    papers: list[Subject] = []
    items: list[Subject] = []
    for index, instrument in enumerate(packet.instruments):
        if is_judged(instrument, packet):
            paper = _paper(index, packet, profile, intake, shared)
            papers.append(paper)
            items.extend(_items(paper, packet, profile, intake))
    whole = Subject(shared, instrument=packet.primary, as_of=intake.received)
    return {
        Scope.PACKET: (whole,),
        Scope.INSTRUMENT: tuple(papers),
        Scope.DEMAND: tuple(items),
    }


def is_judged(instrument: Instrument, packet: Packet) -> bool:
    """False for papers that ask nothing, or only support a binding one beside them."""
    if instrument.type.value == "not_legal_process":
        return False
    return instrument.type.value not in _SUPPORTING or not is_binding(packet)


def is_binding(packet: Packet) -> bool:
    """True where some instrument of the packet has power to compel."""
    return any(power(i.type.value or "").binding for i in packet.instruments)


def _paper(
    index: int,
    packet: Packet,
    profile: Profile,
    intake: Intake,
    shared: dict[str, Facet],
) -> Subject:
    instrument = packet.instruments[index]
    facet = instruments.facet(instrument, packet, profile, intake.received)
    issued = instrument.fields.date_issued.value
    return Subject(
        {**shared, "instrument": facet},
        instrument=index,
        as_of=intake.received or issued,
    )


def _items(
    paper: Subject, packet: Packet, profile: Profile, intake: Intake
) -> list[Subject]:
    instrument = packet.instruments[paper.instrument]
    setting = Setting(
        instrument,
        instruments.types(instrument, packet),
        profile,
        intake.received or instrument.fields.date_issued.value,
        {page.number: page.quality for page in packet.document.pages},
    )
    items = []
    for demand in instrument.demands:
        sure, possible = demands.facets(demand, setting)
        facets = {**paper.facets, "demand": sure}
        items.append(
            Subject(facets, possible, paper.instrument, demand.id, paper.as_of)
        )
    return items


def _packet(packet: Packet, intake: Intake) -> Facet:
    document = packet.document
    types = tuple(dict.fromkeys(i.type.value or "" for i in packet.instruments))
    poor = (p.number for p in document.pages if p.quality < POOR_QUALITY)
    seen = PacketView(
        types=types,
        binding=is_binding(packet),
        gag_order=_is_gagged(packet, intake.received),
        received=intake.received.isoformat() if intake.received else "",
        channel=intake.channel or "",
        gaps=tuple(str(gap.page) for gap in document.gaps),
        poor_pages=tuple(map(str, poor)),
        page_count_disagrees=any(
            note.code == "page_count_disagrees" for note in document.notes
        ),
    )
    return Facet(
        seen,
        {
            "packet.received": 1.0 if intake.received else 0.0,
            "packet.channel": 1.0 if intake.channel else 0.0,
            # What is absent may stand on a page nobody could read.
            "packet.gaps": 0.0 if document.gaps else 1.0,
        },
        {},
    )


def _is_gagged(packet: Packet, received: date | None) -> bool:
    """True where a court forbids notice, by an order of its own or within another."""
    return any(
        forbids_notice(i, received)
        if i.fields.nondisclosure.value is not None
        else i.type.value == "nondisclosure_order"
        for i in packet.instruments
    )


def _profile(profile: Profile) -> Facet:
    seen = ProfileView(
        title=profile.title,
        content_months=profile.content_months,
        record_months=profile.record_months,
        bulk=profile.bulk,
        portal=profile.portal,
        home_states=profile.home_states,
    )
    return Facet(seen, {}, {})
