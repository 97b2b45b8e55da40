"""What a rule may read: typed values, never the page. Unknown values stay at rest.

Every value has a type and a neutral default, so that an expression can never trip over
a missing one; how sure a value is stands beside it and is asked for with `needs`.
"""

from dataclasses import Field, dataclass, field, fields, is_dataclass
from functools import lru_cache
from typing import Any, get_type_hints

from extractor.check.phrases import lists

Value = bool | int | str | tuple[str, ...]
Words = dict[str, tuple[str, ...]]


def _says(says: str, *, default: Value = False) -> Any:  # noqa: ANN401  # as dataclasses.field
    return field(default=default, metadata={"says": says})


@dataclass(frozen=True, slots=True)
class RangeView:
    """The period a demand asks for, its instrument's where it states none itself."""

    stated: bool = _says("a period is stated for this demand")
    start: str = _says("day, inception, present or none", default="none")
    end: str = _says("day, inception, present or none", default="none")
    months: int = _says(
        "calendar months begun, both ends included; 0 unknown", default=0
    )
    text: str = _says("the period in words", default="")


@dataclass(frozen=True, slots=True)
class DemandView:
    """One item of what must be produced."""

    id: str = _says("id of the demand", default="")
    text: str = _says("the demand's own words", default="")
    quote: str = _says("its opening words, for messages", default="")
    categories: tuple[str, ...] = _says("categories asked for", default=())
    classes: tuple[str, ...] = _says(
        "classes of the categories (compel.yaml)", default=()
    )
    barred: tuple[str, ...] = _says(
        "categories the instrument cannot compel", default=()
    )
    barred_classes: tuple[str, ...] = _says(
        "classes of the barred categories", default=()
    )
    beyond: tuple[str, ...] = _says("categories beyond a subpoena's reach", default=())
    timed: tuple[str, ...] = _says("categories that have time in them", default=())
    identifiers: int = _says("how many target identifiers it names", default=0)
    days: int = _says(
        "the length of time its words state, in days; 0 unknown", default=0
    )
    blocks: tuple[str, ...] = _says("blocks of internet addresses it names", default=())
    range: RangeView = RangeView()
    words: Words = field(
        default_factory=lambda: dict.fromkeys(lists(), ()),
        metadata={"says": "words found by each list of phrases.yaml"},
    )


@dataclass(frozen=True, slots=True)
class SecrecyView:
    """Nondisclosure of the instrument, its own or by an order served with it."""

    kind: str = _says("none, requested or ordered", default="none")
    authority: str = _says("cited authority", default="")
    statutory: bool = _says("the cited law itself imposes secrecy")
    until: str = _says("the end as printed", default="")
    ends: bool = _says("an end is stated")
    days: int = _says("length in days; 0 unknown", default=0)
    end_day: str = _says("the day it ends, where that can be told", default="")


@dataclass(frozen=True, slots=True)
class ContactView:
    """Whom to answer."""

    name: bool = _says("a person is named")
    phone: bool = _says("a telephone number is given")
    email: str = _says("the e-mail address", default="")
    free_mail: bool = _says("the address is at a free-mail service")
    signals: tuple[str, ...] = _says(
        "what speaks against the sender of an emergency request", default=()
    )


@dataclass(frozen=True, slots=True)
class EmergencyView:
    """What an emergency request says of the emergency; at rest for other papers."""

    person: bool = _says("it says who is in danger")
    danger: bool = _says("it says what the danger is")
    why_now: bool = _says("it says why there is no time for process")
    data: bool = _says("it says which data is needed")
    officer: bool = _says("it names its officer")
    call_back: bool = _says("it gives a number to call back")
    supervisor: bool = _says("it names a supervisor")
    missing: tuple[str, ...] = _says("what it leaves unsaid, in words", default=())
    past: tuple[str, ...] = _says("words that put the danger in the past", default=())


@dataclass(frozen=True, slots=True)
class ChannelView:
    """By which channel a paper from abroad comes; at rest for papers from home."""

    id: str = _says("the channel's id in abroad.yaml", default="")
    title: str = _says("its name", default="")
    route: str = _says("through whom it leads", default="")
    asks: str = _says("what to tell the sender", default="")
    authority: str = _says("the law or treaty of it", default="")
    missing: tuple[str, ...] = _says("lettered sections its form lacks", default=())


