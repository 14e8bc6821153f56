"""Chapter 11, Why the logarithm: predictions and quick questions."""

from __future__ import annotations

from ..predict import Prediction
from ..quiz import NumberQuestion, Option, Question

__all__ = ["QUESTIONS"]


QUESTIONS = [
    Prediction(
        name="cheapest-under-absolute",
        text="You believe 0.9 and are charged |<i>y</i> − <i>q</i>|. Which report is expected to cost you least?",
        options=[
            Option("0.5", False, "It costs 0.5 whatever happens, and every report above it is expected to cost less."),
            Option(
                "0.9",
                False,
                "So it would be under a proper rule. Here 0.9 is expected to cost 0.18, and more is cheaper.",
            ),
            Option(
                "0.95",
                False,
                "The right direction: a little more than you believe costs less. But then more still costs less still.",
            ),
            Option(
                "1",
                True,
                "The expected cost is a straight line in the report, and a straight line is lowest at an end.",
            ),
        ],
        in_order=True,
    ),
    NumberQuestion(
        name="absolute-best-report",
        text="You believe 0.3 and pay the absolute difference |<i>y</i> − <i>q</i>|. Which report do you expect to "
        "cost least?",
        answer=lambda: 0.0,
        unit="",
        tolerance=0.001,
        feedback="The expected cost is <i>p</i> + (1 − 2<i>p</i>)<i>q</i>, which rises with <i>q</i> when <i>p</i> is "
        "below ½. So it is lowest at the end, <i>q</i> = 0.",
        wrong={
            "honest": (0.3, "That is the honest report; it is expected to cost 0.42, and 0 costs 0.30."),
            "half": (0.5, "0.5 costs 0.5 whatever happens; 0 is expected to cost 0.30."),
            "one": (1.0, "The right idea at the wrong end: above ½ the line falls to 1, below ½ to 0."),
        },
        digits=2,
    ),
    Prediction(
        name="split-of-the-rest",
        text="Both gave the sun 0.6. Which rules charge the two forecasters differently?",
        options=[
            Option(
                "Brier and spherical; the log rule charges both alike",
                True,
                "The logarithm reads one number, 0.6. The other two read all three.",
            ),
            Option(
                "none: both gave 0.6 to what came",
                False,
                "That is what the log rule sees. Brier adds up the squares of all three differences.",
            ),
            Option(
                "all three",
                False,
                "−ln 0.6 is −ln 0.6, however the rest is divided.",
            ),
            Option(
                "the log rule alone, since one of them said 0",
                False,
                "A 0 costs infinity where it comes true. It was sunny, and nobody had said 0 to that.",
            ),
        ],
    ),
    Prediction(
        name="tripled-logits",
        text="Tripling the logits changes no decision. The model on all thirty measurements is rarely wrong. Do the "
        "log score and the Brier score agree on whether its tripled version is better?",
        options=[
            Option(
                "no: Brier leans to the tripled one, the log score to the other",
                True,
                "Most patients gain a little by bolder numbers and a few pay for them; under the log, more.",
            ),
            Option(
                "yes: both are proper, so both find the better one",
                False,
                "A proper rule puts the <i>truth</i> first. Two forecasts that are both not the truth may be ordered "
                "differently.",
            ),
            Option(
                "no: the log score leans to the tripled one, Brier to the other",
                False,
                "The rule without an upper limit is the one that punishes bold mistakes more.",
            ),
            Option(
                "yes: both prefer the original, since tripling exaggerates",
                False,
                "It does exaggerate for the model on two measurements. Whether it does here is what the rules disagree "
                "about.",
            ),
        ],
    ),
    Question(
        name="honest-or-calibrated",
        text="A forecaster believes in rain at 70% and says so, day after day. It rains on half of those days. What is "
        "this forecaster?",
        options=[
            Option(
                "honest, and not calibrated",
                True,
                "The report is the belief; the belief is wrong. No scoring rule can mend that.",
            ),
            Option(
                "calibrated, and not honest",
                False,
                "Honest compares the report with the belief, and they agree. Calibrated compares it with what happens.",
            ),
            Option(
                "neither",
                False,
                "Saying what one believes is all that honesty means here.",
            ),
            Option(
                "both: 70% and half are close enough",
                False,
                "Over many days they are not. The reliability term would be 0.2² = 0.04.",
            ),
        ],
    ),
    Prediction(
        name="resolution-of-the-timid",
        text="The one who knows the probabilities and says them has the resolution 0.45² = 0.2025. What is the "
        "resolution of the one who says 55% and 45%?",
        options=[
            Option(
                "0.2025, the same",
                True,
                "After “55%” it rained on 95 days of 100. Resolution asks what followed, not what was said.",
            ),
            Option(
                "0.0025, since 55% is only 0.05 from one half",
                False,
                "That is the variance of the forecasts. Resolution is the variance of the frequencies that followed.",
            ),
            Option(
                "0: all days look alike to this forecaster",
                False,
                "Two different numbers are said, and on different days. That is enough to tell them apart.",
            ),
            Option(
                "more than 0.2025",
                False,
                "There is no more to know about these days than their probabilities.",
            ),
        ],
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
