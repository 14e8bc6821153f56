"""The model answers of the examination: each number that they give is computed here by the library."""

import math
import re
from pathlib import Path

import numpy as np
import pytest

import ce_helpers as ce

TEXT = (Path(__file__).parents[2] / "chapters" / "teaching.md").read_text(encoding="utf-8")
ANSWERS = dict(re.findall(r"^\*\*(\d+)\.\*\*(.*?)(?=^\*\*\d+\.\*\*|\Z)", TEXT, re.M | re.S))
LOSSES = ce.surprise([0.5, 0.25, 0.125], base=2)
TARGET = np.full(10, 0.01)
TARGET[0] = 0.91
BOUND = math.log(64) - 0.02
NUMBERS = {
    1: {"1, 2 and 3 bits": LOSSES.tolist() == [1, 2, 3], "mean is 2 bits": bool(LOSSES.mean() == 2)},
    2: {"0.056": ce.entropy([0.01, 0.99])},
    5: {"1.461": ce.cross_entropy_with_logits(np.eye(10)[0], 0)},
    7: {"p = 1/(1 + \\beta) = 0.1": 1 / (1 + 9) == 0.1 and 9 * 0.1 / (9 * 0.1 + 0.9) == 0.5},
    8: {"0.500": ce.entropy(TARGET)},
    9: {"0.8": 3.2 / 4, "0.3": 1.1 - 0.8, "0.43": ce.convert_units(0.3, "nats", "bits")},
    10: {"4.14": BOUND, "5.97": ce.convert_units(BOUND, "nats", "bits"), "4.16": math.log(64)},
}


def test_there_are_ten_questions_with_an_answer_each():
    assert [*ANSWERS] == [str(i) for i in range(1, 11)]
    assert all(":::{admonition} A model answer" in answer for answer in ANSWERS.values())


@pytest.mark.parametrize("number", NUMBERS)
def test_the_numbers_of_an_answer_are_so(number):
    for told, computed in NUMBERS[number].items():
        assert told in ANSWERS[str(number)]
        if isinstance(computed, bool):
            assert computed
        else:
            assert f"{float(computed):.{len(told.partition('.')[2])}f}" == told


def test_the_derivations_hold_for_a_soft_target():
    """Question 4: the gradient at (0.9, 0.1, 0) is p − y, by finite differences."""
    z, y, h = np.array([0.4, -0.3, 1.2]), np.array([0.9, 0.1, 0.0]), 1e-6
    slopes = [
        (ce.cross_entropy_with_logits(z + h * e, y) - ce.cross_entropy_with_logits(z - h * e, y)) / (2 * h)
        for e in np.eye(3)
    ]
    np.testing.assert_allclose(slopes, ce.softmax(z) - y, atol=1e-9)
