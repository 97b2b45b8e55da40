"""Maps and thresholds from claims whose truth is known."""

import pytest

from extractor.classify.trust import NEVER, parsed
from training import fit_thresholds
from training.claims import Claim


def claims(kind: str, said: float, right: float, count: int = 200) -> list[Claim]:
    """So many claims, one a packet, of which a share is right."""
    return [
        Claim(kind, f"p{said}-{n}", said, n % 100 < 100 * right) for n in range(count)
    ]


def test_too_modest_claims_become_what_they_are_worth() -> None:
    modest = claims("date_due", 0.6, 0.99) + claims("date_due", 0.3, 0.5)
    told = fit_thresholds.believe(modest)
    assert told.maps["date_due"](0.6) == pytest.approx(0.99, abs=0.02)
    assert told.maps["date_due"](0.3) == pytest.approx(0.5, abs=0.08)
    figure = told.figures[0]
    assert figure.raw_error > 0.25
    assert figure.error < 0.06
    assert figure.threshold >= fit_thresholds.FLOOR
    assert figure.taken >= 200


def test_what_was_never_said_is_not_believed() -> None:
    told = fit_thresholds.fitted(claims("county", 0.6, 1.0))
    assert told(0.6) > 0.95
    assert told(0.1) < 0.2


def test_what_is_often_wrong_always_wants_a_person() -> None:
    told = fit_thresholds.believe(claims("agency", 0.9, 0.8))
    assert told.thresholds == {"agency": NEVER}


def test_too_few_claims_prove_nothing() -> None:
    told = fit_thresholds.believe(claims("seal", 0.9, 1.0, count=20))
    assert told.maps == {}
    assert told.thresholds == {"seal": NEVER}


def test_the_file_says_what_was_fitted() -> None:
    told = fit_thresholds.believe(claims("level", 0.7, 0.97))
    assert parsed(told.as_text()).maps == told.maps
    assert told.model(0.98, 3).texts["maps.json"] == told.as_text()


def test_thresholds_rest_on_packets_nobody_looked_at() -> None:
    """Debugged papers are all right, new ones are not: the new ones decide."""
    debugged = claims("level", 0.9, 1.0, count=4000)
    new = claims("level", 0.9, 0.8)
    told = fit_thresholds.believe([*debugged, *new], unseen=new)
    assert told.thresholds["level"] == NEVER
    assert fit_thresholds.believe([*debugged, *new]).thresholds["level"] < NEVER
