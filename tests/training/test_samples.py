"""The shipped samples are what the generator writes, and their gold is whole."""

from pathlib import Path

import pytest

from extractor.taxonomy.categories import categories
from extractor.taxonomy.instruments import labels
from training import gold
from training.synthesise import samples
from training.synthesise.paper import Paper, papers

SAMPLES = Path(__file__).parents[2] / "samples"
MEDIA = {"born_digital", "scan", "image", "docx", "eml", "text"}


@pytest.mark.parametrize("paper", papers(), ids=lambda p: p.slug)
def test_a_sample_is_written_again_byte_for_byte(paper: Paper, tmp_path: Path) -> None:
    samples.write(paper, tmp_path)
    shipped = {p.name: p.read_bytes() for p in (SAMPLES / paper.slug).iterdir()}
    written = {p.name: p.read_bytes() for p in (tmp_path / paper.slug).iterdir()}
    assert written == shipped


def test_samples_cover_every_media_and_three_degraded_scans() -> None:
    shipped = gold.load(SAMPLES)
    assert len(shipped) >= 14
    assert {g.labels["media"] for g in shipped} == MEDIA
    damaged = {s.damage for p in papers() for s in p.sheets if s.damage}
    assert {"poor_scan", "copy_of_copy", "fax_standard"} <= damaged


@pytest.mark.parametrize("sample", gold.load(SAMPLES), ids=lambda g: g.id)
def test_gold_speaks_the_taxonomy_and_counts_its_pages(sample: gold.Gold) -> None:
    assert sample.get("instrument") in labels()
    assert set(sample.get("categories") or ()) <= {c.id for c in categories()}
    pages = [n for part in sample.get("parts") for n in part["pages"]]
    assert pages == list(range(1, sample.get("pages") + 1))
