"""What a careful reader of the policy finds, from the facts a packet was built of.

It never sees the checker's own words or code: the story says what is asked, by whom and
for which time, the policy's sections say what follows.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from training.synthesise.packets.demands import Demand, Period, is_telephone
from training.synthesise.packets.story import Story
from training.synthesise.packets.wording import load

CONTENT = frozenset(
    {"communications_content", "stored_files", "voice_and_video", "browsing_and_search"}
)
_BEYOND = frozenset(
    {"communications_metadata", "linked_accounts", "device_identifiers"}
)
_HOME_REACH = frozenset({"purchase_history", "service_usage"})
_SUBPOENAS = frozenset(
    {"grand_jury_subpoena", "trial_subpoena", "administrative_subpoena"}
)
_ORDERS = frozenset({"search_warrant", "records_order", "civil_subpoena"}) | _SUBPOENAS
_WORDED = _ORDERS | {"foreign_order", "mutual_assistance_request", "informal_request"}
_LIVE = frozenset({"pen_trap_order", "interception_order"})
_WORDS = frozenset(
    {
        "catch_all",
        "class_of_people",
        "geofence",
        "reverse_keyword",
        "ip_range_dump",
        "linked_accounts_sweep",
        "expressive_material",
        "sensitive_target",
    }
)
_CONTENT_MONTHS, _RECORD_MONTHS, _BULK = 12, 36, 25

WHOLE_BLOCKS = frozenset(
    {
        "unsigned",
        "expired",
        "no_issuing_authority",
        "wrong_recipient",
        "missing_attachment",
        "unfilled_form",
        "not_binding_process",
        "emergency_incomplete",
    }
)
_DEMAND_BLOCKS = frozenset(
    {
        "content_needs_warrant",
        "location_needs_warrant",
        "prospective_needs_order",
        "entire_account",
        "class_of_people",
        "geofence",
        "reverse_keyword",
        "fraud_scope",
        "preservation_asks_disclosure",
    }
)
_NOTES = frozenset(
    {
        "short_deadline",
        "nondisclosure_without_order",
        "preservation_too_long",
        "sensitive_target",
        "contradictory_packet",
    }
)
_ON_DEMANDS = frozenset(
    {
        "beyond_subpoena_reach",
        "no_date_range",
        "open_ended_range",
        "long_date_range",
        "catch_all",
        "linked_accounts_sweep",
        "expressive_material",
        "ip_range_dump",
        "preservation_future_data",
    }
)
_CHANNELS = {
    "emergency_request": "emergency",
    "preservation_request": "preserve",
    "foreign_order": "redirect",
    "mutual_assistance_request": "redirect",
    "national_security_process": "restricted",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What the pages really say of a story: demands that got printed, the gag."""

    story: Story
    demands: tuple[Demand, ...]
    secrecy: str
    home: bool

    @property
    def type(self) -> str:
        """The instrument's id."""
        return str(self.story.plan.form["instrument"])


def months(period: Period) -> int:
    """Calendar months begun between two days, 0 where an end is open."""
    if not isinstance(period.start, date) or not isinstance(period.end, date):
        return 0
    start, end = period.start, period.end
    begun = (end.year - start.year) * 12 + end.month - start.month
    return begun + (1 if end.day >= start.day else 0)


def findings(told: Told) -> tuple[str, ...]:
    """Rules that object, sorted."""
    if told.type == "national_security_process":
        return ("restricted_process",)
    if told.story.plan.has("unfilled_form"):
        return ("unfilled_form",)
    found = {r for d in told.demands for r in of_demand(told, d)} | set(_of_whole(told))
    if "not_binding_process" in found:
        found -= {"no_date_range", "content_needs_warrant", "no_offence_nexus"}
    if told.story.issuer.level == "foreign":
        found -= _DEMAND_BLOCKS - {"entire_account"}
    return tuple(sorted(found))


def of_demand(told: Told, demand: Demand) -> Iterator[str]:
    """What stands against one demand."""
    yield from _reach(told, set(demand.categories), demand)
    if told.type in _WORDED:
        yield from sorted(_WORDS.intersection(demand.tags))
        yield from _time(told, demand)
    if told.type == "fraud_referral" and CONTENT & set(demand.categories):
        yield "fraud_scope"


def _reach(told: Told, categories: set[str], demand: Demand) -> Iterator[str]:
    """What the instrument cannot compel (section 1)."""
    if told.type in _ORDERS - {"search_warrant"}:
        if CONTENT & categories:
            yield "content_needs_warrant"
        if "location" in categories:
            yield "location_needs_warrant"
    if "prospective" in demand.tags and told.type in _ORDERS:
        yield "prospective_needs_order"
    beyond = _BEYOND if told.home else _BEYOND | _HOME_REACH
    if told.type in _SUBPOENAS and beyond & categories and not is_telephone(demand):
        yield "beyond_subpoena_reach"


