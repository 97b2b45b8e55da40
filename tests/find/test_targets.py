"""Targets told from the paper's own people, where no wording announces either."""

import pytest

from extractor.document import Document, assemble
from extractor.find.identifiers import find_identifiers
from extractor.find.surroundings import seen
from extractor.find.targets import all_seen, target_model
from extractor.find.unsaid import unsaid
from extractor.packet import Part, Role, Scope
from extractor.read.plain import lay_out, split_pages

ORDER = """\
IN THE CIRCUIT COURT OF EXAMPLE COUNTY
ORDER TO PRODUCE RECORDS

On the application of Detective Sergeant Orla Vance, the Court finds probable cause that
Ludo Marrin and others are committing theft. Sample Inc. shall produce, for the account
{target}, all order history.

Dated: March 3, 2025
/s/ Perrin Oakley
Perrin Oakley, Circuit Judge
"""


def found(text: str) -> set[tuple[str, str | None]]:
    pages = tuple(lay_out(t, i + 1) for i, t in enumerate(split_pages(text)))
    document = assemble(Document("0" * 64, "order.txt", "text", pages, "", ()))
    part = Part(Role.INSTRUMENT, tuple(p.number for p in pages), owner=0)
    scope = Scope(0, (part,), document)
    return {(i.kind, i.value.value) for i in find_identifiers(scope)}


def test_a_learned_model_is_in_use() -> None:
    assert target_model() is not None


@pytest.mark.parametrize(
    ("printed", "kind", "value"),
    [
        ("of the streamer moss_kettle", "username", "moss_kettle"),
        ("ludo@mail.example", "email", "ludo@mail.example"),
    ],
)
def test_what_the_order_is_about_is_found_and_its_officials_are_not(
    printed: str, kind: str, value: str
) -> None:
    told = found(ORDER.format(target=printed))
    assert (kind, value) in told
    assert not {"Perrin Oakley", "Orla Vance"} & {v for _, v in told}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Pastor Elwin Tarn Moss", "Elwin Tarn Moss"),
        ("that Ludo Marrin sold", "Ludo Marrin"),
        ("saw Ángel Lío Prat,", "Ángel Lío Prat"),
    ],
)
def test_a_name_begins_behind_ranks_and_other_words(text: str, value: str) -> None:
    assert [c.value for c in unsaid(text) if c.kind == "name"] == [value]


def test_who_signs_is_no_candidate_without_wording() -> None:
    assert "Perrin Oakley" not in {c.value for c in unsaid(ORDER)}


def test_what_surrounds_a_thing_is_one_line_of_text_each() -> None:
    for each in all_seen(ORDER.format(target="ludo@mail.example")):
        assert all("\n" not in gram for gram in each.grams)
        assert len(set(each.grams)) == len(each.grams)


def test_an_empty_text_has_no_targets() -> None:
    assert seen("", ()) == []
    assert all_seen("") == ()


@pytest.mark.parametrize("run", ["AbCdEf", "AB-", "Ab Cd\n", "ab_", "1234 "])
def test_long_runs_take_little_time(run: str) -> None:
    assert len(all_seen(run * 9000)) < 10_000
