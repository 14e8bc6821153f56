"""Chapter 4, Codes: quick questions."""

from __future__ import annotations

import numpy as np

from ...coding import kraft_sum
from ...information import entropy
from ..predict import Prediction
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
    Question(
        name="pairs-below-entropy",
        text="A program codes a text letter by letter with the best code that there is and needs 4.19 bits a letter. "
        "Another codes its pairs of letters and needs 3.8. The entropy of the single letters is 4.16 bits. What do "
        "you conclude?",
        options=[
            Option(
                "Neighbouring letters depend on one another.",
                True,
                "The bound of 4.16 is for one word a letter, or for independent letters. Pairs have an entropy of "
                "their own, and it is less than twice 4.16.",
            ),
            Option(
                "The second program cannot decode its file.",
                False,
                "It may well. A code for pairs is bound by the entropy of pairs, not of single letters.",
            ),
            Option(
                "The rounding to whole bits is shared by two letters, and that explains it.",
                False,
                "Sharing saves at most the rounding, 0.03 here, and cannot go below 4.16.",
            ),
            Option(
                "The entropy was computed in nats.",
                False,
                "Then it would be smaller still. 4.16 is right, for single letters.",
            ),
        ],
    ),
    Prediction(
        name="five-lengths",
        text="You want five words of lengths 1, 2, 2, 3 and 3, none the beginning of another. Can it be done?",
        options=[
            Option(
                "No, whatever words you choose",
                True,
                "The word of 1 bit uses up one half of all strings, and the two of 2 bits the other half. Nothing is "
                "left for the two of 3 bits.",
            ),
            Option(
                "Yes, in one way",
                False,
                "Try it: after 0, 10 and 11 every string of 3 bits begins with a word that is taken.",
            ),
            Option(
                "Yes: there are eight words of 3 bits",
                False,
                "There are eight strings of 3 bits. But four begin with the word of 1 bit, and two with each word of "
                "2 bits.",
            ),
            Option(
                "It depends on which words are taken first",
                False,
                "What a word forbids depends on its length alone, so that no choice helps.",
            ),
        ],
    ),
    Prediction(
        name="coin-in-words",
        text="The book's coin falls heads nine times in ten; its entropy is 0.469 bits. How many bits a toss does the "
        "best code need that has one word for heads and one for tails?",
        answer=1.0,
        unit="bits",
        tolerance=0.005,
        feedback="Two words, 0 and 1. Nothing is shorter than a bit.",
        wrong={
            "entropy": (
                lambda: float(entropy([0.9, 0.1], base=2)),
                "That is the bound. A word has a whole number of bits, and none has 0.15.",
            ),
            "Shannon": (1.3, "That is Shannon's code, 1 bit for heads and 4 for tails. Tails can do with 1 as well."),
            "half": (0.5, "Heads would need a word shorter than a bit for that."),
        },
    ),
    Prediction(
        name="longer-blocks",
        text="Now one word stands for a block of <i>n</i> tosses. Does a block that is one toss longer always need "
        "fewer bits a toss, with Huffman's code?",
        options=[
            Option(
                "No, it can need more",
                True,
                "The rounding is at most one bit a block, but how much of it is used differs from block to block.",
            ),
            Option(
                "Yes: the rounding is shared by more tosses",
                False,
                "The <i>bound</i> falls with every toss. What is under it does not have to.",
            ),
            Option(
                "Yes, until the entropy is reached, and then it stays",
                False,
                "It is not reached for this coin, and on the way there it can rise.",
            ),
        ],
    ),
]
