"""Chapter 11, Why the logarithm: predictions and quick questions."""

from __future__ import annotations

from ..predict import Prediction
from ..quiz import Option, Question

__all__ = ["QUESTIONS"]


QUESTIONS = [
    Prediction(
        name="cheapest-under-absolute",
        text="You believe 0.6 and pay |<i>y</i> − <i>q</i>|. Which report do you expect to cost you least?",
        options=[
            Option("0.5", False, "It costs 0.5 whatever happens, and every report above it is expected to cost less."),
            Option(
                "0.6",
                False,
                "So it would be if the rule rewarded honesty. Here 0.6 is expected to cost 0.48, and 1 costs 0.40.",
            ),
            Option(
                "0.75, half-way between 0.5 and 1",
                False,
                "More than you believe does cost less, 0.45. But a still higher report costs still less.",
            ),
            Option(
                "1",
                True,
                "The expected cost is a straight line in the report, and a straight line is lowest at an end.",
            ),
        ],
        in_order=True,
    ),
    Question(
        name="zero-one-propriety",
        text="One event. A rule looks only at your decision: you pay 1 if the outcome to which you gave more than ½ "
        "did not come, 0 if it did, and ½ in any case if you said ½. What is this rule, the error rate?",
        options=[
            Option(
                "proper, and not strictly",
                True,
                "No lie saves anything. But if you believe 0.6, the reports 0.51 and 0.99 cost as much as 0.6 does.",
            ),
            Option(
                "strictly proper",
                False,
                "Then every other report would cost more. If you believe 0.6, does the report 0.99 cost more?",
            ),
            Option(
                "not proper: exaggeration pays",
                False,
                "Exaggeration costs nothing here, and it saves nothing either: 0.51 and 0.99 lead to one decision.",
            ),
        ],
    ),
    Prediction(
        name="where-the-tangent-ends",
        text="Log rule: the arch is the entropy, 0 at both edges and 0.69 nats at its top, over ½. Draw its tangent at "
        "the report 0.01, where the arch is 0.056 high. How high does the tangent stand at the right edge, over the "
        "belief 1?",
        options=[
            Option("0.056 nats", False, "So it would if the tangent were level. Near the edge the arch is steep."),
            Option("0.69 nats, as high as the arch", False, "The arch bends down from its tangent, which does not."),
            Option(
                "4.61 nats",
                True,
                "It is −ln 0.01: the bill of the report 0.01 if the event happens. Why a tangent knows it, read below.",
            ),
            Option("∞", False, "That is the tangent at the report 0. At 0.01 the slope is steep and finite, ln 99."),
        ],
        in_order=True,
    ),
    Prediction(
        name="split-of-the-rest",
        text="Both gave the sun 0.6. Whom does the log score charge less, and whom does Brier (the sum of the three "
        "squares)?",
        options=[
            Option(
                "by the log score they pay the same; by Brier the one with the even rest pays less",
                True,
                "The logarithm reads one number, 0.6. Brier adds the squares of the rest, 0.2² + 0.2² against 0.4².",
            ),
            Option(
                "by both they pay the same: 0.6 is 0.6",
                False,
                "That is what the log rule sees. Brier adds up the squares of all three differences.",
            ),
            Option(
                "by both the one with the even rest pays less, since the other said 0",
                False,
                "A 0 costs infinity where it comes true. It was sunny, to which both gave 0.6: −ln 0.6 for both.",
            ),
            Option(
                "by the log score they pay the same; by Brier the one with the uneven rest pays less",
                False,
                "The right rule, and the other forecaster: the squares of the rest are 0.2² + 0.2² against 0.4² + 0².",
            ),
        ],
    ),
    Question(
        name="one-over-q",
        text="Three outcomes. Somebody proposes to charge 1/<i>q<sub>k</sub></i> for the outcome <i>k</i> that came: "
        "nothing else is read, and a higher probability costs less. You believe (0.5, 0.3, 0.2). Does honesty cost "
        "least?",
        options=[
            Option(
                "no: it pays to report the rare outcomes higher than you believe",
                True,
                "<i>p f</i>′(<i>p</i>) is −1/<i>p</i>, largest in size for the rare ones: probability moved to them "
                "saves most. The best report is proportional to √<i>p</i>.",
            ),
            Option(
                "no: it pays to report the likely outcome higher than you believe",
                False,
                "Compare −1/<i>p</i> for 0.5 and for 0.2: a little probability moved from the first to the second "
                "saves more than it costs.",
            ),
            Option(
                "yes: the rule is local, and it falls as the probability rises",
                False,
                "That is not enough. <i>p f</i>′(<i>p</i>) must be the same for all outcomes; here it is −1/<i>p</i>.",
            ),
            Option(
                "yes: a forecast of 0 costs infinity, as with the logarithm",
                False,
                "That keeps you from saying 0. It does not make 0.5 the best report of 0.5.",
            ),
        ],
    ),
    Prediction(
        name="bold-or-limited",
        text="Which of the two forecasters has the better (smaller) mean score?",
        options=[
            Option(
                "by Brier naive Bayes, by the log score the single measurement",
                True,
                "Naive Bayes is closer for nine patients in ten. The few that it got wrong cost Brier at most 1 each, "
                "and the logarithm more than 20 nats for some.",
            ),
            Option(
                "by both naive Bayes: it decides right more often",
                False,
                "Brier says so. But with 99% or more announced for nearly everybody, some of its mistakes were "
                "announced with almost no doubt, and the logarithm reads how little.",
            ),
            Option(
                "by both the single measurement: naive Bayes is far too confident",
                False,
                "It is, and the logarithm says so. A confident mistake costs Brier 1 at most, and naive Bayes makes "
                "fewer mistakes.",
            ),
            Option(
                "by the log score naive Bayes, by Brier the single measurement",
                False,
                "The other way round: the rule without an upper limit is the one that minds confident mistakes most.",
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
                "What was said came true, so there is no miscalibration to pay for; no day was told from another, so "
                "nothing was resolved. The score is the uncertainty alone.",
            ),
            Option(
                "Reliability is 0, resolution is large.",
                False,
                "Resolution asks how far the bins' frequencies are from the overall one. There is one bin.",
            ),
            Option(
                "Reliability is large, resolution is 0.",
                False,
                "Reliability is a cost: less is better. Here 30% was followed by 30%, so it is 0.",
            ),
        ],
    ),
    Question(
        name="honest-or-calibrated",
        text="A forecaster believes in rain at 70%. To be on the safe side she says 50%, day after day. It rains on "
        "half of those days. What is she?",
        options=[
            Option(
                "calibrated, and not honest",
                True,
                "50% was followed by rain on half of the days. But it is not what she believed, and she expected to "
                "pay 0.2² more for it, by Brier. Her belief was wrong.",
            ),
            Option(
                "honest, and not calibrated",
                False,
                "That would be so if she had said 70%. Honest compares the report with the belief.",
            ),
            Option(
                "neither",
                False,
                "Not honest, that is so. Calibrated compares what she said with what happened, and they agree.",
            ),
            Option(
                "both, since what she said came true",
                False,
                "That makes her calibrated. Honest compares the report with the belief, and she believed in 70%.",
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
        name="two-wrong-reports",
        text="You believe 0.3. Compare the dishonest reports 0.55 and 0.1: which is expected to cost more, by the "
        "Brier score (<i>y</i> − <i>q</i>)² and by the log score?",
        options=[
            Option(
                "by Brier 0.55, by the logarithm 0.1",
                True,
                "Brier's prices are 0.25² = 0.0625 and 0.2² = 0.04. The logarithm's are 0.1274 and 0.1537 nats: near "
                "0 its arch bends most sharply.",
            ),
            Option(
                "by both 0.55: it is further from 0.3",
                False,
                "That decides for Brier, whose price is the squared distance. KL is no distance: compute "
                "0.3 ln(0.3/<i>q</i>) + 0.7 ln(0.7/(1 − <i>q</i>)) for both.",
            ),
            Option(
                "by both 0.1: it exaggerates",
                False,
                "To exaggerate is not worse in itself. Brier's prices are 0.25² for 0.55 and 0.2² for 0.1.",
            ),
            Option(
                "by Brier 0.1, by the logarithm 0.55",
                False,
                "The other way round: Brier measures the distance, and the logarithm minds small probabilities most.",
            ),
        ],
    ),
]
