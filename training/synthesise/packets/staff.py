"""The people of a packet: who judges, signs, investigates and answers the telephone."""

import random

from training.synthesise.packets.issuer import Issuer
from training.synthesise.packets.people import Person, person, phone, street
from training.synthesise.packets.story import Story
from training.synthesise.packets.wording import load

_FEDERAL_JUDGES = (
    "United States Magistrate Judge",
    "United States Magistrate Judge",
    "U.S. Magistrate Judge",
    "UNITED STATES MAGISTRATE JUDGE",
)


def _town(issuer: Issuer) -> str:
    return f"{issuer.city}, {issuer.subdivision.name} {issuer.zip}"


def staff(
    story: Story, signers: dict[str, tuple[str, str]], rng: random.Random
) -> dict[str, str]:
    """The people of a packet; those who may sign go into `signers`."""
    put, agency, issuer = story.marks.put, story.agency, story.issuer
    judge, clerk, lawyer, agent, counsel, chief = (person(rng) for _ in range(6))
    number, printed = phone(rng, issuer.area)
    email = f"{agent.first[0]}.{agent.last}@{agency.domain}".lower()
    federal = issuer.level == "federal"
    ausa = "Assistant United States Attorney"
    prosecutor = issuer.printed.get("prosecutor", "District Attorney")
    signers |= {
        "foreign": (chief.name, "Head of the Mutual Assistance Section"),
        "judge": (judge.name, _judge(story, rng)),
        "clerk": (clerk.name, rng.choice(("Deputy Clerk", "Clerk of Court"))),
        "attorney": (lawyer.name, ausa if federal else f"Assistant {prosecutor}"),
        "prosecutor": (lawyer.name, f"Assistant {prosecutor}"),
        "agent": (agent.name, agency.title),
        "applicant": (agent.name, f"{agency.title}, {agency.name}"),
        "counsel": (counsel.name, "Attorney for Plaintiff"),
        "sac": (chief.name, "Special Agent in Charge"),
    }
    named = put("agency", agency.name, agency.name)
    return {
        "agent": put("contact_name", agent.name, agent.name),
        "agent_title": agency.title,
        "agency": named,
        "agency_head": _marked_head(story, named),
        "agency_address": f"{street(rng)}\n{_town(issuer)}",
        "agent_phone": put("contact_phone", number, printed),
        "agent_email": put("contact_email", email, email),
        "ausa": lawyer.name,
        "ausa_email": f"{lawyer.first}.{lawyer.last}@usdoj.example".lower(),
        "ausa_phone": phone(rng, issuer.area)[1],
        "judge_name": f"the Honorable {judge.name}",
        **_power(story),
        **_lawyers(story, counsel, rng),
        **_supervisor(chief, issuer.area, agent, rng),
    }


def _judge(story: Story, rng: random.Random) -> str:
    if story.issuer.level == "federal":
        return rng.choice(_FEDERAL_JUDGES)
    kind = story.issuer.court or ""
    return "Municipal Judge" if story.issuer.level == "local" else f"Judge, {kind}"


def _marked_head(story: Story, named: str) -> str:
    """The letterhead, its agency's name marked where it stands there whole."""
    head = story.agency.head
    return head.replace(story.agency.name, named)


def _power(story: Story) -> dict[str, str]:
    power = story.agency.power
    if power is None:
        return {"power_statute": "", "called": "", "agency_form": ""}
    normal = power.get("normal", power["statute"])
    return {
        "power_statute": story.marks.put("statute", normal, power["printed"]),
        "called": power["called"],
        "agency_form": power.get("form", ""),
    }


def _lawyers(story: Story, counsel: Person, rng: random.Random) -> dict[str, str]:
    people, issuer = load("people"), story.issuer
    firm = rng.choice(people["firms"]).format(
        last=counsel.last, last2=rng.choice(people["last"])
    )
    shop = rng.choice(people["shops"]).format(
        Word=rng.choice(people["words"]).title(), last=rng.choice(people["last"])
    )
    return {
        "counsel": counsel.name,
        "counsel_email": f"{counsel.last}@{counsel.last}law.example".lower(),
        "counsel_phone": phone(rng, issuer.area)[1],
        "firm": firm,
        "shop": shop,
        "firm_address": f"{street(rng)}, {_town(issuer)}",
        "plaintiff": shop,
        "defendant": person(rng).name,
        "civil_defendant": person(rng).name,
    }


def _supervisor(
    chief: Person, area: int, agent: Person, rng: random.Random
) -> dict[str, str]:
    data = load("defects")
    return {
        "supervisor": chief.name,
        "supervisor_phone": phone(rng, area)[1],
        "free_email": f"{agent.last}.{agent.first}.unit{rng.randrange(100, 999)}"
        f"@{rng.choice(data['free_domains'])}".lower(),
    }
