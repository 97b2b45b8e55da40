"""What people corrected is learnt from; packets of the frozen sets never are."""

import json
from pathlib import Path

import pytest

from tests.training.evaluation import papers
from training import sources
from training.corrections import CONFIRMED, CORRECTED, lessons


@pytest.fixture
def export(tmp_path: Path) -> Path:
    folder = papers.write(tmp_path / "export")
    lines = (folder / "gold.jsonl").read_text("utf-8").splitlines()
    labels = [json.loads(line) for line in lines]
    labels[0]["corrected"] = ["instruments/0/type"]
    opening = "the name and address of the account holder;"
    labels[0]["demands"] = [{"text": opening, "categories": ["subscriber_identity"]}]
    told = "".join(json.dumps(each) + "\n" for each in labels)
    (folder / "gold.jsonl").write_text(told, "utf-8")
    return folder


def test_a_corrected_packet_counts_more(export: Path) -> None:
    taught = lessons(export, ())
    by_id = {lesson.gold.id: lesson for lesson in taught.learnt}
    assert by_id["subpoena"].sample.label == "grand_jury_subpoena"
    assert by_id["subpoena"].sample.weight == CORRECTED
    assert by_id["letter"].sample.weight == CONFIRMED
    asked = by_id["subpoena"].texts
    assert [t.asks for t in asked] == [frozenset({"subscriber_identity"})]
    assert len(taught.texts) == CORRECTED


def test_a_packet_of_a_set_that_is_judged_on_is_left_out(export: Path) -> None:
    taught = lessons(export, (export,))
    assert taught.learnt == ()
    assert {why for _, why in taught.left_out} == {"stands in a set that is judged on"}


def test_a_packet_by_an_author_is_left_out() -> None:
    (folder, *_) = sources.AUTHORED
    assert folder in sources.LABELLED
    taught = lessons(folder, sources.LABELLED)
    assert taught.learnt == ()


def test_a_file_that_is_gone_is_told(export: Path) -> None:
    (export / "docs" / "letter.txt").unlink()
    told = dict(lessons(export, sources.FROZEN).left_out)
    assert "cannot be read" in told["letter"]
