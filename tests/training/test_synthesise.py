"""Drawn packets: the same from the same seed, and gold that the pages bear out."""

import json
import random
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from typer.testing import CliRunner

from extractor.taxonomy.jurisdictions import subdivisions
from training.gold import load
from training.synthesise.command import synthesise
from training.synthesise.packets import LabelledPacket, Quality, Wanted, draw
from training.synthesise.packets.compose import Sheets
from training.synthesise.packets.demands import Period
from training.synthesise.packets.issuer import federal
from training.synthesise.packets.layout import paged
from training.synthesise.packets.marks import Marks
from training.synthesise.packets.verdict import CONTENT, months
from training.synthesise.packets.wording import load as wording
from training.synthesise.packets.writing import packed

_SUBPOENAS = ("grand_jury_subpoena", "trial_subpoena", "administrative_subpoena")
_FOREIGN = ("foreign_authority",)
_CHANNELS = ("restricted_process", "not_binding_process", *_FOREIGN)


@cache
def drawn() -> tuple[LabelledPacket, ...]:
    return tuple(draw(seed) for seed in range(600))


def with_finding(rule: str) -> Iterator[LabelledPacket]:
    return (p for p in drawn() if rule in (p.gold["findings"] or ()))


def test_a_seed_gives_the_same_packet_again() -> None:
    assert draw(7) == draw(7)
    assert draw(7).text != draw(8).text


def test_a_period_open_at_both_ends_is_open_ended_and_not_missing() -> None:
    said = ("since the account was created, to the present", "inception to the present")
    found = [p for p in drawn() if any(words in p.text for words in said)]
    assert found
    for packet in found:
        assert "no_date_range" not in (packet.gold["findings"] or ()), packet.id


def test_a_text_points_at_a_list_of_accounts_only_where_one_is_printed() -> None:
    pointing = [p for p in drawn() if "the accounts listed below" in p.text]
    assert pointing
    assert all(p.gold["identifiers"] for p in pointing)


def test_a_list_of_accounts_longer_than_a_page_runs_on() -> None:
    rows = [["No.", "Account"], *([str(n), f"account {n}"] for n in range(90))]
    pages = list(paged((Sheets("attachment", None, (("grid", rows),), ""),), None))
    assert len(pages) > 2
    assert [r for p in pages for _, held in p.blocks for r in held] == rows


@pytest.mark.parametrize("media", ["pdf", "docx", "eml", "fax", "scan", "text"])
def test_a_packet_is_packed_to_the_same_bytes_again(media: str) -> None:
    packet = next(p for p in drawn() if p.media == media and p.gold["pages"] < 3)
    assert packed(packet) == packed(draw(packet.seed))


def test_every_label_stands_where_it_says() -> None:
    for packet in drawn():
        for label in packet.labels:
            printed = packet.text[label.start : label.end]
            assert printed.strip(), (packet.id, label)
            if label.name in {"case_number", "recipient"}:
                assert " ".join(printed.split()).lower() == label.value.lower()


def test_every_instrument_is_drawn() -> None:
    assert {p.gold["instrument"] for p in drawn()} == set(wording("instruments"))
    assert len(wording("instruments")) == 19


def test_all_94_districts_can_be_drawn() -> None:
    known = {d for s in subdivisions() for _, d in s.districts}
    rng = random.Random(0)  # noqa: S311 - a draw, no secret
    found = {federal(rng, n).court_id for n in range(94)}
    assert found == known


def test_every_state_has_a_court_with_a_place_and_a_prosecutor() -> None:
    states = wording("states")["states"]
    assert len(states) == 51
    assert all(s["counties"] and s["prosecutor"] for s in states.values())


def test_breadth_of_agencies_and_countries() -> None:
    agencies = wording("agencies")
    abroad = {e["country"] for e in wording("abroad")}
    assert len(agencies["federal"]) + len(agencies["local"]) >= 39
    assert len(abroad | {e["country"] for e in wording("treaties")}) >= 18


def test_every_category_has_eight_wordings_in_each_style() -> None:
    for category, words in wording("demands").items():
        assert len(words["long"]) >= 8, category
        assert len(words["short"]) >= 8, category


def test_clean_packets_have_no_finding_but_their_channel() -> None:
    for seed in range(150):
        packet = draw(seed, Wanted(Quality.CLEAN))
        found = packet.gold["findings"] or ()
        assert set(found) <= set(_CHANNELS)


def test_a_packet_with_defects_has_a_finding() -> None:
    found = [draw(seed, Wanted(Quality.DEFECTS)).gold for seed in range(150)]
    asked = [
        g for g in found if g["findings"] is not None and g["instrument"] in _SUBPOENAS
    ]
    assert sum(bool(g["findings"]) for g in asked) > 0.9 * len(asked)


def test_content_asked_by_subpoena_is_always_found() -> None:
    for packet in drawn():
        gold = packet.gold
        if gold["instrument"] in _SUBPOENAS and gold["findings"] is not None:
            content = CONTENT.intersection(gold["categories"])
            assert bool(content) == ("content_needs_warrant" in gold["findings"])


