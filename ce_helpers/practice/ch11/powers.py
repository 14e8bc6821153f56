"""Chapter 11, Why the logarithm: the exercise on the best report under a power of the distance."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...activations import sigmoid

__all__ = ["MISTAKES", "belief_cases", "best_report", "to_four_decimals"]


def _at_odds(power: Any) -> Any:
    """Return the report whose odds are those of the belief to `power(a)`; by logarithms, which do not overflow."""
    return lambda p, a: sigmoid(power(a) * np.log(p / (1 - p)))


best_report = _at_odds(lambda a: 1 / (a - 1))


def _on_a_grid(steps: int, choose: Any = np.argmin) -> Any:
    """Return the report of least expected cost among `steps` + 1 of equal distance."""

    def report(p: Any, a: Any) -> Any:
        q = np.linspace(0, 1, steps + 1)
        return q[choose(_expected_power(p, a, q))]

    return report


def _expected_power(p: Any, a: Any, q: Any) -> Any:
    return p * (1 - q) ** a + (1 - p) * q**a


def belief_cases(rng: np.random.Generator) -> list[Any]:
    """Return the beliefs and powers that answers are tried on."""
    plain = [
        (0.9, 3.0),
        (0.9, 2.0),
        (0.5, 4.0),
        (0.2, 1.5),
        (0.7, 1.2),
        (0.6, 10.0),
        (0.45, 1.0005),
        (0.55, 1.0005),
        (0.3, 1.001),
        (0.8, 1.001),
    ]
    # NumPy's numbers, whose 0/0 is NaN: a program that loses both powers is heard out, and told so
    return [*((np.float64(p), np.float64(a)) for p, a in plain),
            *zip(rng.uniform(0.05, 0.95, 10), rng.uniform(1.3, 6, 10), strict=True)]  # fmt: skip


def _powers(p: Any, a: Any) -> Any:
    """Return the best report by powers, which both become 0 where a is near 1."""
    yes, no = np.float64(p) ** (1 / (a - 1)), np.float64(1 - p) ** (1 / (a - 1))
    return yes / (yes + no)


def _of_odds(p: Any, a: Any) -> Any:
    """Return the best report by the odds, which become ∞ where a is near 1."""
    odds = np.float64(p / (1 - p)) ** (1 / (a - 1))
    return odds / (1 + odds)


def to_four_decimals(one: Any, other: Any) -> bool:
    """Tell whether two numbers agree to four decimals."""
    return np.shape(one) == np.shape(other) and bool(np.allclose(one, other, rtol=1e-6, atol=5.1e-5, equal_nan=True))


MISTAKES: dict[str, Any] = {
    "this is honest whatever a is; only a = 2 makes honesty cheapest for every p. Set the derivative by q to "
    "0.": lambda p, a: p,
    "the odds are raised to a − 1; they are to be raised to 1/(a − 1).": _at_odds(lambda a: a - 1),
    "the odds are raised to 1/a; differentiating took one from the power, so it is 1/(a − 1).": (
        _at_odds(lambda a: 1 / a)
    ),
    "the odds are raised to a; solve p(1 − q)ᵃ⁻¹ = (1 − p)qᵃ⁻¹ for the odds of q.": _at_odds(lambda a: a),
    "both powers become 0 where a is near 1, and 0/0 is left; the same in log-odds, ln(p/(1 − p)), is not lost.": (
        _powers,
        lambda p, a: np.nan_to_num(_powers(p, a), nan=0.5),
        lambda p, a: np.nan_to_num(_powers(p, a), nan=0.0),
        lambda p, a: np.nan_to_num(_powers(p, a), nan=p),
    ),
    "the power of the odds becomes ∞ where a is near 1, and ∞/∞ is left; the same in log-odds, "
    "ln(p/(1 − p)), is not lost.": _of_odds,
    "the power is a/(a − 1); what is raised to a − 1 on both sides is undone by the power 1/(a − 1).": (
        _at_odds(lambda a: a / (a - 1))
    ),
    "the distance of the belief from ½ is divided by a − 1; it is its log-odds that are.": (
        lambda p, a: 0.5 + (p - 0.5) / (a - 1),
        lambda p, a: float(np.clip(0.5 + (p - 0.5) / (a - 1), 0, 1)),
    ),
    "the report is kept away from 0 and 1; the best one may lie as near to them as it likes.": tuple(
        lambda p, a, e=e: float(np.clip(best_report(p, a), e, 1 - e)) for e in (0.01, 1e-3, 1e-4)
    ),
    "p and 1 − p stand in place of the log-odds: the score is ln(p/(1 − p)), divided by a − 1.": (
        lambda p, a: sigmoid((2 * p - 1) / (a - 1)),
        lambda p, a: sigmoid(p / (a - 1)),
    ),
    "a = 2 is honest and a → 1 rounds; between and beyond them the report depends on a.": (
        lambda p, a: p if a == 2 else float(p > 0.5),
        lambda p, a: p if a == 2 else float(p >= 0.5),
        lambda p, a: p if a >= 2 else float(p > 0.5),
    ),
    "the odds are raised to 1/(a + 1); the power of the derivative is a − 1.": _at_odds(lambda a: 1 / (a + 1)),
    "the odds are squared, whatever a is; the power depends on a: 1/(a − 1).": _at_odds(lambda a: 2),
    "the odds are upside down: p and 1 − p exchanged, or the power with the wrong sign. A higher belief "
    "needs a higher report.": _at_odds(lambda a: -1 / (a - 1)),
    "these are the odds of the report; the report itself is odds/(1 + odds).": (
        lambda p, a: np.exp(np.minimum(np.log(p / (1 - p)) / (a - 1), 700)),
        lambda p, a: np.float64(p / (1 - p)) ** (1 / (a - 1)),
    ),
    "p to the power is not yet a report: divide by the sum of that of p and that of 1 − p.": (
        lambda p, a: p ** (1 / (a - 1)),
        lambda p, a: p ** (a - 1),
    ),
    "1 − (1 − p) to the power is no report: raise p and 1 − p to it, and divide the first by the sum of both.": (
        lambda p, a: 1 - (1 - p) ** (1 / (a - 1))
    ),
    "this rounds to certainty, which is best only as a → 1.": (
        lambda p, a: float(p > 0.5),
        lambda p, a: float(p >= 0.5),
    ),
    "this is ½ whatever is believed; a belief of 0.9 is worth a higher report.": lambda p, a: 0.5,
    "this is the least expected cost; the report that has it is asked for.": (
        lambda p, a: _expected_power(p, a, best_report(p, a))
    ),
    "this is the report that costs most; the one that costs least is asked for.": (
        _on_a_grid(1000, np.argmax),
        _on_a_grid(100, np.argmax),
    ),
    "this is the nearest point of a grid; a finer grid or the derivative gives the fourth decimal.": tuple(
        _on_a_grid(steps) for steps in (10, 20, 50, 99, 100, 200, 500, 999, 1000, 2000, 5000)
    ),
    "the belief is multiplied or divided by a or a − 1; it is the exponent of its odds that a changes.": (
        lambda p, a: p / a,
        lambda p, a: p / (a - 1),
        lambda p, a: min(1.0, p / (a - 1)),
        lambda p, a: min(1.0, p * (a - 1)),
    ),
    "the odds are multiplied by a or a − 1; it is their exponent that a changes.": (
        lambda p, a: a * p / (a * p + 1 - p),
        lambda p, a: (a - 1) * p / ((a - 1) * p + 1 - p),
    ),
}
