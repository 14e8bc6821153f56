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
        text="A rule looks only at your decision: you pay 1 if the outcome to which you gave more than ½ did not come, "
        "and 0 if it did. What is this rule, the error rate?",
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
        name="split-of-the-rest",
        text="Both gave the sun 0.6. Which rules give the two forecasters different bills?",
        options=[
            Option(
                "Brier and spherical; the log rule makes both pay the same",
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
                "yes: at infinity it punishes as the logarithm does",
                False,
                "An infinite cost of 0 keeps you from saying 0. It does not make 0.5 the best report of 0.5.",
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
                "Naive Bayes is closer for nearly all patients. The few where it is not cost Brier at most 1 each, "
                "and the logarithm up to 28 nats.",
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
        name="two-wrong-reports",
        text="You believe 0.8. Compare the dishonest reports 0.6 and 0.95: which is expected to cost more, by the "
        "Brier score (<i>y</i> − <i>q</i>)² and by the log score?",
        options=[
            Option(
                "by Brier 0.6, by the logarithm 0.95",
                True,
                "Brier's prices are 0.2² = 0.04 and 0.15² = 0.0225. The logarithm's are 0.0915 and 0.1398 nats: near "
                "certainty its arch is steep.",
            ),
            Option(
                "by both 0.6: it is further from 0.8",
                False,
                "That decides for Brier, whose price is the squared distance. KL is no distance: compute "
                "0.8 ln(0.8/<i>q</i>) + 0.2 ln(0.2/(1 − <i>q</i>)) for both.",
            ),
            Option(
                "by both 0.95: it exaggerates",
                False,
                "To exaggerate is not worse in itself. Brier's prices are 0.2² for 0.6 and 0.15² for 0.95.",
            ),
            Option(
                "by Brier 0.95, by the logarithm 0.6",
                False,
                "The other way round: Brier measures the distance, and the logarithm minds small probabilities most.",
            ),
        ],
    ),
]
