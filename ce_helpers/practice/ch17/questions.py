"""Chapter 17, Language and sequences: predictions and quick questions."""

from __future__ import annotations

import math

from ...information import entropy
from ..predict import Prediction
from ..quiz import NumberQuestion, Option, Question

__all__ = ["QUESTIONS"]


QUESTIONS = [
    Prediction(
        name="which-tokenizer",
        text="Same text, same kind of model. From these two lines of the log: which model makes the text smaller?",
        options=[
            Option(
                "B, by about a factor of two",
                False,
                "Perplexity is the size of a fair die with the same surprise a token. B has more tokens.",
            ),
            Option(
                "B, but by one bit a token only",
                False,
                "A halved perplexity is one bit less for each token, yes. But the two do not count the same tokens.",
            ),
            Option(
                "A",
                False,
                "As it turns out, it does. But these two lines cannot tell: the number of tokens is missing.",
            ),
            Option(
                "these two lines cannot tell",
                True,
                "Bits of the text = tokens times log₂ of the perplexity, and the log does not say how many tokens.",
            ),
        ],
    ),
    Prediction(
        name="who-wins-on-letters",
        text="All learn from the same 24,337 letters, and all are judged on 4,998 others, in bits a byte. Which one "
        "needs the fewest?",
        options=[
            Option(
                "counts of what follows three letters",
                False,
                "They do better than every network here. But something on the list remembers longer stretches.",
            ),
            Option(
                "a network on six letters (Bengio’s)",
                False,
                "It shares what it learns between contexts, and sees farther. On this little text, counting beats it.",
            ),
            Option(
                "one attention head on 24 letters",
                False,
                "The best of the networks here. On this little text it does not reach the counts.",
            ),
            Option(
                "zlib, which has the training text in its memory",
                True,
                "The descriptions repeat whole phrases, and zlib copies any stretch that stood there before.",
            ),
        ],
    ),
    Prediction(
        name="what-lambda-does",
        text="The network is trained on 20 proteins, with a penalty λ·JS between neighbours. From λ = 0 to λ = 16, "
        "what happens to its cross-entropy on new proteins?",
        options=[
            Option(
                "it rises a little: the penalty pulls away from the likelihood",
                False,
                "It does pull away from the likelihood of the 20 proteins, which were learnt by heart: that helps.",
            ),
            Option(
                "it stays, only the fragments become fewer",
                False,
                "The fragments become fewer, and the probabilities less extreme; the second is what the loss feels.",
            ),
            Option(
                "it falls by more than half",
                True,
                "Without a penalty the network has learnt 20 proteins by heart and is confident where it is wrong.",
            ),
            Option(
                "it explodes: neighbours do differ at each end of a helix",
                False,
                "They do, and a strong enough penalty does cost there. At 16, with 20 proteins, the gain is larger.",
            ),
        ],
    ),
    NumberQuestion(
        name="perplexity-of-a-loss",
        text="A training log says: loss 0.356675 nats a token. What is the perplexity?",
        answer=lambda: math.exp(0.356675),
        unit="",
        tolerance=0.002,
        digits=6,
        feedback="e to the loss in nats: e^0.356675 = 1.428571. One in 1.43, that is a probability of 0.7, is what a "
        "token gets in the geometric mean.",
        wrong={
            "bits": (lambda: 2**0.356675, "2 is the base for bits. This loss is in nats, and its base is e."),
            "ten": (lambda: 10**0.356675, "10 is the base of neither bits nor nats."),
            "probability": (lambda: math.exp(-0.356675), "That is the probability; the perplexity is its inverse."),
            "squared": (lambda: 0.356675 / math.log(2), "That is the loss in bits; its perplexity is 2 to that power."),
        },
    ),
    Question(
        name="two-equal-letters",
        text="A text has two letters. It is “aa” or “bb”, each with probability ½. Each letter is masked in turn and "
        "predicted from the other, perfectly. What is the masked loss, and what does a code for the text need?",
        options=[
            Option(
                "0 bits, and 1 bit",
                True,
                "Either letter gives the other away. But somebody must say which of the two texts it is.",
            ),
            Option(
                "0 bits, and 0 bits",
                False,
                "A code of 0 bits has one word. There are two texts to tell apart.",
            ),
            Option(
                "1 bit, and 1 bit",
                False,
                "Next-token prediction pays 1 bit, all of it for the first letter. A masked letter is given its "
                "neighbour.",
            ),
            Option(
                "½ bit a letter, and 1 bit",
                False,
                "That is next-token prediction, on the mean of its two letters. A masked letter costs nothing here.",
            ),
        ],
    ),
    NumberQuestion(
        name="constant-tagger",
        text="Nine tokens of ten are O; the tenth is a person or a place, equally often. A tagger gives every token "
        "these shares, whatever it reads. Its cross-entropy a token?",
        answer=lambda: float(entropy([0.9, 0.05, 0.05])),
        unit="nats",
        tolerance=0.004,
        feedback="The entropy of the shares, 0.394 nats: what a tagger that reads must be below.",
        wrong={
            "two classes": (lambda: float(entropy([0.9, 0.1])), "There are three tags: the tenth token has two kinds."),
            "uniform": (lambda: math.log(3), "That is a uniform guess. The tagger knows the shares."),
            "always O": (lambda: -math.log(0.9), "That is the cost of a token that is O; the others cost more."),
            "bits": (lambda: float(entropy([0.9, 0.05, 0.05], base=2)), "In bits, yes; the question asks for nats."),
        },
    ),
    NumberQuestion(
        name="memory-of-scores",
        text="A batch of 8 sequences of 2,048 tokens, a vocabulary of 128,000, four bytes a number. How many gigabytes "
        "(10⁹ bytes) does the table of scores take?",
        answer=lambda: 8 * 2048 * 128_000 * 4 / 1e9,
        unit="GB",
        tolerance=0.06,
        feedback="8 · 2048 · 128,000 · 4 bytes = 8.39 GB; and its gradient as much again.",
        wrong={
            "numbers": (lambda: 8 * 2048 * 128_000 / 1e9, "That counts the numbers; each has four bytes."),
            "one sequence": (lambda: 2048 * 128_000 * 4 / 1e9, "That is one sequence; the batch has eight."),
            "both": (lambda: 2 * 8 * 2048 * 128_000 * 4 / 1e9, "With the gradient, yes; the scores alone take half."),
            "bits": (lambda: 32 * 8 * 2048 * 128_000 / 1e9, "That is gigabits; a byte has eight bits."),
        },
    ),
    Question(
        name="a-cooler-judge",
        text="A model that has been well fitted at temperature 1 is evaluated at temperature 0.5: its samples look "
        "better that way. Its perplexity on new text will most probably",
        options=[
            Option(
                "rise",
                True,
                "The scores are doubled, the model becomes twice as confident, and pays for it where it is wrong. "
                "Samples are judged by eye, perplexity by what came.",
            ),
            Option("fall", False, "Only the likeliest letters become cheaper; what comes is often another one."),
            Option(
                "stay, since the order of the letters stays",
                False,
                "The order stays, and accuracy with it. The loss is about the probabilities.",
            ),
            Option("become half as large", False, "Perplexity does not scale with the temperature in any such way."),
        ],
    ),
]
