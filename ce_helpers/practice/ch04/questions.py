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
    NumberQuestion(
        name="one-letter-too-long",
        text="A code spends its whole budget and has a word of 7 bits for <i>h</i>. In your text one letter in 16 is "
        "an <i>h</i>. How much does the difference between this word and the ideal one for <i>h</i> add to the mean "
        "length, in bits a letter of the text?",
        answer=lambda: 3 / 16,
        unit="bits",
        tolerance=0.01,
        feedback="The ideal word has −log₂ 1/16 = 4 bits, so each <i>h</i> has 3 too many, and one letter in 16 is an "
        "<i>h</i>. In the sum of KL this is the term p log₂(p/r), with r = 2<sup>−7</sup>. Other letters have shorter "
        "words for it.",
        wrong={
            "each h": (3.0, "That is what each <i>h</i> pays; only one letter in 16 is an <i>h</i>."),
            "whole word": (7 / 16, "That is all that <i>h</i> takes. An ideal word would have 4 bits of the 7."),
            "ideal word": (4 / 16, "That is what <i>h</i> would take with its ideal word; what comes on top is asked."),
            "other weight": (
                3 / 128,
                "That is weighted with what the code expects, 1/128; how often <i>h</i> comes is what counts.",
            ),
        },
    ),
    NumberQuestion(
        name="what-can-be-saved",
        text="A Spanish text of 10,000 letters has a cross-entropy of 4.30 bits a letter with the shares of Italian "
        "letters as <i>Q</i>. The entropy of its own letters is 4.05 bits. If words could have fractions of bits, by "
        "how many bits would the whole file be shorter in the best code for its own letters than in the best for "
        "Italian ones, each with one fixed word for each letter?",
        answer=lambda: (4.30 - 4.05) * 10_000,
        unit="bits",
        tolerance=0.005,
        feedback="Of each 4.30 bits, 4.05 are inevitable. The rest, 0.25, is KL, for each of 10,000 letters.",
        wrong={
            "everything": (
                43_000,
                "That is the whole file. The cross-entropy is all that is sent, not what is wasted.",
            ),
            "the rest": (40_500, "That is what stays. What can go is asked for."),
            "a letter": (0.25, "That is for one letter; the file has 10,000."),
        },
    ),
    NumberQuestion(
        name="most-blocks-save",
        text="Independent symbols of one distribution have an entropy of 1.30 bits. Huffman's code for single symbols "
        "takes 1.42 bits a symbol. You may choose blocks as long as you like. What they save, in bits a symbol, comes "
        "as near as you like to a limit, and never above it. Which limit?",
        answer=lambda: 1.42 - 1.30,
        unit="bits",
        tolerance=0.01,
        feedback="Only the rounding, 1.42 − 1.30, can be shared out. What is inevitable stays with each symbol. "
        "In general no block reaches the limit.",
        wrong={
            "whole bit": (1.0, "One bit is the bound of what rounding may cost. Here it costs less from the start."),
            "everything": (1.42, "The entropy of a block grows with its length; 1.30 bits for each symbol stay."),
            "fraction": (
                0.42,
                "Then a symbol would take 1 bit. For blocks the limit is the entropy, 1.30 bits for each symbol.",
            ),
        },
    ),
    Question(
        name="below-the-entropy",
        text="Your colleague's code has words for blocks of five letters, made from a text of 5,000 letters, and this "
        "text takes 1.95 bits a letter in it. He concludes that letters of this language carry 1.95 bits, given those "
        "before. What do you ask him to do first?",
        options=[
            Option(
                "Make such a code for the same letters, shuffled",
                True,
                "Of 1,000 blocks among 26⁵ almost all come once, so each takes about log₂ 1000 ≈ 10 bits, 2 a letter, "
                "in whatever order the letters stand. The shuffled text will give nearly the same. And in another "
                "text most blocks have no word at all.",
            ),
            Option(
                "Add the length of the list of words",
                False,
                "It belongs to an honest file. But even with it, nothing is known of what letters tell about each "
                "other.",
            ),
            Option(
                "Use an ideal code, without the rounding to whole bits",
                False,
                "Rounding costs less than a fifth of a bit a letter in blocks of five. It makes the number too high; "
                "what is wrong here makes it too low.",
            ),
            Option(
                "Check that his code is decodable: 1.95 is below the entropy of single letters",
                False,
                "It may well be decodable. That bound is for one fixed word for each letter, and his words are "
                "for five.",
            ),
        ],
    ),
    Prediction(
        name="letter-that-costs",
        text="Which of these four letters adds most to the second file?",
        options=[
            Option(
                "t",
                True,
                "One bit more for 98 of 1,000 letters: 98 bits. For <i>w</i> it is 13 · 5 = 65. A bit counts most "
                "where it is paid often.",
            ),
            Option("w", False, "Five bits more, but only for 13 of 1,000 letters: 65 bits. <i>t</i> adds 98."),
            Option("k", False, "Four bits more for 5 of 1,000 letters: 20 bits. <i>t</i> adds 98."),
            Option("e", False, "It comes most often, but its word is a bit <i>shorter</i> in the second file."),
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
                "What a word uses up depends on its length alone, so that no choice helps.",
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
        text="Huffman's code needs 1 bit a toss for single tosses of this coin, 0.645 for blocks of two and 0.533 for "
        "blocks of three. For coins like this, a block is made longer: by one toss, or to twice its length. Which of "
        "these can raise the bits a toss?",
        options=[
            Option(
                "One toss more can, twice the length cannot",
                True,
                "Two words of the shorter code, one after the other, are a code for the block that is twice as long. "
                "For a toss more there is no such code, and the rounding differs from block to block.",
            ),
            Option(
                "Neither one toss more nor twice the length can",
                False,
                "The <i>bound</i> H + 1/n falls with each toss. What is under it need not.",
            ),
            Option(
                "Both one toss more and twice the length can",
                False,
                "Not twice the length: put two words of the shorter code one after the other, and nothing is lost.",
            ),
            Option(
                "Twice the length can, one toss more cannot",
                False,
                "Tosses added one by one make it twice as long too. If none of them could raise it, nor could all.",
            ),
        ],
    ),
    Prediction(
        name="shuffled-letters",
        text="How many bits a letter does the code for the <i>shuffled</i> text's triples take, made from the shuffled "
        "text's own counts? (Single letters have an entropy of 4.149.)",
        options=[
            Option(
                "4.15 or a little more",
                False,
                "That would be so for an ideal code from the letters’ shares. This one was made from the triples that "
                "came out.",
            ),
            Option("about 3.9", True, "Below the entropy of single letters, and nothing is there to be learnt."),
            Option(
                "about 3.5, as before",
                False,
                "Then all of the fall would be chance. Some of it is real: in the text the same triples come again "
                "and again.",
            ),
            Option(
                "more than 4.18",
                False,
                "It would be so on a text that the code for triples has not seen. Here each triple that came has a "
                "word made for its count.",
            ),
        ],
    ),
]
