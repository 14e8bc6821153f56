"""Chapter 11, Why the logarithm: the exercises that ask for an example, of which there are many."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...scoring import expected_score

__all__ = ["exposure_fault", "winners_fault"]


def winners_fault(answer: Any) -> str | None:
    """Say what is wrong with a belief and two reports of which the log rule and Brier are to prefer one each."""
    try:
        numbers = [float(x) for x in answer]
    except (TypeError, ValueError):
        return "three numbers are asked for: (belief, first report, second report), each the probability of the event."
    if len(numbers) != 3:
        return f"three numbers are asked for, and these are {len(numbers)}: (belief, first report, second report)."
    for name, x in zip(("belief", "first report", "second report"), numbers, strict=True):
        if not 0 <= x <= 1:
            return f"the {name} is {x:.4g}; a probability lies between 0 and 1. (70% is 0.7.)".replace("-", "−")
    p, *reports = numbers
    if p in reports:
        which = ("first", "second")[reports.index(p)]
        return f"the {which} report is honest, and an honest report wins under every proper rule. Both must differ."
    log, brier = (
        [float(expected_score((p, 1 - p), (q, 1 - q), rule)) / half for q in reports]
        for rule, half in (("log", 1), ("brier", 2))
    )
    costs = f"log {log[0]:.4f} and {log[1]:.4f} nats, Brier {brier[0]:.4f} and {brier[1]:.4f}"
    log_first, brier_second = log[0] < log[1], brier[1] < brier[0]
    alike = [abs(one - other) < 1e-9 for one, other in (log, brier)]
    if any(alike):
        rules = "both rules" if all(alike) else "one of the rules"
        return f"the two reports cost the same by {rules}: {costs}. One of them has to be nearer to p."
    if log[0] > log[1] and brier[1] > brier[0]:
        return f"the reports stand in the wrong order, {costs}: the first is to win by the log score."
    if not (log_first and brier_second) and p in (0, 0.5, 1):
        return f"one report wins by both: {costs}. For p = {p:.4g} they rank all reports alike; p has to be another."
    if not (log_first and brier_second):
        return f"one report wins by both: {costs}. Put the first between ½ and p, the second near certainty."
    if log[1] - log[0] < 0.01 or brier[0] - brier[1] < 0.01:
        return f"the right idea, and too close: {costs}. Both are to differ by 0.01 or more."
    return None


def _square_of_one(q: Any) -> Any:
    return (1 - q) ** 2


def _no_gain(belief: Any, report: Any) -> str:
    """Say why a report costs no less than honesty does, and what would."""
    turned = [float(expected_score(report, x, _square_of_one)) for x in (report, belief)]
    if np.allclose(belief, report, atol=1e-9):
        return "The report is the belief, and that is honesty; the two must differ."
    if turned[1] <= turned[0] - 0.005:
        return "In the other order they are an example: the belief comes first, then the report."
    if belief.min() < 1e-9:
        return "With a 0 in the belief no report is cheaper than honesty; believe a little in all three."
    if np.allclose(belief, 1 / 3, atol=1e-3):
        return "With all three alike honesty is cheapest; believe in one outcome more than in the others."
    step = "A small step pays if it goes from the outcome with the smallest p(1 − p) to the one with the largest."
    if report.max() > 1 - 1e-9:
        return f"Certainty goes too far: squares reward a smaller step than |q − y| does. {step}"
    if (report**2).sum() < (belief**2).sum():
        return f"The report is flatter than the belief, and this rule rewards sharper ones. {step}"
    move = report - belief
    part = (belief * (1 - belief) * move).sum() / (belief * move**2).sum()  # of the way, where the cost is least
    if 0 < part < 1:
        return f"The right direction, and too far: on this line {part:.0%} of the way is cheapest."
    return f"The wrong direction: no step on this line saves anything. {step}"


def exposure_fault(answer: Any) -> str | None:
    """Say what is wrong with a belief and a report that are to show (1 − q_k)² improper."""
    try:
        belief, report = (np.asarray(x, float) for x in answer)
    except (TypeError, ValueError):
        return "two lists of three probabilities are asked for: (belief, report)."
    for name, x in (("belief", belief), ("report", report)):
        if x.shape != (3,):
            why = ", since with two the rule is proper" if x.shape == (2,) else ""
            return f"{name} has shape {x.shape}; three outcomes are asked for{why}."
        if np.isnan(x).any():
            return f"{name} holds NaN, which is no number: look at what it is computed from."
        if not np.all(x >= -1e-9):  # rounding is forgiven
            return (
                f"{name} has the entry {x.min():.4g}, and a probability is 0 or more. If solving gives a negative "
                "entry, set it to 0 and solve for the other two."
            ).replace("-", "−")
        if abs(x.sum() - 1) > 1e-6:
            percent = " (60% is 0.6.)" if abs(x.sum() - 100) < 1 else ""
            return f"{name} is no distribution: its entries must sum to 1, and these sum to {x.sum():.4g}.{percent}"
    belief, report = (np.maximum(x, 0) / np.maximum(x, 0).sum() for x in (belief, report))
    honest, other = (float(expected_score(belief, x, _square_of_one)) for x in (belief, report))
    costs = f"honesty is expected to cost {honest:.4f}, this report {other:.4f}"
    if other >= honest:
        return f"{costs}: no gain. {_no_gain(belief, report)}"
    if other > honest - 0.005:
        return f"a lie that pays, but by less than 0.005: {costs}. Solve for the report with p(1 − q) the same for all."
    return None
