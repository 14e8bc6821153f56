"""Chapter 5, Compression is prediction: quick questions."""

from __future__ import annotations

import math

from ...information import cross_entropy, entropy
from ..predict import Prediction
from ..quiz import NumberQuestion, Option, Question

__all__ = ["QUESTIONS"]

#: 1 + s = −(1 − s) log₂ 0.9 − s log₂ 0.05, solved for s
_EVEN_SHARE = (1 + math.log2(0.9)) / (math.log2(0.9) - math.log2(0.05) - 1)
_AFTER_H = (1 + 3 * 0.05) / (4 + 3)
_AFTER_TH = 2 * _AFTER_H / (3 + 2)


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
                "That is the width of one of 1000 pieces alike. Here a piece is halved 1000 times.",
            ),
        ],
    ),
    NumberQuestion(
        name="coder-with-q",
        text="A source sends + and − equally often, independently. An arithmetic coder without any fault of its own "
        "works "
        "with a model that expects + with 0.8 and − with 0.2. To how many bits a symbol does a long file come?",
        answer=lambda: float(cross_entropy([0.5, 0.5], [0.8, 0.2], base=2)),
        unit="bits",
        tolerance=0.006,
        feedback="The coder pays the model’s surprise: half of the symbols cost 0.322 bits, half 2.322. The entropy "
        "is 1 "
        "bit; the rest, KL(P‖Q), is the model’s fault, and no coder wins it back. It even makes the file longer than a "
        "plain bit each.",
        wrong={
            "entropy": (
                1.0,
                "That is the entropy of the source, the least that a coder with the <i>right</i> model needs.",
            ),
            "model": (
                lambda: float(entropy([0.8, 0.2], base=2)),
                "That is the entropy of the model: what it expects to pay. The symbols come equally often.",
            ),
            "waste": (
                lambda: float(cross_entropy([0.5, 0.5], [0.8, 0.2], base=2)) - 1,
                "That is what is wasted, the divergence. The entropy of the source, 1 bit, has to be paid too.",
            ),
            "nats": (
                lambda: float(cross_entropy([0.5, 0.5], [0.8, 0.2])),
                "These are nats; files have bits. Divide by ln 2.",
            ),
            "two more": (
                3.0,
                "The coder wastes up to two bits <i>a file</i>. Per symbol, a long file shows none of them.",
            ),
        },
    ),
    NumberQuestion(
        name="huffman-shorter",
        text="With the probabilities 0.9, 0.05, 0.05 of <i>a</i>, <i>b</i>, <i>n</i>, Huffman’s words have 1, 2 and 2 "
        "bits. The model expects <i>b</i> or <i>n</i> in one place of ten. From which share of <i>b</i> and <i>n</i> "
        "on is Huffman’s file the shorter one, if the text is long?",
        answer=lambda: _EVEN_SHARE,
        unit="",
        tolerance=0.004,
        feedback="With a share s, Huffman’s words take 1 + s bits a letter, the address 0.152 (1 − s) + 4.322 s. They "
        "are equal at s = 0.848/3.170 = 0.2675. Where the model is right, at 0.1, the address takes 0.569 and the "
        "words 1.1.",
        wrong={
            "expected": (0.1, "There the model is right, and the words take 1.1 bits a letter to the address’s 0.569."),
            "one bit": (
                lambda: (1 + math.log2(0.9)) / (math.log2(0.9) - math.log2(0.05)),
                "A word of one bit would cost that for <i>a</i> alone; <i>b</i> and <i>n</i> have words of two.",
            ),
            "half": (0.5, "Compute the bits a letter of both, with a share s of b and n, and set them equal."),
            "not a": (
                lambda: 1 - _EVEN_SHARE,
                "That is the share of <i>a</i> there; the share of <i>b</i> and <i>n</i> is asked for.",
            ),
            "each": (lambda: _EVEN_SHARE / 2, "That is the share of <i>b</i> alone, if <i>n</i> comes as often."),
        },
    ),
    NumberQuestion(
        name="begun-from-below",
        text="In this cell, <i>i</i> has never followed <i>th</i>, and has followed <i>h</i> once. Order 0 gives "
        "<i>i</i> the probability 0.05. What does the blend give to <i>i</i> after <i>th</i>?",
        answer=lambda: _AFTER_TH,
        unit="",
        tolerance=0.0006,
        feedback="After <i>h</i>: (1 + 3 · 0.05)/7 = 0.164. After <i>th</i>: (0 + 2 · 0.164)/5 = 0.066. The letter "
        "lives on what the shorter context gives it.",
        wrong={
            "never": (0.0, "Its own sightings are 0, but the two imaginary ones are shared as <i>h</i> shares them."),
            "after h": (_AFTER_H, "That is after <i>h</i>; one more step leads to <i>th</i>."),
            "skipped": (2 * 0.05 / 5, "That begins from order 0; between the two stands the context <i>h</i>."),
            "counted": ((1 + 2 * _AFTER_H) / 5, "The one sighting was after <i>h</i>; after <i>th</i> there is none."),
            "divided": (2 * _AFTER_H / 3, "Below the line stand the imaginary sightings too: 3 + 2."),
            "alike": (2 / 256 / 5, "The imaginary sightings are not shared equally, but as <i>h</i> shares them."),
            "three": (
                3 * _AFTER_H / 6,
                "Three letters followed <i>th</i>, but of two kinds: <i>d</i> is 2.",
            ),
        },
    ),
    Question(
        name="above-the-vocabulary",
        text="Your model of letters knows 27 signs, and a log says that its perplexity on a new text is 40. "
        "What has happened?",
        options=[
            Option(
                "It does worse than 27 alike: it gave too little to what came.",
                True,
                "Perplexity has no upper limit. Two letters that got 0.01 each make it 100, however certain the model "
                "was: of other letters.",
            ),
            Option(
                "A fault in the program: perplexity ends at 27.",
                False,
                "27 is what equal shares give. Who is confident and wrong is surprised more than that.",
            ),
            Option(
                "The model is less certain than equal shares are.",
                False,
                "Nothing is less certain than equal shares. Perplexity is about what <i>came</i>, "
                "not about how certain the model was.",
            ),
            Option(
                "It was computed from bits in place of nats.",
                False,
                "If e was raised to bits, these were ln 40 = 3.69, and the perplexity is 2<sup>3.69</sup> = 12.9. That "
                "may be, but 40 alone does not show it: a perplexity of 40 is possible.",
            ),
        ],
    ),
    NumberQuestion(
        name="counts-too-early",
        text="A faulty program adds 1 to the count of the letter that comes, and only then gives it a probability. "
        "Its alphabet is {a, b}, α = 1, and nothing has been read. It would give <i>a</i> some probability if "
        "<i>a</i> came first, and <i>b</i> some if <i>b</i> came first. What do the two sum to?",
        answer=lambda: 2 * (1 + 1) / (1 + 2),
        unit="",
        tolerance=0.01,
        feedback="⅔ + ⅔ = 4⁄3. The pieces of the line overlap, so the file cannot be decoded: the decoder would need "
        "the letter in order to predict the letter. Files shorter than an honest model’s are the first sign of this "
        "slip.",
        wrong={
            "honest": (
                1.0,
                "So it is where one prediction is made for both letters. Here each letter has been counted before it "
                "is predicted: a becomes (1 + 1)/(1 + 2).",
            ),
            "one": (2 / 3, "That is the probability of either. They are two, and each was counted first."),
            "half": (0.5, "That is what an honest model gives to each letter at the start."),
            "no alpha": (2.0, "Without α each letter would have probability 1. With α = 1 it is (1 + 1)/(1 + 2)."),
        },
    ),
    Prediction(
        name="ninth-digit",
        text="A text is coded on one machine and decoded on another, whose graphics card rounds in another order: some "
        "probabilities differ in the ninth digit. What comes back?",
        options=[
            Option(
                "The text, up to some letter; from there on, another text",
                True,
                "Once the pieces are narrower than a billionth, the number soon falls to another letter. From "
                "then on the decoder has another past as well. Only the <i>same</i> probabilities, bit for bit, "
                "promise the text.",
            ),
            Option(
                "The text, since no letter’s piece moves by more than a billionth",
                False,
                "The number that is sent lies inside a piece as narrow as the probability of the <i>whole</i> text. "
                "After a dozen letters or so a billionth is as wide as the piece.",
            ),
            Option(
                "The text, with a few letters wrong here and there",
                False,
                "After one wrong letter the decoder narrows another interval, and has another past. A later letter is "
                "right by chance.",
            ),
            Option(
                "Nothing: the decoder notices that the number lies in no piece",
                False,
                "Every number between 0 and 1 lies in some piece, so no step fails. Only at the end may a file run out "
                "of bits.",
            ),
        ],
    ),
    Question(
        name="never-seen-letter",
        text="A model takes plain shares of what it has counted, and <i>q</i> never followed <i>j</i> in what it read. "
        "Now the text to be coded has <i>jq</i>, once, in a million letters. What does the arithmetic coder send?",
        options=[
            Option(
                "It cannot code the text: the piece has width 0.",
                True,
                "One factor of 0 makes the product 0, and −log<sub>2</sub> 0 is infinite, whatever the rest costs.",
            ),
            Option(
                "A few bits more: the mean over a million letters hardly changes.",
                False,
                "An infinite term makes the mean infinite, however many others there are.",
            ),
            Option(
                "The letter that was likeliest in its place",
                False,
                "Then what comes back is another text. A code without loss has to name the letter that came.",
            ),
            Option(
                "About log<sub>2</sub> of a million bits for it",
                False,
                "That would be due to a letter of probability one in a million. This one has probability 0.",
            ),
        ],
    ),
    Prediction(
        name="six-expected",
        text="The text <i>aaaaaa</i>, and a model that gives <i>a</i>, the first letter on the line, the probability "
        "0.9 each time. A code of whole bits needs at least one for each letter, six in all. How many bits does the "
        "address of the piece have, at the least?",
        answer=1.0,
        unit="bits",
        tolerance=0.004,
        feedback="The piece is the part from 0 to 0.9<sup>6</sup> = 0.531, and all numbers from 0 to ½ lie in it. "
        "They are the numbers that begin with 0.0…, so one bit says it all.",
        wrong={
            "whole": (
                6.0,
                "That is the price of a word for each letter. Here the letters share one address.",
            ),
            "ideal": (
                lambda: -6 * math.log2(0.9),
                "That is the sum of the six surprises. An address has whole bits; it is rounded, and only once.",
            ),
            "mean": (5.4, "That is six times 0.9. The bits of a letter are −log<sub>2</sub> 0.9, which is 0.15."),
            "safe": (
                2.0,
                "That many are enough for a piece of this width, wherever it lies. This one begins at 0 and is wider "
                "than ½.",
            ),
            "none": (0.0, "No bits at all would name every number from 0 to 1, the texts with b among them too."),
        },
    ),
    Prediction(
        name="letters-to-words",
        text="A model has perplexity 8 a letter. The same text is now cut into words, of six letters each with the "
        "space that belongs to it; the probability of a word is the product of those of its letters. What is the "
        "perplexity a word? (You may type a power, such as 3^4.)",
        answer=lambda: 8.0**6,
        unit="",
        tolerance=500,
        digits=6,
        feedback="A word carries the surprise of six letters, 6 × 3 = 18 bits, and 2<sup>18</sup> = 8<sup>6</sup> = "
        "262,144. Surprises add; perplexities multiply.",
        wrong={
            "same": (8.0, "The surprise of the whole text stays. But a word carries that of six letters."),
            "times": (48.0, "Surprises add, so the <i>bits</i> are six times as many. Perplexity is 2 to that power."),
            "bits": (18.0, "Those are the bits a word, 6 × 3. Perplexity is 2 to this power."),
            "root": (lambda: 8 ** (1 / 6), "The reverse: a word carries more surprise than a letter."),
            "turned": (lambda: 6.0**8, "The exponent is the number of letters: 8 × 8 × 8 × 8 × 8 × 8."),
        },
    ),
    Prediction(
        name="best-order",
        text="The fourteen descriptions have between 700 and 11,000 bytes each. Each is coded by itself, by a model "
        "that begins with nothing and learns as it reads. For each order, take the α (of 1, ¼, 1⁄16, 1⁄64 and 1⁄256) "
        "with the smallest mean. Which order then has the smallest mean of all?",
        options=[
            Option(
                "0: how often each byte came, wherever it stood",
                False,
                "So it is with α = 1. With a small α a context learns from its first sightings, and one byte back "
                "helps.",
            ),
            Option(
                "1: one byte back",
                True,
                "256 contexts can be learnt from some thousand bytes; 65,536 cannot.",
            ),
            Option(
                "2: two bytes back",
                False,
                "Two letters say more than one, once they are learnt. A text of this length meets most pairs too "
                "seldom.",
            ),
            Option(
                "3: three bytes back",
                False,
                "That was the best in the figure at the top, where the model had read thirteen texts before. Here it "
                "begins with nothing, and meets most contexts for the first time.",
            ),
        ],
        in_order=True,
    ),
    Prediction(
        name="against-zlib",
        text="zlib ends in a Huffman code, whose words have whole bits, where we have an arithmetic coder. It also "
        "spends 6 bytes on a header and a checksum; ours is counted without anything besides its bits. On how many of "
        "the fourteen is zlib’s file smaller all the same? (Ours: order and α chosen on the other thirteen.)",
        answer=14.0,
        unit="texts",
        tolerance=0.001,
        feedback="On all of them. The coder was never what was missing; zlib predicts better.",
        wrong={
            "none": (0.0, "Our coder is the better one. But a coder can do no more than its predictions allow."),
            "half": (7.0, "It depends on the text by how much it wins, but not whether."),
            "all but one": (13.0, "Nearly: on the shortest, too."),
            "all but two": (12.0, "Nearly: on the two that you left out, too."),
            "too many": (15.0, "There are fourteen texts."),
        },
    ),
    Prediction(
        name="blended-orders",
        text="The same texts, the orders 0 to 3 blended so, three bytes back at the most, and everything that a file "
        "must carry counted on both sides. Alone, order 1 was behind zlib by nine tenths of a bit a byte, and orders "
        "2 and 3 by more. Where does the blend come out, on the mean of the fourteen?",
        options=[
            Option(
                "Behind by about as much",
                False,
                "So it would be if zlib won by its long reach, or if a blend were no better than its best part. A "
                "blend may be better than each part: how much each order counts is decided anew in each place.",
            ),
            Option(
                "About halfway: orders 0 and 1 help each other, 2 and 3 have seen too little",
                False,
                "That is what orders 0 and 1 alone would give. Alone, orders 2 and 3 have seen too little; begun from "
                "the order below, each adds something.",
            ),
            Option(
                "Level, to a few hundredths of a bit a byte",
                True,
                "So near that what is counted beside the bits decides on how many texts each is smaller.",
            ),
            Option(
                "Ahead by about as much",
                False,
                "Blending wins back all that was missing, and no more: both then predict about equally well.",
            ),
        ],
        in_order=True,
    ),
]
