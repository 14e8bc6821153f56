"""Chapter 11, Why the logarithm: quick questions."""

from __future__ import annotations

from ..quiz import NumberQuestion, Option, Question

__all__ = ["QUESTIONS"]


QUESTIONS = [
    NumberQuestion(
        name="absolute-best-report",
        text="You believe 0.6 and pay the absolute difference |<i>y</i> − <i>q</i>|. Which report do you expect to "
        "cost least?",
        answer=lambda: 1.0,
        unit="",
        tolerance=0.001,
        feedback="The expected cost is <i>p</i> + (1 − 2<i>p</i>)<i>q</i>, which falls as <i>q</i> rises when "
        "<i>p</i> is above ½. So it is lowest at the end, <i>q</i> = 1.",
        wrong={
            "honest": (0.6, "That is the honest report; it is expected to cost 0.48, and certainty 0.40."),
            "half": (0.5, "0.5 costs 0.5 whatever happens; certainty is expected to cost 0.40."),
            "zero": (0.0, "The right idea at the wrong end: below ½ the line falls to 0, above ½ to 1."),
        },
        digits=2,
    ),
    Question(
        name="proper-means",
        text="What does it mean that a scoring rule is <i>strictly proper</i>?",
        options=[
            Option(
                "Whatever you believe, every report but the honest one is expected to cost more.",
                True,
                "Expected under your own belief, that is: it makes honesty the best policy, not you well informed.",
            ),
            Option(
                "The forecaster with the better score knows more.",
                False,
                "On average in the long run, perhaps; on any one day luck decides. Propriety is about expectations.",
            ),
            Option(
                "A model trained on it comes out calibrated.",
                False,
                "It is the minimiser over all forecasts that is honest. A trained network may stop far from it.",
            ),
            Option(
                "The score of a sure and correct forecast is 0.",
                False,
                "Absolute error has that property too, and it is not proper.",
            ),
        ],
    ),
    Question(
        name="only-the-log",
        text="What does the logarithmic score do that no other strictly proper score does, with three outcomes or "
        "more?",
        options=[
            Option(
                "It depends only on the probability of what happened.",
                True,
                "It is local. Brier and spherical also read how the rest was divided.",
            ),
            Option(
                "It makes honesty the cheapest report.",
                False,
                "So do Brier, spherical, and the tangents of any arch without straight pieces.",
            ),
            Option(
                "It charges more for a confident error than for a timid one.",
                False,
                "They all do. What differs is how much more.",
            ),
            Option(
                "It can be infinite.",
                False,
                "So can others: ½√((1 − <i>q</i>)/<i>q</i>) for the outcome that came and ½√(<i>q</i>/(1 − <i>q</i>)) "
                "for each that did not, added up, is strictly proper and unbounded.",
            ),
        ],
    ),
    Question(
        name="resolution-means",
        text="A forecaster says 30% every day, and it rains on 30% of all days. What are reliability and resolution?",
        options=[
            Option(
                "Both are 0.",
                True,
                "What was said came true, so reliability is perfect; no day was told from another, so nothing was "
                "resolved. The score is the uncertainty alone.",
            ),
            Option(
                "Reliability is 0, resolution is large.",
                False,
                "Resolution asks how far the bins' frequencies are from the overall one. There is one bin.",
            ),
            Option(
                "Reliability is large, resolution is 0.",
                False,
                "Reliability is a cost here, and 30% was followed by 30%: it is 0.",
            ),
        ],
    ),
    Question(
        name="price-of-dishonesty",
        text="You believe <i>P</i> and report <i>Q</i>. By how much does your expected log score exceed that of an "
        "honest report?",
        options=[
            Option("KL(P‖Q)", True, "Cross-entropy less entropy: H(P, Q) − H(P)."),
            Option("H(P, Q)", False, "That is the whole expected score; the honest report pays H(P) of it as well."),
            Option("KL(Q‖P)", False, "The belief weights and the report pays, so P stands first."),
            Option("H(Q) − H(P)", False, "Two distributions can have equal entropies and be far apart."),
        ],
    ),
]