def _time(told: Told, demand: Demand) -> Iterator[str]:
    """What its period is worth (sections 2 and 5)."""
    period = told.story.period
    closed = isinstance(period.start, date) and isinstance(period.end, date)
    if not closed and _is_entire(demand):
        yield "entire_account"
    if not period.stated:
        if demand.timed:
            yield "no_date_range"
        return
    if not closed:
        yield "open_ended_range"
        return
    begun = months(period)
    content = {*CONTENT, "location"}.intersection(demand.categories)
    limit = _CONTENT_MONTHS if content else _RECORD_MONTHS
    if demand.timed and begun > limit:
        yield "long_date_range"


def _is_entire(demand: Demand) -> bool:
    if "entire_account" in demand.tags:
        return True
    return set(demand.categories) == {"all_records"} and "residual" not in demand.tags


def _of_whole(told: Told) -> Iterator[str]:
    plan, type_ = told.story.plan, told.type
    yield from (rule for defect, rule in _PLAIN.items() if plan.has(defect))
    yield from _secrecy(told)
    if type_ in ("informal_request", "search_warrant_application") and told.demands:
        yield "not_binding_process"
    if type_ in ("foreign_order", "mutual_assistance_request"):
        yield "foreign_authority"
    yield from (rule for rule, holds in _CONDITIONS.items() if holds(told))


_PLAIN = {
    "unsigned": "unsigned",
    "undated": "undated",
    "expired": "expired",
    "short_deadline": "short_deadline",
    "missing_attachment": "missing_attachment",
    "no_issuing_authority": "no_issuing_authority",
    "order_too_long": "order_too_long",
    "mismatch": "authority_purpose_mismatch",
    "contradiction": "contradictory_packet",
    "too_long_keep": "preservation_too_long",
    "future_keep": "preservation_future_data",
    "keep_discloses": "preservation_asks_disclosure",
    "emergency_incomplete": "emergency_incomplete",
    "free_mail": "emergency_unverified_sender",
    "past_event": "emergency_not_urgent",
}


def _secrecy(told: Told) -> Iterator[str]:
    if told.secrecy == "requested" and told.type != "mutual_assistance_request":
        yield "nondisclosure_without_order"
    if told.secrecy == "ordered" and told.type not in _LIVE:
        if told.story.plan.has("gag_endless"):
            yield "nondisclosure_no_end"
        if told.story.plan.has("gag_long"):
            yield "nondisclosure_too_long"


def _asks_content(told: Told) -> bool:
    return any(CONTENT.intersection(d.categories) for d in told.demands)


_CONDITIONS: dict[str, Callable[[Told], bool]] = {
    # Without a contact there is no number to call back.
    "emergency_unverified_sender": lambda t: t.story.plan.has("emergency_incomplete"),
    "wrong_recipient": lambda t: t.home and t.story.plan.has("wrong_recipient"),
    "bulk_targets": lambda t: len(t.story.targets) > _BULK,
    "no_offence_nexus": lambda t: (
        t.type == "search_warrant" and t.story.offence is None and _asks_content(t)
    ),
    "court_lacks_power": lambda t: (
        t.story.plan.form["place"] == "minor" and _asks_content(t)
    ),
    "civil_not_domesticated": lambda t: (
        t.home
        and t.type == "civil_subpoena"
        and t.story.issuer.level == "state"
        and t.story.issuer.subdivision.code not in _home_states()
    ),
    "shield_law_subject": lambda t: (
        t.home
        and t.story.plan.has("shield")
        and t.story.issuer.subdivision.code not in _home_states()
    ),
    "device_serial_missing": lambda t: t.home and t.story.plan.has("no_serial"),
}


def _home_states() -> list[str]:
    return list(load("providers")["profile"]["home_states"])


def disposition(told: Told, found: tuple[str, ...]) -> str:
    """What to do with the packet (sections 3 and 5)."""
    rules = set(found)
    channel = _CHANNELS.get(told.type)
    if channel == "restricted":
        return channel
    if rules & WHOLE_BLOCKS or (told.demands and not _standing(told)):
        return "reject"
    if channel:
        return channel
    serious = rules - _NOTES
    if serious & (_ON_DEMANDS | _DEMAND_BLOCKS):
        return "narrow"
    if serious:
        return "review"
    asks = told.demands or told.type in ("device_return_request", "fraud_referral")
    return "ready" if asks or told.type == "nondisclosure_order" else "review"


def _standing(told: Told) -> bool:
    """True when some demand has no block on it."""
    return any(not _is_blocked(told, d) for d in told.demands)


def _is_blocked(told: Told, demand: Demand) -> bool:
    against = set(of_demand(told, demand))
    if told.story.issuer.level == "foreign":
        against -= _DEMAND_BLOCKS - {"entire_account"}
    content = CONTENT.intersection(demand.categories)
    undated = "no_date_range" in against and bool(content)
    return bool(against & _DEMAND_BLOCKS) or undated
