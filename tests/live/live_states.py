"""States of live figures that a reader can reach, and how their numbers are compared: for the tests of all figures."""

from __future__ import annotations

import itertools
import math
import random
import reprlib
from functools import cache
from typing import Any

import pytest

from ce_helpers import live

NAMES = live.names()
figures = pytest.mark.parametrize("name", NAMES)


@cache
def template(name: str) -> live.LiveFigure:
    """Return one figure of a kind; drawing is slow and the tests of numbers need no drawing."""
    return live.by_name(name)(uid="live-1")


def put(figure: live.LiveFigure, state: dict[str, Any]) -> None:
    """Bring a figure into exactly this state, its `adjust` not consulted."""
    controls = list(figure.controls())
    figure.unobserve(figure._adjust, names=controls)
    try:
        for trait, value in state.items():
            setattr(figure, trait, value)
    finally:
        figure.observe(figure._adjust, names=controls)


@cache
def states(
    name: str, count: int = 1000
) -> tuple[list[dict[str, Any]], list[tuple[dict[str, Any], str, dict[str, Any]]]]:
    """Return the states that controls reach, ends and chance, and the single moves (before, control, after) between.

    Several tests share what this returns, and must leave it as it is.
    """
    figure, chance = template(name), random.Random(f"live {name}")
    controls = figure.controls()
    ends = list(itertools.islice(itertools.product(*(c.ends() for c in controls.values())), 512))
    walks = [dict(zip(controls, corner, strict=True)) for corner in ends]
    walks += [{n: c.any_value(chance) for n, c in controls.items()} for _ in range(count)]
    reached, moves = [], []
    for walk in walks:
        order = list(walk)
        chance.shuffle(order)
        for trait in order:
            before = figure.state()
            setattr(figure, trait, walk[trait])
            if figure.state() != before:
                moves.append(({**before, trait: walk[trait]}, trait, figure.state()))
        reached.append(figure.state())
    return reached, moves


def same(ours: Any, theirs: Any) -> bool:
    """Return whether JavaScript's value is Python's: text, 0 and ∞ exactly, other numbers to 1e-12 relative."""
    if isinstance(ours, str) or isinstance(theirs, str):
        return ours == theirs
    if isinstance(ours, dict):
        return ours == theirs
    if isinstance(ours, list):
        return len(ours) == len(theirs) and all(same(a, b) for a, b in zip(ours, theirs, strict=True))
    ours, theirs = float(ours), float(theirs)
    if math.isnan(ours) or math.isinf(ours) or ours == 0:
        return ours == theirs or (math.isnan(ours) and math.isnan(theirs))
    return abs(theirs - ours) <= 1e-12 * abs(ours)


def shorter(value: Any) -> str:
    """Return a value for the message of a failure: a figure's data may be thousands of numbers."""
    short = reprlib.Repr()  # which takes its limits as arguments from Python 3.12 on
    short.maxlevel = short.maxlist = short.maxtuple = 4
    short.maxdict = 20
    short.maxstring = short.maxother = 80
    return short.repr(value)


def differences(ours: dict[str, Any], theirs: dict[str, Any]) -> list[str]:
    """Return which entries are not the same, as text."""
    if set(ours) != set(theirs):
        return [f"Python has {sorted(ours)}, JavaScript {sorted(theirs)}"]
    return [
        f"{n}: Python {shorter(ours[n])}, JavaScript {shorter(theirs[n])}" for n in ours if not same(ours[n], theirs[n])
    ]
