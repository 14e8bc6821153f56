"""Chapter 5, Compression is prediction: quick questions."""

from __future__ import annotations

import math

from ...information import cross_entropy, perplexity
from ..quiz import NumberQuestion, Option, Question

__all__ = ["QUESTIONS"]


QUESTIONS = [
    Question(
        name="interval-width",
        text="A model expects every letter of a text of 1000 letters with probability ½. How wide is the text’s "
        "interval, and how many bits name it?",
        options=[
            Option(
                "2<sup>−1000</sup>, and 1000 or 1001 bits",
                True,
                "Probabilities multiply. At least 1000 bits are needed, and fewer than two more are ever used.",
            ),
            Option(
                "½, and 1 bit",
                False,
                "That is the interval of the first letter. Each further letter halves it again.",
            ),
            Option(
                "2<sup>−1000</sup>, and up to 2000 bits",
                False,
                "One bit too many <i>a letter</i> would give that. The rounding happens once, for the whole text.",
            ),
            Option(
                "1/1000, and 10 bits",
                False,
                "That would be the width if there were only 1000 equally likely texts. There are 2<sup>1000</sup>.",
            ),
        ],
    ),
    Question(
        name="free-lunch",
        text="A friend says: an optimal coder cannot be improved, so our files are as small as they can be. "
        "What is wrong?",
        options=[
            Option(
                "The coder is optimal <i>for the model</i>; a model that predicts better makes smaller files.",
                True,
                "Bits are the cross-entropy H(P, Q): its floor is the entropy, and the gap is the model’s to close.",
            ),
            Option(
                "Nothing: −Σ log<sub>2</sub> <i>q</i> is reached to within two bits.",
                False,
                "True, with <i>our q</i>. Another model has another <i>q</i>, and zlib’s implicit one is better here.",
            ),
            Option(
                "Arithmetic coding is only optimal for long files.",
                False,
                "Its waste is less than two bits on any file, long or short. It is the predictions that are poor.",
            ),
            Option(
                "Huffman’s code is the optimal one.",
                False,
                "Among codes that give each symbol a word of its own. The interval gives none to single symbols.",
            ),
        ],
    ),
    Question(
        name="same-bits-per-byte",
        text="Two models have the same bits per byte on the same text. One has tokens twice as long as the other’s. "
        "How do their perplexities compare?",
        options=[
            Option(
                "Longer tokens: the square of the other’s.",
                True,
                "Twice the bits a token: 2<sup>2<i>b</i></sup> = (2<sup><i>b</i></sup>)<sup>2</sup>. It is no worse.",
            ),
            Option(
                "They are equal.",
                False,
                "The total surprise is equal. Half as many tokens share it, and so each carries twice as much.",
            ),
            Option(
                "Longer tokens: twice the other’s.",
                False,
                "The <i>bits</i> a token double; perplexity is 2 to that power.",
            ),
            Option(
                "Longer tokens: the square root of the other’s.",
                False,
                "The other way about: fewer tokens share the same surprise, so each is more surprising.",
            ),
        ],
    ),
    NumberQuestion(
        name="perplexity-from-bits",
        text="A model’s mean cross-entropy is 3 <i>bits</i> per token. What is its perplexity?",
        answer=lambda: float(perplexity([1.0] + [0.0] * 7, [1 / 8] * 8)),
        unit="",
        tolerance=0.01,
        feedback="2<sup>3</sup> = 8: as unsure as among eight equally likely tokens. In nats it is 3 ln 2, and "
        "e<sup>3 ln 2</sup> is 8 as well.",
        wrong={
            "exp": (
                lambda: math.exp(float(cross_entropy([1.0] + [0.0] * 7, [1 / 8] * 8, base=2))),
                "e<sup>3</sup> would be right for 3 <i>nats</i>. The base of the power is the base of the logarithm.",
            ),
            "nats": (
                lambda: float(cross_entropy([1.0] + [0.0] * 7, [1 / 8] * 8)),
                "That is the cross-entropy in nats. Perplexity is its exponential.",
            ),
            "bits": (3.0, "That is the cross-entropy in bits. Perplexity is 2 to this power."),
            "probability": (
                1 / 8,
                "That is the (geometric) mean probability of what came. Perplexity is 1 over it.",
            ),
        },
    ),
]
