"""Chapter 13, Rare classes: quick questions and predictions."""

from __future__ import annotations

import math

from ...calibration import focal_minimiser, undo_pos_weight
from ..predict import Prediction
from ..quiz import NumberQuestion, Option, Question

__all__ = ["QUESTIONS"]


QUESTIONS = [
    NumberQuestion(
        name="cost-cut",
        text="A false alarm costs 3, a missed case 57. From which probability on should one act?",
        answer=lambda: 3 / 60,
        unit="",
        tolerance=0.001,
        feedback="3/(3 + 57): one case in twenty is worth nineteen vain tests for each that is found.",
        wrong={
            "ratio": (
                3 / 57,
                "That is the ratio of the costs, the odds at the threshold. As a probability: 3/(3 + 57).",
            ),
            "turned": (57 / 60, "That is the threshold if the two costs were exchanged."),
            "half": (0.5, "One half is right where both mistakes cost the same."),
            "beta": (19, "That is the ratio miss to alarm, the weight β. The threshold is 1/(1 + β)."),
        },
    ),
    Prediction(
        name="which-threshold",
        text="A perfect model trained with β = 4 acts above one half. A perfect plain model is to make the "
        "same decisions. Where must its threshold lie?",
        answer=1 / 5,
        unit="",
        tolerance=0.004,
        feedback="Where the weighted model says one half, the odds βp/(1 − p) are 1: p = 1/(1 + β).",
        wrong={
            "ratio": (1 / 4, "Those are the odds p/(1 − p) at the threshold; as a probability 1/5."),
            "half over": (
                1 / 8,
                "One half divided by β. It is the odds that are divided, and those of one half are 1.",
            ),
            "up": (4 / 5, "That is what the weighted model says of p = ½. The plain model must go down, not up."),
            "half": (1 / 2, "At one half the plain model calls fewer: the weighted one says more of every compound."),
        },
    ),
    Prediction(
        name="weights-and-ranking",
        text="Weighted by 99 against plain, over ten screens of the same kind: how will the <i>ranking</i> (share of "
        "pairs in the right order) of the weighted model compare?",
        options=[
            Option(
                "about the same",
                True,
                "A shift of all logits changes no order. What is left is chance: forty positives, counted 99 times.",
            ),
            Option(
                "clearly higher",
                False,
                "So the advice suggests. But the weight moves all logits by the same ln β, and an order does not see "
                "that.",
            ),
            Option(
                "clearly lower",
                False,
                "The model is the same and can follow the shift with its bias. What differs is chance.",
            ),
        ],
    ),
    NumberQuestion(
        name="says-forty",
        text="Two patients in a hundred are ill. A model trained with pos_weight 49 says 40% of somebody. What is the "
        "probability that this person is ill?",
        answer=lambda: float(undo_pos_weight(0.4, 49.0)),
        unit="",
        tolerance=0.0006,
        feedback="Odds 0.4/0.6 divided by 49: about 1.3%, <i>less</i> than the base rate. It said 40%, and meant “a "
        "little less than usual”.",
        wrong={
            "said": (0.4, "That holds where ill and healthy are equally many; β has made that world."),
            "over": (0.4 / 49, "That divides the probability by β. It is the odds, 0.4/0.6, that are divided."),
            "times": (0.4 * 0.02, "That multiplies by the base rate. Divide the odds, 0.4/0.6, by 49."),
            "up": (
                lambda: 49 * 0.4 / (49 * 0.4 + 0.6),
                "That weights once more. The model already says too much; divide its odds by 49.",
            ),
        },
    ),
    Prediction(
        name="half-thrown-away",
        text="Announcing the base rate costs about 0.059 nats here, the plain model 0.049. The model trained on a "
        "balanced sample (all binders, as many others) gets the exact offset. What will its loss, so undone, be?",
        options=[
            Option(
                "about 0.049, as the plain model's",
                False,
                "The offset is exact for the population. The sample has eighty compounds for eleven numbers, and what "
                "was thrown away does not come back.",
            ),
            Option(
                "nearer to the base rate's 0.059",
                True,
                "The offset repairs the mean. The directions were learnt from eighty compounds, not from thousands.",
            ),
            Option(
                "below 0.049: the balance helps",
                False,
                "The balance changes what one half means, and not what can be learnt from a compound.",
            ),
            Option(
                "above 0.5",
                False,
                "So it is as said, before the offset is added. Undone, the mean is right again.",
            ),
        ],
    ),
    NumberQuestion(
        name="sampling-offset",
        text="All positives are kept and one negative in a hundred. At a logit of 0, what is the true <i>logit</i>?",
        answer=lambda: -math.log(100),
        unit="",
        tolerance=0.01,
        feedback="0 + ln(1/100). What looks like a coin toss in the sample is 1 in 101 outside.",
        wrong={
            "sign": (
                lambda: math.log(100),
                "The size is right. In the sample the negatives are too few, so z is too high.",
            ),
            "ten": (-2, "That is the logarithm to base 10. Logits are natural: −ln 100."),
            "probability": (1 / 101, "That is the true probability. The logit is asked: −ln 100."),
            "share": (0.01, "That is the share kept. Its logarithm is added to the logit."),
        },
    ),
    Prediction(
        name="five-tumours",
        text="Tumours, a penalty on the weights, five malignant patients to learn from. Plain model at 1/(1 + β), "
        "weighted model at one half. What do you expect?",
        options=[
            Option(
                "the same decisions again, up to chance",
                False,
                "That needs a model that reaches the minimum of the loss. The penalty keeps it away, and holds the two "
                "at different distances.",
            ),
            Option(
                "the plain model finds more, and alarms more",
                True,
                "The penalty and the few steps keep its logits near the base rate, so a low threshold lets many "
                "through.",
            ),
            Option(
                "the weighted model finds more, and alarms more",
                False,
                "It finds fewer and alarms less. Its weights come out longer under the same penalty (the last row of "
                "each "
                "table), its logits lie farther apart, and fewer healthy people come near its threshold.",
            ),
        ],
    ),
    Question(
        name="what-moves-with-the-share",
        text="A model and its threshold stay as they are. It moves from a clinic where one in ten is ill to a town "
        "where one in a hundred is; ill and healthy look as before. Which number changes?",
        options=[
            Option(
                "the precision",
                True,
                "Ten times fewer ill people among slightly more healthy ones: of those called, fewer are ill.",
            ),
            Option("the recall", False, "It is counted among the ill alone, and they look as before."),
            Option("the false-alarm rate", False, "It is counted among the healthy alone, and they look as before."),
            Option("the ranking", False, "A pair is one ill and one healthy person, however many there are of each."),
        ],
    ),
    Prediction(
        name="focal-says",
        text="Many examples alike, nine in ten of them positive. One answer q for all is to be charged by focal loss "
        "with γ = 2. Which q is cheapest?",
        answer=lambda: float(focal_minimiser(0.9, 2.0)),
        unit="",
        tolerance=0.03,
        feedback="About 0.69. A confident right answer earns almost nothing more, a confident wrong one still costs.",
        wrong={
            "honest": (
                0.9,
                "That is the truth, and cheapest under cross-entropy. The factor (1 − q)² has changed that.",
            ),
            "certain": (1.0, "Easy examples fade, but the one in ten that is negative would cost without limit."),
            "half": (0.5, "In this direction, but not so far: one half would ignore that nine in ten are positive."),
            "square": (0.81, "0.9² is a natural guess, but the factor stands beside the loss and not in the answer."),
        },
    ),
    Prediction(
        name="overfitted-focal",
        text="Now γ = 0, 2 and 5 on nets that have memorised their training set. What happens to the test loss "
        "<i>as said</i>, and to the loss <i>undone</i>?",
        options=[
            Option(
                "as said rises with γ, undone stays, as on the screen",
                False,
                "So it was for a model at its minimum. These nets say too much, and the pull towards one half meets "
                "that.",
            ),
            Option(
                "as said falls with γ, undone rises above it",
                True,
                "The pull towards one half and the overconfidence cancel in part; undoing the one sets the other free.",
            ),
            Option(
                "both fall with γ",
                False,
                "Undone, the net is as overconfident as before, or more: the map assumes that it was at the minimum.",
            ),
            Option(
                "nothing changes: the ranking is the same",
                False,
                "The ranking hardly moves. The loss reads the probabilities, and these do.",
            ),
        ],
    ),
    Question(
        name="constant-shift-of-rank",
        text="A colleague reports that focal loss raised the share of pairs in the right order (the area under the ROC "
        "curve) of a two-class model from 0.83 to 0.86: one run each, each on a split of its own with 38 positives. "
        "What "
        "do you make of it?",
        options=[
            Option(
                "Probably chance: with 38 positives such a share strays by some 0.03 from split to split.",
                True,
                "And at its minimum focal loss changes no order, since its map is increasing. The same splits for "
                "both, and "
                "several of them, would show more.",
            ),
            Option(
                "Focal loss ranks better, since it looks at the hard examples.",
                False,
                "It may help a model that is too small or badly trained. One split each, with 38 positives, cannot "
                "show it.",
            ),
            Option(
                "A mistake: focal loss can never change a ranking.",
                False,
                "At the minimum of a model that can reach it. Other models and finite data may rank differently.",
            ),
        ],
    ),
    NumberQuestion(
        name="paired-thresholds",
        text="The threshold 0.03 finds 18 ± 3.1 of the 38 binders, the threshold 0.01 finds 27 ± 2.8, of the same 38. "
        "By "
        "about how much is their <i>difference</i>, 9 binders, uncertain (one standard error)?",
        answer=lambda: math.sqrt(9 * (1 - 9 / 38)),
        unit="",
        tolerance=0.45,
        feedback="Nine binders lie between the two thresholds. That number is binomial: √(9·(1 − 9/38)) = 2.6. Those "
        "which both find, or neither, drop out.",
        wrong={
            "independent": (
                math.hypot(3.1, 2.8),
                "√(3.1² + 2.8²) holds for two separate sets of compounds. Here 18 binders are found by both.",
            ),
            "sum": (5.9, "Errors are not added; and 18 binders are found by both thresholds, so that they drop out."),
            "difference": (0.3, "That is the difference of the errors. Count the binders that lie between: 9."),
            "none": (0, "Other compounds of the same kind would have put another number between the two thresholds."),
            "variance": (9 * (1 - 9 / 38), "That is the variance, 9·(1 − 9/38). Take its root."),
        },
    ),
    NumberQuestion(
        name="weights-as-counts",
        text="A sample holds 40 binders and 3,960 others. The logit of its base rate has the variance 1/40 + 1/3960. A "
        "program is given the weight 99 for each binder, and takes it for a count. By which factor is the <i>standard "
        "error</i> that it prints too small?",
        answer=lambda: math.sqrt((1 / 40 + 1 / 3960) / (2 / 3960)),
        unit="",
        tolerance=0.1,
        feedback="It believes in 99 · 40 = 3,960 binders: variance 2/3960 in place of about 1/40, fifty times too "
        "small, "
        "and the standard error seven times.",
        wrong={
            "variance": (
                lambda: (1 / 40 + 1 / 3960) / (2 / 3960),
                "That is the factor of the variances. The standard error is their root.",
            ),
            "beta": (
                99,
                "The binders’ part, 1/40, is divided by 99; the others’ part stays. And a standard error is a root.",
            ),
            "root beta": (
                lambda: math.sqrt(99),
                "So it would be if the binders’ part were all; the others’ part, 1/3960, is as large afterwards.",
            ),
            "right": (1, "The data have not grown, and the printed error shrinks: it counts 3,960 binders for 40."),
        },
    ),
]
