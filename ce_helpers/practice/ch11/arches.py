"""Chapter 11, Why the logarithm: the exercise on a rule made from an arch."""

from __future__ import annotations

from ..by_hand import Part

__all__ = ["PARTS"]

PARTS = [
    Part(
        "slope",
        -0.75,
        "the derivative of √u is u′/(2√u), here with u = p(1 − p) and u′ = 1 − 2p",
        {
            "right of ½ the arch falls; the slope is negative": 0.75,
            "the 2 of the root's derivative is missing, u′/(2√u)": -1.5,
            "this is the slope of p(1 − p), under the root; the root has its own derivative, u′/(2√u)": -0.6,
            "the derivative 1 − 2p of what stands under the root is missing": 1.25,
            "the root is not taken in the denominator: u′/(2√u)": -1.875,
            "this is the slope of the entropy, −ln(p/(1 − p))": -1.386294,
            "this is the height of the arch; its slope is asked for": 0.4,
        },
    ),
    Part(
        "if it happens",
        0.25,
        "the tangent at the right edge: G(0.8) + (1 − 0.8)·G′(0.8)",
        {
            "this is the left end, what is paid if the event does not happen": 1.0,
            "the slope is added with the wrong sign: to the right the tangent falls": 0.55,
            "the slope is added whole; from 0.8 to the right edge is a way of 0.2": -0.35,
            "the way to the right edge is 1 − q = 0.2, not 0.8": -0.2,
            "this is the height of the arch; a bill is at the tangent's end": 0.4,
            "this is the log rule's bill, −ln 0.8": 0.223144,
            "this is Brier's bill, 0.2²": 0.04,
        },
    ),
    Part(
        "if not",
        1.0,
        "the tangent at the left edge: G(0.8) − 0.8·G′(0.8)",
        {
            "this is the right end, what is paid if the event happens": 0.25,
            "the slope has the wrong sign: to the left the tangent rises": -0.2,
            "the slope is subtracted whole; from 0.8 to the left edge is a way of 0.8": 1.15,
            "the way to the left edge is q = 0.8, not 0.2": 0.55,
            "this is the height of the arch; a bill is at the tangent's end": 0.4,
            "this is the log rule's bill, −ln 0.2": 1.609438,
            "this is Brier's bill, 0.8²": 0.64,
        },
    ),
    Part(
        "expected",
        0.625,
        "the belief, ½ and ½, weighs the two bills; it is the tangent's height over 0.5",
        {
            "the report weighs here, 0.8 and 0.2; the belief has to, ½ and ½": 0.4,
            "the weights are 0.2 and 0.8; the belief weighs the bills, ½ and ½": 0.85,
            "this is what honesty costs, the arch over 0.5": 0.5,
            "the bills are added; the belief weighs each with ½": 1.25,
            "this is the price; the expected cost of the report is asked for": 0.125,
        },
    ),
    Part(
        "price",
        0.125,
        "the height of the tangent over 0.5, less that of the arch there",
        {
            "the sign is turned; the dishonest report costs more": -0.125,
            "the arch is read at the report, 0.4; read it over the belief, where it is 0.5": 0.225,
            "this is the whole expected cost; take off what honesty costs": 0.625,
            "this is the ratio of the two costs; their difference is asked for": 1.25,
            "this is the squared distance, the price by Brier": 0.09,
            "this is KL, the price by the log rule": 0.223144,
            "this is what honesty costs": 0.5,
        },
    ),
]
