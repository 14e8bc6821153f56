"""Chapter 4, Codes: quick questions."""

from __future__ import annotations

import numpy as np

from ...coding import (
    kraft_sum,
)
from ..quiz import NumberQuestion, Option, Question

__all__ = ["QUESTIONS"]


QUESTIONS = [
    NumberQuestion(
        name="kraft-budget",
        text="You want a prefix code with words of 1, 2, 4 and 4 bits and one word more, and you may choose all five. "
        "How many bits must the fifth word have at least?",
        answer=lambda: float(-np.log2(1 - kraft_sum([1, 2, 4, 4]))),
        unit="bits",
        tolerance=0.01,
        feedback="½ + ¼ + 1/16 + 1/16 = 7/8 is spent; what is left, 1/8, pays for a word of 3 bits.",
        wrong={
            "too short": (2.0, "A word of 2 bits costs ¼, and only 1/8 is left."),
            "like the longest": (
                4.0,
                "It could have 4; but beside 0, 10, 1100 and 1101, the 1/8 that is left pays for 111.",
            ),
            "longer": (5.0, "It need not be the longest: 1/8 of the budget is left."),
        },
    ),
    Question(
        name="code-is-a-belief",
        text="Somebody hands you a code that spends its whole budget (its Kraft sum is 1) and in which <i>j</i> has a "
        "word of 3 bits. What does the code treat as the probability of <i>j</i>?",
        options=[
            Option("1/8", True, "A word of <i>l</i> bits takes the share 2<sup>−<i>l</i></sup> of the budget: a bet."),
            Option("1/3", False, "The budget is paid in powers of two: 2<sup>−3</sup>, not 1/3."),
            Option(
                "3/26",
                False,
                "How many letters there are does not enter: with the budget spent, 3 bits are a bet of 2<sup>−3</sup>.",
            ),
            Option("nothing: a code has no opinion", False, "Its opinion is in the lengths. Short words are bets."),
        ],
    ),
    Question(
        name="code-whole-or-excess",
        text="English text is written in an ideal code for French letters. Which quantity is the number of bits a "
        "letter that <i>go over the wire</i>?",
        options=[
            Option(
                "H(P, Q), P English and Q French",
                True,
                "P says how often each word is sent, Q how long it is. All of it is sent, the inevitable part too.",
            ),
            Option("KL(P‖Q)", False, "That is only what the wrong code adds; the inevitable H(P) is sent as well."),
            Option("H(Q, P)", False, "That is French text in a code for English letters."),
            Option("H(P)", False, "That is English text in its own ideal code. This one is longer, by KL(P‖Q)."),
        ],
    ),
    Question(
        name="code-blocks",
        text="A coin falls heads nine times out of ten. Why does a Huffman code for <i>triples</i> of its tosses need "
        "fewer bits a toss than one for single tosses?",
        options=[
            Option(
                "The rounding to whole bits is paid once for three tosses.",
                True,
                "At most one bit is lost a word; a word now stands for three tosses.",
            ),
            Option(
                "The entropy of three tosses is less than three times that of one.",
                False,
                "For independent tosses it is exactly three times. What shrinks is the rounding.",
            ),
            Option(
                "Eight outcomes have shorter words than two.",
                False,
                "Their words are longer; there are fewer of them, one for three tosses.",
            ),
            Option(
                "Kraft's inequality does not hold for blocks.",
                False,
                "It holds for every decodable code. A block is a symbol like any other.",
            ),
        ],
    ),
]
