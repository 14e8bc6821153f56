"""Chapter 12, Calibration: predictions and quick questions."""

from __future__ import annotations

import math

from ...activations import sigmoid
from ..predict import Prediction
from ..quiz import NumberQuestion, Option, Question

__all__ = ["QUESTIONS"]

QUESTIONS = [
    Prediction(
        name="boldest-calls",
        text="By its own account the network should make next to no error among these digits. How many does it make?",
        options=[
            Option(
                "none",
                False,
                "So it says, and so the corner of the diagram looks. But a corner does not show a hundredth.",
            ),
            Option("one", False, "That would be five times what it announces. It is worse."),
            Option(
                "five to ten",
                True,
                "One or two in a hundred: hard to see in a diagram, and more than twenty times what was announced.",
            ),
            Option(
                "about thirty",
                False,
                "It makes 35 errors in all. Most of them fall where it says less than 99%: it does know where it is "
                "in doubt, and only says too much everywhere.",
            ),
        ],
        in_order=True,
    ),
    Prediction(
        name="one-bin",
        text="With ten bins the ECE of the network is 0.0416. What is it with a <i>single</i> bin for all 539 digits?",
        options=[
            Option(
                "0.0416 again",
                True,
                "Merging bins lets gaps of opposite signs cancel. Here there are none: every gap points the same way.",
            ),
            Option(
                "0",
                False,
                "It would be 0 if the mean confidence were the share right. You saw both above: 97.7% and 93.5%.",
            ),
            Option(
                "about 0.004, a tenth",
                False,
                "The gaps are not added up over bins but averaged, with the bins’ shares for weights.",
            ),
            Option(
                "more than 0.05",
                False,
                "Merging bins can only lower an ECE, since |a + b| ≤ |a| + |b|.",
            ),
        ],
    ),
    Prediction(
        name="honest-ece",
        text="Imagine a model that is right with <i>exactly</i> the probability it says, on each of 539 digits. What "
        "does its ECE come to on average, with ten bins?",
        options=[
            Option("0", False, "That is what 539 million digits would show. Each bin’s share right strays by chance."),
            Option(
                "about 0.0002",
                False,
                "Chance is larger: a bin of fifty cases at 80% strays by six hundredths, and its gap counts as "
                "positive whichever way.",
            ),
            Option(
                "about 0.02",
                True,
                "Half of what the overconfident network shows. An ECE of 0.02 on 539 cases is no evidence of a fault.",
            ),
            Option(
                "about 0.2",
                False,
                "So large a gap would be seen in bins of five cases. Most of these digits fall in one bin of some "
                "four hundred.",
            ),
        ],
        in_order=True,
    ),
    Prediction(
        name="last-steps",
        text="From step 30 to step 300 the training loss falls from 0.02 to 0.0001. What do the <i>test</i> loss and "
        "the share of right calls do meanwhile?",
        options=[
            Option(
                "the loss rises, the share right stays",
                True,
                "About as many calls are right as before. All are made more boldly, and the wrong ones cost more.",
            ),
            Option(
                "the loss rises, the share right falls",
                False,
                "That is how overfitting is mostly drawn. The loss does rise, and yet no more calls are wrong.",
            ),
            Option(
                "both improve a little",
                False,
                "The share right was already there at step 30, and the loss has been rising since.",
            ),
            Option(
                "both stay",
                False,
                "A loss that stays would need probabilities that stay. Training goes on raising the scores.",
            ),
        ],
    ),
    Prediction(
        name="t-on-training",
        text="Somebody wants to keep no data back and fits T on the 300 digits that the network was trained on, of "
        "which it gets every "
        "one right. What comes out?",
        options=[
            Option(
                "T falls towards 0",
                True,
                "Where every call is right, the loss falls as long as the calls grow bolder; no T is small enough.",
            ),
            Option(
                "about the T of the held-out digits",
                False,
                "It would, if the network were as often wrong on what it has seen. There it is never wrong.",
            ),
            Option(
                "about 1",
                False,
                "Training did stop at T = 1, but it had not arrived: its loss was still falling. T goes on with it.",
            ),
            Option(
                "T grows without bound",
                False,
                "Then every digit would get 1/10, and the loss ln 10. That is the other end.",
            ),
        ],
    ),
    Prediction(
        name="cheaper-than-all",
        text="Referring everyone costs 0.63 a patient, referring nobody 3.7. What does the network cost that refers "
        "where its own probability, as trained, is above 1/11?",
        options=[
            Option(
                "about 0.3",
                False,
                "It knows too little for that. What its order of the patients is worth, you will see in a moment.",
            ),
            Option(
                "about 0.5",
                False,
                "That is what its order of the patients can give, and will, once its probabilities mean what they say.",
            ),
            Option(
                "about 0.9",
                True,
                "Worse than the rule that looks at nobody: it is so bold that many tumours are given less than 1/11.",
            ),
            Option(
                "about 2",
                False,
                "Then it would miss more than half of the tumours. It is bad, but its order is not worthless.",
            ),
        ],
        in_order=True,
    ),
    NumberQuestion(
        name="error-of-a-bin",
        text="A bin holds 25 cases, of which a calibrated model says 80%. By about how much (one standard error) does "
        "the share right stray?",
        answer=lambda: math.sqrt(0.8 * 0.2 / 25),
        unit="",
        tolerance=0.002,
        feedback="√(0.8·0.2/25) = 0.08: shares from 0.72 to 0.88 are nothing unusual.",
        wrong={
            "variance": (0.0064, "That is the variance, 0.16/25. Take its root."),
            "one case": (0.4, "That is the error of a single case, √0.16. Divide by √25."),
            "by n": (0.016, "The root of 0.16 was divided by 25; divide by √25 = 5."),
            "two": (0.16, "Those are two standard errors, or the variance of one case."),
            "of the count": (2.0, "That is the error of the number of right cases; the share is asked for."),
        },
    ),
    NumberQuestion(
        name="t-of-two",
        text="Of two classes a model gives the first 0.9. Its scores are divided by T = 2. What does it give the first "
        "class then?",
        answer=lambda: float(sigmoid(math.log(9) / 2)),
        unit="",
        tolerance=0.002,
        feedback="The difference of the scores is ln 9; half of it is ln 3, and odds of 3 are 3/4.",
        wrong={
            "halved": (0.45, "That is 0.9/2. T divides the scores, not the probabilities."),
            "middle": (0.7, "That is half way to 1/2. Half way in <i>scores</i> is not half way in probabilities."),
            "bolder": (lambda: 81 / 82, "There the scores were multiplied by 2: odds of 81. T = 2 cools."),
            "odds": (lambda: 4.5 / 5.5, "There the odds were halved, 9 to 4.5. Half the logarithm is the root of 9."),
            "root": (lambda: math.sqrt(0.9), "That is √0.9 and not normalised: the second class gets √0.1 as well."),
        },
    ),
    Question(
        name="opposite-faults",
        text="A model says “cat, 90%” and “dog, 70%” equally often. Where it says cat, it is a cat in 80% of the "
        "cases; where it says dog, it is a dog in 80%. What can one temperature do?",
        options=[
            Option(
                "It brings both nearer to one another’s truth only by harming one of them.",
                True,
                "T above 1 lowers both numbers, T below 1 raises both. The ECE of one bin is 0 here, by the way.",
            ),
            Option(
                "It mends both, since it is fitted on both.",
                False,
                "It is one number: it makes all confidences smaller, or all larger.",
            ),
            Option(
                "Nothing is to be mended: the mean confidence is the share right.",
                False,
                "On average, yes, and neither number can be believed.",
            ),
            Option(
                "It changes which class is called.",
                False,
                "It never does: z/T has the same order as z.",
            ),
        ],
    ),
    Question(
        name="zero-with-one-bin",
        text="Two networks have an ECE of 0.00, measured with one bin on a million cases. What follows?",
        options=[
            Option(
                "Each is right, overall, as often as it says on average.",
                True,
                "One bin compares two means and sees nothing else: neither faults that cancel, nor who knows more.",
            ),
            Option(
                "Both are calibrated.",
                False,
                "Boldness on some cases may cancel timidity on others; more bins would show it.",
            ),
            Option(
                "Both have the same loss.",
                False,
                "Not even two truly calibrated forecasters have: the sharper one loses less.",
            ),
            Option(
                "Nothing can be improved by a temperature.",
                False,
                "The likelihood may still prefer another T; it looks at each case and not at two means.",
            ),
        ],
    ),
    Question(
        name="order-between-digits",
        text="Three classes. Digit A has the scores 3, 2.5, −5, and is called with 62%; digit B has 2, 0, 0, and is "
        "called with 79%. Both are divided by the same T. Can A come out as the more confident call?",
        options=[
            Option(
                "Yes, if T is large enough.",
                True,
                "At T = 10 it is 42% against 38%. A’s rival is close and its third class far behind, B has two rivals "
                "at "
                "a middle distance; T weighs the two kinds of distance differently.",
            ),
            Option(
                "No: z/T has the same order as z.",
                False,
                "That holds for the three scores of one digit, and so both calls stay. Between digits other sums stand "
                "below the line.",
            ),
            Option(
                "Yes, if T is small enough.",
                False,
                "Towards T = 0 the nearest rival alone decides, and A’s is nearer: 0.5 below against 2.",
            ),
            Option(
                "Only if one of the calls changes.",
                False,
                "Both calls stay at every T. How confident they are does not move in step.",
            ),
        ],
    ),
    Question(
        name="half-the-records",
        text="You say 90% and are right in 80% of all cases. With 64 answers the share of right ones is expected to "
        "lie "
        "exactly two standard errors below 90%. In how many of all such records of 64 answers does it lie as far "
        "below as that, or farther?",
        options=[
            Option(
                "in about half of them",
                True,
                "The expected share is the middle of what chance makes of it: half of the records show a smaller gap. "
                "To "
                "show it in four records of five takes about 128 answers.",
            ),
            Option(
                "in about 95% of them",
                False,
                "95% is another number: so many records of an <i>honest</i> 90% stay within two standard errors.",
            ),
            Option(
                "in about 5% of them",
                False,
                "So rarely would chance alone show such a gap if the 90% were true. They are not: you are right in "
                "80%.",
            ),
            Option(
                "in all of them: 64 was computed for that",
                False,
                "It was computed for the expected share. The share of one record strays around it by chance.",
            ),
        ],
    ),
]