def test_an_unsigned_packet_has_no_signer_and_an_undated_one_no_date() -> None:
    assert all(p.gold["fields"]["signed"] is False for p in with_finding("unsigned"))
    undated = list(with_finding("undated"))
    assert undated
    assert all(p.gold["fields"]["date_issued"] is None for p in undated)


def test_an_expired_packet_was_due_before_it_came() -> None:
    expired = list(with_finding("expired"))
    assert expired
    assert all(p.gold["fields"]["date_due"] < p.gold["received"] for p in expired)


def test_a_missing_attachment_is_cited_and_not_there() -> None:
    for packet in with_finding("missing_attachment"):
        assert not packet.demands
        assert "ttach" in packet.text or "SEE" in packet.text or "See" in packet.text


def test_a_packet_that_contradicts_itself_prints_another_number_in_its_rider() -> None:
    wanted = Wanted(Quality.DEFECTS, text_only=True, instrument="civil_subpoena")
    told = (draw(seed, wanted) for seed in (58, 108, 157))
    for packet in told:
        assert "contradictory_packet" in packet.gold["findings"]
        own = packet.gold["fields"]["case_number"]
        (other,) = re.findall(r"Case No\. (.+)", packet.text)
        assert len(own) == len(other)
        assert sum(a != b for a, b in zip(own, other, strict=True)) == 1


def test_demands_carry_their_page_and_categories() -> None:
    for packet in drawn():
        pages = packet.text.split("\f")
        assert len(pages) == packet.gold["pages"]
        for demand in packet.demands:
            assert demand.text in packet.text
            assert demand.text.split()[0] in pages[demand.page - 1]
            assert demand.categories


def test_the_drawn_pdf_holds_the_text() -> None:
    packet = next(p for p in drawn() if p.media == "pdf" and p.gold["pages"] == 2)
    pdf = pdfium.PdfDocument(packed(packet)[1])
    printed = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    telling = {w for w in packet.text.split() if w.isalpha() and len(w) > 4}
    assert sum(w in printed for w in telling) > 0.97 * len(telling)


def test_no_packet_is_too_long_for_its_pages() -> None:
    for packet in drawn()[:150]:
        if packet.media == "pdf":
            assert packed(packet)[1].startswith(b"%PDF")


def test_marks_survive_capitals_and_nesting() -> None:
    marks = Marks()
    inner = marks.put("identifier", "email=a@b.test", "a@b.test")
    text, labels = marks.read(marks.put("demand", "0", f"mail of {inner}").upper())
    assert text == "MAIL OF A@B.TEST"
    assert [text[x.start : x.end] for x in labels] == ["MAIL OF A@B.TEST", "A@B.TEST"]


@pytest.mark.parametrize(
    ("start", "end", "begun"),
    [
        (date(2024, 1, 1), date(2024, 12, 31), 12),
        (date(2024, 1, 15), date(2025, 1, 14), 12),
        (date(2024, 1, 15), date(2025, 1, 15), 13),
    ],
)
def test_months_are_counted_with_both_ends(start: date, end: date, begun: int) -> None:
    assert months(Period(start, end)) == begun


def test_the_command_writes_gold_that_loads(tmp_path: Path) -> None:
    options = ["packets", "--seed", "3", "--count", "5", "--text-only", "--out"]
    result = CliRunner().invoke(synthesise, [*options, str(tmp_path)])
    assert result.exit_code == 0, result.output
    gold = load(tmp_path)
    assert [g.id for g in gold] == ["p3", "p4", "p5", "p6", "p7"]
    truth = json.loads((tmp_path / "text" / "p3.json").read_text("utf-8"))
    assert gold[0].path.read_text("utf-8") == truth["text"]


def test_clean_and_defects_exclude_each_other(tmp_path: Path) -> None:
    options = ["packets", "--clean", "--defects", "--out", str(tmp_path)]
    assert CliRunner().invoke(synthesise, options).exit_code != 0


def test_a_paper_in_cyrillic_is_drawn_in_letters_that_can_be_read_again() -> None:
    wanted = Wanted(scans=0, instrument="foreign_order")
    packets = (draw(seed, wanted) for seed in range(400))
    packet = next(p for p in packets if p.media == "pdf" and "ЗАПРОС" in p.text)
    pdf = pdfium.PdfDocument(packed(packet)[1])
    assert "ЗАПРОС" in pdf[0].get_textpage().get_text_bounded()


def test_no_attachment_is_cited_that_neither_lies_there_nor_is_found_missing() -> None:
    for packet in drawn():
        gold = packet.gold
        cited = "in Attachment" in packet.text or "See Attachment" in packet.text
        if cited and gold["findings_generic"] and not gold["is_blank"]:
            there = "attachment" in {p["type"] for p in gold["parts"]}
            assert there or "missing_attachment" in gold["findings_generic"], packet.id
