"""Confidences mean what they say, and doubtful values ask for a person."""

import pytest

from extractor.check import load_profile
from extractor.classify import trust
from extractor.classify.trust import Map, Trust
from extractor.facts import Evidence, Field
from extractor.process import Options, screen
from tests.training.evaluation.papers import SUBPOENA

SHOWN = (Evidence(1, (0, 0, 1, 1), "26 GJ 0317", "rule:case_number"),)
FLAT = Map((0.0, 0.5, 1.0), (0.0, 0.9, 0.95))


@pytest.mark.parametrize(("said", "means"), [(0.25, 0.45), (0.5, 0.9), (1.0, 0.95)])
def test_a_map_is_a_rising_line(said: float, means: float) -> None:
    assert FLAT(said) == pytest.approx(means)


def test_a_kind_without_a_map_keeps_its_confidence() -> None:
    field = Field("26 GJ 0317", 0.5, SHOWN)
    assert Trust({}, {}).field("case_number", field) == field
    assert Trust({"case_number": FLAT}, {}).field("case_number", field).confidence > 0.8


def test_absence_has_a_map_of_its_own() -> None:
    by = Trust({"signed": FLAT}, {"signed": 0.99})
    nothing: Field[str] = Field(None, 0.5)
    assert by.field("signed", nothing) == nothing
    assert not by.doubts("signed", nothing)


def test_the_shipped_maps_rise_and_stay_within_bounds() -> None:
    shipped = trust.trust()
    assert {"instrument", "case_number", "date_due", "signed"} <= set(shipped.maps)
    for found in shipped.maps.values():
        assert list(found.said) == sorted(found.said)
        assert list(found.right) == sorted(found.right)
        assert 0 <= found.right[0] <= found.right[-1] < 1


def test_a_value_under_its_threshold_is_named_and_forces_a_look() -> None:
    def told(by: Trust) -> tuple[bool, tuple[str, ...], str]:
        options = Options(load_profile("amazon"), trust=by)
        review = screen(SUBPOENA.encode(), "a.txt", options).report.review
        return review.required, review.uncertain, " ".join(review.because)

    assert told(Trust({}, {}))[1] == ()
    required, places, because = told(Trust({}, {"date_issued": 1.0, "county": 1.0}))
    assert required
    assert places == ("instruments/0/fields/date_issued",)
    assert "not sure enough to go unseen: Issued" in because
    shown_only = told(Trust({}, {"case_number": 1.0}))
    assert shown_only[1] == ("instruments/0/fields/case_number",)
    assert "case number" not in shown_only[2].lower()


def test_what_is_in_doubt_is_named_as_its_row_is() -> None:
    places = ("instruments/0/fields/nondisclosure", "instruments/1/type")
    assert trust.holding(places) == ("Secrecy", "Instrument")


def test_of_values_of_which_one_is_right_none_gets_more_than_is_left() -> None:
    options = Options(load_profile("amazon"), trust=Trust({}, {}))
    text = SUBPOENA + "\nOur file: 26-1187-QX. See also Case No. 2:26-cr-00412-AB."
    instrument = screen(text.encode(), "a.txt", options).report.instruments[0]
    others = [r for r in instrument.runner_ups if r.field == "fields/case_number"]
    left = 1 - instrument.fields.case_number.confidence
    assert others
    assert all(r.value.confidence <= round(left, 3) for r in others)
    assert all(r.value.evidence for r in others)