@dataclass(frozen=True, slots=True)
class InstrumentView:
    """One instrument of the packet."""

    type: str = _says(
        "the kind of paper (an instrument id of the taxonomy)", default=""
    )
    types: tuple[str, ...] = _says(
        "all types of the paper, hybrids have several", default=()
    )
    title: str = _says("the type in plain words", default="paper")
    family: str = _says(
        "warrant, subpoena, order, letter, ... (compel.yaml)", default=""
    )
    binding: bool = _says("it has power to compel by its type")
    governmental: bool = _says("a government asks, not a private party")
    foreign: bool = _says("its court or agency is outside the home countries")
    country: str = _says("ISO 3166-1 code", default="")
    level: str = _says(
        "federal, state, local, tribal, foreign, international", default=""
    )
    subdivision: str = _says("ISO 3166-2 code", default="")
    home_state: bool = _says("the subdivision is a home state of the provider")
    domesticated: bool = _says("it says it was issued again for another court")
    court: str = _says("court as normalised", default="")
    minor_court: bool = _says("the court's name is one of limited jurisdiction")
    agency: str = _says("agency as printed", default="")
    is_blank: bool = _says("an official form without entries")
    blanks: tuple[str, ...] = _says(
        "needed entries that nobody made, in words", default=()
    )
    is_draft: bool = _says("it calls itself a draft")
    served: str = _says("how its own words say it came; empty unknown", default="")
    conflicts: tuple[str, ...] = _says(
        "where it and the packet's other parts disagree", default=()
    )
    demands: int = _says("how many demands it makes", default=0)
    data_demands: int = _says("how many of them ask for customer data", default=0)
    content_demands: int = _says("how many of them ask for content", default=0)
    identifiers: int = _says("how many target identifiers it names in all", default=0)
    serials: int = _says("how many device serial numbers it names", default=0)
    targets: int = _says("the largest number of targets of one kind", default=0)
    recipient: str = _says("the addressee as printed", default="")
    for_provider: bool = _says("the addressee is the provider")
    for_other: bool = _says("the addressee is somebody else")
    signed: bool = _says("a signature is there")
    signer: str = _says("judge, clerk, attorney, agent or unknown", default="")
    dated: bool = _says("a date of issue is there")
    issued: str = _says("date of issue", default="")
    due: str = _says("date of return or compliance", default="")
    days_to_due: int = _says("days from receipt to the due date", default=0)
    executes: bool = _says("the due date is the last day to execute a warrant")
    term: str = _says("the time to answer that runs from service", default="")
    term_days: int = _says("that time in days, begun; 0 none", default=0)
    term_hours: int = _says("that time in hours where it is so stated", default=0)
    runs_days: int = _says(
        "how long it takes future data, in days; 0 unknown", default=0
    )
    offence: str = _says("offence under investigation", default="")
    offence_named: bool = _says("an offence, or a statute that is one, is named")
    power_subjects: tuple[str, ...] = _says("what those powers are for", default=())
    purpose: tuple[str, ...] = _says("subjects its offence speaks of", default=())
    power_mismatch: bool = _says("no cited power is for any stated purpose")
    missing: tuple[str, ...] = _says(
        "attachments cited and not in the packet", default=()
    )
    protected_care: tuple[str, ...] = _says(
        "words for care some states protect", default=()
    )
    secrecy: SecrecyView = SecrecyView()
    contact: ContactView = ContactView()
    emergency: EmergencyView = EmergencyView()
    channel: ChannelView = ChannelView()


@dataclass(frozen=True, slots=True)
class PacketView:
    """The upload as a whole."""

    types: tuple[str, ...] = _says("instrument types in it", default=())
    binding: bool = _says("some instrument in it has power to compel")
    gag_order: bool = _says("a court in it orders secrecy")
    received: str = _says("day of receipt", default="")
    channel: str = _says("intake channel: portal, fax, email, mail, person", default="")
    gaps: tuple[str, ...] = _says("pages that could not be read", default=())
    poor_pages: tuple[str, ...] = _says("pages read badly", default=())
    page_count_disagrees: bool = _says("readers disagree on the page count")


@dataclass(frozen=True, slots=True)
class ProfileView:
    """The provider's settings a rule may read."""

    title: str = _says("the provider's name", default="the provider")
    content_months: int = _says("longest period for content, in months", default=12)
    record_months: int = _says("longest period for records, in months", default=36)
    bulk: int = _says("most targets in one demand", default=25)
    portal: str = _says(
        "the only channel of service, empty where there is none", default=""
    )
    home_states: tuple[str, ...] = _says("ISO 3166-2 codes", default=())


ROOTS: dict[str, type] = {
    "demand": DemandView,
    "instrument": InstrumentView,
    "packet": PacketView,
    "profile": ProfileView,
}


@lru_cache(maxsize=1)
def schema() -> dict[str, tuple[str, str]]:
    """Every path a rule may read, its type and its meaning."""
    table: dict[str, tuple[str, str]] = {}
    for root, view in ROOTS.items():
        table.update(_paths(root, view))
    return table


def _paths(prefix: str, view: Any) -> dict[str, tuple[str, str]]:  # noqa: ANN401  # a view class
    hints = get_type_hints(view)
    table: dict[str, tuple[str, str]] = {}
    for item in fields(view):
        path, kind = f"{prefix}.{item.name}", hints[item.name]
        if is_dataclass(kind):
            table.update(_paths(path, kind))
        elif kind == Words:
            table.update({f"{path}.{name}": ("list", says(item)) for name in lists()})
        else:
            table[path] = (_KINDS[kind], says(item))
    return table


_KINDS: dict[Any, str] = {
    bool: "bool",
    int: "int",
    str: "string",
    tuple[str, ...]: "list",
}


def says(item: "Field[Any]") -> str:
    """The meaning of a view's field."""
    return str(item.metadata["says"])


def plain(view: Any, names: tuple[str, ...] | None = None) -> dict[str, Any]:  # noqa: ANN401  # a view
    """A view, or what is named of it, as the nested maps an expression reads."""
    told = view.__dataclass_fields__ if names is None else names
    return {name: _plain(getattr(view, name)) for name in told}


def _plain(value: object) -> Any:  # noqa: ANN401  # bool, int, str, list or map
    if isinstance(value, (str, int)):
        return value
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, dict):
        return [name for name, found in value.items() if found]
    return plain(value)
