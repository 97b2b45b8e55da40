"""What a report may say: nothing of restricted process, no demand of no process."""

import pytest

from extractor import wire
from extractor.check import load_profile
from extractor.process import Options, screen
from extractor.read import ReadOptions
from extractor.report import Report

LETTER = """\
U.S. Department of Justice
Federal Bureau of Investigation

NATIONAL SECURITY LETTER
To: Example Mail, Inc.

Under the authority of 18 U.S.C. § 2709 you are hereby directed to provide the name,
address and length of service of the account iris.moth@example.net.
A disclosure of this letter may endanger the national security of the United States.
Special Agent in Charge
"""
OPINION = """\
UNITED STATES DISTRICT COURT
Iris Moth v. Example Mail, Inc.
MEMORANDUM OPINION AND ORDER
Before the court is the motion to dismiss. The plaintiff requests that the defendant
provide all e-mails of her account. The motion is GRANTED for the reasons that follow.
I. BACKGROUND
The complaint alleges breach of contract. II. LEGAL STANDARD. III. DISCUSSION.
"""


def report(text: str) -> Report:
    options = Options(load_profile("generic"), ReadOptions())
    return screen(text.encode(), "letter.txt", options).report


def test_of_restricted_process_only_type_pages_and_route_are_said() -> None:
    found = report(LETTER)
    (letter,) = found.instruments
    assert letter.type.value == "national_security_process"
    assert found.disposition.value == "restricted"
    assert (letter.demands, letter.identifiers, found.categories) == ((), (), ())
    assert letter.fields.recipient.value is None
    assert letter.runner_ups == ()
    assert "iris.moth" not in wire.to_json(found)


@pytest.mark.parametrize("text", [OPINION, "Lunch menu\nSoup of the day: leek\n"])
def test_what_is_no_process_demands_nothing(text: str) -> None:
    found = report(text)
    assert [i.type.value for i in found.instruments] == ["not_legal_process"]
    assert [i.demands for i in found.instruments] == [()]
