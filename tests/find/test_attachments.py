"""Attachments cited by an instrument, and those that are in the packet."""

import pytest

from extractor.find.attachments import find_present, find_referenced, name_of
from extractor.packet import Role
from tests.build import scope


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("ATTACHMENT A", "Attachment A"),
        ("Exhibits 1", "Exhibit 1"),
        ("RIDER", "Rider"),
        ("Rider to Subpoena", "Rider"),
        ('Schedule "B"', "Schedule B"),
    ],
)
def test_names_have_one_form(printed: str, name: str) -> None:
    assert name_of(printed) == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("See Attachment A and the list in Exhibit 2.", ["Attachment A", "Exhibit 2"]),
        ("as set out in Attachments A and B", ["Attachment A", "Attachment B"]),
        ("produce the items in the attached Rider", ["Rider"]),
        ("SEE ATTACHED RIDER.", ["Rider"]),
        ("under section 4 of and Schedule 1 to the Evidence Act 1984", []),
        ("pills of a Schedule II controlled substance", []),
        ("Schedule 2, paragraph 5 of the Data Protection Act 2018", []),
        ("Appendix A to 28 C.F.R. Part 16", []),
        ("[ ] See attached rider", []),
        ("[x] See attached rider", ["Rider"]),
        ("listed in Schedule A to this order", ["Schedule A"]),
        ("The Partnerships and Associations Identified on Schedule A", []),
        ("The Individuals and Entities listed in the attached Schedule B", []),
        ("The records identified on Schedule A", ["Schedule A"]),
        ("Exhibit A to the affidavit", ["Exhibit A"]),
        ("We schedule a visit and exhibit patience.", []),
        ("", []),
    ],
)
def test_cited_attachments_are_listed_once(text: str, names: list[str]) -> None:
    assert [f.value for f in find_referenced(scope(text))] == names


def test_present_attachments_are_titles_at_page_tops() -> None:
    read = scope(
        "WARRANT\nSee Attachment A and Attachment B\n"
        "\fATTACHMENT A\nThe account\n\fSome page without a title",
        Role.INSTRUMENT,
        Role.ATTACHMENT,
        Role.ATTACHMENT,
    )
    assert [f.value for f in find_present(read)] == ["Attachment A"]
    assert [f.value for f in find_referenced(read)] == ["Attachment A", "Attachment B"]


def test_a_schedule_may_begin_down_the_page_that_cites_it() -> None:
    body = "\n".join(f"line {n}" for n in range(8))
    read = scope(
        f"ORDER\nproduce the items in the Schedule\n{body}\nSCHEDULE\n(a) x\n(b) y"
    )
    assert [f.value for f in find_present(read)] == ["Schedule"]
    assert find_present(scope(f"ORDER\n{body}\nSCHEDULE")) == ()
