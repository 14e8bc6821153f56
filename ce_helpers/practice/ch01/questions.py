"""Chapter 1, Surprise: quick questions."""

from __future__ import annotations

from ...information import surprise
from ..quiz import NumberQuestion, Option, Question

__all__ = ["QUESTIONS"]


QUESTIONS = [
    Question(
        name="bits-or-nats",
        text="A program prints <code>-np.log(p)</code> and calls the unit bits. Which line would give bits?",
        options=[
            Option(
                "<code>-np.log2(p)</code>",
                True,
                "One bit is the surprise of a fair coin, and log<sub>2</sub> of ½ is −1.",
            ),
            Option(
                "<code>-np.log(p)</code>",
                False,
                "NumPy's <code>log</code> is natural, so these are nats: a coin gives 0.693.",
            ),
            Option(
                "<code>-np.log10(p)</code>",
                False,
                "Base 10 gives bans: one for an event of probability 1/10.",
            ),
            Option(
                "<code>-np.log(p) * np.log(2)</code>",
                False,
                "The factor is on the wrong side. A nat is more than a bit, so <i>divide</i> by ln 2.",
            ),
        ],
    ),
    NumberQuestion(
        name="tenfold",
        text="An event becomes ten times less probable. By how many nats does its surprise rise?",
        answer=lambda: float(surprise(0.01) - surprise(0.1)),
        unit="nats",
        tolerance=0.01,
        feedback="It is ln 10 from wherever you start: −ln(<i>p</i>/10) = −ln <i>p</i> + ln 10.",
        wrong={
            "ten": (10.0, "A ratio of probabilities becomes a <i>difference</i> of surprises, and that is ln 10."),
            "bans": (
                lambda: float(surprise(0.1, base=10)),
                "That is one ban, since log<sub>10</sub> 10 = 1. In nats it is ln 10.",
            ),
            "bits": (
                lambda: float(surprise(0.1, base=2)),
                "Those are bits, log<sub>2</sub> 10. In nats it is ln 10.",
            ),
            "falls": (lambda: -float(surprise(0.1)), "The size is right; but a rarer event surprises more, not less."),
        },
    ),
    Question(
        name="certain-event",
        text="How much surprise does an event carry that is certain to happen?",
        in_order=True,
        options=[
            Option("none: 0", True, "−ln 1 = 0. What had to happen tells you nothing that you did not know."),
            Option("1", False, "1 is its probability. Its surprise is −ln 1, and the logarithm of 1 is 0."),
            Option("∞", False, "∞ is the surprise of an impossible event: −ln <i>p</i> has no limit as <i>p</i> → 0."),
            Option("it depends on the unit", False, "0 nats, 0 bits, 0 bans: 0 is the one amount all units agree on."),
        ],
    ),
    Question(
        name="twice-as-surprising",
        text="The probability of an event falls to half of what it was. What happens to its surprise?",
        options=[
            Option(
                "It rises by one bit, whatever it was before.",
                True,
                "−log<sub>2</sub>(<i>p</i>/2) = −log<sub>2</sub> <i>p</i> + 1. Equal ratios cost equal steps.",
            ),
            Option(
                "It doubles.",
                False,
                "That holds from <i>p</i> = ½ to ¼ alone: 1 bit, then 2. From ¼ to ⅛ it goes from 2 bits to 3.",
            ),
            Option(
                "It grows exponentially.",
                False,
                "The reverse: it is a <i>logarithm</i>. For equal steps up, <i>p</i> must fall by equal factors.",
            ),
            Option(
                "It rises, and by more the smaller <i>p</i> was.",
                False,
                "True of equal <i>differences</i> in <i>p</i>. Halving is an equal <i>ratio</i>: one bit everywhere.",
            ),
        ],
    ),
]
